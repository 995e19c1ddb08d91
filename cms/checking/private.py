"""Private data that a page would publish: patterns while typing, names of people once the worker has read the page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.checking.findings import ADVICE, Finding


def check(pieces) -> Iterator[Finding]:
    from consultations.analysis import private_patterns

    # Names of kinds are made here, in the reader's language.
    kinds = {
        "EMAIL": _("an e-mail address"),
        "PHONE": _("a telephone number"),
        "ADDRESS": _("a postal address"),
        "IBAN": _("a bank account"),
        "SSN": _("a social security number"),
    }
    for piece in pieces:
        for start, end, kind in private_patterns(piece.text):
            yield Finding(
                ADVICE,
                piece.where,
                _("“%(words)s” looks like %(kind)s.")
                % {"words": piece.text[start:end].strip(), "kind": kinds.get(kind, kind)},
                _("Leave it if it belongs to a service; take it out if it is somebody’s own."),
                piece.block,
            )


def check_names(pieces, names: dict[str, list[list[int]]]) -> Iterator[Finding]:
    """People whom the worker saw in texts that have not changed since."""
    for piece in pieces:
        for start, end in names.get(piece.digest, ()):
            yield Finding(
                ADVICE,
                piece.where,
                _("“%(words)s” looks like somebody’s name.") % {"words": piece.text[start:end]},
                _("Leave it if this person has a public role here, or agreed to be named."),
                piece.block,
            )
