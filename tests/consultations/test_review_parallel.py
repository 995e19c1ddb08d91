"""Two people at the very same moment: one decision counts, the other person is told, nothing is stuck."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection

from consultations.models import ReviewEvent, Theme
from consultations.reviews import refusals, reviewing
from consultations.reviews.undoing import Undone, undo
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, texts, theme

pytestmark = pytest.mark.django_db(transaction=True)


def together(*decisions) -> list[object]:
    """Run the decisions at once, each on its own connection; what each returned or raised."""
    barrier = threading.Barrier(len(decisions))
    outcomes: list[object] = [None] * len(decisions)

    def run(place: int, decision) -> None:
        try:
            barrier.wait(timeout=60)
            outcomes[place] = decision()
        except Exception as error:  # noqa: BLE001 - the test looks at whatever came out
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(decisions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"), {"Un": ["Premier.", "Second."], "Deux": ["Tiers."]}
    )


def test_of_eight_renames_at_once_one_counts_and_seven_conflict(analysis, analyst):
    one = theme(analysis, "Un")
    titles = [f"Titre {number}" for number in range(8)]

    outcomes = together(
        *(
            lambda title=title: reviewing.rename(one, {"fr": title}, {}, by=analyst, expected=1)
            for title in titles
        )
    )

    conflicts = [outcome for outcome in outcomes if isinstance(outcome, reviewing.ThemeConflict)]
    winners = [outcome for outcome in outcomes if isinstance(outcome, Theme)]
    assert (len(winners), len(conflicts)) == (1, 7)
    one.refresh_from_db()
    assert (one.title, one.revision) == (winners[0].title, 2)
    assert ReviewEvent.objects.count() == 1


def test_two_mergers_that_cross_leave_one_theme_with_everything(analysis, analyst, second_analyst):
    one, two = theme(analysis, "Un"), theme(analysis, "Deux")

    outcomes = together(
        lambda: reviewing.merge(one, two, by=analyst, expected=1),
        lambda: reviewing.merge(two, one, by=second_analyst, expected=1),
    )

    assert sum(isinstance(outcome, refusals.Refused) for outcome in outcomes) == 1
    living = analysis.themes.living().get()
    assert texts(living) == 3


def test_two_people_who_take_one_decision_back_at_once_do_it_once(analysis, analyst, second_analyst):
    one, two = theme(analysis, "Un"), theme(analysis, "Deux")
    reviewing.move(answers(one)[:1], two, source=one, by=analyst, expected=1)
    moved = ReviewEvent.objects.get()

    outcomes = together(*(lambda by=by: undo(moved, by=by) for by in (analyst, second_analyst) * 3))

    assert sum(isinstance(outcome, Undone) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, refusals.AlreadyUndone) for outcome in outcomes) == 5
    assert (texts(one), texts(two)) == (2, 1)
    assert ReviewEvent.objects.count() == 2


def test_that_a_decision_is_taken_back_once_is_held_by_the_database(analysis, analyst):
    one = theme(analysis, "Un")
    reviewing.mark_reviewed(one, by=analyst, expected=1)
    reviewed = ReviewEvent.objects.get()
    undo(reviewed, by=analyst)

    with pytest.raises(IntegrityError):
        ReviewEvent.objects.create(analysis=analysis, theme=one, verb="undo", undoes=reviewed)
