"""What was found in a page, and the one function that looks for all of it."""

from __future__ import annotations

from dataclasses import dataclass, field

ERROR, ADVICE = "error", "advice"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: where it is, what it is and what to do. ``block`` leads there in the editor."""

    level: str
    where: str
    what: str
    todo: str
    block: str = ""

    @property
    def is_error(self) -> bool:
        return self.level == ERROR


@dataclass(frozen=True)
class Report:
    """What was found, errors first, and how hard the words are to read (None when there are too few of them)."""

    findings: list[Finding] = field(default_factory=list)
    ease: object = None


def check(page, *, names: dict[str, list[list[int]]] | None = None) -> Report:
    """All that there is to say of a page as it stands, saved or not. ``names`` is where the worker saw people.

    No query beyond those of reading the page's own blocks, lists and city, and no model of language: it runs while
    people type.
    """
    from cms.checking import headings, links, pictures, private, sentences, ways
    from cms.checking.pieces import pieces_of

    pieces = pieces_of(page)
    language = page.locale.language_code if page.locale_id else "fr"
    found = [
        *headings.check(page),
        *pictures.check(pieces),
        *links.check(pieces),
        *private.check(pieces),
        *private.check_names(pieces, names or {}),
        *ways.check(page),
        *sentences.check(pieces, language),
    ]
    found.sort(key=lambda finding: not finding.is_error)
    return Report(found, sentences.ease(pieces, language))
