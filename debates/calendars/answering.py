"""How a calendar is answered with."""

from __future__ import annotations

from django.http import HttpResponse


def as_calendar(body: bytes, name: str, *, language: str) -> HttpResponse:
    """That calendar, under that file name, for programs and for people who open it."""
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Content-Language"] = language
    return response
