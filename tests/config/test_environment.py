from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import VARIABLES, insecurities, refuse_insecure

ROOT = Path(__file__).resolve().parents[2]
SAFE_VARIABLES = {
    "PALABRE_ENV": "production",
    "SECRET_KEY": "s" * 50,
    "RECEIPT_KEY": "r" * 50,
    "DATABASE_URL": "postgres://palabre:secret@db.example/palabre",
    "ALLOWED_HOSTS": "participation.example",
    "SITE_URL": "https://participation.example",
    "EMAIL_URL": "smtp://mail.example:25",
}
SAFE = {
    "SECRET_KEY": SAFE_VARIABLES["SECRET_KEY"],
    "RECEIPT_KEY": SAFE_VARIABLES["RECEIPT_KEY"],
    "DEBUG": False,
    "ALLOWED_HOSTS": ["participation.example"],
    "SITE_URL": SAFE_VARIABLES["SITE_URL"],
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "REQUIRE_STAFF_MFA": True,
}


@pytest.fixture
def production(monkeypatch):
    """The environment of a site that serves the public, safe in every respect."""
    for name, value in SAFE_VARIABLES.items():
        monkeypatch.setenv(name, value)


def start(tmp_path, **variables: str) -> subprocess.CompletedProcess:
    """Load the settings in a process of its own, with these variables alone."""
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    environment |= {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", **variables}
    command = [
        sys.executable,
        "-c",
        "from config import settings; print(settings.CACHES, settings.REQUIRE_STAFF_MFA)",
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_safe_production_settings_are_accepted(production):
    refuse_insecure(SAFE)

    assert insecurities(SAFE) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter than 40 characters"),
        ({"RECEIPT_KEY": SAFE["SECRET_KEY"]}, "RECEIPT_KEY is missing or the same as SECRET_KEY"),
        ({"DEBUG": True}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is empty or “*”"),
        ({"ALLOWED_HOSTS": ["participation.example", "*"]}, "ALLOWED_HOSTS is empty or “*”"),
        ({"SITE_URL": "http://participation.example"}, "SITE_URL does not start with https://"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "DATABASE_URL is missing"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_URL is missing"),
        ({"REQUIRE_STAFF_MFA": False}, "REQUIRE_STAFF_MFA is off"),
    ],
)
def test_production_refuses_an_insecure_setting_and_names_it_alone(production, change, named):
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_insecure({**SAFE, **change})

    complaints = str(refusal.value).splitlines()[1:]
    assert len(complaints) == 1
    assert named in complaints[0]


@pytest.mark.parametrize("name", ["SECRET_KEY", "RECEIPT_KEY"])
def test_production_refuses_a_key_that_was_not_set_on_purpose(production, monkeypatch, name):
    monkeypatch.delenv(name)

    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_insecure(SAFE)


def test_development_accepts_what_production_refuses(production, monkeypatch):
    monkeypatch.setenv("PALABRE_ENV", "development")

    unsafe = {**SAFE, "DEBUG": True, "ALLOWED_HOSTS": ["*"]}
    refuse_insecure(unsafe)

    assert len(insecurities(unsafe)) == 2


def test_site_without_any_variable_starts_and_makes_its_own_secret(tmp_path):
    done = start(tmp_path)

    assert done.returncode == 0, done.stderr
    secret = tmp_path / "secret_key"
    assert len(secret.read_text(encoding="ascii")) >= 50
    assert secret.stat().st_mode & 0o077 == 0


def test_production_starts_with_all_that_it_needs(tmp_path):
    done = start(tmp_path, **SAFE_VARIABLES)

    assert done.returncode == 0, done.stderr
    assert "DatabaseCache" in done.stdout
    assert done.stdout.rstrip().endswith("True")


def test_production_with_nothing_else_set_names_everything_that_is_missing(tmp_path):
    done = start(tmp_path, PALABRE_ENV="production")

    assert done.returncode != 0
    for name in ("SECRET_KEY", "RECEIPT_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL"):
        assert name in done.stderr


def test_environment_of_another_name_is_refused(tmp_path):
    done = start(tmp_path, PALABRE_ENV="prod")

    assert done.returncode != 0
    assert "Set it to “development” or “production”." in done.stderr


def test_documentation_lists_every_variable_and_no_other():
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    documented = re.findall(r"^\| `([A-Z_]+)` \|", table, flags=re.MULTILINE)

    assert sorted(documented) == sorted(VARIABLES)


def test_settings_read_no_variable_that_is_not_listed():
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "config").glob("*.py"))

    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', sources))

    assert read == set(VARIABLES)


def test_processes_that_start_together_share_one_whole_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    together = Barrier(16)

    def start(_number: int) -> str:
        together.wait(timeout=30)
        return environment.development_secret()

    with ThreadPoolExecutor(16) as pool:
        read = set(pool.map(start, range(16)))

    assert len(read) == 1
    assert len(read.pop()) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
