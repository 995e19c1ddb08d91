"""Verdicts on texts of queues: what each does, and who is told when two people read the same."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.analysing import exclusions, kit_editions
from consultations.answering.contributing import withdraw
from consultations.models import Answer, Contestation, Kit, Membership, Placement, QueueReading
from consultations.publishing.fate import fate_of
from consultations.publishing.voices import quotations
from consultations.queues import aside, campaigns, kinds, refusals, waiting
from consultations.queues.hiding import hidden_mark
from consultations.queues.verdicts import Verdict, decide, take_back
from consultations.reviews import reviewing
from consultations.reviews.theme_reading import without_theme
from kit.localized import LocalizedText
from tests.consultations.factories import make_contributions
from tests.consultations.queue_verdicts import analysis_to_read, answer, placements, say
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis(db):
    return analysis_to_read()


def test_right_where_it_is_pins_the_text_and_its_copies(analysis, analyst):
    say(analysis, "doubtful", "Une réponse.", kinds.RIGHT, by=analyst)

    assert [(one.by_person, one.placed_by) for one in placements("Une réponse.")] == [(True, analyst)] * 2


def test_a_reading_is_one_row_and_one_event_of_ids(analysis, analyst):
    reading = say(analysis, "doubtful", "Répondez-nous.", kinds.RIGHT, by=analyst)

    event = analysis.events.get(verb="read_in_queue")
    pinned = analysis.events.get(verb="pin")
    assert (reading.queue, reading.verdict, reading.by) == ("doubtful", "right", analyst)
    assert event.details == {
        "queue": "doubtful",
        "answer": reading.answer_id,
        "verdict": "right",
        "reading": reading.pk,
        "decisions": [pinned.pk],
    }


def test_moving_takes_the_copies_along(analysis, analyst):
    say(analysis, "doubtful", "Une réponse.", kinds.MOVE, to="Réunir", by=analyst)

    assert {str(one.theme.title) for one in placements("Une réponse.")} == {"Réunir"}


def test_moving_brings_back_a_copy_that_stood_elsewhere(analysis, analyst):
    parted = placements("Une réponse.")[1]
    source = parted.theme
    title = LocalizedText({"fr": "Ailleurs"})
    reviewing.split(source, [parted.answer_id], title, by=analyst, expected=source.revision)

    say(analysis, "doubtful", "Une réponse.", kinds.MOVE, to="Réunir", by=analyst)

    assert {str(one.theme.title) for one in placements("Une réponse.")} == {"Réunir"}


def test_taking_out_leaves_the_text_in_no_theme(analysis, analyst):
    say(analysis, "doubtful", "Répondez-nous.", kinds.ASIDE, by=analyst)

    assert placements("Répondez-nous.") == []
    assert "Répondez-nous." not in [one.text for one in waiting.waiting(analysis, "arrival")]


def test_leaving_takes_the_doubt_off_and_pins_nothing(analysis, analyst):
    source = theme(analysis, "Réunir")
    reviewing.doubt([answer("Le soir.").pk], source, by=analyst, expected=source.revision)

    say(analysis, "doubtful", "Le soir.", kinds.LEAVE, by=analyst)

    [left] = placements("Le soir.")
    assert (left.doubtful, left.by_person) == (False, False)
    assert "Le soir." not in [one.text for one in waiting.waiting(analysis, "doubtful")]


def test_an_arrival_is_placed(analysis, analyst):
    make_contributions(analysis.consultation, ["Arrivée après."])

    say(analysis, "arrival", "Arrivée après.", kinds.MOVE, to="Réunir", by=analyst)

    [placed] = placements("Arrivée après.")
    assert (str(placed.theme.title), placed.by_person) == ("Réunir", True)


def test_not_a_campaign_makes_each_near_copy_a_text_of_its_own(analysis, analyst):
    first = answer("Une réponse.")
    Membership.objects.filter(answer__text__in=["Une réponse.", "Dites pourquoi."]).update(campaign=first)
    Placement.objects.filter(answer__text="Dites pourquoi.").update(repeats=True)

    reading = say(analysis, "campaign", "Une réponse.", kinds.NO_CAMPAIGN, by=analyst)

    assert [one.repeats for one in placements("Dites pourquoi.")] == [False]
    assert [one.repeats for one in placements("Une réponse.")] == [False, True]
    assert campaigns.refuted(analysis) == {first.pk}
    take_back(reading, by=analyst)
    assert [one.repeats for one in placements("Dites pourquoi.")] == [True]


def test_hidden_words_are_quoted_nowhere_and_leave_the_kits(analysis, analyst):
    Kit.objects.create(analysis=analysis, edition=1)
    hidden = answer("Répondez-nous.")
    Answer.objects.filter(pk=hidden.pk).update(public_text="[nom]")

    say(analysis, "sensitive", "Répondez-nous.", kinds.HIDDEN, by=analyst)

    hidden.refresh_from_db()
    assert hidden.public_text == hidden_mark("fr")
    assert hidden.text == "Répondez-nous."
    quoted = quotations([theme(analysis, "Répondre")], each=9)
    assert hidden.pk not in {one.answer_id for some in quoted.values() for one in some}
    assert not Kit.objects.get().is_current
    assert hidden.public_text in dict(kit_editions.remaining(analysis)).values()


def test_hidden_words_that_are_shown_again_wait_for_redaction(analysis, analyst):
    Answer.objects.filter(text="Répondez-nous.").update(public_text="[nom]")
    reading = say(analysis, "sensitive", "Répondez-nous.", kinds.HIDDEN, by=analyst)

    take_back(reading, by=analyst)

    assert answer("Répondez-nous.").public_text is None


def test_a_contested_text_is_corrected_with_a_reply(analysis, analyst):
    contested = Contestation.objects.create(
        analysis=analysis, answer=answer("Le soir."), theme=theme(analysis, "Réunir")
    )

    say(
        analysis,
        "contested",
        "Le soir.",
        kinds.CORRECTED,
        to="Répondre",
        reply="Vous aviez raison.",
        by=analyst,
    )

    contested.refresh_from_db()
    assert (contested.state, contested.answered_by) == (Contestation.CORRECTED, analyst)
    assert [str(one.theme.title) for one in placements("Le soir.")] == ["Répondre"]


def test_a_second_reader_is_told_who_read_the_text_first(analysis, analyst, second_analyst, in_english):
    say(analysis, "rare", "Le soir.", kinds.IMPORTANT, by=analyst)

    with pytest.raises(
        refusals.ReadAlready, match="Élise Moreau has read this text meanwhile: Rare but important"
    ):
        say(analysis, "rare", "Le soir.", kinds.RIGHT, by=second_analyst)

    assert QueueReading.objects.get().verdict == kinds.IMPORTANT


def test_a_text_that_moved_meanwhile_is_looked_at_again(analysis, analyst):
    with pytest.raises(refusals.MovedMeanwhile):
        say(analysis, "rare", "Le soir.", kinds.RIGHT, seen="Répondre", by=analyst)

    assert not QueueReading.objects.exists()


def test_a_text_that_was_decided_elsewhere_waits_no_more(analysis, analyst):
    with pytest.raises(refusals.NoLongerWaiting):
        say(analysis, "rare", "Répondez-nous.", kinds.RIGHT, by=analyst)


def test_a_text_that_was_withdrawn_is_gone(analysis, analyst):
    one = answer("Le soir.")
    withdraw(one.contribution, at=timezone.now())

    with pytest.raises(refusals.TextGone):
        decide(analysis, kinds.queue("rare"), one, Verdict(kinds.RIGHT), by=analyst)


@pytest.mark.parametrize(("key", "word"), [("rare", "hidden"), ("sensitive", "right"), ("rare", "nonsense")])
def test_a_queue_takes_its_own_verdicts_only(analysis, analyst, key, word):
    with pytest.raises(refusals.NotAVerdict):
        say(analysis, key, "Le soir.", word, by=analyst)


def test_moving_needs_a_theme(analysis, analyst):
    with pytest.raises(refusals.ChooseATheme):
        say(analysis, "rare", "Le soir.", kinds.MOVE, by=analyst)


def test_a_verdict_taken_back_undoes_what_it_did_and_waits_again(analysis, analyst):
    reading = say(analysis, "rare", "Le soir.", kinds.MOVE, to="Répondre", by=analyst)

    take_back(reading, by=analyst)

    [back] = placements("Le soir.")
    assert (str(back.theme.title), back.by_person) == ("Réunir", False)
    assert [one.text for one in waiting.waiting(analysis, "rare")] == ["Le soir."]
    with pytest.raises(refusals.NotTakenBack):
        take_back(reading, by=analyst)


def test_a_text_taken_out_comes_back_when_the_verdict_is_taken_back(analysis, analyst):
    reading = say(analysis, "rare", "Le soir.", kinds.ASIDE, by=analyst)

    take_back(reading, by=analyst)

    assert [str(one.theme.title) for one in placements("Le soir.")] == ["Réunir"]


def test_a_text_taken_out_is_told_as_set_aside_by_who_read_it(analysis, analyst):
    say(analysis, "doubtful", "Répondez-nous.", kinds.ASIDE, by=analyst)
    taken = answer("Répondez-nous.")

    [fate] = fate_of(taken.contribution)
    listed = {one.pk: one.reason for one in without_theme(analysis)}

    assert [idea.state for idea in fate.ideas] == ["set_aside"]
    assert fate.ideas[0].because == exclusions.sentence_for(exclusions.BY_PERSON)
    assert listed[taken.pk] == exclusions.BY_PERSON
    assert aside.taken_out_by_question(analysis.consultation) == {"promise": 1}
