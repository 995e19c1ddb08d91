"""What papers of the night have in common: words about a debate, spaced for print, and QR codes as SVG."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from debates.models import Debate
from kit.localized import LocalizedText, language_name
from kit.typography import french


def address_of(debate: Debate) -> str:
    """The whole address of its public page, in the active language."""
    return f"{settings.SITE_URL}{debate.get_absolute_url()}"


def hour_of(debate: Debate, moment: datetime) -> str:
    """That moment by the clock of the debate's place."""
    return formats.time_format(moment.astimezone(debate.zone).time(), "TIME_FORMAT")


def where(debate: Debate) -> list[str]:
    """Place and room, then the address; or that it has none."""
    if debate.room is None:
        return [place_of(debate)]
    venue = debate.room.venue
    town = " ".join(filter(None, [venue.postcode, str(venue.city)]))
    return [f"{venue.name}, {debate.room.name}", f"{venue.address}, {town}"]


def place_of(debate: Debate) -> str:
    """The name of its place; that it is online, or that it looks for another place."""
    if debate.room is not None:
        return debate.room.venue.name
    return _("Place still to be found") if debate.needs_place else _("Online")


def languages_of(debate: Debate) -> str:
    """In which languages it is held and into which it is interpreted; empty when nobody said."""
    spoken = [str(language_name(one.code)) for one in debate.spoken_languages.all() if not one.interpreted]
    into = [str(language_name(one.code)) for one in debate.spoken_languages.all() if one.interpreted]
    parts = [_("Languages: %(languages)s") % {"languages": ", ".join(spoken)}] if spoken else []
    if into:
        parts.append(_("interpreted into %(languages)s") % {"languages": ", ".join(into)})
    return ", ".join(parts)


def qr(address: str) -> str:
    """The QR code of an address as SVG, dark on light, with the quiet border that readers need."""
    import segno

    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=8, border=4, light="#ffffff", xmldecl=False, nl=False
    )
    return out.getvalue().decode()


def code_of(text: LocalizedText | None = None) -> str:
    """The language that a text is in, or the document's."""
    own = text.language() if text else ""
    return own or (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def spaced(text: object, language: str = "") -> str:
    """The text with the spaces that French wants, where it is French."""
    return french(str(text)) if (language or code_of()) == "fr" else str(text)


def told(text: LocalizedText) -> dict[str, str]:
    """A text with the language that it is in, as a template reads both."""
    return {"text": spaced(text, code_of(text)), "language": code_of(text)}
