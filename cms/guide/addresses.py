"""The addresses of searches in the guide are short enough to be read out: only what was answered stands in them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict


def tidy_query(parameters: QueryDict) -> str | None:
    """The end of the address without its empty parameters; None when there are none to leave out."""
    pairs = [(name, str(value)) for name, values in parameters.lists() for value in values]
    kept = [(name, value) for name, value in pairs if value.strip()]
    if len(kept) == len(pairs):
        return None
    return f"?{urlencode(kept)}" if kept else "?all=1"
