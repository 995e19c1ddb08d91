"""Addresses of `debates.desks`, listed in `debates.urls`."""

from __future__ import annotations

patterns: list = []
