"""What pages show alike is made once, until something public changes, by language."""

from __future__ import annotations

import pytest
from django.utils import translation

from kit.page_cache import remembered
from kit.page_cache.remembered import remember
from kit.page_cache.stamp import site_stamp


@pytest.fixture
def made(settings, monkeypatch):
    """A function that counts its calls, with keeping switched on."""
    settings.PAGE_CACHE = True
    monkeypatch.setattr(remembered, "_kept", {})
    calls = []
    return lambda: calls.append(1) or len(calls)


def test_value_is_made_once_until_something_public_changes(made):
    before = [remember("figures", made) for _ in range(2)]
    site_stamp().renew()

    assert before == [1, 1]
    assert remember("figures", made) == 2


def test_each_language_has_a_value_of_its_own(made):
    with translation.override("fr"):
        french = remember("figures", made)
    with translation.override("en"):
        english = remember("figures", made)

    assert (french, english) == (1, 2)


def test_value_is_made_anew_after_a_minute(made, monkeypatch):
    clock = [10.0]
    monkeypatch.setattr(remembered.time, "monotonic", lambda: clock[0])

    values = []
    for seconds in (0, 59, 2):
        clock[0] += seconds
        values.append(remember("figures", made))

    assert values == [1, 1, 2]


def test_nothing_is_kept_while_templates_are_written(made, settings):
    settings.PAGE_CACHE = False

    assert [remember("figures", made) for _ in range(2)] == [1, 2]


def test_what_is_kept_is_bounded(made, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)

    for number in range(10):
        remember(f"figures {number}", made)

    assert len(remembered._kept) <= 3
