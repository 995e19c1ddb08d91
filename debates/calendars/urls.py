"""Addresses of `debates.calendars`, listed in `debates.urls`."""

from __future__ import annotations

patterns: list = []
