"""Small readings that the review screens need."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def suffixed(start: str, end: object) -> str:
    """``"answer-"|suffixed:12`` is “answer-12”."""
    return f"{start}{end}"


@register.filter
def holds(ticked: set[str], key: object) -> bool:
    """Whether the box of that key was ticked in the form that came back."""
    return str(key) in ticked
