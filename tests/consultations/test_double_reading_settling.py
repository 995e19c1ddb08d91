"""What a third person settles, what closing pins, and the figures that are published."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts import roles
from consultations.answering.contributing import withdraw
from consultations.double_reading import refusals, sampling
from consultations.double_reading.agreement import agreement_of, published_agreement
from consultations.double_reading.settling import close, differences, settle
from consultations.models import Analysis, Answer, Placement
from consultations.reviews import reviewing
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


def test_figures_for_the_public_name_reviewed_themes_only(read_twice, analysis, analyst, third):
    settled(read_twice, third)
    close(read_twice, by=third)
    one = theme(analysis, "Réunir")
    reviewing.mark_reviewed(one, by=analyst, expected=one.revision)

    figures = published_agreement(analysis)

    assert {row.theme for row in figures.per_theme} == {one, None}
    assert figures.size == 8


def test_figures_vouch_for_the_analysis_that_keeps_what_people_decided(read_twice, analysis, third):
    settled(read_twice, third)
    close(read_twice, by=third)
    of_question = {"consultation": analysis.consultation, "question_key": analysis.question_key}
    successor = Analysis.objects.create(**of_question, state=Analysis.DONE, previous=analysis)
    afresh = Analysis.objects.create(**of_question, state=Analysis.DONE)

    assert published_agreement(successor) == published_agreement(analysis) is not None
    assert published_agreement(afresh) is None


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
