"""The report of a debate, for the debate's page."""

from __future__ import annotations

from django import template
from django.db.models import Prefetch

from debates.models import Debate, Report, Sending

register = template.Library()


@register.simple_tag
def report_of(debate: Debate) -> Report | None:
    """The public report of that debate with its parts, or None. One query, and four more when there is one."""
    counting = Sending.objects.filter(
        agreed_at__isnull=False, withdrawn_at=None, consultation__live=True
    ).select_related("consultation")
    return (
        Report.objects.public()
        .filter(debate=debate)
        .prefetch_related(
            "statements",
            "pictures__image",
            Prefetch("sendings", counting.prefetch_related("consultation__texts"), to_attr="counted_in"),
        )
        .first()
    )
