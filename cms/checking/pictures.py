"""Pictures that those who do not see them would miss."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.checking.findings import ADVICE, ERROR, Finding

# What a screen reader says in one breath; the RGAA asks for short alternatives (criterion 1.3).
LONGEST = 120
FILE_NAME = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$|^(?:img|dsc|image)[_\d-]|_", re.IGNORECASE)
NEEDLESS = re.compile(
    r"^(?:image|photo|picture|illustration|photographie)s?\s+(?:de\b|d['’]|du\b|des\b|of\b|showing\b)",
    re.IGNORECASE,
)


def check(pieces) -> Iterator[Finding]:
    for piece in pieces:
        if piece.image is None or piece.image.decorative:
            continue
        words = (piece.image.contextual_alt_text or "").strip()
        if not words:
            yield Finding(
                ERROR,
                piece.where,
                _("The picture “%(title)s” says nothing to those who do not see it.")
                % {"title": piece.image.title},
                _("Describe it in a sentence, or mark it as decorative."),
                piece.block,
            )
        elif sentence := _weakness(words):
            yield Finding(ADVICE, piece.where, *sentence, piece.block)


def _weakness(words: str) -> tuple[str, str] | None:
    if FILE_NAME.search(words):
        return _("The alternative text “%(words)s” is the name of a file.") % {"words": words}, _(
            "Write what the picture shows."
        )
    if NEEDLESS.match(words):
        return _("The alternative text begins by saying that it is a picture."), _(
            "Screen readers say so already: begin with what it shows."
        )
    if len(words) > LONGEST:
        return _("The alternative text has %(length)s characters.") % {"length": len(words)}, _(
            "Keep to %(most)s at most and put the rest in the caption or the text."
        ) % {"most": LONGEST}
    return None
