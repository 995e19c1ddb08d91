"""Store what the text engine found, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from consultations.analysing.sources import Source, digest
from consultations.models import Analysis, Answer, Contribution, Exemplar, Group, Membership, Passage

BATCH = 1000


def store_results(
    analysis: Analysis,
    *,
    themes: Sequence[Any],
    placements: Iterable[Any],
    passages: Iterable[Any],
    read: Mapping[str, Source],
) -> dict:
    """Write groups, memberships, passages and exemplars, and return their counts; inside the caller's transaction.

    ``themes``, ``placements`` and ``passages`` are the engine's, by public id; ``read`` says what each text that it
    was given comes from. An answer withdrawn or corrected since it was read is left out, and so is a group that
    has no idea of any text left by this.
    """
    current = unchanged(analysis, read)
    kept = [placement for placement in placements if placement.id in current]
    ideas = [passage for passage in passages if passage.id in current]
    used = {name for one in (*kept, *ideas) for name in (one.theme, one.subtheme)}
    groups = _store_groups(analysis, themes, used)
    Membership.objects.bulk_create(
        (_membership(analysis, placement, groups, current) for placement in kept), batch_size=BATCH
    )
    Passage.objects.bulk_create(_passages(analysis, ideas, groups, current), batch_size=BATCH)
    Exemplar.objects.bulk_create(_exemplars(themes, groups, current), batch_size=BATCH)
    return {
        "read": len(read),
        "left_out": len(read) - len(current),
        "texts": len(kept),
        "excluded": dict(sorted(Counter(one.excluded for one in kept if one.excluded).items())),
        "duplicates": sum(one.duplicate_of in current for one in kept),
        "in_campaigns": sum(bool(one.campaign) for one in kept),
        "rare": sum(bool(one.rare) for one in kept),
        "lexical": sum(bool(one.lexical) for one in kept),
        "languages": dict(sorted(Counter(one.language for one in kept).items())),
        "themes": sum(group.parent_id is None for group in groups.values()),
        "subthemes": sum(group.parent_id is not None for group in groups.values()),
    }


def hold_writers(consultation_id: int) -> None:
    """Make whoever withdraws or corrects an answer to this consultation wait for the end of the transaction.

    Before analyses are locked, as every decision on texts does: two that lock the other way round would deadlock.
    """
    writers = Contribution.objects.filter(consultation=consultation_id).order_by("pk")
    list(writers.select_for_update().values_list("pk", flat=True))


def unchanged(analysis: Analysis, read: Mapping[str, Source]) -> dict[str, Source]:
    """What was read of the answers that still count and still say it. One query.

    Their contributions stay locked until the end of the transaction, so that a withdrawal at this very moment
    finds the memberships that are about to be written.
    """
    answers = (
        Answer.objects.to_question(analysis.consultation, analysis.question_key)
        .with_words()
        .select_related("contribution")
        .only("text", "public_text", "contribution__id")
        .order_by("contribution_id")
        .select_for_update(of=("contribution",))
    )
    now = {answer.pk: digest(answer.text, answer.public_text) for answer in answers.iterator()}
    return {name: source for name, source in read.items() if now.get(source.answer_id) == source.digest}


def _store_groups(analysis: Analysis, themes: Sequence[Any], used: set[str]) -> dict[str, Group]:
    """The groups that texts speak of, by the engine's id: themes first, then sub-themes, in the engine's order."""
    tops = [theme for theme in themes if not theme.parent and theme.id in used]
    made = Group.objects.bulk_create(
        _group(analysis, theme, position=position, parent=None) for position, theme in enumerate(tops)
    )
    groups = {group.code: group for group in made}
    subs = sorted((theme for theme in themes if theme.parent in groups and theme.id in used), key=_parent)
    made = Group.objects.bulk_create(
        _group(analysis, theme, position=position, parent=groups[parent])
        for parent, siblings in groupby(subs, key=_parent)
        for position, theme in enumerate(siblings)
    )
    return groups | {group.code: group for group in made}


def _parent(theme: Any) -> str:
    return theme.parent


def _group(analysis: Analysis, theme: Any, *, position: int, parent: Group | None) -> Group:
    return Group(
        analysis=analysis,
        code=theme.id,
        parent=parent,
        title=theme.title[: Group._meta.get_field("title").max_length],
        keywords=list(theme.keywords),
        description=theme.description,
        language=theme.language,
        lexical=theme.lexical,
        position=position,
        map_x=theme.place[0],
        map_y=theme.place[1],
    )


def _passages(
    analysis: Analysis, ideas: Iterable[Any], groups: Mapping[str, Group], current: Mapping[str, Source]
) -> Iterator[Passage]:
    """The ideas in the texts, by offsets into the redacted words."""
    for idea in ideas:
        shift = current[idea.id].shift
        yield Passage(
            analysis=analysis,
            answer_id=current[idea.id].answer_id,
            number=idea.passage,
            start=max(idea.start - shift, 0),
            end=idea.end - shift,
            group=groups[idea.theme],
            subgroup=groups[idea.subtheme],
            confidence=idea.confidence,
            side=idea.side,
        )


def _exemplars(
    themes: Sequence[Any], groups: Mapping[str, Group], current: Mapping[str, Source]
) -> Iterator[Exemplar]:
    for theme in themes:
        if theme.id not in groups:
            continue
        for position, exemplar in enumerate(one for one in theme.exemplars if one.id in current):
            source = current[exemplar.id]
            yield Exemplar(
                group=groups[theme.id],
                answer_id=source.answer_id,
                start=max(exemplar.start - source.shift, 0),
                end=exemplar.end - source.shift,
                of_public=True,
                position=position,
            )


def _membership(
    analysis: Analysis, placement: Any, groups: Mapping[str, Group], current: Mapping[str, Source]
) -> Membership:
    repeated, campaign = current.get(placement.duplicate_of), current.get(placement.campaign)
    return Membership(
        analysis=analysis,
        answer_id=current[placement.id].answer_id,
        group=groups.get(placement.theme),
        subgroup=groups.get(placement.subtheme),
        confidence=placement.confidence,
        excluded=placement.excluded,
        duplicate_of_id=repeated.answer_id if repeated else None,
        campaign_id=campaign.answer_id if campaign else None,
        rare=placement.rare,
        language=placement.language,
        lexical=placement.lexical,
    )


def told_of_run(run: dict[str, Any], *, counts: dict[str, int], seconds: dict[str, float]) -> dict[str, Any]:
    """What is kept of a run: the engine's own account of it, with what was counted and timed around it."""
    timed = {step: round(taken, 3) for step, taken in seconds.items()}
    return {**run, "counts": {**run["counts"], **counts}, "seconds": {**run["seconds"], **timed}}
