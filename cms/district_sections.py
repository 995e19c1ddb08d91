"""What the guide to participation shows on the page of a district: its bodies, its places, and all else."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cities.models import District
from cities.showing import Item, Section, shows_in_district


@shows_in_district
def guide(district: District, *, at: datetime) -> list[Section]:
    """The guide's entries for the district and for its whole city, with the places that serve it. Seven queries."""
    from cms.guide.near import entries_near, places_in
    from cms.models import GuideEntryPage

    near = entries_near(district)
    bodies = [entry for entry in near.own if entry.kind == GuideEntryPage.BODY]
    others = [entry for entry in near.own if entry.kind != GuideEntryPage.BODY]
    wide_bodies = [entry for entry in near.of_city if entry.kind == GuideEntryPage.BODY]
    wide = [entry for entry in near.of_city if entry.kind != GuideEntryPage.BODY]
    sections = [
        Section(
            "bodies",
            10,
            _("Councils where you can speak"),
            tuple(map(_card, [*bodies, *wide_bodies])),
            empty=_("The guide knows of no council here yet. Ask at your district’s town hall."),
        ),
        Section(
            "places",
            30,
            _("Places nearby"),
            tuple(map(_place, places_in(district))),
            layout="places",
            empty=_("The guide knows of no address here yet. Ask at your district’s town hall."),
        ),
    ]
    if others:
        sections.append(Section("own", 40, _("In this district"), tuple(map(_card, others))))
    if wide:
        title = _("In the whole city")
        sections.append(Section("city", 60, title, tuple(map(_line, wide)), layout="list"))
    return sections


def _card(entry) -> Item:
    from kit.languages import address_for_reader

    return Item(
        title=entry.title,
        url=address_for_reader(entry),
        text=entry.introduction,
        tag=str(entry.get_kind_display()),
        footer=entry.language_told,
        language=entry.foreign_language,
    )


def _line(entry) -> Item:
    from kit.languages import address_for_reader

    told = ", ".join(filter(None, [str(entry.get_kind_display()), entry.language_told]))
    return Item(
        title=entry.title, url=address_for_reader(entry), footer=told, language=entry.foreign_language
    )


def _place(place) -> Item:
    from cms.guide.entries import place_links
    from kit.languages import address_for_reader

    opening = place_links(place)
    links = (
        ((_("Open in my phone’s map"), opening["geo"]), (_("See on OpenStreetMap"), opening["map"]))
        if opening
        else ()
    )
    steps = {place.YES: _("Step-free access."), place.NO: _("No step-free access.")}
    return Item(
        title=place.name,
        url=address_for_reader(place.entry),
        text=place.address,
        footer=str(steps.get(place.step_free, "")),
        language=place.entry.foreign_language,
        links=links,
    )
