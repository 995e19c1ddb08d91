"""Whatever was decided, in whatever order: taken back from the last to the first, everything is as it was."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from consultations.models import Analysis, Placement, ReviewEvent
from consultations.reviews import refusals, reviewing
from consultations.reviews.placing import unplaced
from consultations.reviews.undoing import can_be_undone, undo
from tests import factories
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.standing import standing

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse à chacun.", "Dites pourquoi."],
    "Budget": {"Montants": ["Plus d’argent.", "Doublez le budget."], "Calendrier": ["Du temps.", "Un an."]},
    "Langue": ["Écrivez simplement.", "Sans jargon."],
}
# Every number picks one of what there is at that moment: the themes, then the texts.
PICKS = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
VERBS = [
    "rename", "merge", "split", "move", "place", "nest", "set_aside", "restore", "mark_reviewed", "reopen", "pin",
    "doubt", "clear_doubt", "undo",
]  # fmt: skip
# A failing sequence is short enough to read; making it shorter would take minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
SEQUENCES = st.lists(st.tuples(st.sampled_from(VERBS), PICKS), min_size=1, max_size=10)


class UndoingEverything(TestCase):
    @settings(
        max_examples=12, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(SEQUENCES)
    def test_taking_everything_back_restores_everything(self, sequence):
        analysis = make_analysis(
            make_consultation(phase="analysis"), GROUPS, set_aside={"no-opinion": ["RAS", "Rien"]}
        )
        analyst = factories.UserFactory(role="analyst")
        before = standing(analysis)

        for verb, picks in sequence:
            attempt(verb, analysis, analyst, picks)
        taken_back = take_everything_back(analysis, analyst)

        assert standing(analysis) == before
        assert [stays for stays in taken_back if stays] == []


def attempt(verb: str, analysis: Analysis, by, picks: tuple[int, int, int]) -> None:
    """One decision; one that is refused leaves everything as it was."""
    try:
        decision(verb, analysis, by, picks)()
    except refusals.Refused:
        return


def decision(verb: str, analysis: Analysis, by, picks: tuple[int, int, int]) -> Callable[[], object]:
    themes = list(analysis.themes.order_by("pk"))
    one, other = themes[picks[0] % len(themes)], themes[picks[1] % len(themes)]
    texts = list(Placement.objects.filter(theme=one).order_by("pk").values_list("answer_id", flat=True))
    some = texts[: picks[2] % 3 + 1]
    on = {"by": by, "expected": one.revision}
    return {
        "rename": lambda: reviewing.rename(one, {"fr": f"Titre {picks[2]}"}, {}, **on),
        "merge": lambda: reviewing.merge(one, other, **on),
        "split": lambda: reviewing.split(
            one, some, {"fr": "Nouveau"}, under=one if picks[1] % 2 else None, **on
        ),
        "move": lambda: reviewing.move(some, other, source=one, **on),
        "place": lambda: reviewing.place(unplaced_ids(analysis)[:1], one, **on),
        "nest": lambda: reviewing.nest(one, other if picks[2] % 2 else None, **on),
        "set_aside": lambda: reviewing.set_aside(one, "Hors sujet.", **on),
        "restore": lambda: reviewing.restore(one, **on),
        "mark_reviewed": lambda: reviewing.mark_family_reviewed(one, **on),
        "reopen": lambda: reviewing.reopen(one, **on),
        "pin": lambda: reviewing.pin(some, one, **on),
        "doubt": lambda: reviewing.doubt(some, one, **on),
        "clear_doubt": lambda: reviewing.clear_doubt(texts, one, **on),
        "undo": lambda: undo_one(analysis, by, picks[0]),
    }[verb]


def undo_one(analysis: Analysis, by, pick: int) -> None:
    events = list(ReviewEvent.objects.filter(analysis=analysis).order_by("-pk"))
    if events:
        undo(events[pick % len(events)], by=by)


def take_everything_back(analysis: Analysis, by) -> list[list[str]]:
    """Undo from the last event to the first. What was taken back already was done again by then: that is undone."""
    events = list(ReviewEvent.objects.filter(analysis=analysis).order_by("-pk"))
    changing = [event for event in events if can_be_undone(event)]
    return [undo(latest_form_of(event), by=by).stays for event in changing]


def latest_form_of(event: ReviewEvent) -> ReviewEvent:
    following = ReviewEvent.objects.filter(undoes=event).first()
    return latest_form_of(following) if following else event


def unplaced_ids(analysis: Analysis) -> list[int]:
    return list(unplaced(analysis).order_by("pk").values_list("pk", flat=True))
