"""Read the environment once, and refuse to start a production site on an insecure setting.

Every variable is listed, with its meaning and default, in ``docs/settings.md``; a test keeps the two in step.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import environ
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

VARIABLES = (
    "PALABRE_ENV",
    "DEBUG",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "RECEIPT_KEY",
    "RECEIPT_KEY_FALLBACKS",
    "DATABASE_URL",
    "REDIS_URL",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "TRUSTED_PROXY_COUNT",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "MEDIA_ROOT",
    "VAR_DIR",
    "SOURCE_URL",
    "REQUIRE_STAFF_MFA",
    "NLP_ENCODER",
    "NLP_WORKERS",
    "LOG_LEVEL",
    "PAGE_CACHE",
    "LANGUAGES",
    "GUIDE_TELL_READER_AFTER",
    "LOTTERY_SEARCH_MINUTES",
    "REQUIRE_SECOND_LOOK",
    "MAP_TILES_URL",
    "MAP_TILES_ATTRIBUTION",
)
# The name of a language in itself. Others are written after their code: LANGUAGES=fr,en,wo:Wolof.
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def is_production() -> bool:
    """Whether this process serves the public, where convenience gives way to safety."""
    name = env.str("PALABRE_ENV", default="development")
    if name not in {"development", "production"}:
        raise ImproperlyConfigured(f"PALABRE_ENV is “{name}”. Set it to “development” or “production”.")
    return name == "production"


def var_dir() -> Path:
    """Where the site writes: database, uploads, secret key. Made when missing."""
    folder = Path(env.str("VAR_DIR", default=str(ROOT / "var")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def languages() -> list[tuple[str, str]]:
    """The site's languages as (code, own name), the main one first.

    Each needs a catalogue in ``locale/``. A language that Django has no name for is told to it, both ways of reading.
    """
    found = []
    for entry in env.list("LANGUAGES", default=["fr", "en"]):
        code, _colon, given = entry.strip().partition(":")
        known = LANG_INFO.get(code, {})
        name = given or LANGUAGE_NAMES.get(code) or known.get("name_local", code).capitalize()
        LANG_INFO.setdefault(code, {"bidi": False, "code": code, "name": name, "name_local": name})
        found.append((code, name))
    if not found:
        raise ImproperlyConfigured("LANGUAGES is empty: name at least one language, such as “fr”.")
    return found


def development_secret() -> str:
    """A secret key of this machine's own, made once, so that no shared key ever stands in the code."""
    path = var_dir() / "secret_key"
    if not path.exists():
        # Whole before it has its name: the site and its worker start together, and the second must not read half a key.
        handle, whole = tempfile.mkstemp(dir=path.parent, prefix="secret_key.")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(whole, path)
        os.unlink(whole)
    return path.read_text(encoding="ascii").strip()


def insecurities(settings: dict) -> list[str]:
    """What is unsafe in these settings for a public site: one sentence each, saying what to set."""
    found = []
    if not env.str("SECRET_KEY", default="") or len(settings["SECRET_KEY"]) < 40:
        found.append("SECRET_KEY is missing or shorter than 40 characters: set a long random one.")
    if not env.str("RECEIPT_KEY", default="") or settings["RECEIPT_KEY"] == settings["SECRET_KEY"]:
        found.append(
            "RECEIPT_KEY is missing or the same as SECRET_KEY: set another long random one, and keep it."
        )
    if settings["DEBUG"]:
        found.append("DEBUG is on, and would show internals to visitors: unset it.")
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts or "*" in hosts:
        found.append("ALLOWED_HOSTS is empty or “*”: list the names this site answers to.")
    if not settings["SITE_URL"].startswith("https://"):
        found.append("SITE_URL does not start with https://: receipts and passwords would travel in clear.")
    if "sqlite" in settings["DATABASES"]["default"]["ENGINE"]:
        found.append("DATABASE_URL is missing or names SQLite: name a PostgreSQL database.")
    if "console" in settings["EMAIL_BACKEND"] or "locmem" in settings["EMAIL_BACKEND"]:
        found.append(
            "EMAIL_URL is missing: without a mail server no receipt and no password reset can be sent."
        )
    if not settings["REQUIRE_STAFF_MFA"]:
        found.append("REQUIRE_STAFF_MFA is off: staff who read citizens' words must use a second factor.")
    return found


def refuse_insecure(settings: dict) -> None:
    """Raise ImproperlyConfigured, naming every unsafe setting, when a production site is about to start."""
    if is_production() and (found := insecurities(settings)):
        raise ImproperlyConfigured("Palabre does not start in production:\n- " + "\n- ".join(found))
