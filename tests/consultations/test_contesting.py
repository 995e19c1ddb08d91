"""“This is not what I meant”: what a person says against a place, and what an analyst answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Answer, Contestation, Placement, ReviewEvent
from consultations.reviews import contesting, refusals, reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import move_results, review
from tests.consultations.reading_themes import theme

WORDS = "Une réponse, vite."
GROUPS = {"Répondre": ["Répondez-nous.", WORDS], "Réunir": {"Le soir": ["Le soir."]}}


@pytest.fixture
def analysis(paris, analyst):
    analysis = make_analysis(
        make_consultation(phase="published", city=paris), GROUPS, set_aside={"no-opinion": ["RAS"]}
    )
    review(analysis, "Répondre", "Réunir", by=analyst)
    return analysis


def of_text(text: str) -> Answer:
    return Answer.objects.select_related("contribution__consultation").get(text=text)


def place_of(text: str) -> Placement:
    return Placement.objects.select_related("theme").get(answer__text=text)


@pytest.mark.django_db
def test_contesting_keeps_the_sentence_apart_from_the_log(analysis):
    made = contesting.contest(of_text(WORDS), sentence="Je parlais  du maire.")

    event = ReviewEvent.objects.get(verb="contest")
    assert (made.state, made.sentence, str(made.theme.title)) == (
        Contestation.OPEN,
        "Je parlais du maire.",
        "Répondre",
    )
    assert event.details["contestation"] == made.pk
    assert "maire" not in str(event.details)


@pytest.mark.django_db
def test_contesting_a_second_time_waits_for_the_reply(analysis, analyst):
    first = contesting.contest(of_text(WORDS))

    with pytest.raises(refusals.ContestedAlready):
        contesting.contest(of_text(WORDS))

    contesting.answer_contestation(first, by=analyst, reply="Nous la laissons.")
    assert contesting.contest(of_text(WORDS)).pk != first.pk


@pytest.mark.django_db
def test_contesting_a_place_that_nobody_is_shown_is_refused(analysis, analyst):
    answer = of_text(WORDS)
    shown = theme(analysis, "Répondre")
    reviewing.reopen(shown, by=analyst, expected=shown.revision)

    with pytest.raises(refusals.NothingToContest):
        contesting.contest(answer)


@pytest.mark.django_db
def test_contesting_before_the_results_is_refused(analysis):
    move_results(analysis.consultation, days=2)

    with pytest.raises(refusals.NothingToContest):
        contesting.contest(of_text(WORDS))


@pytest.mark.django_db
def test_contesting_takes_a_sentence_not_an_essay(analysis):
    with pytest.raises(refusals.SentenceTooLong):
        contesting.contest(of_text(WORDS), sentence="a" * 501)


@pytest.mark.django_db
def test_correction_moves_the_text_and_pins_it(analysis, analyst):
    made = contesting.contest(of_text(WORDS))

    answered = contesting.answer_contestation(
        made, by=analyst, reply="Vous avez raison.", corrected_to=theme(analysis, "Réunir")
    )

    place = place_of(WORDS)
    assert (answered.state, str(answered.corrected_to.title)) == (Contestation.CORRECTED, "Réunir")
    assert (str(place.theme.title), place.by_person, place.placed_by) == ("Réunir", True, analyst)
    assert list(ReviewEvent.objects.values_list("verb", flat=True)[:2]) == ["answer_contestation", "move"]


@pytest.mark.django_db
def test_reply_that_keeps_the_place_moves_nothing(analysis, analyst):
    made = contesting.contest(of_text(WORDS))

    answered = contesting.answer_contestation(made, by=analyst, reply="Nous la laissons.")

    assert answered.state == Contestation.KEPT
    assert str(place_of(WORDS).theme.title) == "Répondre"


@pytest.mark.django_db
def test_text_that_the_machine_set_aside_can_be_placed(analysis, analyst):
    made = contesting.contest(of_text("RAS"), sentence="Il n’y a rien à changer à la charte.")

    contesting.answer_contestation(
        made, by=analyst, reply="C’est juste.", corrected_to=theme(analysis, "Répondre")
    )

    assert made.theme is None
    assert str(place_of("RAS").theme.title) == "Répondre"


@pytest.mark.django_db
def test_text_of_a_theme_that_people_set_aside_can_leave_it(analysis, analyst):
    shown = theme(analysis, "Répondre")
    reviewing.set_aside(shown, "Hors sujet.", by=analyst, expected=shown.revision)
    made = contesting.contest(of_text(WORDS))

    contesting.answer_contestation(
        made, by=analyst, reply="C’est juste.", corrected_to=theme(analysis, "Réunir")
    )

    assert str(place_of(WORDS).theme.title) == "Réunir"


@pytest.mark.django_db
def test_correction_to_where_the_text_is_already_is_none(analysis, analyst):
    made = contesting.contest(of_text(WORDS))

    with pytest.raises(refusals.NotACorrection):
        contesting.answer_contestation(
            made, by=analyst, reply="Corrigé.", corrected_to=theme(analysis, "Répondre")
        )

    assert Contestation.objects.get().state == Contestation.OPEN


@pytest.mark.django_db
def test_answering_without_a_word_is_refused(analysis, analyst):
    made = contesting.contest(of_text(WORDS))

    with pytest.raises(refusals.ReplyMissing):
        contesting.answer_contestation(made, by=analyst, reply=" ")


@pytest.mark.django_db
def test_answering_a_second_time_is_refused(analysis, analyst, second_analyst):
    made = contesting.contest(of_text(WORDS))
    contesting.answer_contestation(made, by=analyst, reply="Nous la laissons.")

    with pytest.raises(refusals.ContestationAnswered):
        contesting.answer_contestation(
            made, by=second_analyst, reply="Corrigé.", corrected_to=theme(analysis, "Réunir")
        )

    assert str(place_of(WORDS).theme.title) == "Répondre"


@pytest.mark.django_db
def test_answering_after_a_withdrawal_says_so(analysis, analyst):
    made = contesting.contest(of_text(WORDS), sentence="Je parlais du maire.")
    withdraw(made.answer.contribution, at=timezone.now())

    with pytest.raises(refusals.ContestationGone):
        contesting.answer_contestation(made, by=analyst, reply="Trop tard.")

    assert not Contestation.objects.exists()


@pytest.mark.django_db
def test_contestation_made_against_an_earlier_analysis_is_answered_in_the_one_in_force(analysis, analyst):
    made = contesting.contest(of_text(WORDS))
    type(analysis).objects.filter(pk=analysis.pk).update(adopted=False)
    later = make_analysis(analysis.consultation, {"Réunions": ["À midi."]})

    contesting.answer_contestation(
        made, by=analyst, reply="C’est juste.", corrected_to=theme(later, "Réunions")
    )

    assert contesting.counts(later) == contesting.Counts(contested=1, corrected=1, open=0)
    assert Placement.objects.get(analysis=later, answer__text=WORDS).by_person


@pytest.mark.django_db
def test_counts_follow_what_is_contested_and_answered(analysis, analyst, django_assert_num_queries):
    first = contesting.contest(of_text(WORDS))
    contesting.contest(of_text("Répondez-nous."))
    contesting.answer_contestation(
        first, by=analyst, reply="C’est juste.", corrected_to=theme(analysis, "Réunir")
    )

    with django_assert_num_queries(1):
        counted = contesting.counts(analysis)

    assert counted == contesting.Counts(contested=2, corrected=1, open=1)


@pytest.mark.django_db(transaction=True)
def test_contesting_twice_at_once_makes_one(analysis):
    barrier = Barrier(4)

    def one(_n):
        try:
            answer = of_text(WORDS)
            barrier.wait(timeout=60)
            return contesting.contest(answer).pk
        except refusals.ContestedAlready:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = [pk for pk in pool.map(one, range(4)) if pk]

    assert len(made) == 1
    assert ReviewEvent.objects.filter(verb="contest").count() == 1


@pytest.mark.django_db(transaction=True)
def test_answering_twice_at_once_gives_one_reply(analysis, analyst):
    made = contesting.contest(of_text(WORDS))
    barrier = Barrier(2)

    def one(reply):
        try:
            barrier.wait(timeout=60)
            return contesting.answer_contestation(made, by=analyst, reply=reply).reply
        except refusals.ContestationAnswered:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        replies = [reply for reply in pool.map(one, ("La première.", "La seconde.")) if reply]

    assert replies == [Contestation.objects.get().reply]
