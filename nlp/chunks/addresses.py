"""Which scheduler addresses are safe to use: over the network TLS alone, without it this machine alone.

What goes over the wire is pickled: whoever reaches the port runs code as the worker's user (CVE-2021-42343 was a worker
that listened to everyone by mistake).
"""

import ipaddress
import os
import re
from pathlib import Path
from typing import NamedTuple

from nlp.errors import EngineError

ADDRESS = re.compile(
    r"(?P<scheme>tcp|tls)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):(?P<port>[0-9]{1,5})/?"
)
VARIABLES = {"ca": "NLP_TLS_CA", "certificate": "NLP_TLS_CERTIFICATE", "key": "NLP_TLS_KEY"}


class TlsFiles(NamedTuple):
    """PEM files: the authority that signed everyone's certificate, this program's certificate, and its key."""

    ca: Path | str
    certificate: Path | str
    key: Path | str


def checked_address(address):
    """The address as Dask wants it; raises EngineError unless it is tls://, or tcp:// to this very machine."""
    parts = ADDRESS.fullmatch(address)
    if parts is None:
        raise EngineError(
            f"{address}: a scheduler's address looks like tcp://127.0.0.1:8786 or tls://host:8786."
        )
    if parts["scheme"] == "tcp" and not is_loopback(parts["host"]):
        raise EngineError(
            f"{address}: tcp:// beyond this machine lets anyone on the way read the texts and run code: "
            "use tls://, or a tunnel that ends at 127.0.0.1."
        )
    return address.rstrip("/")


def outside(address):
    """Whether an address that a scheduler or worker says it listens to can be reached from another machine."""
    parts = ADDRESS.fullmatch(address)
    return parts is None or not is_loopback(parts["host"])


def is_loopback(host):
    """Whether the host is this machine by its own name for itself; a name is never looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def tls_files(given=None):
    """The files given, else those that the environment names; raises EngineError where one is missing."""
    files = given or TlsFiles(**{part: os.environ.get(name, "") for part, name in VARIABLES.items()})
    for part, name in VARIABLES.items():
        file = getattr(files, part)
        if not file:
            raise EngineError(f"A tls:// scheduler needs three PEM files: name the {part} in {name}.")
        if not Path(file).is_file():
            raise EngineError(f"{file}: there is no such file; it was named as the {part} for TLS ({name}).")
    return files
