"""Notice every write of this process to the database, and renew the stamp once it is committed.

Signals of models would miss what verbs change in bulk; here is where every statement passes, whoever sends it.
"""

from __future__ import annotations

import re

from django.db import transaction

from kit.page_cache.stamp import site_stamp

WRITE = re.compile(
    r'\s*(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|REPLACE INTO)\s+(?:ONLY\s+)?["`]?(\w+)', re.IGNORECASE
)
# What nobody but its owner or staff ever sees, and is written all the time.
NEVER_PUBLIC = frozenset(
    {
        "cache",
        "consultations_draft",
        "consultations_notice",
        "consultations_presence",
        "consultations_sheetentry",
        "django_session",
        "wagtailadmin_editingsession",
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
    }
)
NEVER_PUBLIC_APPS = ("account_", "django_tasks_", "jobs_", "mfa_", "search_", "sqlite_")
# Counted in public, a contribution more is shown within the minute that a page is kept; one withdrawn at once.
COUNTED = frozenset({"consultations_answer", "consultations_contribution"})


def is_public(sql: str) -> bool:
    """Whether a statement may change what an anonymous visitor reads, as far as that must be seen at once."""
    found = WRITE.match(sql)
    if found is None:
        return False
    verb, table = found[1].upper(), found[2].lower()
    if table in NEVER_PUBLIC or table.startswith(NEVER_PUBLIC_APPS):
        return False
    return not (table in COUNTED and verb == "INSERT INTO")


def watch(connection, **_kwargs) -> None:
    """Have a connection tell of its writes. Receiver of ``connection_created``, which is sent again when it reopens."""
    if not any(isinstance(wrapper, _Watcher) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(_Watcher(connection))


class _Watcher:
    def __init__(self, connection):
        self.connection = connection

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if is_public(sql):
            _renew_on_commit(self.connection)
        return result


def _renew_on_commit(connection) -> None:
    waiting = any(function is _renew for _savepoints, function, _robust in connection.run_on_commit)
    # Inside a savepoint it is asked for again: a savepoint that is taken back takes its requests along.
    if not waiting or connection.savepoint_ids:
        transaction.on_commit(_renew, using=connection.alias)


def _renew() -> None:
    site_stamp().renew()
