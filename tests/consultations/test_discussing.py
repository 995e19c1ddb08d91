"""A draft is opened to discussion and frozen; citizens speak of its words; staff read before the public does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.amending import amending, discussing, moderating, refusals
from consultations.amending.amending import Said
from consultations.charters import charter_drafting, charter_log
from consultations.charters.charter_refusals import VersionIsDiscussed
from consultations.models import Agreement, Amendment, CharterVersion
from consultations.reviews.refusals import IdentifierIsPublished, VersionIsPublished
from tests.consultations.discussing import BODY, make_discussion, reword, said_and_shown, say, wording
from tests.consultations.publishing import make_charter, publish_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timedelta(days=1)


@pytest.fixture
def version(paris, editor) -> CharterVersion:
    return make_discussion(paris, by=editor)


def test_discussed_version_is_frozen_and_followed_by_a_draft_of_its_own(version, editor):
    with pytest.raises(VersionIsDiscussed):
        reword(version, "Autre chose.", by=editor)

    draft = charter_drafting.start_draft(version.charter, by=editor)

    assert wording(draft).body == wording(version).body
    assert draft.number == version.number + 1


def test_discussion_has_its_phases(version):
    now = timezone.now()

    phases = [discussing.phase(version, at=now + days * DAY) for days in (-2, 0, 11)]

    assert phases == ["upcoming", "open", "over"]


def test_discussion_of_a_draft_without_words_is_refused_with_what_is_missing(paris, editor):
    draft = charter_drafting.start_draft(make_charter(paris), by=editor)
    charter_drafting.add_article(draft, "vide", title={"en": "Empty"}, body={"fr": "Mots."}, by=editor)
    now = timezone.now()

    with pytest.raises(refusals.NotDiscussable) as refusal:
        discussing.open_discussion(draft, starts=now, ends=now + DAY, by=editor, at=now)

    assert len(refusal.value.problems) == 1
    assert refusal.value.problems[0].startswith("Article “vide” has no title")


@pytest.mark.parametrize(("starts", "ends"), [(2, 1), (1, 1), (-3, -2)])
def test_discussion_that_ends_before_it_begins_is_refused(paris, editor, starts, ends):
    draft = charter_drafting.start_draft(make_charter(paris), by=editor)
    now = timezone.now()

    with pytest.raises(refusals.EndsBeforeItBegins):
        discussing.open_discussion(draft, starts=now + starts * DAY, ends=now + ends * DAY, by=editor, at=now)


def test_published_and_discussed_versions_cannot_be_opened(version, paris, editor):
    now = timezone.now()
    published = publish_version(make_charter(paris, "autre"), {"un": ("Un.", [])}, by=editor)

    with pytest.raises(VersionIsPublished):
        discussing.open_discussion(published, starts=now, ends=now + DAY, by=editor, at=now)
    with pytest.raises(VersionIsDiscussed):
        discussing.open_discussion(version, starts=now, ends=now + DAY, by=editor, at=now)


def test_discussion_closes_before_its_day_once(version, editor, citizen):
    now = timezone.now()

    discussing.close_discussion(version, by=editor, at=now)

    with pytest.raises(refusals.DiscussionIsOver):
        say(version, "trois mois", by=citizen)
    with pytest.raises(refusals.DiscussionIsOver):
        discussing.close_discussion(version, by=editor, at=now)
    assert "consultations.charter.close_discussion" in {
        entry.action for entry in charter_log.history(version.charter)
    }


def test_discussion_that_has_not_begun_can_be_called_off_and_takes_no_word(paris, editor, citizen):
    version = make_discussion(paris, by=editor, starts=DAY)

    with pytest.raises(refusals.DiscussionNotBegun):
        say(version, "trois mois", by=citizen)
    draft = discussing.call_off(version, by=editor, at=timezone.now())

    assert draft.state == CharterVersion.DRAFT


def test_discussion_that_has_begun_cannot_be_called_off(version, editor):
    with pytest.raises(refusals.DiscussionHasBegun):
        discussing.call_off(version, by=editor, at=timezone.now())


def test_what_a_citizen_says_waits_and_is_theirs_alone_to_see(version, citizen, neighbour):
    amendment = say(version, "trois mois", by=citizen, proposed="deux mois", signature="Mina")

    assert amendment.moderation == Amendment.WAITING
    assert list(Amendment.objects.visible_to(citizen)) == [amendment]
    assert not Amendment.objects.visible_to(neighbour).exists()
    assert not Amendment.objects.visible_to(None).exists()
    home = amendment.anchors.get()
    assert BODY[home.start : home.end] == amendment.quote == "trois mois"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"body": ""}, refusals.CommentMissing),
        ({"proposed": "trois  mois"}, refusals.NothingAmended),
    ],
)
def test_empty_words_are_refused(version, citizen, said, refusal):
    with pytest.raises(refusal):
        say(version, "trois mois", by=citizen, **said)

    assert not Amendment.objects.exists()


def test_amendment_may_take_words_out(version, citizen):
    assert say(version, ", et pourquoi", by=citizen, proposed="", body="").proposed == ""


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (0, 10_000), (-1, 3), (8, 9)])
def test_words_that_are_not_there_are_refused(version, citizen, start, end):
    said = Said(Amendment.COMMENT, body="Et ?")

    with pytest.raises(refusals.NoSuchWords):
        amending.write(
            wording(version), said, language="fr", start=start, end=end, by=citizen, at=timezone.now()
        )


def test_saying_the_same_twice_is_refused(version, citizen, neighbour):
    say(version, "trois mois", by=citizen)

    with pytest.raises(refusals.SaidAlready):
        say(version, "trois mois", by=citizen)
    say(version, "trois mois", by=neighbour)

    assert Amendment.objects.count() == 2


def test_agreement_counts_once_changes_and_is_taken_back(version, citizen, neighbour, analyst):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst)

    def counts(*values: int) -> tuple[int, int]:
        for value in values:
            amending.agree(amendment, value, by=neighbour, at=timezone.now())
        one = Amendment.objects.with_agreements().get()
        return one.agreeing, one.disagreeing

    assert counts(1, 1) == (1, 0)
    assert counts(-1) == (0, 1)
    assert counts(0) == (0, 0)


def test_nobody_agrees_with_themselves_nor_with_what_is_not_shown(version, citizen, neighbour):
    amendment = say(version, "trois mois", by=citizen)

    with pytest.raises(refusals.OwnWords):
        amending.agree(amendment, 1, by=citizen, at=timezone.now())
    with pytest.raises(refusals.NotShown):
        amending.agree(amendment, 1, by=neighbour, at=timezone.now())

    assert not Agreement.objects.exists()


def test_hiding_needs_a_reason_of_the_list(version, citizen, analyst):
    amendment = say(version, "trois mois", by=citizen)

    with pytest.raises(refusals.HidingReasonMissing):
        moderating.hide(amendment, "because", by=analyst, at=timezone.now(), expected=1)

    assert Amendment.objects.to_moderate().exists()


def test_of_two_who_moderate_the_second_is_told(version, citizen, analyst, second_analyst):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst)

    with pytest.raises(refusals.AmendmentConflict):
        moderating.hide(amendment, "insult", by=second_analyst, at=timezone.now(), expected=1)

    assert Amendment.objects.public().exists()


def test_staff_who_wrote_something_leave_it_to_a_colleague(version, analyst, second_analyst):
    amendment = say(version, "trois mois", by=analyst)

    with pytest.raises(refusals.OwnAmendment):
        moderating.show(amendment, by=analyst, at=timezone.now(), expected=1)
    moderating.show(amendment, by=second_analyst, at=timezone.now(), expected=1)

    assert Amendment.objects.public().exists()


def test_authors_are_told_once_in_their_language(
    version, citizen, analyst, mailoutbox, django_capture_on_commit_callbacks
):
    citizen.language = "en"
    citizen.save()
    amendment = say(version, "trois mois", by=citizen, body="Mes mots à moi")

    with django_capture_on_commit_callbacks(execute=True):
        moderating.hide(amendment, "elsewhere", "Voir le budget.", by=analyst, at=timezone.now(), expected=1)
        moderating.hide(amendment, "elsewhere", "Voir le budget.", by=analyst, at=timezone.now(), expected=2)
        moderating.show(amendment, by=analyst, at=timezone.now(), expected=3)
        moderating.show(amendment, by=analyst, at=timezone.now(), expected=4)

    assert [mail.to for mail in mailoutbox] == [[citizen.email]] * 2
    assert "It is about something else than this charter" in mailoutbox[0].body
    assert "Voir le budget." in mailoutbox[0].body
    assert not any("Mes mots" in mail.body for mail in mailoutbox)


def test_withdrawing_leaves_no_word(version, citizen, neighbour, analyst):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst, body="Secret retiré")
    amending.agree(amendment, 1, by=neighbour, at=timezone.now())

    amending.withdraw(amendment)

    assert not Amendment.objects.exists()
    assert not Agreement.objects.exists()
    lines = charter_log.history(version.charter)
    assert not any("Secret" in str(line.data) for line in lines)
    assert all(line.user_id != citizen.pk for line in lines)


def test_identifier_that_people_have_read_in_a_discussion_never_changes(version, editor):
    about = wording(charter_drafting.start_draft(version.charter, by=editor))

    with pytest.raises(IdentifierIsPublished):
        charter_drafting.reword(
            about,
            title=about.title,
            body=about.body,
            identifier="autre",
            by=editor,
            expected=charter_drafting.fingerprint(about),
        )
