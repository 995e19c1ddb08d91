"""What a split made and was taken back is not listed among what people merged."""

from __future__ import annotations

import pytest

from consultations.models import ReviewEvent, Theme
from consultations.reviews import reviewing, theme_reading
from consultations.reviews.undoing import undo
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"), {"Répondre": ["Un.", "Deux."], "Réunir": ["Le soir."]}
    )


def test_a_split_that_is_taken_back_is_no_merger(analysis, analyst):
    reply = theme(analysis, "Répondre")
    reviewing.split(reply, answers(reply)[:1], {"fr": "À part"}, by=analyst, expected=reply.revision)
    split = ReviewEvent.objects.filter(verb="split").get()

    undone = undo(split, by=analyst)
    taken_back = [str(row.theme.title) for row in theme_reading.rows(analysis, state=Theme.MERGED)]
    undo(undone.event, by=analyst)
    apart, fresh = theme(analysis, "À part"), theme(analysis, "Répondre")
    reviewing.merge(apart, fresh, by=analyst, expected=apart.revision)
    merged = [str(row.theme.title) for row in theme_reading.rows(analysis, state=Theme.MERGED)]

    assert taken_back == []
    assert merged == ["À part"]
