"""What nights of debates show on the page of a district: the debates to come there."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cities.models import District
from cities.showing import Item, Section, shows_in_district

MOST = 6


@shows_in_district
def debates(district: District, *, at: datetime) -> list[Section]:
    """The next debates in the district, the first to begin first; nothing without any. One query."""
    from debates.finding.coming import coming, told

    shown = [told(debate) for debate in coming(at=at).in_district(district)[:MOST]]
    if not shown:
        return []
    whole = f"{reverse('debates:list')}?district={district.city.slug}-{district.code}"
    return [
        Section(
            "debates",
            25,
            _("Debates near you"),
            tuple(
                Item(title=one.title, url=one.url, text=one.text, title_language=one.language)
                for one in shown
            ),
            more=(_("All debates of the district"), whole),
        )
    ]
