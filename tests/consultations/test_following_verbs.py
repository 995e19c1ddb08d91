"""Commitments and syntheses: what staff may do, what is refused, how a commitment stands on a day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consultations.charters import charter_drafting
from consultations.following import committing, following_log, summarising
from consultations.following.standing import by_worry, commitments_of, standings, tally
from consultations.models import Article, Commitment, CommitmentUpdate, Synthesis
from consultations.reviews import refusals
from tests.consultations.following import adopted_charter, days_ago, promise, report, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def charter(paris, editor):
    return adopted_charter(paris, by=editor)


def standing_of(charter, *, on: date | None = None):
    return {
        str(one.commitment.statement): one
        for one in standings(charter, commitments_of(charter), on=on or today())
    }


def test_commitment_is_refused_on_an_article_that_no_version_published(charter, editor):
    draft = charter_drafting.start_draft(charter, by=editor)
    charter_drafting.add_article(
        draft, "secret", title={"fr": "Secret"}, body={"fr": "Pas encore."}, by=editor
    )

    with pytest.raises(refusals.ArticleNotAdopted):
        promise(charter, "Répondre.", article="secret", by=editor)


@pytest.mark.parametrize(
    ("statement", "owner", "dates", "refusal"),
    [
        ({}, "Direction", {}, refusals.CommitmentUnstated),
        ({"fr": "Répondre."}, "  ", {}, refusals.OwnerMissing),
        (
            {"fr": "Répondre."},
            "Direction",
            {"starts_on": date(2030, 1, 2), "due_on": date(2030, 1, 1)},
            refusals.DueBeforeItBegins,
        ),
    ],
)
def test_commitment_needs_words_an_owner_and_dates_in_order(
    charter, editor, statement, owner, dates, refusal
):
    article = Article.objects.get(identifier="reponse")

    with pytest.raises(refusal):
        committing.commit(article, statement, owner, by=editor, **dates)

    assert not Commitment.objects.exists()


def test_commitment_stands_where_its_latest_day_says(charter, editor):
    one = promise(charter, "Répondre.", by=editor)
    report(one, "done", "Chose faite.", on=days_ago(10), by=editor)
    report(one, "under_way", "On y travaillait.", on=days_ago(40), by=editor)

    one.refresh_from_db()

    assert one.status == "done"
    assert standing_of(charter)["Répondre."].status == "done"
    assert standing_of(charter, on=days_ago(20))["Répondre."].status == "under_way"
    assert standing_of(charter, on=days_ago(60))["Répondre."].status == "planned"


def test_update_is_put_right_by_another_of_the_same_day(charter, editor):
    one = promise(charter, "Répondre.", by=editor)
    report(one, "done", "Chose faite.", on=days_ago(10), by=editor)
    report(one, "under_way", "Il reste un service à former.", on=days_ago(10), by=editor)

    found = standing_of(charter)["Répondre."]

    assert found.status == "under_way"
    assert [str(update.note) for update in found.updates] == [
        "Il reste un service à former.",
        "Chose faite.",
    ]


def test_commitment_is_late_once_its_due_date_has_passed_whatever_was_said(charter, editor):
    promise(charter, "En retard.", by=editor, due_on=days_ago(1))
    promise(charter, "Pour aujourd’hui.", by=editor, due_on=today())
    finished = promise(charter, "Faite.", by=editor, due_on=days_ago(1))
    report(finished, "done", "Chose faite.", on=today(), by=editor)

    found = standing_of(charter)

    assert {name: one.status for name, one in found.items()} == {
        "En retard.": "late",
        "Pour aujourd’hui.": "planned",
        "Faite.": "done",
    }
    assert tally(found.values()) == {"done": 1, "under_way": 0, "planned": 1, "late": 1, "dropped": 0}


def test_update_moves_the_due_date_and_the_day_before_keeps_its_own(charter, editor):
    one = promise(charter, "Répondre.", by=editor, due_on=days_ago(30))
    report(
        one, "under_way", "Le marché a pris du retard.",
        on=days_ago(5), due_on=today() + timedelta(days=90), by=editor,
    )  # fmt: skip

    now, before = standing_of(charter)["Répondre."], standing_of(charter, on=days_ago(6))["Répondre."]

    assert (now.status, now.was_postponed) == ("under_way", True)
    assert (before.status, before.was_postponed) == ("late", False)


def test_commitment_is_silent_after_six_months_without_a_word(charter, editor):
    promise(charter, "Muet.", by=editor)
    heard = promise(charter, "Suivi.", by=editor)
    report(heard, "under_way", "On avance.", on=days_ago(100), by=editor)
    closed = promise(charter, "Fini.", by=editor)
    report(closed, "done", "Chose faite.", on=days_ago(400), by=editor)

    found = standing_of(charter)

    assert {name for name, one in found.items() if one.is_silent} == {"Muet."}


def test_worries_come_first(charter, editor):
    promise(charter, "Prévu.", by=editor, made=3)
    promise(charter, "Muet.", by=editor)
    promise(charter, "En retard.", by=editor, due_on=days_ago(1), made=3)
    done = promise(charter, "Fini.", by=editor)
    report(done, "done", "Chose faite.", on=days_ago(3), by=editor)

    names = [str(one.commitment.statement) for one in by_worry(standing_of(charter).values())]

    assert names == ["En retard.", "Muet.", "Prévu.", "Fini."]


def test_update_cannot_tell_the_future(charter, editor):
    one = promise(charter, "Répondre.", by=editor)

    with pytest.raises(refusals.UpdateInTheFuture):
        report(one, "done", "Bientôt.", on=today() + timedelta(days=2), by=editor)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org/a", "//example.org", "data:,x"]
)
def test_evidence_is_a_web_address_for_the_verb_and_for_the_database(charter, editor, address):
    one = promise(charter, "Répondre.", by=editor)

    with pytest.raises(refusals.NotAWebAddress):
        report(one, "done", "Voir.", on=today(), by=editor, evidence_url=address)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentUpdate.objects.create(
            commitment=one, on=today(), status="done", note={"fr": "Voir."}, evidence_url=address
        )


def test_due_date_no_longer_changes_in_silence_once_there_are_updates(charter, editor):
    one = promise(charter, "Répondre.", by=editor, due_on=days_ago(-30))
    report(one, "under_way", "On avance.", on=today(), by=editor)
    one.refresh_from_db()

    with pytest.raises(refusals.DueDateAnnounced):
        committing.rewrite(
            one, one.article, one.statement, one.owner,
            due_on=days_ago(-90), by=editor, expected=one.revision,
        )  # fmt: skip


def test_rewriting_what_a_colleague_changed_is_a_conflict_that_tells_what_was_done(charter, editor):
    one = promise(charter, "Répondre.", by=editor)
    committing.rewrite(one, one.article, {"fr": "Répondre à tous."}, one.owner, by=editor, expected=1)

    with pytest.raises(committing.CommitmentConflict) as conflict:
        committing.rewrite(one, one.article, {"fr": "Répondre vite."}, one.owner, by=editor, expected=1)

    assert [(line.sentence, line.words) for line in conflict.value.since] == [
        ("changed the commitment", "commitment")
    ]
    one.refresh_from_db()
    assert one.statement == {"fr": "Répondre à tous."}


def test_every_decision_leaves_a_line_in_the_log(charter, editor):
    one = promise(charter, "Répondre.", by=editor)
    report(one, "done", "Chose faite.", on=today(), by=editor)

    lines = following_log.history(one)

    assert [(line.who, line.sentence) for line in lines] == [
        ("Driss Haddad", "wrote an update"),
        ("Driss Haddad", "wrote the commitment"),
    ]


def test_synthesis_is_published_once_its_year_is_over_and_has_words(charter, editor):
    last, this = today().year - 1, today().year
    empty = Synthesis.objects.create(charter=charter, year=last - 1)
    running = summarising.introduce(charter, this, {"fr": "L’année."}, by=editor)
    over = summarising.introduce(charter, last, {"fr": "L’année."}, by=editor)

    summarising.publish(over, by=editor, at=timezone.now(), expected=1)

    with pytest.raises(refusals.YearNotOver):
        summarising.publish(running, by=editor, at=timezone.now(), expected=1)
    with pytest.raises(refusals.IntroductionMissing):
        summarising.publish(empty, by=editor, at=timezone.now(), expected=1)
    assert [one.year for one in charter.syntheses.published()] == [last]


def test_synthesis_begun_by_two_people_keeps_the_first_and_tells_the_second(charter, editor):
    summarising.introduce(charter, 2024, {"fr": "Mes mots."}, by=editor)

    with pytest.raises(summarising.SynthesisConflict) as conflict:
        summarising.introduce(charter, 2024, {"fr": "Les miens."}, by=editor)

    assert conflict.value.synthesis.introduction == {"fr": "Mes mots."}


@pytest.mark.django_db(transaction=True)
def test_of_two_updates_sent_at_once_one_is_written_and_the_other_told(charter, editor):
    one = promise(charter, "Répondre.", by=editor)
    barrier = Barrier(2)

    def write(note):
        try:
            mine = Commitment.objects.get(pk=one.pk)
            barrier.wait(timeout=30)
            committing.report(mine, "done", {"fr": note}, on=today(), by=editor, expected=1)
        except committing.CommitmentConflict:
            return "told"
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(write, ["Le mien.", "Le sien."]))

    assert outcomes == ["told", "written"]
    assert one.updates.count() == 1
