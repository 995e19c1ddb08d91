"""Small readings that the review screens need."""

from __future__ import annotations

from django import template

from kit.localized import language_name

register = template.Library()


@register.filter
def suffixed(start: str, end: object) -> str:
    """``"answer-"|suffixed:12`` is “answer-12”."""
    return f"{start}{end}"


@register.filter
def holds(ticked: set[str], key: object) -> bool:
    """Whether the box of that key was ticked in the form that came back."""
    return str(key) in ticked


@register.filter
def in_words(code: str) -> str:
    """The name of the language of that code, such as “French”."""
    return language_name(code)
