"""Chances and days as people read them."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format, number_format

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage with two decimals, in the manner of the active language."""
    return f"{number_format(round(100 * share, 2), 2)}\u00a0%"


@register.filter
def iso_day(day: str) -> str:
    """A day written as 2026-11-23, in the manner of the active language."""
    return date_format(date.fromisoformat(day), "DATE_FORMAT")
