"""What people made of an analysis, carried over to the one that follows it, on the day that this one is put in force.

It is read from the themes as they are on that day, not as they were when the engine was told: whatever people decided
while it ran holds too. Themes keep their words, their place, their state and their proposals; texts that a person
placed, set aside or doubted stay so. A reviewed theme stays reviewed when texts join it, for the public reads it and
proposals rest on it: the texts that joined wait in the queue of doubtful ones until a person has read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultations.analysing.obeying import set_aside_by_people
from consultations.analysing.returning import move_proposals
from consultations.analysing.succession import Tree, code_of, in_its_language, landings
from consultations.models import (
    Analysis,
    Group,
    Membership,
    PlacedPassage,
    Placement,
    Proposal,
    QueueReading,
    Theme,
)

BATCH = 1000


def carry_over(analysis: Analysis, previous: Analysis) -> dict[int, int]:
    """Make the themes and placements of an analysis that follows another; which theme became which, by id.

    Inside the caller's transaction, which holds both analyses. About fifteen queries.
    """
    return _Carrying(analysis, previous).carry()


def is_repeat(member: Membership) -> bool:
    """Whether a text says what another one said before it: a copy, or one that a campaign spread."""
    return member.duplicate_of_id is not None or member.campaign_id not in (None, member.answer_id)


class _Carrying:
    def __init__(self, analysis: Analysis, previous: Analysis):
        self.analysis, self.previous = analysis, previous
        self.tree = Tree(previous)
        groups = list(analysis.groups.with_sizes().order_by("position", "pk"))
        self.groups = [group for group in groups if group.texts]
        self.by_code = {group.code: group for group in self.groups}
        self.without_texts = {group.code: group for group in groups if not group.texts}
        self.lands = landings(self.groups, self.tree)
        self.now: dict[int, Theme] = {}  # by the theme of before
        self.of_group: dict[int, Theme] = {}
        self.renamed: list[Group] = []
        ideas = PlacedPassage.objects.filter(analysis=previous)
        self.with_ideas = set(ideas.order_by().values_list("answer", flat=True))

    def carry(self) -> dict[int, int]:
        self._carry_themes()
        Group.objects.bulk_update(self.renamed, ["title", "description", "language"], batch_size=BATCH)
        self._add_themes()
        before = {one.answer_id: one for one in Placement.objects.filter(analysis=self.previous)}
        placements = {one.answer_id: one for one in self._placements(before)}
        Placement.objects.bulk_create(placements.values(), batch_size=BATCH)
        self._carry_readings(before, placements)
        self._carry_passages()
        carried = {pk: self.now[pk].pk for pk in self.now}
        move_proposals(carried)
        return carried

    def _carry_themes(self) -> None:
        """The themes of before, main ones first, so that each finds its parent."""
        needed = self._needed()
        kept = [
            theme
            for pk, theme in self.tree.themes.items()
            if theme.state != Theme.MERGED
            and (pk in needed or theme.state != Theme.TO_REVIEW or self.tree.is_named_by_people(theme))
        ]
        self._copy_groups(kept)
        above = {theme.pk: self.tree.home(theme.parent_id) if theme.parent_id else None for theme in kept}
        # Whoever keeps a part keeps what it is a part of.
        whole = {parent.pk: parent for parent in above.values() if parent}
        tops = {theme.pk: theme for theme in kept if not above[theme.pk]} | whole
        self._make([self._carried(theme, parent=None) for theme in _ordered(tops.values())])
        parts = [theme for theme in kept if theme.pk not in tops]
        self._make([self._carried(part, parent=self.now[above[part.pk].pk]) for part in _ordered(parts)])

    def _copy_groups(self, kept: Iterable[Theme]) -> None:
        """Themes that no text of the new analysis speaks of, set aside ones above all, keep the group they began as.

        So its words are still known to be the machine's, and go when the last text of the theme goes.
        """
        known = self.by_code.keys() | self.without_texts.keys()
        old = [theme.group for theme in kept if theme.group and theme.group.code not in known]
        made = Group.objects.bulk_create(
            Group(
                analysis=self.analysis,
                code=group.code,
                title=group.title,
                keywords=group.keywords,
                description=group.description,
                language=group.language,
                lexical=group.lexical,
                position=group.position,
            )
            for group in old
        )
        self.without_texts |= {group.code: group for group in made}

    def _needed(self) -> set[int]:
        """The themes that texts are in now, that a person placed texts in, or that proposals rest on."""
        links = Proposal.themes.through.objects.filter(theme__analysis=self.previous)
        placed = Placement.objects.filter(analysis=self.previous, by_person=True)
        words = PlacedPassage.objects.filter(analysis=self.previous)
        ids = {
            pk for rows in (links, placed, words) for pk in rows.order_by().values_list("theme", flat=True)
        }
        began = [self.tree.of_code(code) for code in self.by_code]
        return {self.tree.home(pk).pk for pk in ids} | {theme.pk for theme in began if theme is not None}

    def _carried(self, theme: Theme, *, parent: Theme | None) -> tuple[int, Theme]:
        code = code_of(theme)
        group = self.by_code.get(code) or self.without_texts.get(code)
        is_theirs = self.tree.is_named_by_people(theme)
        is_settled = theme.state != Theme.TO_REVIEW
        if group is not None and is_settled and not is_theirs:
            self._keep_words(theme.group, group)
        keeps_words = is_theirs or group is None or is_settled
        made = Theme(
            analysis=self.analysis,
            group=group,
            parent=parent,
            title=theme.title if keeps_words else in_its_language(group.title, group.language),
            description=theme.description
            if keeps_words
            else in_its_language(group.description, group.language),
            state=theme.state,
            reason=theme.reason,
            reviewed_at=theme.reviewed_at,
            reviewed_by_id=theme.reviewed_by_id,
            position=theme.position,
        )
        return theme.pk, made

    def _keep_words(self, old: Group, group: Group) -> None:
        """What people found right stays as they read it, in its language, and is still known to be the machine's.

        The engine names anew a group that no text is in mainly, writes a description where there was none, and takes
        the language that most texts have by now for that of the words.
        """
        if (old.title, old.description, old.language) != (group.title, group.description, group.language):
            group.title, group.description, group.language = old.title, old.description, old.language
            self.renamed.append(group)

    def _make(self, pairs: list[tuple[int, Theme]]) -> None:
        Theme.objects.bulk_create([made for _pk, made in pairs])
        self.now |= dict(pairs)
        self.of_group |= {made.group_id: made for _pk, made in pairs if made.group_id}

    def _add_themes(self) -> None:
        """The groups that are new: themes to review, after all others, each under what it is a part of."""
        last = max((theme.position for theme in self.now.values()), default=-1)
        new = [
            group
            for group in self.groups
            if self.lands[group.pk] is group and self.tree.of_code(group.code) is None
        ]
        by_pk = {group.pk: group for group in self.groups}
        for is_part in (False, True):
            made = [
                Theme(
                    analysis=self.analysis,
                    group=group,
                    parent=self._main_theme(by_pk[group.parent_id]) if is_part else None,
                    title=in_its_language(group.title, group.language),
                    description=in_its_language(group.description, group.language),
                    position=last + 1 + group.position,
                )
                for group in new
                if bool(group.parent_id) is is_part
            ]
            Theme.objects.bulk_create(made)
            self.of_group |= {theme.group_id: theme for theme in made}

    def _main_theme(self, group: Group) -> Theme | None:
        """What a new part of this group's theme is put under: themes stand on two levels, living under living."""
        theme = self._theme_of(group)
        theme = theme.parent or theme
        return theme if theme.is_living else None

    def _theme_of(self, group: Group) -> Theme:
        """The theme that a group's texts are in: what people have merged since, they have merged."""
        began = self.tree.of_code(group.code)
        return self.now[began.pk] if began is not None else self.of_group[group.pk]

    def _placements(self, before: dict[int, Placement]) -> Iterator[Placement]:
        out = set_aside_by_people(self.previous)
        seen = set()
        members = Membership.objects.filter(analysis=self.analysis, group__isnull=False).order_by("pk")
        for member in members.iterator():
            seen.add(member.answer_id)
            old = before.get(member.answer_id)
            if member.answer_id not in out and not self._is_decided(old):
                theme = self._theme_of(self.lands[member.subgroup_id or member.group_id])
                yield Placement(
                    analysis=self.analysis,
                    theme=theme,
                    answer_id=member.answer_id,
                    confidence=member.confidence,
                    repeats=is_repeat(member),
                    doubtful=self._is_doubtful(old, theme),
                )
            elif old is not None:
                yield self._kept(old, repeats=is_repeat(member), confidence=member.confidence)
        for answer, old in before.items():
            if answer not in seen and self._is_decided(old):
                yield self._kept(old, repeats=old.repeats, confidence=old.confidence)

    def _is_doubtful(self, old: Placement | None, theme: Theme) -> bool:
        """Whether a person must read it there: one doubted it, or it joined a theme that one had found right."""
        if old is not None and old.doubtful:
            return True
        is_there = old is not None and self.now.get(self.tree.home(old.theme_id).pk) is theme
        return theme.state == Theme.REVIEWED and not is_there

    def _is_decided(self, old: Placement | None) -> bool:
        """Whether people said where the text is: they placed it or ideas of it, or set its theme aside."""
        return old is not None and (
            old.by_person
            or old.answer_id in self.with_ideas
            or self.tree.home(old.theme_id).state == Theme.SET_ASIDE
        )

    def _kept(self, old: Placement, *, repeats: bool, confidence: float) -> Placement:
        return Placement(
            analysis=self.analysis,
            theme=self.now[self.tree.home(old.theme_id).pk],
            answer_id=old.answer_id,
            confidence=confidence,
            repeats=repeats,
            placed_by_id=old.placed_by_id,
            by_person=old.by_person,
            doubtful=old.doubtful,
        )

    def _carry_readings(self, before: dict[int, Placement], now: dict[int, Placement]) -> None:
        """What people read in a queue they have read, unless the text is elsewhere by now."""
        moved = {
            answer
            for answer in before.keys() & now.keys()
            if self.now.get(self.tree.home(before[answer].theme_id).pk) is not now[answer].theme
        } | (now.keys() - before.keys())
        readings = QueueReading.objects.filter(analysis=self.previous).exclude(answer__in=moved)
        made = []
        for reading in readings.iterator():
            reading.pk, reading.analysis = None, self.analysis
            reading._state.adding = True
            made.append(reading)
        QueueReading.objects.bulk_create(made, batch_size=BATCH)

    def _carry_passages(self) -> None:
        """Words that a person placed by themselves stay where they put them, however the machine cuts the text now."""
        PlacedPassage.objects.bulk_create(
            [
                PlacedPassage(
                    analysis=self.analysis,
                    theme=self.now[self.tree.home(one.theme_id).pk],
                    answer_id=one.answer_id,
                    start=one.start,
                    end=one.end,
                    placed_by_id=one.placed_by_id,
                )
                for one in PlacedPassage.objects.filter(analysis=self.previous)
            ],
            batch_size=BATCH,
        )


def _ordered(themes: Iterable[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda theme: (theme.position, theme.pk))
