"""The ideas in each text and the map of themes, stored with an analysis."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.analysis import analyse_now
from consultations.answering.contributing import withdraw
from consultations.models import Analysis, Answer, Group, Move, Passage
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING

pytestmark = pytest.mark.django_db
NAMED = (
    "Je m’appelle Zoé Lambert et je veux des pistes cyclables séparées. "
    "Par ailleurs, que la mairie réponde par écrit à chaque habitant."
)
FORMULA = "=> Répondre par écrit à chaque habitant, voilà ce que la mairie doit promettre"
AGAINST = "Je suis contre les pistes cyclables, il ne faut plus en construire"


@pytest.fixture
def consultation():
    return make_consultation(phase="analysis")


@pytest.fixture
def analysis(consultation) -> Analysis:
    make_contributions(consultation, [*CYCLING, *REPLYING, NAMED, FORMULA, AGAINST, "RAS"])
    analyse_now(consultation, "promise", by=None, settings=LEXICAL)
    return Analysis.objects.get()


def ideas(analysis: Analysis, beginning: str) -> list[str]:
    """The words of each passage of the text that begins so, as the public may read them."""
    answer = Answer.objects.get(text__startswith=beginning)
    passages = Passage.objects.filter(analysis=analysis, answer=answer)
    return [answer.public_text[passage.start : passage.end] for passage in passages]


def test_passages_are_offsets_into_the_redacted_words(analysis):
    found = ideas(analysis, "Je m’appelle")

    assert len(found) == 2
    assert "Zoé" not in found[0]
    assert found[0].endswith("séparées.")
    assert found[1] == "Par ailleurs, que la mairie réponde par écrit à chaque habitant."


def test_passage_of_a_text_that_a_spreadsheet_would_run_begins_where_the_text_does(analysis):
    assert ideas(analysis, "=>") == [FORMULA]


def test_passages_belong_to_groups_of_their_analysis_and_take_sides(analysis):
    passages = Passage.objects.filter(analysis=analysis)

    assert set(passages.values_list("answer", flat=True)) == set(
        analysis.memberships.filter(excluded="").values_list("answer", flat=True)
    )
    assert not passages.exclude(group__analysis=analysis).exists()
    assert passages.get(answer__text=AGAINST).side == Passage.AGAINST
    assert passages.filter(side=Passage.FOR).exists()


def test_groups_have_places_on_the_map_that_the_same_answers_give_again(analysis, consultation):
    again = analyse_now(consultation, "promise", by=None, settings=LEXICAL, afresh=True)

    places, repeated = (
        list(Group.objects.filter(analysis=one).order_by("code").values_list("code", "map_x", "map_y"))
        for one in (analysis, again)
    )
    assert places == repeated
    assert all(0 <= x <= 1 and 0 <= y <= 1 for _code, x, y in places)
    tops = Group.objects.filter(analysis=analysis, parent=None).values_list("map_x", "map_y")
    assert len(set(tops)) == len(tops) > 1


def test_withdrawal_takes_passages_and_moves_along(analysis):
    answer = Answer.objects.get(text=NAMED)
    Move.objects.create(analysis=analysis, answer=answer, group=analysis.groups.first(), because="new")

    withdraw(answer.contribution, at=timezone.now() + timedelta(minutes=1))

    assert not Passage.objects.filter(answer=answer.pk).exists()
    assert not Move.objects.filter(analysis=analysis).exists()
