"""The demonstration's review: what an analyst decided about each text, replayed with the analyst's own verbs.

The machine's themes come first, whatever they are; then each theme that people kept takes the place of the machine's
theme that held most of its texts, the other texts are moved to it, and what is left over is merged where it belongs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from cms.demo.texts import read
from consultations.models import Analysis, Answer, Contribution, Placement, Theme
from consultations.reviews import reviewing
from kit.localized import LocalizedText


class Review:
    """One analyst at work on one analysis, with the contributions by their names in review.json."""

    def __init__(self, analysis: Analysis, contributions: dict[str, Contribution], *, by, at: datetime):
        self.analysis, self.by, self.at = analysis, by, at
        answers = Answer.objects.to_question(analysis.consultation, analysis.question_key)
        of_contribution = dict(answers.values_list("contribution_id", "pk"))
        self.answers = {
            name: of_contribution[one.pk] for name, one in contributions.items() if one.pk in of_contribution
        }
        self.kept: dict[str, Theme] = {}

    def replay(self, *, progress: Callable[[str], None]) -> dict[str, Theme]:
        """Do the whole review; return the themes that people kept, by key."""
        decided = read("review")
        groups = [*decided["themes"], *decided["set_aside"]]
        for wanted in sorted(groups, key=lambda one: -len(self._texts(one))):
            self.kept[wanted["key"]] = self._theme_for(wanted)
            progress(wanted["title"]["fr"])
        self._merge_leftovers()
        for wanted in decided["themes"]:
            self._split_parts(wanted)
        for wanted in decided["set_aside"]:
            theme = self._fresh(self.kept.pop(wanted["key"]))
            reviewing.set_aside(theme, wanted["reason"], by=self.by, at=self.at, expected=theme.revision)
        for key, theme in self.kept.items():
            if key not in decided["unreviewed"]:
                theme = self._fresh(theme)
                reviewing.mark_family_reviewed(theme, by=self.by, at=self.at, expected=theme.revision)
        return {key: self._fresh(theme) for key, theme in self.kept.items()}

    def _texts(self, wanted: dict) -> list[int]:
        """The answers that people put in a theme, its sub-themes included."""
        names = [*wanted.get("texts", []), *(n for part in wanted.get("sub", []) for n in part["texts"])]
        return [self.answers[name] for name in names if name in self.answers]

    def _theme_for(self, wanted: dict) -> Theme:
        answers = self._texts(wanted)
        theme = self._machine_theme(answers) or self._split_off(answers, wanted)
        title, description = LocalizedText(wanted["title"]), LocalizedText(wanted.get("description") or {})
        theme = self._fresh(theme)
        reviewing.rename(theme, title, description, by=self.by, at=self.at, expected=theme.revision)
        self._gather(answers, theme)
        return theme

    def _machine_theme(self, answers: list[int]) -> Theme | None:
        """The theme that the machine made, not yet taken, where most of these texts are."""
        taken = {theme.pk for theme in self.kept.values()}
        held = Counter(
            parent or theme
            for theme, parent in Placement.objects.filter(
                analysis=self.analysis, answer__in=answers, theme__state=Theme.TO_REVIEW
            ).values_list("theme_id", "theme__parent_id")
        )
        best = next((pk for pk, _count in held.most_common() if pk not in taken), None)
        return Theme.objects.get(pk=best) if best else None

    def _split_off(self, answers: list[int], wanted: dict) -> Theme:
        """A theme of its own, for texts that the machine put among those of a theme already taken."""
        families = dict(Theme.objects.filter(analysis=self.analysis).values_list("pk", "parent_id"))
        tops = {pk: families[home] or home for pk, home in self._placed(answers).items()}
        source = Theme.objects.get(pk=Counter(tops.values()).most_common(1)[0][0])
        inside = [pk for pk, top in tops.items() if top == source.pk]
        title = LocalizedText(wanted["title"])
        return reviewing.split(source, inside, title, by=self.by, at=self.at, expected=source.revision)

    def _gather(self, answers: list[int], theme: Theme) -> None:
        """Move to the theme those of its texts that are elsewhere, from each place they are in."""
        placed = self._placed(answers)
        for home in sorted(set(placed.values()) - {theme.pk}):
            source = Theme.objects.get(pk=home)
            texts = [pk for pk, where in placed.items() if where == home]
            reviewing.move(
                texts, self._fresh(theme), source=source, by=self.by, at=self.at, expected=source.revision
            )
        missing = [pk for pk in answers if pk not in placed]
        if missing:
            theme = self._fresh(theme)
            reviewing.place(missing, theme, by=self.by, at=self.at, expected=theme.revision)

    def _placed(self, answers: list[int]) -> dict[int, int]:
        rows = Placement.objects.filter(analysis=self.analysis, answer__in=answers)
        return dict(rows.values_list("answer_id", "theme_id"))

    def _merge_leftovers(self) -> None:
        """Merge the machine's themes that nobody kept; their last texts go where their neighbours went."""
        kept = {theme.pk for theme in self.kept.values()}
        for theme in Theme.objects.filter(analysis=self.analysis, parent=None).living().exclude(pk__in=kept):
            into = self._nearest_kept(theme)
            for part in theme.children.living():
                reviewing.merge(
                    part, self._fresh(theme), by=self.by, at=self.at, expected=self._fresh(part).revision
                )
            reviewing.merge(
                theme, self._fresh(into), by=self.by, at=self.at, expected=self._fresh(theme).revision
            )
        for theme in list(self.kept.values()):
            for part in theme.children.living():
                reviewing.merge(
                    part, self._fresh(theme), by=self.by, at=self.at, expected=self._fresh(part).revision
                )

    def _nearest_kept(self, theme: Theme) -> Theme:
        texts = self.analysis.memberships.filter(group=theme.group).values_list("answer_id", flat=True)
        homes = Counter(
            home for home in self._placed(list(texts)).values() if home in {t.pk for t in self.kept.values()}
        )
        best = homes.most_common(1)[0][0] if homes else next(iter(self.kept.values())).pk
        return Theme.objects.get(pk=best)

    def _split_parts(self, wanted: dict) -> None:
        theme = self.kept[wanted["key"]]
        for part in wanted.get("sub", []):
            answers = [self.answers[name] for name in part["texts"] if name in self.answers]
            theme = self._fresh(theme)
            if answers and len(answers) < Placement.objects.filter(theme=theme).count():
                reviewing.split(
                    theme,
                    answers,
                    LocalizedText(part["title"]),
                    by=self.by,
                    at=self.at,
                    expected=theme.revision,
                    under=theme,
                )

    def _fresh(self, theme: Theme) -> Theme:
        return Theme.objects.get(pk=theme.pk)
