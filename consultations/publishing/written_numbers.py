"""Numbers as people of each language write them."""

from __future__ import annotations

from django.utils import formats


def whole(number: int) -> str:
    """A count written for people: 8 947 in French, 8,947 in English."""
    return formats.number_format(number, force_grouping=True)


def decimal(number: float, places: int = 1) -> str:
    """A number written for people, without decimals that are all zeros."""
    rounded = round(number, places)
    return formats.number_format(
        rounded, decimal_pos=0 if rounded == int(rounded) else places, force_grouping=True
    )


def average(number: float) -> str:
    """A mean written for people, always with one decimal, so that two of them can be compared."""
    return formats.number_format(round(number, 1), decimal_pos=1, force_grouping=True)
