"""A debate in the words of schema.org, for search engines and calendars that read pages."""

from __future__ import annotations

from django.conf import settings

from debates.models import Debate

STATUS = {
    Debate.PUBLISHED: "https://schema.org/EventScheduled",
    Debate.CANCELLED: "https://schema.org/EventCancelled",
}
IN_PLACE, ONLINE, BOTH = (
    "https://schema.org/OfflineEventAttendanceMode",
    "https://schema.org/OnlineEventAttendanceMode",
    "https://schema.org/MixedEventAttendanceMode",
)


def event_of(debate: Debate) -> dict:
    """The debate as an ``Event``; loaded with `for_cards` it queries nothing."""
    address = settings.SITE_URL + debate.get_absolute_url()
    event = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": str(debate.question),
        "description": str(debate.presentation),
        "startDate": debate.starts.astimezone(debate.zone).isoformat(),
        "endDate": debate.ends.astimezone(debate.zone).isoformat(),
        "eventStatus": STATUS[debate.status],
        "eventAttendanceMode": _mode(debate),
        "location": _places(debate),
        "organizer": {"@type": "Organization", "name": debate.host.name},
        "inLanguage": [one.code for one in debate.spoken_languages.all()],
        "isAccessibleForFree": not debate.price,
    }
    if debate.seating.capacity is not None:
        event["maximumAttendeeCapacity"] = debate.seating.capacity
        event["remainingAttendeeCapacity"] = debate.seating.free
    return event


def _mode(debate: Debate) -> str:
    if debate.room is None:
        return IN_PLACE if debate.needs_place else ONLINE
    return BOTH if debate.online_link else IN_PLACE


def _places(debate: Debate) -> list[dict]:
    places: list[dict] = []
    if debate.room is not None:
        venue = debate.room.venue
        place = {
            "@type": "Place",
            "name": venue.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": venue.address,
                "postalCode": venue.postcode,
                "addressLocality": str(venue.city),
            },
        }
        if venue.latitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": float(venue.latitude),
                "longitude": float(venue.longitude),
            }
        places.append(place)
    if debate.online_link:
        places.append({"@type": "VirtualLocation", "url": debate.online_link})
    return places
