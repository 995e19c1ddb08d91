"""Decisions on texts: which theme each of them is in. Same rules as reviewing.py, which is the door to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce

from consultations.models import Analysis, Answer, Membership, Placement, Theme
from consultations.reviews import changes, refusals, review_log
from consultations.reviews.claiming import claim, living, main_theme, target_theme, touch
from kit.localized import LocalizedText


@transaction.atomic
def move(
    answers: Iterable[int], to: Theme, *, source: Theme, by, expected: int, at: datetime | None = None
) -> Theme:
    """Move the chosen texts (ids of answers) from ``source`` or its sub-themes to another theme; return that theme.

    ``to`` may be ``source`` itself, for texts of its sub-themes. ``expected`` is the revision of ``source``.
    """
    source = living(claim(source, expected))
    to = source if to.pk == source.pk else target_theme(to, beside=source)
    placements = chosen(answers, source).exclude(theme=to)
    if not placements:
        raise refusals.NothingChosen
    left = left_behind(placements, source)
    texts = _put(placements, to, by=by)
    touched = [one for one in {*left, to} if one != source]
    touch(touched)
    review_log.record(
        source.analysis,
        review_log.MOVE,
        by=by,
        at=at,
        theme=source,
        touched=touched,
        to=to.pk,
        answers=changes.answers_in(texts),
        changes={"texts": texts},
    )
    return to


@transaction.atomic
def split(
    theme: Theme,
    answers: Iterable[int],
    title: LocalizedText,
    *,
    by,
    expected: int,
    under: Theme | None = None,
    at: datetime | None = None,
) -> Theme:
    """Make a new theme of the chosen texts (ids of answers), beside the theme or ``under`` a main one; return it."""
    if not LocalizedText(title):
        raise refusals.TitleMissing
    theme = living(claim(theme, expected))
    parent = main_theme(under, beside=theme) if under else theme.parent
    placements = chosen(answers, theme)
    if not placements:
        raise refusals.NothingChosen
    if len(placements) == family_placements(theme).count():
        raise refusals.EverythingChosen
    new = Theme.objects.create(
        analysis=theme.analysis,
        parent=parent,
        title=LocalizedText(title),
        position=_next_position(theme.analysis),
    )
    left = left_behind(placements, theme)
    texts = _put(placements, new, by=by)
    # Before, its texts were in the other theme: taken back, it counts as merged into that one.
    absent, there = [Theme.MERGED, "", theme.pk, None, None], changes.unit_of(new, changes.STATE)
    touch(left)
    review_log.record(
        theme.analysis,
        review_log.SPLIT,
        by=by,
        at=at,
        theme=theme,
        touched=[*left, new],
        new=new.pk,
        title=dict(new.title),
        answers=changes.answers_in(texts),
        changes={
            "themes": {str(new.pk): {changes.STATE: {"from": absent, "to": there}}},
            "texts": texts,
        },
    )
    return new


@transaction.atomic
def place(answers: Iterable[int], to: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Put in a theme texts that are in none: set aside by the machine, or received after it ran.

    ``expected`` is the revision of ``to``.
    """
    to = living(claim(to, expected))
    found = list(unplaced(to.analysis).filter(pk__in=list(answers)).values_list("pk", flat=True))
    if not found:
        raise refusals.NothingChosen
    Placement.objects.bulk_create(
        Placement(analysis=to.analysis, theme=to, answer_id=pk, placed_by=by, by_person=True) for pk in found
    )
    found.sort()
    review_log.record(
        to.analysis,
        review_log.PLACE,
        by=by,
        at=at,
        theme=to,
        answers=found,
        changes={
            "texts": [{"answers": found, "from": None, "to": [to.pk, by.pk if by else None, True, False]}]
        },
    )
    return to


def family_placements(theme: Theme) -> QuerySet[Placement]:
    """The placements in the theme and in its sub-themes, but for those set aside while it is not."""
    return Placement.objects.filter(_in_family(theme), analysis=theme.analysis_id)


def unplaced(analysis: Analysis) -> QuerySet[Answer]:
    """The answers to the analysed question that are in no theme, and have words."""
    answers = Answer.objects.to_question(analysis.consultation, analysis.question_key).with_words()
    return answers.exclude(placements__analysis=analysis)


def chosen(answers: Iterable[int], theme: Theme) -> QuerySet[Placement]:
    """The placements of those answers in the theme's family. Answers withdrawn meanwhile are left out.

    TextsMovedMeanwhile when any of them is in another theme by now. Queries twice, and once when evaluated.
    """
    ids = list(answers)
    placements = Placement.objects.filter(analysis=theme.analysis_id, answer__in=ids)
    inside = set(placements.filter(_in_family(theme)).values_list("pk", flat=True))
    if placements.count() > len(inside):
        raise refusals.TextsMovedMeanwhile
    # By key: the update that follows may not go through the join on the theme.
    return Placement.objects.filter(pk__in=inside)


def with_repeats(answers: Iterable[int], theme: Theme) -> list[int]:
    """The answers, and those in the theme's family that repeat one of them or that one of them repeats. Three queries.

    Nobody finds it fair that the same words lead to two themes.
    """
    ids = set(answers)
    alike = with_copies(ids, theme.analysis)
    return sorted(
        ids | set(family_placements(theme).filter(answer__in=alike).values_list("answer_id", flat=True))
    )


def with_copies(answers: Iterable[int], analysis: Analysis) -> list[int]:
    """The answers, and all of that analysis that say the same words, whatever theme they are in. Two queries."""
    ids = set(answers)
    members = Membership.objects.filter(analysis=analysis).annotate(first=Coalesce("duplicate_of", "answer"))
    firsts = set(members.filter(answer__in=ids).values_list("first", flat=True))
    return sorted(ids | set(members.filter(first__in=firsts).values_list("answer", flat=True)))


def _in_family(theme: Theme) -> Q:
    parts = Q(theme__parent=theme)
    return Q(theme=theme) | (parts & Q(theme__state__in=Theme.LIVING) if theme.is_living else parts)


def _put(placements: QuerySet[Placement], theme: Theme, *, by) -> list[dict]:
    """Let the placements be in that theme by this person's word, doubted no more; what that changed."""
    return changes.change_texts(
        placements, theme_id=theme.pk, placed_by_id=by.pk if by else None, by_person=True, doubtful=False
    )


def left_behind(placements: QuerySet[Placement], theme: Theme) -> list[Theme]:
    """The sub-themes, other than the theme itself, that the texts are about to leave."""
    ids = set(placements.values_list("theme_id", flat=True)) - {theme.pk}
    return list(Theme.objects.filter(pk__in=ids))


def _next_position(analysis: Analysis) -> int:
    return (analysis.themes.aggregate(last=Max("position"))["last"] or 0) + 1
