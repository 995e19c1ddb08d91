"""The site's locales, kept in each process: every page asks for its own, and they change about never."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

_known: dict[int, Locale] = {}


def known_locale(pk: int) -> Locale | None:
    """The locale of this id; None where there is none. Queries once in a process, and after a change made in it."""
    if pk not in _known:
        _known.update({locale.pk: locale for locale in Locale.objects.all()})
    return _known.get(pk)


def _forget(**_kwargs) -> None:
    _known.clear()


def keep_in_step() -> None:
    """Forget what was known whenever a locale is written here. Called once, when the site starts."""
    for signal in (post_save, post_delete):
        signal.connect(_forget, sender=Locale, dispatch_uid="kit.known_locales")
