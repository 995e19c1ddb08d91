"""How often a thing may be tried from one place, counted in the cache."""

from __future__ import annotations

import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count one try of ``action`` from this address; False once there were more than ``times`` in the window.

    The address is the one that allauth trusts (ALLAUTH_TRUSTED_PROXY_COUNT); only its hash is kept.
    """
    return within_limit_of(_place(request), action, times=times, seconds=seconds)


def within_limit_of(whom: str, action: str, *, times: int, seconds: int) -> bool:
    """The same for whatever must be spared: a mailbox, say, however many places its mails are asked for from."""
    hashed = hashlib.sha256(whom.strip().lower().encode()).hexdigest()[:32]
    key = f"limit:{action}:{hashed}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= times
    except ValueError:  # The window ended between the two calls: this try opens the next one.
        cache.set(key, 1, timeout=seconds)
        return True


def _place(request: HttpRequest) -> str:
    """The visitor's address; of IPv6, the network that one subscriber is given whole."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
