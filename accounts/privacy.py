"""What each app keeps about a person, and how it gives it back or lets it go.

Every app that stores something about people registers two functions in its ``AppConfig.ready``. Nothing here knows
what the apps are: a person's export is what all of them return, and an erasure is all of theirs in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from .models import User


@dataclass(frozen=True)
class Keeper:
    """An app that keeps something about people.

    ``export`` returns what JSON can hold. ``erase`` removes the person's words and frees every reference that would
    forbid deleting the row; it may be called for a person of whom the app knows nothing.
    """

    name: str
    export: Callable[[User], dict]
    erase: Callable[[User], None]


_keepers: dict[str, Keeper] = {}


def register(name: str, *, export: Callable[[User], dict], erase: Callable[[User], None]) -> None:
    """Add an app's export and erasure under its name; a name is taken once."""
    if name in _keepers:
        raise ValueError(f"“{name}” has already registered its export and erasure.")
    _keepers[name] = Keeper(name, export, erase)


def export_of(user: User) -> dict[str, dict]:
    """Everything the site keeps about that person, by app."""
    return {keeper.name: keeper.export(user) for keeper in _keepers.values()}


@transaction.atomic
def erase(user: User) -> None:
    """Remove that person from the whole site, or nothing at all when one app fails."""
    # The accounts' own part closes the door (sessions, addresses): what other apps need to find a person goes last.
    for keeper in reversed(list(_keepers.values())):
        keeper.erase(user)
    user.delete()
