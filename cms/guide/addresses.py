"""The addresses of searches in the guide are short enough to be read out: only what was answered stands in them."""

from __future__ import annotations

from django.http import QueryDict


def tidy_query(parameters: QueryDict) -> str | None:
    """The end of the address without its empty parameters; None when there are none to leave out."""
    if all(value.strip() for value in parameters.values()):
        return None
    tidy = QueryDict(mutable=True)
    for name, values in parameters.lists():
        for value in filter(str.strip, values):
            tidy.appendlist(name, value)
    return f"?{tidy.urlencode()}" if tidy else "?all=1"
