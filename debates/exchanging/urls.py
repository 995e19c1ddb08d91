"""Addresses of `debates.exchanging`, listed in `debates.urls`."""

from __future__ import annotations

patterns: list = []
