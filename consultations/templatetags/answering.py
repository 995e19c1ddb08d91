"""What the answering pages' templates need and Django does not have."""

from django import template

register = template.Library()


@register.filter
def up_to(number: int) -> range:
    """1, 2, … number."""
    return range(1, number + 1)
