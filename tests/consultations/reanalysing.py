"""Two analysts who decide at random on a few hundred answers, and what must be found of it in the next analysis."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from consultations.analysing.succession import Tree
from consultations.models import Analysis, Placement, Proposal, ReviewEvent, Theme
from consultations.queues import putting
from consultations.reviews import refusals, reviewing
from consultations.reviews.placing import unplaced, with_repeats
from kit.localized import LocalizedText
from nlp.reading.cleaning import match_key

TEXTS = Path("cms/demo")
WEIGHTS = {
    "move": 30, "rename": 14, "split": 10, "pin": 14, "doubt": 10, "nest": 5, "merge": 4, "set_aside": 2,
    "place": 3, "take_out": 4, "mark_reviewed": 8,
}  # fmt: skip
# Themes that hold texts: below, nobody merges or sets aside any more, so that there is something to decide about.
FEWEST = 8


def sample_answers(question: str) -> list[str]:
    """The demonstration's answers to a question, each with words."""
    found = []
    for name in ("contributions_a.jsonl", "contributions_b.jsonl"):
        for line in (TEXTS / name).read_text(encoding="utf-8").splitlines():
            found.append(json.loads(line).get("answers", {}).get(question, ""))
    return [text for text in found if text]


class Deciding:
    """Takes decisions one after the other, in turns, with the site's own verbs; some are refused and count for none."""

    def __init__(self, analysis: Analysis, people: list, *, seed: int):
        self.analysis, self.people = analysis, people
        self.chance = random.Random(seed)
        self.count = 0

    def decide(self, number: int) -> None:
        verbs, weights = list(WEIGHTS), list(WEIGHTS.values())
        while self.events() < number:
            verb = self.chance.choices(verbs, weights)[0]
            self.count += 1
            try:
                getattr(self, f"_{verb}")(by=self.people[self.count % len(self.people)])
            except refusals.Refused:
                continue

    def events(self) -> int:
        return ReviewEvent.objects.filter(analysis=self.analysis).count()

    def _theme(self, *, of_many: int = 1, **among) -> Theme:
        themes = self.analysis.themes.living().with_counts().filter(own_texts__gte=of_many, **among)
        return self.chance.choice(list(themes.order_by("pk")))

    def _texts(self, theme: Theme, most: int) -> list[int]:
        """Some texts of the theme, and those that say the same words."""
        own = sorted(theme.placements.values_list("answer", flat=True))
        return with_repeats(self.chance.sample(own, min(len(own), self.chance.randint(1, most))), theme)

    def _move(self, by) -> None:
        source, to = self._theme(), self._theme()
        reviewing.move(self._texts(source, 5), to, source=source, by=by, expected=source.revision)

    def _pin(self, by) -> None:
        theme = self._theme()
        reviewing.pin(self._texts(theme, 4), theme, by=by, expected=theme.revision)

    def _doubt(self, by) -> None:
        theme = self._theme()
        reviewing.doubt(self._texts(theme, 2), theme, by=by, expected=theme.revision)

    def _rename(self, by) -> None:
        theme = self._theme()
        title = LocalizedText({"fr": f"Thème n° {self.count} : à nous", "en": f"Theme {self.count}: ours"})
        described = LocalizedText({"fr": "Décrit par nous."})
        reviewing.rename(theme, title, described, by=by, expected=theme.revision)

    def _split(self, by) -> None:
        theme = self._theme(of_many=4)
        title = LocalizedText({"fr": f"Partie {self.count}"})
        reviewing.split(theme, self._texts(theme, 3), title, by=by, expected=theme.revision)

    def _nest(self, by) -> None:
        theme = self._theme()
        parent = self._theme(parent=None) if self.chance.random() < 0.7 else None
        reviewing.nest(theme, parent, by=by, expected=theme.revision)

    def _are_few(self) -> bool:
        return self.analysis.themes.living().with_counts().filter(own_texts__gt=0).count() <= FEWEST

    def _merge(self, by) -> None:
        theme = self._theme()
        if self._are_few():
            return
        reviewing.merge(theme, self._theme(), by=by, expected=theme.revision)

    def _set_aside(self, by) -> None:
        theme = self._theme()
        if self._are_few() or theme.children.living().exists():
            return
        reviewing.set_aside(theme, "Hors du sujet.", by=by, expected=theme.revision)

    def _mark_reviewed(self, by) -> None:
        theme = self._theme()
        reviewing.mark_reviewed(theme, by=by, expected=theme.revision)

    def _place(self, by) -> None:
        """Texts of the same words go where one of them is, or together: people who part them are told so, elsewhere."""
        to = self._theme()
        free = list(unplaced(self.analysis).order_by("pk"))
        if not free:
            return
        alike = [one.pk for one in free if match_key(one.text) == match_key(free[0].text)]
        for placement in self.analysis.placements.select_related("theme", "answer"):
            if match_key(placement.answer.text) == match_key(free[0].text):
                to = placement.theme
        reviewing.place(alike, to, by=by, expected=to.revision)

    def _take_out(self, by) -> None:
        theme = self._theme(of_many=2)
        putting.take_out(self._texts(theme, 1), theme, by=by)


@dataclass(frozen=True)
class Left:
    """What people left: per text the titles of its theme and of the one above, who placed it, doubts; the themes."""

    texts: dict[int, tuple]
    themes: dict[int, tuple]
    proposals: dict[int, frozenset]


def left(analysis: Analysis, *, since: Analysis | None = None) -> Left:
    """What the themes and texts of an analysis are; told by the ids of the themes of ``since`` that they follow."""
    names = {pk: pk for pk in analysis.themes.values_list("pk", flat=True)}
    if since is not None:
        event = ReviewEvent.objects.get(analysis=analysis, verb="adopt", details__instead_of=since.pk)
        names |= {new: int(old) for old, new in event.details["carried"].items()}
    tree = Tree(analysis)
    placements = Placement.objects.filter(analysis=analysis).order_by("answer")
    return Left(
        texts={
            one.answer_id: (names[tree.home(one.theme_id).pk], one.by_person, one.placed_by_id, one.doubtful)
            for one in placements
        },
        themes={
            names[pk]: (
                dict(theme.title), dict(theme.description), theme.state, theme.reason, theme.reviewed_by_id,
                names.get(_above(tree, theme)),
            )
            for pk, theme in tree.themes.items()
            if theme.state != Theme.MERGED
        },
        proposals={
            proposal.number: frozenset(names[theme.pk] for theme in proposal.themes.filter(analysis=analysis))
            for proposal in Proposal.objects.filter(consultation=analysis.consultation)
        },
    )  # fmt: skip


def _above(tree: Tree, theme: Theme) -> int | None:
    """What the theme is under by now: a part that was set aside keeps the theme that was later merged into another."""
    parent = tree.home(theme.parent_id) if theme.parent_id else None
    return parent.pk if parent is not None and parent.pk != theme.pk else None
