"""From one analysis of a question to the next: which theme of people's is which group of the engine's.

To the engine a theme is an id, and every text is in a sub-theme. The texts that are in a theme itself, and in none of
its sub-themes, are told as those of a sub-theme of its own, whose id ends in ``.0``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from consultations.models import Analysis, Group, Theme
from kit.localized import LocalizedText, content_languages

OWN = ".0"


class Tree:
    """The themes of an analysis as people left them, by the ids that the engine is told. One query.

    A theme that began as a group has the group's id, and one that people made an id of its own, so that the next
    analysis has a group of the same id for it.
    """

    def __init__(self, analysis: Analysis):
        found = analysis.themes.select_related("group").order_by("position", "pk")
        self.themes = {theme.pk: theme for theme in found}
        self._by_group = {theme.group_id: theme.pk for theme in self.themes.values() if theme.group_id}
        self._given = names_given(analysis)
        self._by_code = {code_of(theme): theme.pk for theme in self.themes.values()}

    def home(self, pk: int) -> Theme:
        """The theme, or the one that it was merged into."""
        theme = self.themes[pk]
        while theme.state == Theme.MERGED and theme.merged_into_id:
            theme = self.themes[theme.merged_into_id]
        return theme

    def parent(self, theme: Theme) -> Theme | None:
        """The living theme that it is under; None for one that stands by itself."""
        parent = self.home(theme.parent_id) if theme.parent_id else None
        return parent if parent is not None and parent.is_living and parent.pk != theme.pk else None

    def of_group(self, *group_ids: int | None) -> Theme | None:
        """What the first of these groups that became a theme is now."""
        began = next((self._by_group[pk] for pk in group_ids if pk in self._by_group), None)
        return self.home(began) if began else None

    def of_code(self, code: str) -> Theme | None:
        """The theme that a group of the next analysis carries on, as it is now; None for a new group."""
        pk = self._by_code.get(code.removesuffix(OWN))
        return self.home(pk) if pk else None

    def is_named_by_people(self, theme: Theme) -> bool:
        """Whether staff wrote its title or its description."""
        return is_named_by_people(theme, self._given)

    def cell(self, theme: Theme) -> str:
        """The id of the sub-theme in which the engine finds the texts that are in this theme itself."""
        return code_of(theme) if self.parent(theme) else code_of(theme) + OWN

    def place(self, theme: Theme) -> tuple[str, str]:
        """The ids of the theme and of the sub-theme where texts of this theme are."""
        return code_of(self.parent(theme) or theme), self.cell(theme)


def code_of(theme: Theme) -> str:
    """The engine's id for a theme; its group must be loaded."""
    return theme.group.code if theme.group_id else f"p{theme.pk}"


def landings(groups: Iterable[Group], tree: Tree | None = None) -> dict[int, Group]:
    """For each group the one that becomes a theme with its texts: itself, or the one that it is a part of.

    ``tree`` is that of the analysis which these groups carry on. A sub-theme that only holds the texts of its theme
    itself, or that is all there is of a new theme, would say the same thing twice.
    """
    by_pk = {group.pk: group for group in groups}
    parts = Counter(group.parent_id for group in by_pk.values())
    found = {}
    for group in by_pk.values():
        parent = by_pk.get(group.parent_id) if group.parent_id else None
        is_apart = parent is None or (
            group.code != parent.code + OWN
            and (parts[parent.pk] > 1 or (tree is not None and tree.of_code(parent.code) is not None))
        )
        found[group.pk] = group if is_apart or parent is None else parent
    return found


def in_its_language(words: str, language: str) -> LocalizedText:
    """The machine's words under their language; under the main one where editors don't write theirs."""
    codes = [code for code, _name in content_languages()]
    return LocalizedText({language if language in codes else codes[0]: words} if words else {})


def is_named_by_people(theme: Theme, given: Collection[str]) -> bool:
    """Whether staff wrote its title or description, in any language; its group must be loaded.

    ``given`` has the groups that the engine was told to call as people did: their words are people's too.
    """
    group = theme.group
    if group is None or group.code in given:
        return True
    machine = [in_its_language(words, group.language) for words in (group.title, group.description)]
    return [theme.title, theme.description] != machine


def names_given(analysis: Analysis) -> set[str]:
    """The ids of the groups that have the words which people gave to the same themes of the analysis before."""
    return {one["theme"] for one in analysis.decisions if one["kind"] == "name" and not one.get("machine")}
