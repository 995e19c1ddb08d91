"""Addresses of `debates.tonight`, listed in `debates.urls`."""

from __future__ import annotations

patterns: list = []
