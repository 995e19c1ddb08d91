"""Links whose words don't say where they lead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.checking.findings import ADVICE, ERROR, Finding

# Whole texts of links, without their marks and accents kept: what RGAA 6.1 and WCAG 2.4.4 call not explicit.
VAGUE = frozenset(
    "ici|cliquez ici|cliquer ici|lien|ce lien|suivre ce lien|en savoir plus|savoir plus|lire la suite|la suite|plus|"
    "voir|voir plus|consulter|télécharger|détails|plus de détails|plus d’informations|plus d'informations|cette page|"
    "site|le site|page|"
    "here|click here|click|link|this link|follow this link|more|read more|learn more|find out more|see more|details|"
    "download|this page|page|website".split("|")
)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>«»\"]+", re.IGNORECASE)


def check(pieces) -> Iterator[Finding]:
    leads: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        for link in piece.links:
            words = " ".join(link.words.split())
            plain = words.strip(" .…:>»→!").casefold()
            if not plain:
                yield _finding(piece, ERROR, _("A link has no words."), _("Give it some, or take it away."))
            elif ADDRESS.match(words):
                yield _finding(
                    piece,
                    ADVICE,
                    _("The link “%(words)s” is a bare address.") % {"words": words},
                    _("Screen readers spell it out: write the name of the page it leads to."),
                )
            elif plain in VAGUE:
                yield _finding(
                    piece,
                    ADVICE,
                    _("The link “%(words)s” says nothing out of its sentence.") % {"words": words},
                    _(
                        "Screen readers list links alone: name what is behind it, such as “the minutes of 12 June”."
                    ),
                )
            elif link.href in leads[plain] or not leads[plain]:
                leads[plain].add(link.href)
            else:
                leads[plain].add(link.href)
                yield _finding(
                    piece,
                    ADVICE,
                    _("Two links called “%(words)s” lead to different places.") % {"words": words},
                    _("Give each of them words of its own."),
                )
        linked = {link.words for link in piece.links}
        for address in BARE_ADDRESS.findall(piece.text):
            if piece.is_prose and not any(address in words for words in linked):
                yield _finding(
                    piece,
                    ADVICE,
                    _("The address “%(address)s” is in the text and leads nowhere.") % {"address": address},
                    _("Make it a link with words that say what is behind it."),
                )


def _finding(piece, level: str, what: str, todo: str) -> Finding:
    return Finding(level, piece.where, what, todo, piece.block)
