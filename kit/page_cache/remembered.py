"""What many pages show alike, asked of the database once until something public changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language

from kit.page_cache.stamp import site_stamp

SECONDS = 60.0
MOST = 500

Value = TypeVar("Value")
_kept: dict[tuple[str, str], tuple[int, float, Any]] = {}


def remember(key: str, make: Callable[[], Value]) -> Value:
    """What ``make()`` gave in this language, a minute ago at most and since the last public change.

    It is the same for everybody and nobody changes it: lists are evaluated, and hold nothing of one person. Makes it
    each time where PAGE_CACHE is off.
    """
    if not settings.PAGE_CACHE:
        return make()
    full_key, stamp = (key, get_language() or ""), site_stamp().read()
    found = _kept.get(full_key)
    if found is not None and found[0] == stamp and found[1] > time.monotonic():
        return found[2]
    value = make()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[full_key] = stamp, time.monotonic() + SECONDS, value
    return value
