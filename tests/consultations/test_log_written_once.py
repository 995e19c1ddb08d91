"""The log is written once: the database refuses to change it, whoever asks and by whatever door."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, models, transaction

from accounts.privacy import erase
from consultations.models import Answer, ReviewEvent
from consultations.reviews import reviewing
from consultations.reviews.undoing import undo
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, theme

TABLE = "consultations_reviewevent"
WORDS = "Répondez-nous"


@pytest.fixture
def analysis(db):
    return make_analysis(
        make_consultation(phase="analysis"),
        {"Répondre": [f"{WORDS}.", "Une réponse."], "Langue": ["Simple."]},
    )


@pytest.fixture
def event(analysis, analyst) -> ReviewEvent:
    reviewing.mark_reviewed(theme(analysis, "Répondre"), by=analyst, expected=1)
    return ReviewEvent.objects.get()


def run(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_row_of_the_log_cannot_be_changed_even_by_hand(event):
    with pytest.raises(IntegrityError, match="written once"):
        run(f"UPDATE {TABLE} SET verb = 'merge' WHERE id = %s", event.pk)

    assert ReviewEvent.objects.get().verb == "mark_reviewed"


def test_a_row_of_the_log_cannot_be_taken_out_even_by_hand(event):
    with pytest.raises(IntegrityError, match="written once"):
        run(f"DELETE FROM {TABLE} WHERE id = %s", event.pk)

    assert ReviewEvent.objects.count() == 1


def test_a_row_of_the_log_cannot_be_replaced(event):
    columns = "(id, analysis_id, verb, at, details)"
    replace = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    ending = "" if connection.vendor == "sqlite" else " ON CONFLICT (id) DO UPDATE SET verb = EXCLUDED.verb"

    with pytest.raises(IntegrityError, match="written once"):
        run(
            f"{replace} {TABLE} {columns} VALUES (%s, %s, 'merge', %s, '{{}}'){ending}",
            event.pk,
            event.analysis_id,
            event.at,
        )

    assert ReviewEvent.objects.get().verb == "mark_reviewed"


def test_the_log_cannot_be_emptied(event):
    empty = f"DELETE FROM {TABLE}" if connection.vendor == "sqlite" else f"TRUNCATE {TABLE} CASCADE"
    # PostgreSQL would refuse for another reason while it still has keys of this transaction to check.
    connection.check_constraints()

    with pytest.raises(IntegrityError, match="written once"):
        run(empty)

    assert ReviewEvent.objects.count() == 1


def test_a_query_set_that_forgets_our_rule_is_refused_too(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(ReviewEvent).update(verb="merge")


def test_erasing_an_account_leaves_the_log_as_it_was(event, analyst):
    erase(analyst)

    assert ReviewEvent.objects.get().actor_id == event.actor_id


def test_withdrawing_words_leaves_the_log_as_it_was(event, analysis):
    Answer.objects.all().delete()

    assert ReviewEvent.objects.get().details == event.details


def test_no_event_holds_citizens_words(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    reply.group.title = reply.group.description = WORDS
    reply.group.save()
    reply.title, reply.description = {"fr": WORDS}, {"fr": WORDS}
    reply.save()
    some = answers(reply)[:1]
    # Staff who translate a title send the machine's back as it was.
    reviewing.rename(reply, {"fr": WORDS, "en": "Reply"}, {"fr": WORDS}, by=analyst, expected=1)
    reviewing.rename(reply, {"fr": "Être écouté"}, {}, by=analyst, expected=2)
    reviewing.doubt(some, reply, by=analyst, expected=3)
    reviewing.clear_doubt(some, reply, by=analyst, expected=4)
    reviewing.pin(some, reply, by=analyst, expected=5)
    new = reviewing.split(reply, some, {"fr": "À tous"}, by=analyst, expected=6)
    reviewing.move(some, language, source=new, by=analyst, expected=1)
    reviewing.nest(language, reply, by=analyst, expected=2)
    reviewing.nest(language, None, by=analyst, expected=3)
    reviewing.mark_reviewed(language, by=analyst, expected=4)
    reviewing.reopen(language, by=analyst, expected=5)
    reviewing.merge(language, reply, by=analyst, expected=6)
    reviewing.restore(language, by=analyst, expected=7)
    reviewing.set_aside(language, "Hors sujet.", by=analyst, expected=8)
    for event in ReviewEvent.objects.order_by("-pk"):
        undo(event, by=analyst)

    logged = " ".join(str(event.details) for event in ReviewEvent.objects.all())

    assert ReviewEvent.objects.count() == 28
    reply.refresh_from_db()
    assert reply.title == {"fr": WORDS}
    assert all(words not in logged for words in (WORDS, "Une réponse", "Simple"))


@pytest.mark.django_db(transaction=True)
def test_after_a_test_that_empties_the_database_the_log_is_guarded_again(analysis, analyst):
    connection.ops.execute_sql_flush([])
    reviewing.mark_reviewed(theme(analysis, "Langue"), by=analyst, expected=1)

    with pytest.raises(IntegrityError, match="written once"):
        run(f"UPDATE {TABLE} SET verb = 'merge'")
