"""What waits in each queue, in which number, and what leaves it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Answer, Contestation, Membership, Placement, QueueReading
from consultations.queues import insults, kinds, waiting
from consultations.queues.campaigns import campaign_of
from consultations.queues.verdicts import Verdict, decide
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse.", "Une réponse.", "Signé Zoé."],
    "Réunir": ["Le soir.", "Avec une garderie.", "Bande d’imbéciles."],
}


@pytest.fixture
def analysis(db):
    analysis = make_analysis(make_consultation(phase="analysis"), GROUPS, set_aside={"no-opinion": ["RAS"]})
    redact(Zoé="nom")
    return analysis


def words(analysis, key: str) -> list[str]:
    return [answer.text for answer in waiting.waiting(analysis, key)]


def counted(analysis) -> dict[str, tuple[int, int]]:
    return {one.queue.key: (one.left, one.total) for one in waiting.figures(analysis)}


def unsure(*texts: str) -> None:
    Placement.objects.filter(answer__text__in=texts).update(confidence=0.2)


def test_doubtful_are_those_that_a_person_or_the_machine_doubts(analysis, analyst):
    unsure("Le soir.", "Une réponse.")
    source = theme(analysis, "Répondre")
    doubted = Answer.objects.get(text="Répondez-nous.")
    reviewing.doubt([doubted.pk], source, by=analyst, expected=source.revision)

    # Of the two that say the same, the first: what is decided on it goes for its copy.
    assert sorted(words(analysis, "doubtful")) == ["Le soir.", "Répondez-nous.", "Une réponse."]


def test_machine_doubts_nothing_at_the_threshold_nor_what_a_person_placed(analysis):
    Placement.objects.filter(answer__text="Le soir.").update(confidence=kinds.DOUBTFUL_BELOW)
    Placement.objects.filter(answer__text="Avec une garderie.").update(confidence=0.1, by_person=True)

    assert words(analysis, "doubtful") == []


def test_texts_of_a_theme_that_is_set_aside_are_doubtful_no_more(analysis, analyst):
    unsure("Le soir.")
    one = theme(analysis, "Réunir")

    reviewing.set_aside(one, "Hors sujet.", by=analyst, expected=one.revision)

    assert words(analysis, "doubtful") == []


def test_rare_are_those_that_the_machine_says_are_and_no_copies(analysis):
    Membership.objects.filter(answer__text__in=["Le soir.", "Une réponse."]).update(rare=True)

    assert sorted(words(analysis, "rare")) == ["Le soir.", "Une réponse."]


def test_a_campaign_is_one_entry_with_its_texts_and_wordings(analysis):
    first = Answer.objects.filter(text="Une réponse.").order_by("pk").first()
    near = ["Une réponse.", "Répondez-nous."]
    Membership.objects.filter(answer__text__in=near).update(campaign=first)

    found = campaign_of(analysis, first)

    assert words(analysis, "campaign") == ["Une réponse."]
    assert (found.texts, found.distinct) == (3, 2)
    assert [(one.answer.text, one.times) for one in found.wordings] == [
        ("Une réponse.", 2),
        ("Répondez-nous.", 1),
    ]


def test_a_campaign_whose_copies_have_all_gone_waits_no_more(analysis):
    first = Answer.objects.get(text="Répondez-nous.")
    Membership.objects.filter(answer__text__in=["Répondez-nous.", "Signé Zoé."]).update(campaign=first)

    withdraw(Answer.objects.get(text="Signé Zoé.").contribution, at=timezone.now())

    assert words(analysis, "campaign") == []


def test_sensitive_are_redacted_texts_and_those_with_insults(analysis):
    assert sorted(words(analysis, "sensitive")) == ["Bande d’imbéciles.", "Signé Zoé."]


def test_insults_are_found_in_texts_that_come_later(analysis):
    waiting.figures(analysis)

    make_contributions(analysis.consultation, ["Quel connard.", "Connexe et débilement bon."])

    assert "Quel connard." in words(analysis, "sensitive")
    assert "Connexe et débilement bon." not in words(analysis, "sensitive")


def test_what_was_read_of_a_texts_words_holds_for_the_next_analysis(analysis, analyst):
    answer = Answer.objects.get(text="Bande d’imbéciles.")
    decide(analysis, kinds.queue("sensitive"), answer, Verdict(kinds.FINE), by=analyst)

    later = make_analysis(analysis.consultation, {"Autre": ["Texte."]}, adopted=False)

    assert "Bande d’imbéciles." not in words(later, "sensitive")
    assert counted(later)["sensitive"] == (1, 2)


def test_contested_are_those_that_nobody_has_answered(analysis):
    for text, state in (("Le soir.", Contestation.OPEN), ("Répondez-nous.", Contestation.KEPT)):
        Contestation.objects.create(
            analysis=analysis,
            answer=Answer.objects.get(text=text),
            theme=theme(analysis, "Réunir"),
            state=state,
            reply="" if state == Contestation.OPEN else "Nous le laissons.",
            answered_at=None if state == Contestation.OPEN else timezone.now(),
        )

    assert words(analysis, "contested") == ["Le soir."]
    assert counted(analysis)["contested"] == (1, 2)


def test_arrivals_are_texts_that_came_later_not_those_set_aside(analysis):
    make_contributions(analysis.consultation, ["Arrivée après."])

    assert words(analysis, "arrival") == ["Arrivée après."]


def test_figures_say_how_many_are_left_of_how_many(analysis, analyst):
    Membership.objects.filter(answer__text__in=["Le soir.", "Répondez-nous."]).update(rare=True)
    answer = Answer.objects.get(text="Le soir.")
    seen = theme(analysis, "Réunir").pk

    decide(analysis, kinds.queue("rare"), answer, Verdict(kinds.IMPORTANT, seen=seen), by=analyst)

    assert counted(analysis) == {
        "rare": (1, 2),
        "contested": (0, 0),
        "doubtful": (0, 0),
        "campaign": (0, 0),
        "sensitive": (2, 2),
        "arrival": (0, 0),
    }


def test_a_withdrawal_leaves_every_queue(analysis):
    unsure("Signé Zoé.")
    Membership.objects.filter(answer__text="Signé Zoé.").update(rare=True)

    withdraw(Answer.objects.get(text="Signé Zoé.").contribution, at=timezone.now())

    assert [words(analysis, key) for key in ("doubtful", "rare", "sensitive")] == [
        [], [], ["Bande d’imbéciles."]
    ]  # fmt: skip


def test_the_next_text_comes_after_the_last_and_begins_again_at_the_end(analysis):
    texts = list(waiting.waiting(analysis, "sensitive"))

    first = waiting.next_after(analysis, "sensitive", after=0)
    second = waiting.next_after(analysis, "sensitive", after=first.pk)
    again = waiting.next_after(analysis, "sensitive", after=second.pk)

    assert [first, second, again] == [texts[0], texts[1], texts[0]]


def test_two_people_who_begin_together_begin_in_different_places(analysis):
    one = waiting.next_after(analysis, "sensitive", after=0, start=0)
    other = waiting.next_after(analysis, "sensitive", after=0, start=0.5)

    assert one != other


def test_a_text_that_is_doubted_again_waits_again(analysis, analyst, second_analyst):
    unsure("Le soir.")
    answer, one = Answer.objects.get(text="Le soir."), theme(analysis, "Réunir")
    decide(analysis, kinds.queue("doubtful"), answer, Verdict(kinds.RIGHT, seen=one.pk), by=analyst)
    one.refresh_from_db()
    reviewing.doubt([answer.pk], one, by=second_analyst, expected=one.revision)
    waits = counted(analysis)["doubtful"]

    decide(analysis, kinds.queue("doubtful"), answer, Verdict(kinds.RIGHT, seen=one.pk), by=second_analyst)

    assert waits == (1, 1)
    assert counted(analysis)["doubtful"] == (0, 1)
    assert QueueReading.objects.get(queue="doubtful").by == second_analyst


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Quels IMBÉCILES !", True),
        ("You idiots.", True),
        ("C’est connexe au débat.", False),
        ("Ramassez les ordures.", False),
        ("", False),
    ],
)
def test_insults_are_whole_words_whatever_their_accents_and_capitals(text, holds):
    assert insults.holds_one(text) is holds
    assert bool(insults.stretches(text)) is holds
