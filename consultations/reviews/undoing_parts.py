"""Put back what a decision changed: units of themes, texts, proposals. undoing.py is the door to it.

Each part is compared with what the decision left; where it differs, somebody decided since, and it stays.
"""

from __future__ import annotations

from django.contrib.auth import get_user_model

from consultations.models import Analysis, Answer, Proposal, Theme
from consultations.reviews import changes, refusals
from consultations.reviews.claiming import refuse_if_proposals_rest_on
from consultations.reviews.placing_passages import placed_in, set_placed
from consultations.reviews.undoing_texts import Place, TextsBack

# Databases take only so many values in one query.
BATCH = 10_000


class PutBack:
    """One undoing at work on an analysis. ``everything`` does it, ``check`` refuses what would not hold together.

    Then ``changed`` is what the log keeps, ``touched`` the themes that changed, ``stayed`` what was not put back, in
    ids. ``aside_is_right`` lets texts go back to a theme that is set aside, where the decision found them.
    """

    def __init__(self, analysis: Analysis, done: dict, *, aside_is_right: bool):
        self.done = done
        self.themes = {theme.pk: theme for theme in analysis.themes.select_related("group")}
        self.aside_is_right = aside_is_right
        self.people = _existing_people(done)
        self.texts = TextsBack(analysis, end_of=self._end_of, takes_texts=self._takes_texts)
        self.units_stayed: list[tuple[int, str]] = []
        self.proposals_stayed: list[int] = []
        self.passages_stayed = 0
        self.analysis = analysis
        self.changed: dict = {"themes": {}, "texts": self.texts.changed, "proposals": [], "passages": []}

    @property
    def touched(self) -> list[Theme]:
        ids = {int(pk) for pk in self.changed["themes"]}
        for group in self.changed["texts"]:
            ids |= {place[0] for place in (group["from"], group["to"]) if place}
        for moved in self.changed["proposals"]:
            ids |= {moved["left"], moved["joined"]} - {None}
        for words in self.changed["passages"]:
            ids |= {row[2] for row in (*words["from"], *words["to"])}
        return [self.themes[pk] for pk in sorted(ids)]

    @property
    def stayed(self) -> dict:
        texts = self.texts.stayed
        return {
            "moved": texts.moved,
            "movers": sorted(texts.movers),
            "withdrawn": texts.withdrawn,
            "homeless": {str(theme): number for theme, number in texts.homeless.items()},
            "units": [list(pair) for pair in self.units_stayed],
            "proposals": self.proposals_stayed,
            "passages": self.passages_stayed,
        }

    def everything(self) -> None:
        """Themes first, for texts and proposals go back to themes as they will be."""
        units_by_theme = {int(pk): units for pk, units in self.done.get("themes", {}).items()}
        there = [self.themes[pk] for pk in units_by_theme if pk in self.themes]
        watch = changes.Watch(there, (*changes.WORDS, *changes.STANDING))
        for pk, units in units_by_theme.items():
            self._put_back_units(pk, units)
        for group in self.done.get("texts", ()):
            was, left = self._place(group["from"]), self._place(group["to"])
            answers = group["answers"]
            for start in range(0, len(answers), BATCH):
                self.texts.put_back(answers[start : start + BATCH], was, left)
        self._keep_full_themes(watch)
        self.changed["themes"] = watch.changes()
        for pk, units in self.changed["themes"].items():
            self.themes[int(pk)].save(update_fields=[name for unit in units for name in changes.FIELDS[unit]])
        for moved in self.done.get("proposals", ()):
            self._put_back_proposal(moved)
        for words in self.done.get("passages", ()):
            self._put_back_passages(words)

    def check(self) -> None:
        """Refuse what breaks what every verb keeps: two levels, living under living, proposals on reviewed themes."""
        for theme in self.touched:
            for one in (theme, *(part for part in self.themes.values() if part.parent_id == theme.pk)):
                above = self.themes.get(one.parent_id) if one.is_living else None
                if above is not None and (above.parent_id or not above.is_living):
                    raise refusals.WouldStandUnderAGoneTheme(title=str(one.title), other=str(above.title))
        refuse_if_proposals_rest_on([theme for theme in self.touched if theme.state != Theme.REVIEWED])

    def _put_back_units(self, pk: int, units: dict) -> None:
        theme = self.themes.get(pk)
        for unit, values in units.items():
            was, left = self._known(unit, values["from"]), self._known(unit, values["to"])
            if theme is not None and self._is_as_left(unit, changes.unit_of(theme, unit), left):
                changes.set_unit(theme, unit, was)
            else:
                self.units_stayed.append((pk, unit))

    def _is_as_left(self, unit: str, now: object, left) -> bool:
        # A theme that was put under one that was merged on went along: it is where the decision put it all the same.
        return now == left or (unit == changes.PARENT and left is not None and now == self._end_of(left))

    def _keep_full_themes(self, watch: changes.Watch) -> None:
        """A theme that would vanish stays when it holds texts or sub-themes by now that are not of the decision."""
        for pk, theme in watch.themes.items():
            before = watch.before[pk][changes.STATE]
            if theme.state != Theme.MERGED or before[0] == Theme.MERGED:
                continue
            parts = any(one.parent_id == pk and one.state != Theme.MERGED for one in self.themes.values())
            if parts or theme.placements.exists() or self._gets_ideas(pk):
                changes.set_unit(theme, changes.STATE, before)
                self.units_stayed.append((pk, changes.STATE))

    def _gets_ideas(self, pk: int) -> bool:
        """Whether the theme holds ideas of texts that the decision did not bring."""
        done = self.done.get("passages", ())
        brought = {(one["answer"], row[0]) for one in done for row in one["to"] if row[2] == pk}
        held = self.themes[pk].placed_passages.values_list("answer", "start")
        return any(pair not in brought for pair in held)

    def _put_back_proposal(self, moved: dict) -> None:
        """Let a proposal rest on what it rested on, unless it was rewritten since or the theme is not reviewed."""
        proposal = Proposal.objects.filter(pk=moved["proposal"]).first()
        left, joined = self.themes.get(moved["left"]), moved["joined"]
        joined = self.themes.get(self._end_of(joined)) if joined is not None else None
        rested = {theme.pk for theme in proposal.themes.all()} if proposal else set()
        is_as_left = (
            proposal is not None
            and proposal.revision == moved["revision"]
            and (left is None or (left.state == Theme.REVIEWED and left.pk not in rested))
            and (joined is None or joined.pk in rested)
        )
        if not is_as_left:
            self.proposals_stayed.append(moved["proposal"])
            return
        if left is not None:
            proposal.themes.add(left)
        if joined is not None:
            proposal.themes.remove(joined)
        self.changed["proposals"].append(
            {**moved, "left": joined.pk if joined else None, "joined": left.pk if left else None}
        )

    def _put_back_passages(self, words: dict) -> None:
        """What people had placed of a text before, unless somebody placed words of it since."""
        answer, was = words["answer"], [self._known_passage(row) for row in words["from"]]
        now, left = placed_in(self.analysis.pk, answer), [self._known_passage(row) for row in words["to"]]
        # A theme that was merged on took its ideas along: they are where the decision put them all the same.
        is_as_left = now == left or now == [[*row[:2], self._end_of(row[2]), row[3]] for row in left]
        has_homes = all(self._takes_texts(row[2]) for row in was)
        if not (is_as_left and has_homes and Answer.objects.filter(pk=answer).exists()):
            self.passages_stayed += 1
            return
        set_placed(self.analysis.pk, answer, was)
        self.changed["passages"].append({"answer": answer, "from": now, "to": was})

    def _known_passage(self, row: list) -> list:
        start, end, theme, by = row
        return [start, end, theme, by if by in self.people else None]

    def _known(self, unit: str, value):
        """The unit without people whose account was erased since, as the database has it."""
        if unit == changes.STATE and value[-1] not in self.people:
            return [*value[:-1], None]
        return value

    def _place(self, place: Place) -> Place:
        if place is None:
            return None
        theme, placed_by, *rest = place
        return [theme, placed_by if placed_by in self.people else None, *rest]

    def _end_of(self, pk: int) -> int:
        """The theme that this one is in by now, however often it was merged on."""
        seen: set[int] = set()
        while (theme := self.themes.get(pk)) and theme.state == Theme.MERGED and pk not in seen:
            seen.add(pk)
            pk = theme.merged_into_id
        return pk

    def _takes_texts(self, pk: int) -> bool:
        theme = self.themes.get(pk)
        return theme is not None and (
            theme.is_living or (theme.state == Theme.SET_ASIDE and self.aside_is_right)
        )


def _existing_people(done: dict) -> set[int]:
    """Of the people that the changes name, those who still have an account. One query at most."""
    ids = {place[1] for group in done.get("texts", ()) for place in (group["from"], group["to"]) if place}
    for units in done.get("themes", {}).values():
        if values := units.get(changes.STATE):
            ids |= {values["from"][-1], values["to"][-1]}
    for words in done.get("passages", ()):
        ids |= {row[3] for row in (*words["from"], *words["to"])}
    ids.discard(None)
    return set(get_user_model().objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
