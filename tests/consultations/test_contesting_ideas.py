"""One idea of a text is contested, answered and put elsewhere by itself; the others stay where they are."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from consultations.analysis import adopt, analyse_now
from consultations.models import Answer, Contestation, Contribution, PlacedPassage, Placement, ReviewEvent
from consultations.publishing.fate import fate_of
from consultations.queues import entries, kinds, verdicts, waiting
from consultations.queues.verdicts import Verdict
from consultations.reviews import contesting, refusals, review_log, undoing
from consultations.reviews.placing_passages import place_passages
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING
from tests.consultations.publishing import redact, review
from tests.consultations.reading_themes import theme
from tests.consultations.test_passages import cut

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

REPLY, MEET = "Répondez-nous vite, signé Zoé.", "Et réunissez-vous le soir."
TEXT = f"{REPLY} {MEET}"
GROUPS = {"Répondre": [TEXT, "Une réponse."], "Réunir": ["Le soir, après 19 h."], "Décider": ["Un vote."]}


@pytest.fixture
def analysis(paris, analyst):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact(Zoé="name")
    cut(analysis, TEXT, ("Répondez-nous vite, signé [name].", "Répondre"), (MEET, "Réunir"))
    review(analysis, *GROUPS, by=analyst)
    return analysis


@pytest.fixture
def answer(analysis) -> Answer:
    return Answer.objects.select_related("contribution__consultation").get(text=TEXT)


def fate():
    contribution = Contribution.objects.select_related("consultation__city").get(answers__text=TEXT)
    return fate_of(contribution)[0]


def told() -> list[tuple[str, str]]:
    one = fate()
    titles = {idea.number: str(idea.themes[-1].theme.title) for idea in one.ideas}
    return [(stretch.text, titles[stretch.number]) for stretch in one.stretches if stretch.number]


def contest(answer: Answer, title: str, sentence: str = "") -> Contestation:
    return contesting.contest(answer, sentence=sentence, about=theme(answer_analysis(), title).pk)


def answer_analysis():
    return Placement.objects.get(answer__text=TEXT, analysis__adopted=True).analysis


def test_a_contestation_is_about_the_words_of_its_idea(analysis, answer):
    made = contest(answer, "Réunir")

    [[start, end]] = made.spans
    assert answer.public_text[start:end] == MEET
    first, second = fate().ideas
    assert (first.contestations, second.contestations) == ((), (made,))
    assert (first.may_be_contested, second.may_be_contested) == (True, False)


def test_each_idea_is_contested_once_and_apart_from_the_others(analysis, answer):
    contest(answer, "Réunir")
    contest(answer, "Répondre")

    with pytest.raises(refusals.ContestedAlready):
        contest(answer, "Réunir")

    assert contesting.counts(analysis).open == 2


def test_a_text_with_one_idea_is_contested_whole(analysis):
    whole = Answer.objects.select_related("contribution__consultation").get(text="Une réponse.")

    assert contesting.contest(whole, about=theme(analysis, "Répondre").pk).spans == []


def test_a_correction_moves_that_idea_alone(analysis, answer, analyst):
    made = contest(answer, "Réunir")

    contesting.answer_contestation(
        made, by=analyst, reply="En effet.", corrected_to=theme(analysis, "Décider")
    )

    assert told() == [(REPLY, "Répondre"), (MEET, "Décider")]
    assert Placement.objects.get(answer=answer).theme == theme(analysis, "Répondre")
    assert fate().ideas[1].contestations[0].state == Contestation.CORRECTED
    html = render_to_string("consultations/fate.html", {"fates": [fate()]})
    assert "Corrected: a person has moved this idea." in html


def test_a_correction_to_the_same_theme_is_refused(analysis, answer, analyst):
    made = contest(answer, "Réunir")

    with pytest.raises(refusals.NotACorrection):
        contesting.answer_contestation(made, by=analyst, reply="Si.", corrected_to=theme(analysis, "Réunir"))


def test_a_correction_of_words_that_are_gone_is_told(analysis, answer, analyst):
    made = contest(answer, "Réunir")
    Answer.objects.filter(pk=answer.pk).update(public_text="[name]")

    with pytest.raises(refusals.WordsAreGone):
        contesting.answer_contestation(
            made, by=analyst, reply="Oui.", corrected_to=theme(analysis, "Décider")
        )


def test_a_correction_is_undone_and_done_again(analysis, answer, analyst):
    made = contest(answer, "Réunir")
    contesting.answer_contestation(made, by=analyst, reply="Oui.", corrected_to=theme(analysis, "Décider"))
    placed = ReviewEvent.objects.get(verb=review_log.PLACE_PASSAGE)

    undone = undoing.undo(placed, by=analyst)
    before = told()
    undoing.undo(undone.event, by=analyst)

    assert undone.stays == []
    assert before == [(REPLY, "Répondre"), (MEET, "Réunir")]
    assert told() == [(REPLY, "Répondre"), (MEET, "Décider")]


def test_words_that_somebody_placed_since_stay_where_they_are(analysis, answer, analyst, second_analyst):
    [[start, end]] = contest(answer, "Réunir").spans
    for person, title in ((analyst, "Décider"), (second_analyst, "Répondre")):
        to = theme(analysis, title)
        place_passages(answer, [[start, end]], to, by=person, expected=to.revision)
    first = ReviewEvent.objects.filter(verb=review_log.PLACE_PASSAGE).last()

    with pytest.raises(refusals.NothingLeftToUndo):
        undoing.undo(first, by=analyst)

    assert [str(idea.themes[-1].theme.title) for idea in fate().ideas] == ["Répondre"]


def test_the_log_holds_no_word_of_the_text(analysis, answer, analyst):
    made = contest(answer, "Réunir", sentence="Je parlais des horaires.")
    contesting.answer_contestation(made, by=analyst, reply="Oui.", corrected_to=theme(analysis, "Décider"))

    written = str(list(ReviewEvent.objects.filter(verb=review_log.PLACE_PASSAGE).values("details")))

    assert "soir" not in written
    assert "horaires" not in written


def test_an_idea_placed_by_a_person_goes_with_the_text(analysis, answer, analyst):
    made = contest(answer, "Réunir")
    contesting.answer_contestation(made, by=analyst, reply="Oui.", corrected_to=theme(analysis, "Décider"))

    answer.delete()

    assert not PlacedPassage.objects.exists()


def test_a_new_analysis_keeps_what_a_person_placed(paris, analyst):
    consultation = make_consultation(phase="analysis", city=paris)
    make_contributions(consultation, [*CYCLING, *REPLYING])
    first = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)
    answer = Answer.objects.get(text=CYCLING[0])
    to = Placement.objects.get(analysis=first, answer__text=REPLYING[0]).theme
    place_passages(answer, [[0, 8]], to, by=analyst, expected=to.revision)

    second = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)
    adopt(second, by=analyst)

    placed = PlacedPassage.objects.get(analysis=second)
    assert (placed.start, placed.end, placed.answer) == (0, 8, answer)
    assert placed.theme == Placement.objects.get(analysis=second, answer__text=REPLYING[0]).theme


def test_the_queue_marks_the_idea_and_answers_that_contestation_alone(analysis, answer, analyst):
    contested, other = contest(answer, "Réunir"), contest(answer, "Répondre")
    queue = kinds.queue("contested")

    entry = entries.entry(analysis, queue, answer)
    seen = Placement.objects.get(answer=answer).theme_id
    kept = Verdict(kinds.KEPT, seen=seen, reply="Elle y reste.", contestation=contested.pk)
    verdicts.decide(analysis, queue, answer, kept, by=analyst)
    with pytest.raises(refusals.ContestationAnswered):
        verdicts.decide(analysis, queue, answer, kept, by=analyst)

    assert entry.contestation == contested
    assert [piece.words for piece in entry.pieces if piece.is_marked] == [MEET]
    other.refresh_from_db()
    assert other.state == Contestation.OPEN
    assert waiting.waiting(analysis, queue.key).get() == answer


def test_the_screen_of_the_queue_says_that_one_idea_is_meant(client, login, analysis, answer, analyst):
    made = contest(answer, "Réunir", sentence="Je parlais des horaires.")
    login(client, analyst)

    page = client.get(
        reverse("consultations_admin:queue", args=[analysis.pk, "contested"]), HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()

    assert "one idea of it, marked here, is not in the right place" in page
    assert f"<mark>{MEET}</mark>" in page
    assert f'name="contestation" value="{made.pk}"' in page
    assert "Move this idea there, and reply" in page
