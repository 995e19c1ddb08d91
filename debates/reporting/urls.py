"""Addresses of `debates.reporting`, listed in `debates.urls`."""

from __future__ import annotations

patterns: list = []
