"""Build everything that `make run` needs: environment, fonts, translations, static files.

Runs on the system's Python with its standard library alone, and does again only what has changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from scripts.console import Stopwatch, say, stop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_LOCK = ROOT / "requirements" / "run.lock"
DEV_LOCK = ROOT / "requirements" / "dev.lock"
OLDEST_PYTHON = (3, 11)
ASSET_SOURCES = ("kit", "cms", "consultations", "debates", "accounts", "cities")


def var_dir() -> Path:
    """Where the site writes, as config/environment.py has it."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var")


def main() -> None:
    """Set up what is missing or out of date, saying each step."""
    watch = Stopwatch()
    check_system()
    make_environment()
    install(RUN_LOCK)
    build_site_files()
    say(f"Setup is complete ({watch}).")


def check_system() -> None:
    """Stop with the line that installs what the system lacks."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        stop(
            f"Palabre needs Python 3.11 or newer, and this is {found}. "
            "Install it, or name another one: make run PYTHON=python3.12"
        )
    missing = []
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        missing.append("python3-venv")
    if shutil.which("msgfmt") is None:
        missing.append("gettext")
    if missing:
        stop(
            f"The system lacks {' and '.join(missing)}. Install what is missing, then try again:\n"
            f"    sudo apt-get install {' '.join(missing)}"
        )


def make_environment() -> None:
    """Make .venv, or make it anew when it is broken or was left half-made."""
    if VENV.exists() and not environment_works():
        say("The environment in .venv does not work; making it anew.")
        shutil.rmtree(VENV)
    if VENV.exists():
        return
    say("Making a Python environment in .venv …")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(
            f"Python could not make an environment:\n{made.stdout}{made.stderr}\n"
            "On Debian its venv module comes with: sudo apt-get install python3-venv"
        )


def environment_works() -> bool:
    """Whether .venv has a Python that is new enough, and a pip."""
    if not PYTHON.exists():
        return False
    test = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON!r} or sys.prefix == sys.base_prefix)"
    try:
        return subprocess.run([str(PYTHON), "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(lock: Path) -> None:
    """Install exactly the packages of a lock file, each checked against its hash, unless that was done before."""
    stamp = VENV / f"installed-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    # A half-finished installation has no stamp, so the next setup does it again.
    stamp.unlink(missing_ok=True)
    total = sum(
        1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line and line[0].isalnum()
    )
    say(
        f"Installing {total} locked packages (the first time this downloads some hundred megabytes and takes minutes) …"
    )
    watch = Stopwatch()
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "--no-input", "-r", str(lock)]
    status, output = _run_pip(command, total, watch)
    if status:
        stop("\n".join(output[-25:]) + "\nThe packages could not be installed; pip's last words are above.")
    stamp.write_text(wanted, encoding="ascii")
    say(f"The packages are installed ({watch}).")


def _run_pip(command: list[str], total: int, watch: Stopwatch) -> tuple[int, list[str]]:
    """Run pip, telling every ten seconds how far it is; its status and its words."""
    output: list[str] = []
    collected: list[str] = []
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    done = threading.Event()

    def tell() -> None:
        while not done.wait(10):
            now = "unpacking" if len(collected) >= total else " ".join(collected[-1:])
            say(f"  … {min(len(collected), total)} of {total} {now} ({watch})")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    assert process.stdout is not None
    try:
        for line in process.stdout:
            output.append(line.rstrip())
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                collected.append(line.split(": ")[-1].removeprefix("Collecting ").split("==")[0].strip())
        return process.wait(), output
    finally:
        process.terminate()
        process.wait()
        done.set()
        teller.join()


def build_site_files() -> None:
    """Fonts, translations and static files: each made when what it comes from has changed."""
    _step(
        "fonts",
        [RUN_LOCK, ROOT / "kit" / "leaflet_files.py", *(ROOT / "kit" / "management").rglob("*.py")],
        "Collecting fonts and maps …",
        ["collect_assets"],
    )
    for catalogue in sorted((ROOT / "locale").rglob("*.po")):
        compile_catalogue(catalogue)
    sources = [RUN_LOCK, ROOT / "config" / "settings.py", *_static_sources()]
    _step(
        "static",
        sources,
        "Gathering static files …",
        ["collectstatic", "--noinput", "--clear", "--verbosity", "0"],
        result=var_dir() / "static" / "staticfiles.json",
    )


def compile_catalogue(catalogue: Path) -> None:
    """Make a .mo file beside its .po file when that is newer."""
    compiled = catalogue.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
        return
    language = catalogue.parent.parent.name
    say(f"Compiling the translations ({language}) …")
    made = subprocess.run(
        ["msgfmt", "--check-format", "-o", str(compiled), str(catalogue)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        stop(f"The catalogue {catalogue.relative_to(ROOT)} has errors:\n{made.stderr}")


def _step(
    name: str, sources: Iterable[Path], sentence: str, command: list[str], *, result: Path | None = None
):
    """Run a management command unless it was run on the same sources before and its result still stands."""
    stamp = var_dir() / "stamps" / name
    wanted = fingerprint(sources)
    stands = result is None or result.exists()
    if stands and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    say(sentence)
    run_python("manage.py", *command)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="ascii")


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest of files' paths, sizes and times."""
    digest = hashlib.sha256()
    for path in sorted(sources):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def run_python(*arguments: str) -> None:
    """Run the environment's Python with these arguments; stop when it fails."""
    status = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode
    if status:
        stop(
            f"`python {' '.join(arguments)}` failed; its reason is above.", status if 0 < status < 126 else 1
        )


def _static_sources() -> list[Path]:
    folders = [ROOT / app / "static" for app in ASSET_SOURCES] + [var_dir() / "vendored"]
    return [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]


if __name__ == "__main__":
    main()
