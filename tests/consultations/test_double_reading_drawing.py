"""The draw of a double reading, and its blind readings: who may do what, and what anybody can do again."""

from __future__ import annotations

import hashlib

import pytest
from django.utils import timezone

from accounts import roles
from consultations.answering.contributing import withdraw
from consultations.double_reading import refusals, sampling
from consultations.double_reading.reading import progress, read
from consultations.models import Answer, BlindReading, Membership, Placement, Sample
from consultations.publishing.open_data import public_id
from consultations.reviews import reviewing
from consultations.reviews.refusals import AnalysisNotInForce
from tests.consultations.double_readings import FIRST, NONE, READ_GROUPS, SECOND, drawn, read_as, text_of
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis(db):
    analysis = make_analysis(
        make_consultation(phase="analysis"), READ_GROUPS, set_aside={"no-opinion": ["RAS"]}
    )
    redact()
    return analysis


@pytest.fixture
def third(db):
    return UserFactory(email="youssef@example.org", role=roles.ANALYST)


@pytest.fixture
def sample(analysis, analyst, second_analyst, third):
    return drawn(analysis, (analyst, second_analyst), size=8, by=third)


@pytest.fixture
def read_twice(sample, analyst, second_analyst):
    read_as(sample, FIRST, by=analyst)
    read_as(sample, SECOND, by=second_analyst)
    return sample


def placed(words: str) -> Placement:
    return Placement.objects.select_related("theme").get(answer__text=words)


# --- The draw -------------------------------------------------------------------------------------------------


def test_draw_is_the_one_that_anybody_makes_with_the_seed(analysis, analyst, second_analyst, third):
    sample = drawn(analysis, (analyst, second_analyst), size=8, seed=1969, by=third)

    held = [public_id(text.answer.contribution_id) for text in sample.texts.select_related("answer")]
    by_hand = sorted(held, key=lambda name: hashlib.sha256(f"1969:{name}".encode()).hexdigest())
    assert held == by_hand
    assert (sample.seed, len(held)) == (1969, 8)


def test_draw_takes_the_first_of_the_order_and_another_seed_takes_others():
    names = [f"{number:016x}" for number in range(200)]

    first, again, other = (sampling.draw_order(names, seed=seed)[:20] for seed in (1, 1, 2))

    assert first == again
    assert set(first) != set(other)


def test_order_of_the_draw_does_not_change_when_a_text_leaves():
    names = [f"{number:016x}" for number in range(50)]
    order = sampling.draw_order(names, seed=5)

    left = sampling.draw_order([name for name in names if name != order[3]], seed=5)

    assert left == [name for name in order if name != order[3]]


def test_draw_leaves_out_copies_hidden_and_unread_words(analysis):
    Answer.objects.filter(text="Le soir.").update(public_text=None)
    Answer.objects.filter(text="Une réponse.").update(public_text="")
    campaign = Answer.objects.get(text="Parlez simplement.")
    Membership.objects.filter(answer__text__in=["Parlez simplement.", "Des mots courts."]).update(
        campaign=campaign
    )

    words = sorted(member.answer.text for member in sampling.population(analysis))

    assert words == ["Avec une garderie.", "Dites pourquoi.", "Parlez simplement.", "RAS", "Répondez-nous."]


def test_draw_chooses_a_seed_of_its_own_and_logs_ids_only(analysis, analyst, second_analyst, third):
    sample = sampling.draw(analysis, 8, (analyst, second_analyst), by=third)

    event = analysis.events.get(verb="draw_sample")
    assert 0 <= sample.seed < sampling.SEEDS
    assert event.details == {
        "sample": sample.pk,
        "size": 8,
        "seed": sample.seed,
        "readers": [analyst.pk, second_analyst.pk],
    }


@pytest.mark.parametrize("size", [0, 7, 9])
def test_draw_refuses_a_size_that_the_analysis_has_not(analysis, analyst, second_analyst, third, size):
    with pytest.raises(refusals.SampleSize):
        drawn(analysis, (analyst, second_analyst), size=size, by=third)


def test_draw_refuses_one_reader_twice_and_those_who_may_not_review(analysis, analyst, coordinator, third):
    with pytest.raises(refusals.SameReader):
        drawn(analysis, (analyst, analyst), size=8, by=third)
    with pytest.raises(refusals.ReaderMayNotReview, match="Gaston Petit"):
        drawn(analysis, (analyst, coordinator), size=8, by=third)


def test_draw_refuses_a_second_one_while_the_first_is_open(sample, analysis, analyst, second_analyst, third):
    with pytest.raises(refusals.SampleIsOpen):
        drawn(analysis, (analyst, second_analyst), size=8, by=third)

    assert Sample.objects.count() == 1


def test_draw_refuses_an_analysis_that_is_not_in_force(analysis, analyst, second_analyst, third):
    type(analysis).objects.update(adopted=False)

    with pytest.raises(AnalysisNotInForce):
        drawn(analysis, (analyst, second_analyst), size=8, by=third)


def test_a_draw_that_is_given_up_is_deleted_counted_and_its_seed_kept(sample, analysis, analyst, third):
    read_as(sample, {"Le soir.": "Réunir"}, by=analyst)

    sampling.give_up(sample, by=third)

    assert (Sample.objects.count(), BlindReading.objects.count()) == (0, 0)
    assert sampling.given_up(analysis) == 1
    assert analysis.events.get(verb="give_up_sample").details["seed"] == 7


def test_readers_are_those_who_may_review(analyst, second_analyst, coordinator, editor, administrator):
    found = set(sampling.possible_readers())

    assert found == {analyst, second_analyst, administrator}


# --- Reading --------------------------------------------------------------------------------------------------


def test_reading_is_for_the_two_readers_alone(sample, third):
    with pytest.raises(refusals.NotAReader):
        read_as(sample, {"Le soir.": "Réunir"}, by=third)

    assert not BlindReading.objects.exists()


def test_a_reader_may_change_their_mind_until_both_have_finished(sample, analyst, second_analyst):
    read_as(sample, FIRST, by=analyst)
    read_as(sample, {"Le soir.": "Parler"}, by=analyst)
    read_as(sample, SECOND, by=second_analyst)

    with pytest.raises(refusals.ReadingsAreFinal):
        read_as(sample, {"Le soir.": "Réunir"}, by=analyst)

    assert BlindReading.objects.get(text__answer__text="Le soir.", reader=1).theme.title == {"fr": "Parler"}


def test_reading_takes_living_main_themes_only(sample, analysis, analyst):
    gone = theme(analysis, "Parler")
    reviewing.merge(gone, theme(analysis, "Réunir"), by=analyst, expected=gone.revision)

    with pytest.raises(refusals.NotAMainTheme):
        read(text_of(sample, "Le soir."), gone, by=analyst)


def test_reading_writes_nothing_to_the_log(sample, analysis, analyst):
    before = analysis.events.count()

    read_as(sample, FIRST, by=analyst)

    assert analysis.events.count() == before


def test_progress_counts_the_texts_that_are_left(sample, analyst):
    read_as(sample, {"Le soir.": "Réunir", "RAS": NONE}, by=analyst)
    withdraw(Answer.objects.get(text="Le soir.").contribution, at=timezone.now())

    first, second = progress(sample).values()

    assert (first.done, first.total, second.done, second.total) == (1, 7, 0, 7)
