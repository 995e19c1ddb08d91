"""Put texts back where a decision took them from, as far as nobody decided on them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from consultations.analysing.carrying import is_repeat
from consultations.models import Analysis, Membership, Placement
from consultations.reviews import changes
from consultations.reviews.placing import unplaced

# A place as the log keeps it: [theme, placed_by, by_person, doubtful]; None for a text in no theme.
Place = list | None


@dataclass
class StayedTexts:
    """Texts that were not put back: decided on since (and by whom), gone, or without a theme to go back to."""

    moved: int = 0
    movers: set[int] = field(default_factory=set)
    withdrawn: int = 0
    homeless: dict[int, int] = field(default_factory=lambda: defaultdict(int))


class TextsBack:
    """One undoing at work on texts. ``end_of`` says in which theme a theme is by now, merged on or not;
    ``takes_texts`` whether texts may go back to a theme. ``changed`` is for the log, ``stayed`` for the person.
    """

    def __init__(
        self, analysis: Analysis, *, end_of: Callable[[int], int], takes_texts: Callable[[int], bool]
    ):
        self.analysis, self.end_of, self.takes_texts = analysis, end_of, takes_texts
        self.changed: list[dict] = []
        self.stayed = StayedTexts()

    def put_back(self, answers: list[int], was: Place, left: Place) -> None:
        """Give these texts the place that they had (``was``) where they are as the decision ``left`` them.

        Three queries at most, and one more for each mark of doubt that was set meanwhile.
        """
        if was is not None and not self.takes_texts(was[0]):
            self.stayed.homeless[was[0]] += len(answers)
            return
        if left is None:
            self._place_again(answers, was)
            return
        placements = self._placements(answers)
        found = placements.order_by("answer_id").values_list("answer_id", *changes.TEXT_FIELDS)
        steps: dict[tuple, list[int]] = defaultdict(list)
        for answer, *now in found:
            if self._is_as_left(now, was, left):
                wanted = self._wanted(now, was, left)
                steps[tuple(now), tuple(wanted) if wanted else None].append(answer)
            else:
                self.stayed.moved += 1
                self.stayed.movers |= {now[1]} - {None}
        self.stayed.withdrawn += len(answers) - len(found)
        for (now, wanted), some in steps.items():
            self._change(some, list(now), list(wanted) if wanted else None)

    def _is_as_left(self, now: list, was: Place, left: list) -> bool:
        if was is not None and was[:3] == left[:3]:
            return now[3] == left[3]
        # A theme that was merged on took its texts along: they are where the decision put them all the same.
        return now[0] in {left[0], self.end_of(left[0])} and now[1:3] == left[1:3]

    def _wanted(self, now: list, was: Place, left: list) -> Place:
        """The place to give back. A doubt that somebody raised or took off since is theirs, and stays."""
        if was is None:
            return None
        if was[:3] == left[:3]:
            return [*now[:3], was[3]]
        return [*was[:3], was[3] if now[3] == left[3] else now[3]]

    def _change(self, answers: list[int], now: list, wanted: Place) -> None:
        placements = self._placements(answers)
        if wanted is None:
            placements.delete()
        else:
            placements.update(**dict(zip(changes.TEXT_FIELDS, wanted, strict=True)))
        self.changed.append({"answers": answers, "from": now, "to": wanted})

    def _place_again(self, answers: list[int], was: list) -> None:
        """Texts that were taken out of their theme, with what the machine knew of them.

        Those that somebody placed since stay where they are.
        """
        free = sorted(unplaced(self.analysis).filter(pk__in=answers).values_list("pk", flat=True))
        placed = list(self._placements(answers).values_list("placed_by", flat=True))
        fields = dict(zip(changes.TEXT_FIELDS, was, strict=True))
        known = self._machines_marks(free)
        Placement.objects.bulk_create(
            Placement(analysis=self.analysis, answer_id=answer, **fields, **known.get(answer, {}))
            for answer in free
        )
        self.stayed.moved += len(placed)
        self.stayed.movers |= {*placed} - {None}
        self.stayed.withdrawn += len(answers) - len(free) - len(placed)
        if free:
            self.changed.append({"answers": free, "from": None, "to": was})

    def _machines_marks(self, answers: list[int]) -> dict[int, dict]:
        """How sure the machine was of the texts that it grouped, and whether they repeat another. One query."""
        grouped = Membership.objects.filter(analysis=self.analysis, answer__in=answers, group__isnull=False)
        return {one.answer_id: {"confidence": one.confidence, "repeats": is_repeat(one)} for one in grouped}

    def _placements(self, answers: list[int]):
        return Placement.objects.filter(analysis=self.analysis, answer__in=answers)
