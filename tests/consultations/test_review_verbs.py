"""Decisions on themes: what each changes, what it writes in the log, what it refuses."""

from __future__ import annotations

import pytest

from consultations.models import Membership, Placement, ReviewEvent, Theme
from consultations.reviews import refusals, reviewing
from kit.localized import LocalizedText
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.reading_themes import answers, texts, theme

pytestmark = pytest.mark.django_db


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


def test_rename_gives_the_theme_peoples_words_and_keeps_the_machines(analysis, analyst):
    reply = theme(analysis, "Répondre")

    renamed = reviewing.rename(
        reply, {"fr": "Recevoir une réponse"}, {"fr": "Chacun veut savoir."}, by=analyst, expected=1
    )

    reply.refresh_from_db()
    assert reply.title == {"fr": "Recevoir une réponse"}
    assert reply.description == {"fr": "Chacun veut savoir."}
    assert reply.group.title == "Répondre"
    assert renamed.revision == reply.revision == 2


def test_rename_writes_one_event_with_what_staff_wrote(analysis, analyst):
    reply = theme(analysis, "Répondre")

    reviewing.rename(reply, {"fr": "Recevoir une réponse"}, {}, by=analyst, expected=1)

    assert ReviewEvent.objects.count() == 1
    event = last_event()
    assert (event.verb, event.theme, event.actor_id) == ("rename", reply, analyst.pk)
    assert event.details["title"] == {"fr": "Recevoir une réponse"}
    assert event.details["revisions"] == {str(reply.pk): 2}


def test_rename_refuses_an_empty_title(analysis, analyst):
    with pytest.raises(refusals.TitleMissing):
        reviewing.rename(theme(analysis, "Répondre"), {"fr": ""}, {}, by=analyst, expected=1)


def test_two_people_on_one_theme_get_a_conflict_that_says_who_did_what(analysis, analyst, second_analyst):
    mine, theirs = theme(analysis, "Répondre"), theme(analysis, "Répondre")
    reviewing.rename(mine, {"fr": "Recevoir une réponse"}, {}, by=analyst, expected=1)

    with pytest.raises(reviewing.ThemeConflict) as caught:
        reviewing.rename(theirs, {"fr": "Être écouté"}, {}, by=second_analyst, expected=1)

    assert caught.value.theme.title == {"fr": "Recevoir une réponse"}
    assert [(entry.who, entry.event.verb) for entry in caught.value.since] == [("Élise Moreau", "rename")]
    mine.refresh_from_db()
    assert (mine.title, mine.revision) == ({"fr": "Recevoir une réponse"}, 2)
    assert ReviewEvent.objects.count() == 1


@pytest.mark.parametrize(
    "decide",
    [
        lambda one, other, by: reviewing.rename(one, {"fr": "Autre"}, {}, by=by, expected=1),
        lambda one, other, by: reviewing.merge(one, other, by=by, expected=1),
        lambda one, other, by: reviewing.split(one, answers(one)[:1], {"fr": "Neuf"}, by=by, expected=1),
        lambda one, other, by: reviewing.move(answers(one)[:1], other, source=one, by=by, expected=1),
        lambda one, other, by: reviewing.set_aside(one, "Hors sujet.", by=by, expected=1),
        lambda one, other, by: reviewing.restore(one, by=by, expected=1),
        lambda one, other, by: reviewing.mark_reviewed(one, by=by, expected=1),
        lambda one, other, by: reviewing.mark_family_reviewed(one, by=by, expected=1),
        lambda one, other, by: reviewing.reopen(one, by=by, expected=1),
        lambda one, other, by: reviewing.nest(one, other, by=by, expected=1),
        lambda one, other, by: reviewing.place([], one, by=by, expected=1),
    ],
    ids=[
        "rename",
        "merge",
        "split",
        "move",
        "set_aside",
        "restore",
        "review",
        "family",
        "reopen",
        "nest",
        "place",
    ],
)
def test_every_verb_refuses_a_theme_changed_meanwhile(analysis, analyst, second_analyst, decide):
    one, other = theme(analysis, "Répondre"), theme(analysis, "Langue")
    reviewing.rename(one, {"fr": "Recevoir une réponse"}, {}, by=second_analyst, expected=1)
    before = texts(one)

    with pytest.raises(reviewing.ThemeConflict):
        decide(one, other, analyst)

    one.refresh_from_db()
    assert (one.revision, one.state, one.parent, texts(one)) == (2, Theme.TO_REVIEW, None, before)
    assert ReviewEvent.objects.count() == 1


def test_every_verb_refuses_an_analysis_that_is_not_in_force(analysis, analyst):
    reply = theme(analysis, "Répondre")
    analysis.adopted = False
    analysis.save()

    with pytest.raises(refusals.AnalysisNotInForce):
        reviewing.mark_reviewed(reply, by=analyst, expected=1)

    assert Theme.objects.get(pk=reply.pk).revision == 1


def test_mark_reviewed_records_who_and_when(analysis, analyst):
    reply = theme(analysis, "Répondre")

    reviewing.mark_reviewed(reply, by=analyst, expected=1)

    reply.refresh_from_db()
    assert (reply.state, reply.reviewed_by, reply.reviewed_at is None) == (Theme.REVIEWED, analyst, False)
    with pytest.raises(refusals.AlreadyReviewed):
        reviewing.mark_reviewed(reply, by=analyst, expected=2)


def test_mark_reviewed_leaves_sub_themes_to_review_and_the_family_verb_takes_them(analysis, analyst):
    budget = theme(analysis, "Budget")

    reviewing.mark_reviewed(budget, by=analyst, expected=1)
    states = set(budget.children.values_list("state", flat=True))
    reviewing.mark_family_reviewed(budget, by=analyst, expected=2)

    assert states == {Theme.TO_REVIEW}
    assert set(budget.children.values_list("state", "revision")) == {(Theme.REVIEWED, 2)}


def test_reopen_puts_a_reviewed_theme_back(analysis, analyst):
    reply = reviewing.mark_reviewed(theme(analysis, "Répondre"), by=analyst, expected=1)

    reviewing.reopen(reply, by=analyst, expected=2)

    reply.refresh_from_db()
    assert (reply.state, reply.reviewed_by, reply.reviewed_at) == (Theme.TO_REVIEW, None, None)
    with pytest.raises(refusals.NotReviewedYet):
        reviewing.reopen(reply, by=analyst, expected=3)


def test_set_aside_needs_a_reason(analysis, analyst):
    with pytest.raises(refusals.ReasonMissing):
        reviewing.set_aside(theme(analysis, "Répondre"), "  ", by=analyst, expected=1)


def test_set_aside_takes_sub_themes_along_and_restore_brings_them_back(analysis, analyst):
    budget, dates = theme(analysis, "Budget"), theme(analysis, "Calendrier")
    reviewing.set_aside(dates, "Déjà décidé.", by=analyst, expected=1)

    aside = reviewing.set_aside(budget, "Hors sujet.", by=analyst, expected=1)

    assert set(aside.children.values_list("reason", flat=True)) == {"Déjà décidé.", "Hors sujet."}

    reviewing.restore(aside, by=analyst, expected=aside.revision)

    states = {str(one.title): one.state for one in analysis.themes.all()}
    assert states["Budget"] == states["Montants"] == Theme.TO_REVIEW
    assert states["Calendrier"] == Theme.SET_ASIDE


def test_a_sub_theme_set_aside_leaves_the_counts_of_its_theme(analysis, analyst):
    budget, dates = theme(analysis, "Budget"), theme(analysis, "Calendrier")
    before = texts(budget)

    reviewing.set_aside(dates, "Hors sujet.", by=analyst, expected=1)

    assert (before, texts(budget)) == (5, 2)


def test_a_sub_theme_is_not_restored_under_a_theme_that_is_gone(analysis, analyst):
    budget, dates = theme(analysis, "Budget"), theme(analysis, "Calendrier")
    reviewing.set_aside(budget, "Hors sujet.", by=analyst, expected=1)

    with pytest.raises(refusals.ThemeIsGone):
        reviewing.restore(dates, by=analyst, expected=2)


def test_restore_refuses_a_living_theme(analysis, analyst):
    with pytest.raises(refusals.ThemeIsThere):
        reviewing.restore(theme(analysis, "Langue"), by=analyst, expected=1)


def test_what_is_set_aside_takes_no_decision_but_restore(analysis, analyst):
    reply = reviewing.set_aside(theme(analysis, "Répondre"), "Hors sujet.", by=analyst, expected=1)

    with pytest.raises(refusals.ThemeIsGone) as caught:
        reviewing.rename(reply, {"fr": "Autre"}, {}, by=analyst, expected=2)

    assert "Répondre" in str(caught.value)


def test_move_takes_the_chosen_texts_and_says_that_a_person_placed_them(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    wanted = answers(reply)[:2]

    reviewing.move(wanted, language, source=reply, by=analyst, expected=1)

    assert (texts(reply), texts(language)) == (2, 3)
    moved = Placement.objects.filter(answer__in=wanted)
    assert {(one.theme, one.by_person, one.placed_by) for one in moved} == {(language, True, analyst)}
    event = last_event()
    assert (event.details["to"], event.details["answers"]) == (language.pk, wanted)
    assert event.details["revisions"] == {str(reply.pk): 2, str(language.pk): 2}


def test_move_leaves_the_machines_membership_as_it_was(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    before = set(Membership.objects.values_list("answer", "group", "subgroup"))

    reviewing.move(answers(reply), language, source=reply, by=analyst, expected=1)

    assert set(Membership.objects.values_list("answer", "group", "subgroup")) == before


def test_move_from_a_sub_theme_conflicts_with_somebody_who_has_it_open(analysis, analyst, second_analyst):
    budget, sums, language = theme(analysis, "Budget"), theme(analysis, "Montants"), theme(analysis, "Langue")

    reviewing.move(answers(sums)[:1], language, source=budget, by=analyst, expected=1)

    with pytest.raises(reviewing.ThemeConflict) as caught:
        reviewing.mark_reviewed(sums, by=second_analyst, expected=1)
    assert [entry.event.verb for entry in caught.value.since] == ["move"]


def test_move_to_the_main_theme_takes_texts_out_of_its_sub_theme(analysis, analyst):
    budget, sums = theme(analysis, "Budget"), theme(analysis, "Montants")

    moved = reviewing.move(answers(sums)[:1], budget, source=budget, by=analyst, expected=1)

    assert (texts(budget), texts(sums), moved.revision) == (5, 1, 2)


def test_move_refuses_when_nothing_is_chosen_or_chosen_texts_are_gone(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")

    for chosen in ([], [987654]):
        with pytest.raises(refusals.NothingChosen):
            reviewing.move(chosen, language, source=reply, by=analyst, expected=1)


def test_move_refuses_texts_that_are_in_another_theme_by_now(analysis, analyst):
    reply, language, budget = (
        theme(analysis, "Répondre"),
        theme(analysis, "Langue"),
        theme(analysis, "Budget"),
    )

    with pytest.raises(refusals.TextsMovedMeanwhile):
        reviewing.move([*answers(reply), *answers(language)], budget, source=reply, by=analyst, expected=1)

    assert texts(reply) == 4


def test_move_refuses_a_merged_theme_and_a_theme_of_another_analysis(analysis, analyst):
    reply, language, budget = (
        theme(analysis, "Répondre"),
        theme(analysis, "Langue"),
        theme(analysis, "Budget"),
    )
    reviewing.merge(language, budget, by=analyst, expected=1)
    other = make_analysis(analysis.consultation, {"Un mot": ["Ensemble"]}, key="word").themes.get()

    with pytest.raises(refusals.ThemeIsGone):
        reviewing.move(answers(reply), language, source=reply, by=analyst, expected=1)
    with pytest.raises(refusals.ThemesOfDifferentAnalyses):
        reviewing.move(answers(reply), other, source=reply, by=analyst, expected=1)


def test_split_makes_a_theme_beside_with_the_chosen_texts(analysis, analyst):
    reply = theme(analysis, "Répondre")

    new = reviewing.split(reply, answers(reply)[:1], {"fr": "Nous répondre à tous"}, by=analyst, expected=1)

    assert (new.parent, new.state, new.group, str(new.title)) == (
        None,
        Theme.TO_REVIEW,
        None,
        "Nous répondre à tous",
    )
    assert (texts(reply), texts(new)) == (3, 1)
    assert last_event().details["new"] == new.pk


def test_split_under_the_theme_makes_a_sub_theme(analysis, analyst):
    reply = theme(analysis, "Répondre")

    new = reviewing.split(reply, answers(reply)[:1], {"fr": "À tous"}, under=reply, by=analyst, expected=1)

    assert new.parent == reply
    assert (texts(reply), texts(new)) == (4, 1)


def test_split_of_a_sub_theme_stays_beside_it(analysis, analyst):
    budget, dates = theme(analysis, "Budget"), theme(analysis, "Calendrier")

    new = reviewing.split(dates, answers(dates)[:1], {"fr": "Durée"}, by=analyst, expected=1)

    assert new.parent == budget
    with pytest.raises(refusals.UnderASubTheme):
        reviewing.split(dates, answers(dates)[:1], {"fr": "Durée"}, under=dates, by=analyst, expected=2)


def test_split_refuses_nothing_everything_and_no_title(analysis, analyst):
    reply = theme(analysis, "Répondre")

    with pytest.raises(refusals.NothingChosen):
        reviewing.split(reply, [], {"fr": "Neuf"}, by=analyst, expected=1)
    with pytest.raises(refusals.EverythingChosen):
        reviewing.split(reply, answers(reply), {"fr": "Neuf"}, by=analyst, expected=1)
    with pytest.raises(refusals.TitleMissing):
        reviewing.split(reply, answers(reply)[:1], LocalizedText(), by=analyst, expected=1)
    assert analysis.themes.count() == 5


def test_place_puts_a_text_that_the_machine_set_aside_in_a_theme(analysis, analyst):
    language = theme(analysis, "Langue")
    aside = Membership.objects.get(excluded="no-opinion").answer
    late = make_contributions(analysis.consultation, ["Arrivé après l’analyse."])[0].answers.get()

    reviewing.place([aside.pk, late.pk], language, by=analyst, expected=1)

    assert texts(language) == 3
    assert Membership.objects.get(answer=aside).excluded == "no-opinion"
    with pytest.raises(refusals.NothingChosen):
        reviewing.place([aside.pk], language, by=analyst, expected=2)


def test_events_never_hold_a_citizens_words(analysis, analyst):
    reply, budget, language = (
        theme(analysis, "Répondre"),
        theme(analysis, "Budget"),
        theme(analysis, "Langue"),
    )

    reviewing.move(answers(reply)[:1], budget, source=reply, by=analyst, expected=1)
    reviewing.split(reply, answers(reply)[:1], {"fr": "Neuf"}, by=analyst, expected=2)
    reviewing.merge(language, budget, by=analyst, expected=1)

    logged = " ".join(str(event.details) for event in ReviewEvent.objects.all())
    words = list(Placement.objects.values_list("answer__text", flat=True))
    assert ReviewEvent.objects.count() == 3
    assert not [text for text in words if text in logged]
