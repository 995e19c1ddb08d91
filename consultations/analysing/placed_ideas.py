"""Ideas that people placed one by one, as a new analysis is told them: where each stretch of their texts is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consultations.analysing.succession import Tree
from consultations.models import Analysis, Answer, PlacedPassage, Theme

# Offsets into the redacted words, and the theme that they are in.
Stretch = tuple[int, int, Theme]


class PlacedIdeas:
    """The ideas that people placed in an analysis, by text: those whose words are still there. Two queries."""

    def __init__(self, analysis: Analysis, tree: Tree):
        rows = PlacedPassage.objects.filter(analysis=analysis).order_by("answer", "start")
        found = list(rows.values_list("answer", "start", "end", "theme"))
        texts = Answer.objects.filter(pk__in={answer for answer, *_rest in found})
        self._words = {pk: words or "" for pk, words in texts.values_list("pk", "public_text")}
        self.placed: dict[int, list[Stretch]] = defaultdict(list)
        for answer, start, end, theme in found:
            if end <= len(self._words.get(answer, "")):
                self.placed[answer].append((start, end, tree.home(theme)))

    def lay_over(
        self, answer: int, passages: list[Stretch], theme: Theme, *, is_pinned: bool
    ) -> tuple[list[Stretch], list[Stretch]]:
        """(the text cut into living themes, what of it people decided): ideas, and the rest if ``is_pinned``.

        ``theme`` is what the text is in where nobody cut it into ``passages``. A stretch without a word is nowhere.
        """
        words, ideas = self._words[answer], self.placed[answer]
        rest = _left(passages or [(0, len(words), theme)], ideas)

        def told(stretches: Iterable[Stretch]) -> list[Stretch]:
            return [
                (start, end, inside)
                for start, end, inside in sorted(stretches, key=lambda one: one[0])
                if inside.is_living and any(sign.isalnum() for sign in words[start:end])
            ]

        return told([*rest, *ideas]), told([*ideas, *rest] if is_pinned else ideas)


def _left(passages: Iterable[Stretch], ideas: Iterable[Stretch]) -> list[Stretch]:
    """What is left of the passages where ideas were taken out of them."""
    left = list(passages)
    for begin, stop, _theme in ideas:
        pieces = []
        for start, end, theme in left:
            beside = [(start, min(end, begin), theme), (max(start, stop), end, theme)]
            pieces += [piece for piece in beside if piece[0] < piece[1]]
        left = pieces
    return left
