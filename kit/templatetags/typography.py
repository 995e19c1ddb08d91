"""`{{ text|french }}`: no-break spaces where French wants them."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kit import typography

register = template.Library()


@register.filter(is_safe=True)
def french(text, language: str = ""):
    """The text with French spacing when its language, or else the page's, is French; unchanged in others."""
    code = language or getattr(text, "language", _no_language)() or get_language() or ""
    written = text if isinstance(text, str) else str(text)
    if not code.startswith("fr"):
        return written
    spaced = typography.french(written)
    # Only spaces were added: what was safe to show still is.
    return mark_safe(spaced) if isinstance(written, SafeString) else spaced


@register.filter
def other_language(text) -> str:
    """The code of a localized text's language, where it is not the page's: for its ``lang``. Empty otherwise."""
    code = getattr(text, "language", _no_language)()
    return code if code and code != (get_language() or "").split("-")[0] else ""


def _no_language() -> str:
    return ""
