"""The migrations run once, and every process of the suite works on a copy of what they made.

Two hundred migrations take longer than many of the tests. What they made is kept: on SQLite as a file in VAR_DIR, on
PostgreSQL as a database of the server, under a name that tells of every migration, of what they import and of the
packages. When one of these changes, the database is made anew and the old one is dropped. What runs after each
migration (roles, permissions, second looks) is of today's code: it runs again on every copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parents[1]
UNFINISHED = "palabre_migrations_under_way"
IMPORTS = re.compile(r"^\s*(?:from|import) ([a-z_][\w.]*)", re.MULTILINE)


def copy_migrated(connection: BaseDatabaseWrapper) -> None:
    """Put a migrated database, with its own name, where this process will look for its tests' database.

    Other processes wait for the one that runs the migrations. Errors of a migration are raised as they are.
    """
    store = FileStore(connection) if connection.vendor == "sqlite" else ServerStore(connection)
    with _one_at_a_time():
        kept = f"{store.prefix}{fingerprint()}"
        if kept not in store.names():
            for name in store.names():
                store.drop(name)
            _migrate_into(connection, store, name=kept)
        store.copy(kept)


def fingerprint() -> str:
    """A digest of all that decides what the migrations make: their sources, and the packages with theirs."""
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    imported = {path for migration in migrations for path in _imported_by(migration)}
    digest = hashlib.sha256(str(settings.VAR_DIR).encode())
    for path in [*migrations, *sorted(imported - set(migrations)), ROOT / "requirements" / "dev.lock"]:
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(path.read_bytes())
    digest.update(repr((settings.INSTALLED_APPS, settings.LANGUAGES)).encode())
    return digest.hexdigest()[:16]


class FileStore:
    """Migrated databases as files beside SQLite's own database of the tests."""

    prefix = "migrated-"

    def __init__(self, connection: BaseDatabaseWrapper):
        self.own = Path(connection.settings_dict["TEST"]["NAME"])

    def names(self) -> list[str]:
        return [path.stem for path in self.own.parent.glob(f"{self.prefix}*.sqlite3")]

    def place(self, name: str) -> str:
        """What Django calls the database of that name."""
        return str(self.own.with_name(f"{name}.sqlite3"))

    def rename(self, old: str, new: str) -> None:
        Path(self.place(old)).rename(self.place(new))

    def drop(self, name: str) -> None:
        Path(self.place(name)).unlink(missing_ok=True)

    def copy(self, name: str) -> None:
        """A journal that a killed run left would be taken for the copy's: it goes with the old file."""
        for path in (self.own, *self.own.parent.glob(f"{self.own.name}-*")):
            path.unlink(missing_ok=True)
        shutil.copyfile(self.place(name), self.own)


class ServerStore:
    """Migrated databases on a PostgreSQL server, which copies them itself."""

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection
        self.own = connection.creation._get_test_db_name()
        self.prefix = f"{connection.settings_dict['NAME']}_migrated_"

    def names(self) -> list[str]:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname::text, %s)", [self.prefix]
            )
            return [name for (name,) in cursor.fetchall()]

    def place(self, name: str) -> str:
        return name

    def rename(self, old: str, new: str) -> None:
        self._run(f"ALTER DATABASE {self._quoted(old)} RENAME TO {self._quoted(new)}")

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {self._quoted(name)}")

    def copy(self, name: str) -> None:
        self.drop(self.own)
        self._run(f"CREATE DATABASE {self._quoted(self.own)} TEMPLATE {self._quoted(name)}")

    def _run(self, statement: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def _quoted(self, name: str) -> str:
        return self.connection.ops.quote_name(name)


def _migrate_into(connection: BaseDatabaseWrapper, store: FileStore | ServerStore, *, name: str) -> None:
    """Run all migrations. The database has its name only once they are through, so that none is kept half-made."""
    its, tests = connection.settings_dict, connection.settings_dict["TEST"]
    before, wanted = its["NAME"], tests["NAME"]
    store.drop(UNFINISHED)
    tests["NAME"] = store.place(UNFINISHED)
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        tests["NAME"] = wanted
        its["NAME"] = settings.DATABASES[connection.alias]["NAME"] = before
    store.rename(UNFINISHED, name)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _imported_by(migration: Path) -> Iterator[Path]:
    """The files of the project that a migration imports. Of modules with models it takes defaults of new rows only."""
    for module in IMPORTS.findall(migration.read_text(encoding="utf-8")):
        parts = module.split(".")
        if "models" not in parts:
            place = ROOT.joinpath(*parts)
            yield from (path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file())
