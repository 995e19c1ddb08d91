"""How a page presents itself elsewhere: its one address, and the card that a social network shows for it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import textwrap
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from kit.languages import address_in

# Parameters that name another text. All others only sort, filter or search the same one.
NAMING = ("version", "lang")
LONGEST_TITLE = 160
# Networks want a language with a country, and make little of it.
NETWORK_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_signer = Signer(salt="kit.sharing", sep=".")


@dataclass(frozen=True)
class Sharing:
    """What the head of a page says of it to other sites: addresses are whole ones."""

    address: str
    image: str
    locale: str


def sharing(request: HttpRequest, *, title: str = "", language: str = "") -> Sharing:
    """The page's address and card. ``title`` is drawn on the card: only words that the city stands for.

    Without one the card bears the site's name. ``language`` is that of the text, when it is not the reader's.
    """
    spoken = language or get_language() or settings.LANGUAGE_CODE
    return Sharing(
        address=canonical_address(request, language=spoken),
        image=settings.SITE_URL + image_address(plain(title)),
        locale=NETWORK_LOCALES.get(spoken, spoken),
    )


def canonical_address(request: HttpRequest, *, language: str) -> str:
    """The one address of what a request shows: in its text's language, without what only sorts or narrows it.

    A further page of a whole list is an address of its own; of a narrowed list it is not.
    """
    named = [(name, request.GET[name]) for name in NAMING if request.GET.get(name)]
    if set(request.GET) <= {"page", *NAMING} and request.GET.get("page", "1").isdecimal():
        named += [("page", number) for number in [request.GET.get("page", "1")] if int(number[:9]) > 1]
    path = quote(address_in(request.path, language), safe="/~:@!$&'()*+,;=")
    return f"{settings.SITE_URL}{path}" + (f"?{urlencode(named)}" if named else "")


def image_address(title: str) -> str:
    """The address of the card with that title. It is signed: nobody else can have words drawn in the city's name."""
    shown = title if len(title) <= LONGEST_TITLE else textwrap.shorten(title, LONGEST_TITLE, placeholder="…")
    packed = base64.urlsafe_b64encode(shown.encode()).decode().rstrip("=")
    return reverse("share_image", args=[_signer.sign(packed)])


def title_of(token: str) -> str:
    """The title in the address of a card; BadSignature when we never gave out that address."""
    packed = _signer.unsign(token)
    try:
        return base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise BadSignature from error


def plain(html: str) -> str:
    """The text of a title that was made for a page, on one line."""
    return on_one_line(unescape(str(html)))


def on_one_line(text: str) -> str:
    """The text without line breaks and spaces in a row; spaces that do not break are kept, as French wants them."""
    return _BLANKS.sub(" ", text).strip(" ")


def digest(*parts: str) -> str:
    """A name for what is made of these parts only."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
