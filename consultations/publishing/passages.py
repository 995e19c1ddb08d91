"""Which stretch of a text is in which theme: the engine's passages, and above them where people put the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from consultations.models import Answer, Passage, PlacedPassage, Placement, Theme

# What stands in the place of private data; a person may have typed brackets of their own.
_BRACKETS = re.compile(r"(\[[^\[\]]*\])")


@dataclass(frozen=True)
class ShownPassage:
    """A stretch of the redacted words, and its theme as it is now, which the reader may not be allowed to see yet.

    ``by_person`` tells words that a person placed by themselves. The theme is never one that was merged; its parent is
    loaded (see ``voices.reviewed_family``).
    """

    start: int
    end: int
    theme: Theme
    by_person: bool = False


def passages_of(answers: Iterable[Answer]) -> dict[int, list[ShownPassage]]:
    """The passages of these texts by the answer's id, in order, in the analyses in force. Four queries.

    Where a person placed the text, they placed all of it, but for the words that one placed by themselves. Neighbours
    in one theme are one passage; a text that the engine did not cut is one whole. Texts in no theme, and those not
    redacted yet, have none.
    """
    lengths = {answer.pk: len(answer.public_text) for answer in answers if answer.public_text}
    placements = {
        one.answer_id: one
        for one in Placement.objects.filter(answer__in=lengths, analysis__adopted=True).only(
            "answer_id", "theme_id", "analysis_id", "by_person"
        )
    }
    if not placements:
        return {}
    analyses = {one.analysis_id for one in placements.values()}
    cut: dict[int, list[Passage]] = defaultdict(list)
    for passage in Passage.objects.filter(answer__in=placements, analysis__in=analyses).order_by("number"):
        if passage.end <= lengths[passage.answer_id]:
            cut[passage.answer_id].append(passage)
    themes = _Themes(analyses)
    placed: dict[int, list[ShownPassage]] = defaultdict(list)
    for words in PlacedPassage.objects.filter(answer__in=placements, analysis__in=analyses).order_by("start"):
        if words.end <= lengths[words.answer_id]:
            placed[words.answer_id].append(
                ShownPassage(words.start, words.end, themes.now(words.theme_id), True)
            )
    return {
        pk: _joined(
            _laid_over(
                [
                    ShownPassage(one.start, one.end, themes.of_passage(one, placement))
                    for one in cut.get(pk, [])
                    if not placement.by_person
                ]
                or [ShownPassage(0, lengths[pk], themes.now(placement.theme_id))],
                placed.get(pk, []),
            )
        )
        for pk, placement in placements.items()
    }


def in_own_words(spans: Sequence[tuple[int, int]], answer: Answer) -> list[tuple[int, int]] | None:
    """Offsets into the redacted words as offsets into the person's own; None where the two cannot be laid side by side.

    Redaction replaces stretches by their kind in brackets and leaves the rest as it was, so what is between brackets
    is found again from left to right. Linear in the length of the texts, but for words that repeat.
    """
    public, own = answer.public_text or "", answer.text
    if public == own:
        return list(spans)
    place = _places(public, own)
    return None if place is None else [(place[start], place[end]) for start, end in spans]


def _places(public: str, own: str) -> list[int] | None:
    """For each offset of the redacted words, and for their end, the offset in the person's own."""
    found: list[int] = []
    at = 0
    pieces = [piece for piece in _BRACKETS.split(public) if piece]
    for number, piece in enumerate(pieces):
        if own.startswith(piece, at):
            found += range(at, at + len(piece))
            at += len(piece)
            continue
        if not _BRACKETS.fullmatch(piece):
            return None
        rest = next((one for one in pieces[number + 1 :] if not _BRACKETS.fullmatch(one)), None)
        is_last = rest is not None and rest == pieces[-1]
        after = len(own) if rest is None else own.rfind(rest, at) if is_last else own.find(rest, at)
        if after < 0:
            return None
        # The whole of what was taken out belongs to the brackets: their first letter begins it, their last ends it.
        found += [at, *[after] * (len(piece) - 1)]
        at = after
    return [*found, at] if at == len(own) else None


class _Themes:
    """The themes of some analyses, by their own number and by that of the group they began as. One query."""

    def __init__(self, analyses: Collection[int]):
        themes = Theme.objects.filter(analysis__in=analyses).select_related("parent")
        self.by_pk = {theme.pk: theme for theme in themes}
        self.by_group = {theme.group_id: theme for theme in self.by_pk.values() if theme.group_id}

    def of_passage(self, passage: Passage, placement: Placement) -> Theme:
        began = self.by_group.get(passage.subgroup_id) or self.by_group.get(passage.group_id)
        return self.now(began.pk if began else placement.theme_id)

    def now(self, pk: int) -> Theme:
        """The theme, or the one that it was merged into."""
        theme = self.by_pk[pk]
        while theme.merged_into_id and theme.state == Theme.MERGED:
            theme = self.by_pk[theme.merged_into_id]
        return theme


def _laid_over(passages: list[ShownPassage], placed: list[ShownPassage]) -> list[ShownPassage]:
    """The passages with those that a person placed in their stead, in order; of the others, what is left."""
    left = passages
    for words in placed:
        left = [piece for one in left for piece in _beside(one, words)]
    return sorted([*left, *placed], key=lambda one: one.start)


def _beside(one: ShownPassage, words: ShownPassage) -> Iterable[ShownPassage]:
    """What is left of a passage where others words were taken out of it."""
    if one.end <= words.start or words.end <= one.start:
        yield one
        return
    if one.start < words.start:
        yield ShownPassage(one.start, words.start, one.theme)
    if words.end < one.end:
        yield ShownPassage(words.end, one.end, one.theme)


def _joined(passages: list[ShownPassage]) -> list[ShownPassage]:
    joined: list[ShownPassage] = []
    for one in passages:
        if joined and joined[-1].theme.pk == one.theme.pk:
            joined[-1] = replace(joined[-1], end=one.end, by_person=joined[-1].by_person or one.by_person)
        else:
            joined.append(one)
    return joined
