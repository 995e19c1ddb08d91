"""Updates of commitments are written once: the database refuses to change them, whoever asks and by whatever door."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.privacy import erase
from consultations.models import CommitmentUpdate
from tests.consultations.following import adopted_charter, days_ago, promise, report
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TABLE = "consultations_commitmentupdate"


@pytest.fixture
def update(paris, editor) -> CommitmentUpdate:
    commitment = promise(adopted_charter(paris, by=editor), "Répondre.", by=editor)
    report(commitment, "under_way", "Commencé.", on=days_ago(9), by=editor)
    return CommitmentUpdate.objects.get()


def run(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_update_cannot_be_changed_even_by_hand(update):
    with pytest.raises(IntegrityError, match="written once"):
        run(f"UPDATE {TABLE} SET status = 'done' WHERE id = %s", update.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentUpdate.objects.update(status="done")

    assert CommitmentUpdate.objects.get().status == "under_way"


def test_an_update_cannot_be_taken_out_even_with_its_commitment(update):
    with pytest.raises(IntegrityError, match="written once"):
        run(f"DELETE FROM {TABLE} WHERE id = %s", update.pk)
    with pytest.raises(ProtectedError):
        update.commitment.delete()

    assert CommitmentUpdate.objects.count() == 1


def test_an_update_outlives_the_account_of_who_wrote_it(update, client, login, editor):
    writer = UserFactory(role="editor")
    written = report(update.commitment, "done", "Fini.", on=days_ago(2), by=writer)

    erase(writer)

    assert CommitmentUpdate.objects.get(pk=written.pk).status == "done"
    login(client, editor)
    page = client.get(reverse("consultations_admin:commitment", args=[update.commitment_id]))
    assert page.status_code == 200
