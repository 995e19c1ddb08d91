"""Merging themes and taking a merger back, putting themes under others."""

from __future__ import annotations

import pytest

from consultations.models import Placement, ReviewEvent, Theme
from consultations.proposals import deciding
from consultations.reviews import refusals, reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, texts, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"),
        {
            "Répondre": ["Répondez-nous.", "Une réponse à chacun.", "Dites pourquoi."],
            "Budget": {"Montants": ["Plus d’argent."], "Calendrier": ["Un an.", "Deux ans."]},
            "Argent": {"Impôts": ["Moins d’impôts."], "Aides": ["Aidez-nous."]},
        },
    )


def test_merge_moves_texts_sub_themes_and_proposals(analysis, analyst):
    money, budget = theme(analysis, "Argent"), theme(analysis, "Budget")
    for one in (money, budget):
        reviewing.mark_reviewed(one, by=analyst, expected=1)
    proposal = deciding.propose(analysis.consultation, {"fr": "Aider."}, [money], by=analyst)

    into = reviewing.merge(money, budget, by=analyst, expected=2)

    money.refresh_from_db()
    assert (into, money.state, money.merged_into) == (budget, Theme.MERGED, budget)
    assert (texts(budget), texts(money)) == (5, 0)
    assert {str(one.title) for one in budget.children.all()} == {"Montants", "Calendrier", "Impôts", "Aides"}
    assert list(proposal.themes.all()) == [budget]
    assert Placement.objects.filter(analysis=analysis).count() == 8


def test_merge_writes_one_event_that_both_themes_can_tell(analysis, analyst):
    reply, budget = theme(analysis, "Répondre"), theme(analysis, "Budget")
    ids = answers(reply)

    reviewing.merge(reply, budget, by=analyst, expected=1)

    event = ReviewEvent.objects.get()
    assert (event.theme, event.details["into"], event.details["answers"]) == (reply, budget.pk, ids)
    assert event.details["revisions"] == {str(reply.pk): 2, str(budget.pk): 2}


def test_a_sub_theme_merges_into_its_main_theme(analysis, analyst):
    budget, sums = theme(analysis, "Budget"), theme(analysis, "Montants")

    reviewing.merge(sums, budget, by=analyst, expected=1)

    counted = Theme.objects.with_counts().get(pk=budget.pk)
    assert (counted.own_texts, counted.texts) == (1, 3)


def test_merge_refuses_itself_its_own_part_and_another_analysis(analysis, analyst):
    budget, sums = theme(analysis, "Budget"), theme(analysis, "Montants")
    other = make_analysis(analysis.consultation, {"Un mot": ["Ensemble"]}, key="word").themes.get()

    for into in (budget, sums):
        with pytest.raises(refusals.MergedIntoItself):
            reviewing.merge(budget, into, by=analyst, expected=1)
    with pytest.raises(refusals.ThemesOfDifferentAnalyses):
        reviewing.merge(budget, other, by=analyst, expected=1)
    assert Theme.objects.get(pk=budget.pk).revision == 1


def test_merge_refuses_a_theme_with_sub_themes_into_a_sub_theme(analysis, analyst):
    with pytest.raises(refusals.HasSubThemes):
        reviewing.merge(theme(analysis, "Argent"), theme(analysis, "Montants"), by=analyst, expected=1)


def test_merge_refuses_a_merged_target(analysis, analyst):
    reply, money, budget = theme(analysis, "Répondre"), theme(analysis, "Argent"), theme(analysis, "Budget")
    reviewing.merge(money, budget, by=analyst, expected=1)

    with pytest.raises(refusals.ThemeIsGone):
        reviewing.merge(reply, money, by=analyst, expected=1)


def test_merge_keeps_proposals_on_reviewed_themes(analysis, analyst):
    reply, budget = theme(analysis, "Répondre"), theme(analysis, "Budget")
    reviewing.mark_reviewed(reply, by=analyst, expected=1)
    deciding.propose(analysis.consultation, {"fr": "Répondre."}, [reply], by=analyst)

    with pytest.raises(refusals.ProposalsNeedReview) as caught:
        reviewing.merge(reply, budget, by=analyst, expected=2)

    assert "Budget" in str(caught.value)
    assert texts(reply) == 3


def test_a_theme_under_a_proposal_is_neither_set_aside_nor_reopened(analysis, analyst):
    reply = reviewing.mark_reviewed(theme(analysis, "Répondre"), by=analyst, expected=1)
    deciding.propose(analysis.consultation, {"fr": "Répondre."}, [reply], by=analyst)

    with pytest.raises(refusals.ProposalsRestOnIt):
        reviewing.set_aside(reply, "Hors sujet.", by=analyst, expected=2)
    with pytest.raises(refusals.ProposalsRestOnIt):
        reviewing.reopen(reply, by=analyst, expected=2)


def test_restore_takes_a_merger_back(analysis, analyst):
    money, budget = theme(analysis, "Argent"), theme(analysis, "Budget")
    reviewing.merge(money, budget, by=analyst, expected=1)

    reviewing.restore(money, by=analyst, expected=2)

    money.refresh_from_db()
    assert (money.state, money.merged_into) == (Theme.TO_REVIEW, None)
    assert {str(one.title) for one in money.children.all()} == {"Impôts", "Aides"}
    assert (texts(money), texts(budget)) == (2, 3)


def test_restore_follows_a_second_merger_and_leaves_what_was_moved_since(analysis, analyst):
    reply, money, budget = theme(analysis, "Répondre"), theme(analysis, "Argent"), theme(analysis, "Budget")
    kept, *_others = answers(reply)
    reviewing.merge(reply, money, by=analyst, expected=1)
    reviewing.merge(money, budget, by=analyst, expected=2)
    reviewing.move([kept], theme(analysis, "Aides"), source=budget, by=analyst, expected=2)

    reviewing.restore(reply, by=analyst, expected=2)

    assert texts(reply) == 2
    assert Placement.objects.get(answer=kept).theme == theme(analysis, "Aides")


def test_a_merged_sub_theme_follows_its_merged_parent(analysis, analyst):
    sums, dates = theme(analysis, "Montants"), theme(analysis, "Calendrier")
    budget, reply = theme(analysis, "Budget"), theme(analysis, "Répondre")
    reviewing.merge(sums, dates, by=analyst, expected=1)
    reviewing.merge(budget, reply, by=analyst, expected=1)

    restored = reviewing.restore(sums, by=analyst, expected=2)

    assert restored.parent == reply
    assert texts(restored) == 1


def test_nest_puts_a_theme_under_another_and_back_on_its_own(analysis, analyst):
    reply, budget = theme(analysis, "Répondre"), theme(analysis, "Budget")

    reviewing.nest(reply, budget, by=analyst, expected=1)
    under = texts(budget)
    alone = reviewing.nest(reply, None, by=analyst, expected=2)

    assert (under, texts(budget), alone.parent) == (6, 3, None)


def test_nest_keeps_to_two_levels(analysis, analyst):
    reply, budget, sums = theme(analysis, "Répondre"), theme(analysis, "Budget"), theme(analysis, "Montants")

    with pytest.raises(refusals.UnderASubTheme):
        reviewing.nest(reply, sums, by=analyst, expected=1)
    with pytest.raises(refusals.HasSubThemes):
        reviewing.nest(budget, reply, by=analyst, expected=1)
    with pytest.raises(refusals.PutUnderItself):
        reviewing.nest(reply, reply, by=analyst, expected=1)
