"""A decision taken back: exactly what it changed, as far as nobody changed it since, and told when that is not all."""

from __future__ import annotations

import pytest

from accounts.privacy import erase
from consultations.analysing.analysis_upkeep import forget_answers
from consultations.models import Answer, Placement, Proposal, ReviewEvent, Theme
from consultations.proposals.deciding import propose
from consultations.queues import putting
from consultations.reviews import refusals, reviewing
from consultations.reviews.undoing import last_of, undo
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, texts, theme
from tests.consultations.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"),
        {
            "Répondre": ["Répondez-nous.", "Une réponse à chacun.", "Dites pourquoi.", "Dites pourquoi."],
            "Budget": {
                "Montants": ["Plus d’argent.", "Doublez le budget."],
                "Calendrier": ["Laissez-nous le temps.", "Des dates fixes.", "Un an."],
            },
            "Langue": ["Écrivez simplement."],
        },
        set_aside={"no-opinion": ["RAS"]},
    )


def last_event() -> ReviewEvent:
    return ReviewEvent.objects.first()


def decide(verb: str, analysis, by) -> None:
    """One decision of each kind on the analysis above."""
    reply, budget, language = (theme(analysis, title) for title in ("Répondre", "Budget", "Langue"))
    on = {"by": by, "expected": reply.revision}
    words = {"fr": "Recevoir une réponse"}
    {
        "rename": lambda: reviewing.rename(reply, words, {"fr": "Chacun veut savoir."}, **on),
        "merge": lambda: reviewing.merge(budget, language, **on),
        "split": lambda: reviewing.split(reply, answers(reply)[:2], words, **on),
        "split_under": lambda: reviewing.split(reply, answers(reply)[:2], words, under=reply, **on),
        "move": lambda: reviewing.move(answers(reply)[:2], language, source=reply, **on),
        "place": lambda: reviewing.place([Answer.objects.get(text="RAS").pk], reply, **on),
        "nest": lambda: reviewing.nest(reply, budget, **on),
        "set_aside": lambda: reviewing.set_aside(budget, "Hors sujet.", **on),
        "mark_reviewed": lambda: reviewing.mark_reviewed(reply, **on),
        "mark_family": lambda: reviewing.mark_family_reviewed(budget, **on),
        "pin": lambda: reviewing.pin(answers(reply), reply, **on),
        "doubt": lambda: reviewing.doubt(answers(reply)[:1], reply, **on),
        "take_out": lambda: putting.take_out(answers(reply)[-2:], reply, by=by),
    }[verb]()


VERBS = [
    "rename", "merge", "split", "split_under", "move", "place", "nest", "set_aside", "mark_reviewed", "mark_family",
    "pin", "doubt", "take_out",
]  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_undo_restores_exactly_what_was_there(analysis, analyst, verb):
    before = standing(analysis)
    decide(verb, analysis, analyst)
    changed = standing(analysis)

    undone = undo(last_event(), by=analyst)

    assert changed != before
    assert standing(analysis) == before
    assert undone.stays == []


@pytest.mark.parametrize("verb", VERBS)
def test_undoing_an_undoing_does_the_decision_again(analysis, analyst, verb):
    decide(verb, analysis, analyst)
    decided = standing(analysis)

    first = undo(last_event(), by=analyst)
    undo(first.event, by=analyst)

    assert standing(analysis) == decided


@pytest.mark.parametrize("verb", ["reopen", "restore_aside", "restore_merged", "clear_doubt"])
def test_undo_of_what_takes_another_decision_back_by_hand(analysis, analyst, verb):
    reply, budget = theme(analysis, "Répondre"), theme(analysis, "Budget")
    first = {
        "reopen": lambda: reviewing.mark_reviewed(reply, by=analyst, expected=1),
        "restore_aside": lambda: reviewing.set_aside(budget, "Hors sujet.", by=analyst, expected=1),
        "restore_merged": lambda: reviewing.merge(budget, reply, by=analyst, expected=1),
        "clear_doubt": lambda: reviewing.doubt(answers(reply), reply, by=analyst, expected=1),
    }
    second = {
        "reopen": lambda: reviewing.reopen(reply, by=analyst, expected=2),
        "restore_aside": lambda: reviewing.restore(budget, by=analyst, expected=2),
        "restore_merged": lambda: reviewing.restore(budget, by=analyst, expected=2),
        "clear_doubt": lambda: reviewing.clear_doubt(answers(reply), reply, by=analyst, expected=2),
    }
    first[verb]()
    before = standing(analysis)
    second[verb]()

    undo(last_event(), by=analyst)

    assert standing(analysis) == before


def test_undo_is_an_event_that_names_the_decision_and_raises_revisions(analysis, analyst, second_analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    reviewing.move(answers(reply)[:1], language, source=reply, by=analyst, expected=1)
    moved = last_event()

    undo(moved, by=second_analyst)

    event = last_event()
    assert (event.verb, event.undoes, event.actor_id) == ("undo", moved, second_analyst.pk)
    assert event.details["revisions"] == {str(reply.pk): 3, str(language.pk): 3}
    reply.refresh_from_db()
    assert reply.revision == 3


def test_a_decision_is_undone_once_and_the_second_person_is_told_by_whom(analysis, analyst, second_analyst):
    decide("mark_reviewed", analysis, analyst)
    event = last_event()
    undo(event, by=second_analyst)

    with pytest.raises(refusals.AlreadyUndone) as caught:
        undo(event, by=analyst)

    assert "Fatou Ndiaye" in str(caught.value)
    assert ReviewEvent.objects.count() == 2


def test_texts_that_were_moved_since_stay_and_it_is_told_by_whom(analysis, analyst, second_analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    some = answers(reply)
    reviewing.move(some[:3], language, source=reply, by=analyst, expected=1)
    first = last_event()
    calendar = theme(analysis, "Calendrier")
    reviewing.move(some[:1], calendar, source=language, by=second_analyst, expected=2)

    undone = undo(first, by=analyst)

    assert undone.stays == ["1 of 3 texts has been decided on since by Fatou Ndiaye: it stays where it is."]
    assert answers(reply) == some[1:]
    assert Placement.objects.get(answer=some[0]).theme == calendar


def test_a_text_that_a_person_confirmed_since_stays(analysis, analyst, second_analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    some = answers(reply)[:2]
    reviewing.merge(reply, language, by=analyst, expected=1)
    merger = last_event()
    reviewing.pin(some[:1], language, by=second_analyst, expected=2)

    undone = undo(merger, by=analyst)

    assert "Fatou Ndiaye" in undone.stays[0]
    assert Placement.objects.get(answer=some[0]).theme == language
    assert Placement.objects.get(answer=some[1]).theme == reply


def test_a_doubt_raised_since_stays_on_texts_that_go_back(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    one = answers(reply)[0]
    reviewing.move([one], language, source=reply, by=analyst, expected=1)
    moved = last_event()
    reviewing.doubt([one], language, by=analyst, expected=2)

    undo(moved, by=analyst)

    placement = Placement.objects.get(answer=one)
    assert (placement.theme, placement.by_person, placement.doubtful) == (reply, False, True)


def test_texts_of_a_theme_that_was_merged_on_are_found_where_they_are(analysis, analyst):
    reply, language, budget = (theme(analysis, title) for title in ("Répondre", "Langue", "Budget"))
    some = answers(reply)
    reviewing.merge(reply, language, by=analyst, expected=1)
    first = last_event()
    reviewing.merge(language, budget, by=analyst, expected=2)

    undo(first, by=analyst)

    assert answers(reply) == some
    assert texts(budget) == 6


def test_texts_do_not_go_back_to_a_theme_that_is_gone(analysis, analyst):
    reply, language, budget = (theme(analysis, title) for title in ("Répondre", "Langue", "Budget"))
    some = answers(reply)[:1]
    reviewing.move(some, language, source=reply, by=analyst, expected=1)
    moved = last_event()
    reviewing.merge(reply, budget, by=analyst, expected=2)

    with pytest.raises(refusals.NothingLeftToUndo, match="Répondre"):
        undo(moved, by=analyst)

    assert Placement.objects.get(answer=some[0]).theme == language


def test_words_that_were_withdrawn_since_do_not_come_back(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    some = answers(reply)[:2]
    reviewing.move(some, language, source=reply, by=analyst, expected=1)
    forget_answers(Answer.objects.filter(pk=some[0]))

    undone = undo(last_event(), by=analyst)

    assert undone.stays == ["1 text is gone: the person who wrote it has withdrawn or changed it."]
    assert not Placement.objects.filter(answer=some[0]).exists()


def test_a_title_that_was_changed_since_is_kept(analysis, analyst):
    reply = theme(analysis, "Répondre")
    reviewing.rename(reply, {"fr": "Une réponse"}, {"fr": "À tous."}, by=analyst, expected=1)
    first = last_event()
    reviewing.rename(reply, {"fr": "Être écouté"}, {"fr": "À tous."}, by=analyst, expected=2)

    undone = undo(first, by=analyst)

    reply.refresh_from_db()
    assert (reply.title, reply.description) == ({"fr": "Être écouté"}, {})
    assert undone.stays == ["“Être écouté” has another title since: it keeps it."]


def test_a_theme_split_off_stays_when_others_put_texts_in_it(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    new = reviewing.split(reply, answers(reply)[:2], {"fr": "À tous"}, by=analyst, expected=1)
    split = last_event()
    reviewing.move(answers(language), new, source=language, by=analyst, expected=1)

    undone = undo(split, by=analyst)

    new.refresh_from_db()
    assert (new.state, texts(new), texts(reply)) == (Theme.TO_REVIEW, 1, 4)
    assert len(undone.stays) == 1


def test_proposals_follow_the_undoing_of_a_merger(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    for one in (reply, language):
        reviewing.mark_reviewed(one, by=analyst, expected=1)
    proposal = propose(analysis.consultation, {"fr": "Répondre à tous."}, [reply], by=analyst)
    reviewing.merge(reply, language, by=analyst, expected=2)

    undo(last_event(), by=analyst)

    assert list(proposal.themes.all()) == [reply]
    assert theme(analysis, "Répondre").state == Theme.REVIEWED


def test_undo_refuses_to_leave_a_proposal_without_a_reviewed_theme(analysis, analyst):
    reply = theme(analysis, "Répondre")
    reviewing.mark_reviewed(reply, by=analyst, expected=1)
    reviewed = last_event()
    propose(analysis.consultation, {"fr": "Répondre à tous."}, [reply], by=analyst)

    with pytest.raises(refusals.ProposalsRestOnIt):
        undo(reviewed, by=analyst)

    reply.refresh_from_db()
    assert reply.state == Theme.REVIEWED
    assert Proposal.objects.count() == 1


def test_undo_refuses_a_third_level(analysis, analyst):
    reply, budget, language = (theme(analysis, title) for title in ("Répondre", "Budget", "Langue"))
    reviewing.nest(reply, budget, by=analyst, expected=1)
    reviewing.nest(reply, None, by=analyst, expected=2)
    out = last_event()
    reviewing.nest(language, reply, by=analyst, expected=1)

    with pytest.raises(refusals.WouldStandUnderAGoneTheme):
        undo(out, by=analyst)


def test_undo_works_when_the_person_has_no_account_any_more(analysis, analyst, second_analyst):
    before = standing(analysis)
    decide("move", analysis, analyst)
    event = last_event()
    erase(analyst)

    undo(event, by=second_analyst)

    assert standing(analysis) == before


def test_the_log_of_before_says_that_it_cannot_be_undone(analysis, analyst):
    old = ReviewEvent.objects.create(
        analysis=analysis, theme=theme(analysis, "Langue"), verb="mark_reviewed", actor_id=analyst.pk
    )

    with pytest.raises(refusals.RecordedBeforeUndo):
        undo(old, by=analyst)


def test_bringing_an_analysis_into_force_is_not_undone_here(analysis, analyst):
    adopted = ReviewEvent.objects.create(analysis=analysis, verb="adopt", actor_id=analyst.pk)

    with pytest.raises(refusals.CannotBeUndone):
        undo(adopted, by=analyst)


def test_nothing_is_undone_in_an_analysis_that_is_not_in_force(analysis, analyst):
    decide("move", analysis, analyst)
    analysis.adopted = False
    analysis.save()

    with pytest.raises(refusals.AnalysisNotInForce):
        undo(last_event(), by=analyst)


def test_the_last_decision_of_a_person_is_theirs_and_not_taken_back(analysis, analyst, second_analyst):
    decide("mark_reviewed", analysis, analyst)
    first = last_event()
    decide("move", analysis, analyst)
    undo(last_event(), by=analyst)

    assert last_of(analyst, analysis) == first
    assert last_of(second_analyst, analysis) is None
