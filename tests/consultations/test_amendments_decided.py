"""Staff accept, accept in part or refuse; words go into the next draft; the author is told and credited."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.amending import deciding, moderating, reanchoring, refusals
from consultations.charters import charter_drafting
from consultations.charters.charter_drafting import WordingConflict
from consultations.models import Amendment, Anchor, CharterVersion
from tests.consultations.discussing import (
    BODY,
    make_discussion,
    next_draft,
    reword,
    said_and_shown,
    say,
    wording,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
REASON = {"fr": "Parce que c’est faisable."}


@pytest.fixture
def version(paris, editor) -> CharterVersion:
    return make_discussion(paris, by=editor)


@pytest.fixture
def amendment(version, citizen, analyst) -> Amendment:
    return said_and_shown(version, "trois mois", by=citizen, reader=analyst, proposed="deux mois")


def decide(amendment, decision, *, by, words: str | None = None, reason=REASON, expected: int | None = None):
    new_words = None
    if words is not None:
        where = deciding.draft_place(amendment)
        seen = charter_drafting.fingerprint(where.wording) if where else ""
        new_words = deciding.NewWords(words, seen)
    amendment.refresh_from_db()
    return deciding.decide(
        amendment,
        decision,
        reason,
        by=by,
        at=timezone.now(),
        expected=amendment.revision if expected is None else expected,
        new_words=new_words,
    )


def test_accepted_words_go_into_the_next_draft_and_keep_their_place(version, amendment, analyst, editor):
    draft = next_draft(version.charter, by=editor)

    decide(amendment, "accepted", by=analyst, words="deux mois")

    assert wording(draft).body["fr"] == BODY.replace("trois mois", "deux mois")
    anchor = Anchor.objects.get(version=draft)
    assert reanchoring.text_of(anchor)[anchor.start : anchor.end] == "deux mois"
    assert wording(version).body["fr"] == BODY


def test_other_contributions_follow_when_words_are_put_in(version, amendment, neighbour, analyst, editor):
    other = said_and_shown(version, "ce qu’elle retient", by=neighbour, reader=analyst)
    draft = next_draft(version.charter, by=editor)

    decide(amendment, "in_part", by=analyst, words="soixante jours au plus")

    anchor = other.anchors.get(version=draft)
    assert reanchoring.text_of(anchor)[anchor.start : anchor.end] == "ce qu’elle retient"


def test_words_taken_out_leave_no_space_and_are_said_to_be_gone(version, citizen, analyst, editor):
    amendment = said_and_shown(version, "dans les trois mois", by=citizen, reader=analyst, proposed="")
    draft = next_draft(version.charter, by=editor)

    decide(amendment, "accepted", by=analyst, words="")

    assert wording(draft).body["fr"].startswith("La Ville répond à chaque contribution.")
    assert Anchor.objects.get(version=draft).is_dropped


def test_refusing_changes_no_draft(version, amendment, analyst, editor):
    draft = next_draft(version.charter, by=editor)

    decide(amendment, "refused", by=analyst, words="deux mois")

    assert wording(draft).body["fr"] == BODY


def test_words_for_a_draft_that_changed_meanwhile_are_a_conflict(version, amendment, analyst, editor):
    draft = next_draft(version.charter, by=editor)
    seen = charter_drafting.fingerprint(wording(draft))
    reword(draft, "Vite : " + BODY, by=editor)

    with pytest.raises(WordingConflict):
        deciding.decide(
            amendment,
            "accepted",
            REASON,
            by=analyst,
            at=timezone.now(),
            expected=2,
            new_words=deciding.NewWords("deux mois", seen),
        )

    amendment.refresh_from_db()
    assert not amendment.is_decided


def test_words_cannot_go_into_a_draft_that_is_not_there(version, amendment, analyst):
    with pytest.raises(refusals.NowhereToApply):
        decide(amendment, "accepted", by=analyst, words="deux mois")


@pytest.mark.parametrize(
    ("decision", "reason", "refusal"),
    [
        ("pending", REASON, refusals.NotADecision),
        ("maybe", REASON, refusals.NotADecision),
        ("accepted", {}, refusals.PublicReasonMissing),
        ("refused", {"fr": ""}, refusals.PublicReasonMissing),
    ],
)
def test_decision_needs_to_be_one_and_a_reason(amendment, analyst, decision, reason, refusal):
    with pytest.raises(refusal):
        decide(amendment, decision, by=analyst, reason=reason)


def test_nobody_decides_on_their_own_words_nor_on_what_is_not_shown(
    version, analyst, second_analyst, citizen
):
    own = said_and_shown(version, "trois mois", by=analyst, reader=second_analyst)
    waiting = say(version, "trois mois", by=citizen)

    with pytest.raises(refusals.OwnAmendment):
        decide(own, "accepted", by=analyst)
    with pytest.raises(refusals.NotModeratedYet):
        decide(waiting, "accepted", by=analyst)


def test_second_of_two_decisions_is_told_of_the_first(amendment, analyst, second_analyst):
    decide(amendment, "accepted", by=analyst)

    with pytest.raises(refusals.AmendmentConflict) as conflict:
        decide(amendment, "refused", by=second_analyst, expected=2)

    assert conflict.value.amendment.decision == "accepted"


def test_author_is_told_of_each_decision_once(
    amendment, citizen, analyst, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(amendment, "accepted", by=analyst)

    assert [mail.to for mail in mailoutbox] == [[citizen.email]]
    assert "Parce que c’est faisable." in mailoutbox[0].body


def test_nobody_is_told_for_a_closed_account(
    amendment, citizen, analyst, mailoutbox, django_capture_on_commit_callbacks
):
    Amendment.objects.update(author=None)

    with django_capture_on_commit_callbacks(execute=True):
        decide(amendment, "accepted", by=analyst)

    assert mailoutbox == []


def test_hidden_contributions_are_not_decided(amendment, analyst):
    moderating.hide(amendment, "insult", by=analyst, at=timezone.now(), expected=2)

    with pytest.raises(refusals.NotModeratedYet):
        decide(amendment, "accepted", by=analyst)
