"""Hours as they are told to hosts: by the clock of the place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from django.utils.translation import gettext as _


def stretches(taken: Iterable[tuple[datetime, datetime]], zone: tzinfo) -> str:
    """“20:00 to 21:30, 22:00 to 23:00” by that zone's clock."""
    return ", ".join(
        _("%(first)s to %(last)s")
        % {"first": f"{starts.astimezone(zone):%H:%M}", "last": f"{ends.astimezone(zone):%H:%M}"}
        for starts, ends in taken
    )
