"""Addresses of `debates.gatherings`, listed in `debates.urls`."""

from __future__ import annotations

patterns: list = []
