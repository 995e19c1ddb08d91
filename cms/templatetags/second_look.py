"""What templates ask of the second look."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def second_look_is_asked() -> bool:
    """Whether nothing is published before somebody else has approved it."""
    return settings.REQUIRE_SECOND_LOOK
