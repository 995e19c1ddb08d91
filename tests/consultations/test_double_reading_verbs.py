"""A double reading from its draw to its published figures: who may do what, what is told, what is pinned."""

from __future__ import annotations

import hashlib

import pytest
from django.utils import timezone

from accounts import roles
from consultations.answering.contributing import withdraw
from consultations.double_reading import refusals, sampling
from consultations.double_reading.agreement import agreement_of, published_agreement
from consultations.double_reading.reading import progress, read
from consultations.double_reading.settling import close, differences, settle
from consultations.models import Answer, BlindReading, Membership, Placement, Sample
from consultations.publishing.open_data import public_id
from consultations.reviews import reviewing
from consultations.reviews.refusals import AnalysisNotInForce
from tests.consultations.double_readings import NONE, drawn, read_as, text_of
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse.", "Dites pourquoi.", "Dites pourquoi."],
    "Réunir": ["Le soir.", "Avec une garderie."],
    "Parler": ["Parlez simplement.", "Des mots courts."],
}
FIRST = {
    "Répondez-nous.": "Répondre",
    "Une réponse.": "Répondre",
    "Dites pourquoi.": "Répondre",
    "Le soir.": "Réunir",
    "Avec une garderie.": "Réunir",
    "Parlez simplement.": "Parler",
    "Des mots courts.": "Répondre",
    "RAS": NONE,
}
SECOND = {**FIRST, "Une réponse.": "Parler", "Des mots courts.": "Parler"}


@pytest.fixture
def analysis(db):
    analysis = make_analysis(make_consultation(phase="analysis"), GROUPS, set_aside={"no-opinion": ["RAS"]})
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


# --- Settling -------------------------------------------------------------------------------------------------


def test_only_differences_wait_for_a_third_person(read_twice):
    waiting = [one.text.answer.text for one in differences(read_twice)]

    assert sorted(waiting) == ["Des mots courts.", "Une réponse."]


def test_settling_waits_for_both_readers(sample, analysis, analyst, third):
    read_as(sample, FIRST, by=analyst)

    with pytest.raises(refusals.NotReadByBoth):
        settle(text_of(sample, "Le soir."), theme(analysis, "Réunir"), by=third)


def test_readers_are_told_why_they_do_not_settle(read_twice, analysis, analyst, second_analyst, in_english):
    for reader in (analyst, second_analyst):
        with pytest.raises(refusals.ReadersDoNotSettle, match="a third person settles"):
            settle(text_of(read_twice, "Une réponse."), theme(analysis, "Parler"), by=reader)


def test_settling_pins_the_text_in_the_theme_decided_on(read_twice, analysis, third):
    settle(text_of(read_twice, "Une réponse."), theme(analysis, "Parler"), by=third)
    settle(text_of(read_twice, "Des mots courts."), theme(analysis, "Parler"), by=third)

    moved, stayed = placed("Une réponse."), placed("Des mots courts.")
    assert (moved.theme, moved.by_person, moved.placed_by) == (theme(analysis, "Parler"), True, third)
    assert (stayed.theme, stayed.by_person) == (theme(analysis, "Parler"), True)
    verbs = set(analysis.events.values_list("verb", flat=True))
    assert {"move", "pin", "settle"} <= verbs


def test_settling_on_none_marks_the_text_as_doubtful_where_it_is(read_twice, analysis, third):
    settle(text_of(read_twice, "Une réponse."), None, by=third)

    text = placed("Une réponse.")
    assert (text.theme, text.doubtful, text.by_person) == (theme(analysis, "Répondre"), True, False)


def test_settling_twice_tells_who_did_it(read_twice, analysis, third, administrator):
    text = text_of(read_twice, "Une réponse.")
    settle(text, theme(analysis, "Parler"), by=third)

    with pytest.raises(refusals.SettledMeanwhile) as refused:
        settle(text, theme(analysis, "Répondre"), by=administrator)

    assert str(third) in str(refused.value)
    assert placed("Une réponse.").theme == theme(analysis, "Parler")


def test_what_both_say_is_not_settled_by_anybody(read_twice, analysis, third):
    with pytest.raises(refusals.NothingToSettle):
        settle(text_of(read_twice, "Le soir."), theme(analysis, "Parler"), by=third)


# --- Closing and the figures ----------------------------------------------------------------------------------


def settled(sample, third) -> None:
    for words in ("Une réponse.", "Des mots courts."):
        settle(text_of(sample, words), theme(sample.analysis, "Parler"), by=third)


def test_closing_waits_until_everything_is_settled(read_twice, analysis, third):
    settle(text_of(read_twice, "Une réponse."), theme(analysis, "Parler"), by=third)

    with pytest.raises(refusals.NotSettledYet):
        close(read_twice, by=third)

    assert published_agreement(analysis) is None


def test_closing_publishes_the_figures(read_twice, analysis, third):
    settled(read_twice, third)

    close(read_twice, by=third)

    figures = published_agreement(analysis)
    # 6 of 8 agree. First reader: 4 Répondre, 2 Réunir, 1 Parler, 1 none; second: 2, 2, 3, 1.
    # p_e = (4·2 + 2·2 + 1·3 + 1·1) / 64 = 16/64; kappa = (48/64 - 16/64) / (48/64) = 2/3.
    assert (figures.drawn, figures.size, figures.agreed, figures.observed) == (8, 8, 6, 0.75)
    assert figures.kappa == pytest.approx(2 / 3)
    assert figures.low < 2 / 3 < figures.high
    assert figures.seed == 7
    # The machine: “Une réponse.” was put in Répondre, people settled on Parler; the other seven are right.
    assert (figures.machine.part, figures.machine.whole) == (7, 8)


def test_figures_are_told_by_theme_and_for_none(read_twice):
    rows = {
        str(row.theme.title) if row.theme else NONE: (row.first, row.second, row.both)
        for row in agreement_of(read_twice).per_theme
    }

    assert rows == {"Répondre": (4, 2, 2), "Réunir": (2, 2, 2), "Parler": (1, 3, 1), NONE: (1, 1, 1)}


def test_closing_pins_what_both_said_and_doubts_what_a_person_had_placed_elsewhere(
    read_twice, analysis, analyst, third
):
    # Somebody had moved a text that both readers give another theme.
    source = theme(analysis, "Réunir")
    moved = Answer.objects.get(text="Le soir.")
    reviewing.move([moved.pk], theme(analysis, "Parler"), source=source, by=analyst, expected=source.revision)
    settled(read_twice, third)

    close(read_twice, by=third)

    assert placed("Avec une garderie.").by_person
    kept = placed("Le soir.")
    assert (kept.theme, kept.doubtful) == (theme(analysis, "Parler"), True)


def test_a_withdrawn_answer_leaves_the_figures(read_twice, analysis, third):
    settled(read_twice, third)
    close(read_twice, by=third)

    withdraw(Answer.objects.get(text="Une réponse.").contribution, at=timezone.now())

    figures = published_agreement(analysis)
    assert (figures.drawn, figures.size, figures.gone, figures.agreed) == (8, 7, 1, 6)
    assert (figures.machine.part, figures.machine.whole) == (7, 7)


def test_themes_that_are_merged_later_count_as_one(read_twice, analysis, analyst):
    one = theme(analysis, "Parler")
    reviewing.merge(one, theme(analysis, "Répondre"), by=analyst, expected=one.revision)

    figures = agreement_of(read_twice)

    assert (figures.agreed, figures.kappa) == (8, 1.0)


def test_a_closed_double_reading_no_longer_changes(read_twice, analysis, analyst, third):
    settled(read_twice, third)
    close(read_twice, by=third)

    with pytest.raises(refusals.SampleIsClosed):
        read_as(read_twice, {"Le soir.": "Parler"}, by=analyst)
    with pytest.raises(refusals.SampleIsClosed):
        close(read_twice, by=third)
    with pytest.raises(refusals.SampleIsClosed):
        sampling.give_up(read_twice, by=third)
