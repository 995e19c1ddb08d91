"""Decisions on texts: which theme each of them is in. Same rules as reviewing.py, which is the door to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce

from consultations.models import Analysis, Answer, Membership, PlacedPassage, Placement, Theme
from consultations.reviews import changes, refusals, review_log
from consultations.reviews.claiming import claim, living, main_theme, target_theme, touch
from consultations.reviews.placing_passages import move_ideas
from kit.localized import LocalizedText


@transaction.atomic
def move(
    answers: Iterable[int], to: Theme, *, source: Theme, by, expected: int, at: datetime | None = None
) -> Theme:
    """Move the chosen texts (ids of answers) from ``source`` or its sub-themes to another theme; return that theme.

    Of a text that is elsewhere, and only speaks of ``source`` by an idea that people placed, that idea moves.
    ``to`` may be ``source`` itself, for texts of its sub-themes. ``expected`` is the revision of ``source``.
    """
    source = living(claim(source, expected))
    to = source if to.pk == source.pk else target_theme(to, beside=source)
    answers = list(answers)
    placements, ideas = (
        chosen(answers, source).exclude(theme=to),
        chosen_ideas(answers, source).exclude(theme=to),
    )
    if not placements and not ideas:
        raise refusals.NothingChosen
    left = left_behind(placements, source)
    passages = move_ideas(ideas, to, by=by)
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
        answers=changes.answers_in(texts, passages),
        changes={"texts": texts, "passages": passages},
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
    answers = list(answers)
    placements, ideas = chosen(answers, theme), chosen_ideas(answers, theme)
    texts_chosen = len(placements) + ideas.values("answer").distinct().count()
    if not texts_chosen:
        raise refusals.NothingChosen
    if texts_chosen == family_placements(theme).count():
        raise refusals.EverythingChosen
    new = Theme.objects.create(
        analysis=theme.analysis,
        parent=parent,
        title=LocalizedText(title),
        position=_next_position(theme.analysis),
    )
    left = left_behind(placements, theme)
    passages = move_ideas(ideas, new, by=by)
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
        answers=changes.answers_in(texts, passages),
        changes={
            "themes": {str(new.pk): {changes.STATE: {"from": absent, "to": there}}},
            "texts": texts,
            "passages": passages,
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
    """The placements of texts that speak of the theme or of its sub-themes, but for those set aside while it is not."""
    return Placement.objects.filter(analysis=theme.analysis_id).speaking_of(family_of(theme))


def unplaced(analysis: Analysis) -> QuerySet[Answer]:
    """The answers to the analysed question that are in no theme, and have words."""
    answers = Answer.objects.to_question(analysis.consultation, analysis.question_key).with_words()
    return answers.exclude(placements__analysis=analysis)


def chosen(answers: Iterable[int], theme: Theme) -> QuerySet[Placement]:
    """The placements of those answers in the theme's family. Answers withdrawn meanwhile are left out, and those that
    are elsewhere and speak of the theme by an idea only (``chosen_ideas`` has these).

    TextsMovedMeanwhile when any of them speaks of other themes by now. Queries twice, and once when evaluated.
    """
    ids = list(answers)
    placements = Placement.objects.filter(analysis=theme.analysis_id, answer__in=ids)
    family = family_of(theme)
    inside = set(placements.filter(theme__in=family).values_list("pk", flat=True))
    if placements.count() > placements.speaking_of(family).count():
        raise refusals.TextsMovedMeanwhile
    # By key: the update that follows may not go through the join on the theme.
    return Placement.objects.filter(pk__in=inside)


def chosen_ideas(answers: Iterable[int], theme: Theme) -> QuerySet[PlacedPassage]:
    """The ideas that people placed in the theme's family, of those answers that are elsewhere themselves."""
    family = family_of(theme)
    ideas = PlacedPassage.objects.filter(
        analysis=theme.analysis_id, answer__in=list(answers), theme__in=family
    )
    return ideas.of_texts_outside(Q(theme__in=family))


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


def family_of(theme: Theme) -> QuerySet:
    """The ids of the theme and of its parts, but for those set aside while it is not."""
    parts = Q(parent=theme, state__in=Theme.LIVING) if theme.is_living else Q(parent=theme)
    return Theme.objects.filter(Q(pk=theme.pk) | parts).order_by().values("pk")


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
