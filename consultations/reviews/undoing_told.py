"""What an undoing could not put back, in sentences for people: plainly, with numbers and names."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Proposal, Theme
from consultations.reviews import changes, review_log


def nobody() -> str:
    """Who did what somebody did whose account was erased since."""
    return _("Somebody who has no account any more")


def what_stays(stayed: dict, *, back: int) -> list[str]:
    """The sentences of ``stayed`` (as undoing_parts writes it); ``back`` texts were put back. Three queries at most."""
    titles = _titles([*stayed["homeless"], *(pk for pk, _unit in stayed["units"])])
    homeless = sum(stayed["homeless"].values())
    total = back + stayed["moved"] + stayed["withdrawn"] + homeless
    told = []
    if stayed["moved"]:
        told.append(_decided_since(stayed, total))
    told += [
        _without_home(number, total, titles.get(int(pk), "")) for pk, number in stayed["homeless"].items()
    ]
    if stayed["withdrawn"]:
        told.append(_withdrawn(stayed["withdrawn"]))
    told += [_unit(titles.get(pk, ""), unit) for pk, unit in stayed["units"]]
    if stayed.get("passages"):
        told.append(
            _("Words of this text have been placed since, or their theme is gone: they stay as they are.")
        )
    if stayed["proposals"]:
        told.append(_proposals(stayed["proposals"]))
    return told


def _decided_since(stayed: dict, total: int) -> str:
    names = review_log.names_of(stayed["movers"])
    who = ", ".join(names[pk] for pk in stayed["movers"] if pk in names)
    words = {"number": stayed["moved"], "total": total, "who": who or _("somebody else")}
    return (
        ngettext(
            "%(number)s of %(total)s texts has been decided on since by %(who)s: it stays where it is.",
            "%(number)s of %(total)s texts have been decided on since by %(who)s: they stay where they are.",
            stayed["moved"],
        )
        % words
    )


def _without_home(number: int, total: int, title: str) -> str:
    return ngettext(
        "%(number)s of %(total)s texts stays where it is: “%(title)s” is merged or set aside by now.",
        "%(number)s of %(total)s texts stay where they are: “%(title)s” is merged or set aside by now.",
        number,
    ) % {"number": number, "total": total, "title": title}


def _withdrawn(number: int) -> str:
    return ngettext(
        "%(number)s text is gone: the person who wrote it has withdrawn or changed it.",
        "%(number)s texts are gone: the people who wrote them have withdrawn or changed them.",
        number,
    ) % {"number": number}


def _unit(title: str, unit: str) -> str:
    sentences = {
        changes.TITLE: _("“%(title)s” has another title since: it keeps it."),
        changes.DESCRIPTION: _("“%(title)s” has another description since: it keeps it."),
        changes.PARENT: _("“%(title)s” was put elsewhere since: it stays there."),
        changes.STATE: _(
            "“%(title)s” was decided on since, or holds texts of its own by now: it stays as it is."
        ),
    }
    return sentences[unit] % {"title": title}


def _proposals(ids: list[int]) -> str:
    numbers = Proposal.objects.filter(pk__in=ids).order_by("number").values_list("number", flat=True)
    return _("Proposals that were rewritten or deleted since stay as they are (%(numbers)s).") % {
        "numbers": ", ".join(map(str, numbers)) or "–"
    }


def _titles(ids) -> dict[int, str]:
    ids = {int(pk) for pk in ids}
    return {theme.pk: str(theme.title) for theme in Theme.objects.filter(pk__in=ids)} if ids else {}
