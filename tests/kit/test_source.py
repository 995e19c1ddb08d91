"""The running version's source: whole enough to run, and nothing of this site's own."""

from __future__ import annotations

import io
import tarfile

import pytest

from kit import source


@pytest.fixture
def project(tmp_path):
    for name, text in {
        "manage.py": "print()",
        "kit/views.py": "a = 1",
        "kit/__pycache__/views.pyc": "x",
        "kit/.env": "SECRET_KEY=hush",
        "kit/server.key": "hush",
        "var/palabre.sqlite3": "words",
        "notes.txt": "private",
        "tests/.pytest_cache/x": "x",
        "locale/fr/LC_MESSAGES/django.mo": "x",
        "locale/fr/LC_MESSAGES/django.po": "x",
    }.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture(autouse=True)
def unremembered_archive():
    source._archive_path.cache_clear()
    yield
    source._archive_path.cache_clear()


def names(path) -> set[str]:
    with tarfile.open(path) as tar:
        return set(tar.getnames())


def test_archive_holds_the_source_and_no_secret(project):
    assert names(source.archive(project)) == {
        "palabre/manage.py",
        "palabre/kit/views.py",
        "palabre/locale/fr/LC_MESSAGES/django.po",
    }


def test_archive_follows_no_link_out_of_the_project(project, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("private", encoding="utf-8")
    (project / "kit" / "link.txt").symlink_to(outside)

    assert "palabre/kit/link.txt" not in names(source.archive(project))


def test_archive_is_made_once_until_the_source_changes(project):
    first = source.archive(project)
    made = first.stat().st_mtime_ns

    assert source.archive(project).stat().st_mtime_ns == made

    source._archive_path.cache_clear()
    (project / "kit" / "views.py").write_text("a = 22", encoding="utf-8")
    assert source.archive(project) != first


def test_archive_of_the_same_files_is_the_same_to_the_byte(project, tmp_path):
    paths = list(source.files(project))
    source.pack(paths, tmp_path / "one.tar.gz", root=project)
    source.pack(paths, tmp_path / "two.tar.gz", root=project)

    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()


def test_source_page_sends_the_archive_of_this_version(client):
    answer = client.get("/source.tar.gz")

    assert answer.status_code == 200
    with tarfile.open(fileobj=io.BytesIO(b"".join(answer.streaming_content))) as tar:
        inside = tar.getnames()
    assert "palabre/kit/source.py" in inside
    assert "palabre/manage.py" in inside
    assert not any("/var/" in name or "/.git/" in name or name.endswith(".sqlite3") for name in inside)
