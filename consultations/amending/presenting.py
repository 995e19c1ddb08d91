"""What pages of a discussion say of its calendar, by the city's clock, and the way down to it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from consultations.amending.addresses import discussion_url
from consultations.amending.discussing import OPEN, UPCOMING, phase
from consultations.models import Charter, CharterVersion

Crumb = tuple[str, str]


def calendar_sentence(version: CharterVersion, *, at: datetime) -> str:
    """When people may speak, in one sentence."""
    dates = {
        "start": _moment(version, version.discussed_from),
        "end": _moment(version, version.discussed_until),
    }
    sentences = {
        UPCOMING: _("The discussion opens on %(start)s and ends on %(end)s."),
        OPEN: _("The discussion is open until %(end)s."),
    }
    over = _("The discussion took place from %(start)s to %(end)s. It is over.")
    return sentences.get(phase(version, at=at), over) % dates


def crumbs_to(charter: Charter, version: CharterVersion | None = None) -> list[Crumb]:
    """The way down to a charter, and to a discussion of it."""
    crumbs = [(_("Charters"), reverse("consultations:charters")), (str(charter), charter.get_absolute_url())]
    if version is None:
        return crumbs
    return [
        *crumbs,
        (_("Discussion of version %(number)s") % {"number": version.number}, discussion_url(version)),
    ]


def _moment(version: CharterVersion, moment: datetime) -> str:
    local = timezone.localtime(moment, version.charter.city.zone)
    return _("%(day)s at %(hour)s") % {
        "day": formats.date_format(local, "DATE_FORMAT"),
        "hour": formats.time_format(local, "TIME_FORMAT"),
    }
