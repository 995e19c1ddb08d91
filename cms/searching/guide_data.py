"""What an entry of the guide is, in the words of schema.org, for search engines."""

from __future__ import annotations

from cms.models import GuideEntryPage
from kit.structured_data import whole

TYPES = {
    GuideEntryPage.SCHEME: "GovernmentService",
    GuideEntryPage.BODY: "GovernmentOrganization",
    GuideEntryPage.PLACE: "CivicStructure",
    GuideEntryPage.PLATFORM: "WebSite",
    GuideEntryPage.ACTOR: "Organization",
}


def entry_data(entry: GuideEntryPage) -> dict:
    """The entry as one thing, with where it is found. Three queries."""
    districts = [str(one) for one in entry.districts.all()]
    thing = {
        "@type": TYPES.get(entry.kind, "Thing"),
        "name": entry.title,
        "description": entry.introduction,
        "url": whole(entry.get_url() or ""),
    }
    if entry.kind == GuideEntryPage.PLATFORM:
        return thing
    area = districts or [str(entry.city)]
    places = [
        {"@type": "Place", "name": place.name, "address": place.address}
        for place in entry.places.all()
        if place.address
    ]
    if entry.kind == GuideEntryPage.SCHEME:
        thing["areaServed"] = [{"@type": "AdministrativeArea", "name": name} for name in area]
        thing["serviceOperator"] = {"@type": "GovernmentOrganization", "name": str(entry.city)}
        if places:
            channels = [{"@type": "ServiceChannel", "serviceLocation": place} for place in places]
            thing["availableChannel"] = channels
    elif entry.kind == GuideEntryPage.PLACE:
        # A place is where it says that it is; it may have several doors.
        if places:
            thing["address"] = [place["address"] for place in places]
    else:
        thing["areaServed"] = [{"@type": "AdministrativeArea", "name": name} for name in area]
        if places:
            thing["location"] = places
    return thing
