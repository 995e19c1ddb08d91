"""A published list and a removal stay as they are: the database refuses to change them, whoever asks."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.inclusion import lists
from consultations.models import Contribution, InclusionList, InclusionRemoval
from tests.consultations.factories import make_consultation, make_contributions

pytestmark = pytest.mark.django_db
LISTS, REMOVALS = "consultations_inclusionlist", "consultations_inclusionremoval"


@pytest.fixture
def consultation(paris):
    made = make_consultation(city=paris)
    make_contributions(made, ["Une.", "Deux.", "Trois.", "Quatre.", "Cinq.", "Six."])
    lists.make_list(made, at=timezone.now())
    withdraw(Contribution.objects.earliest("pk"), at=timezone.now())
    return made


def run(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {LISTS} SET count = 7",
        f"DELETE FROM {LISTS}",
        f"UPDATE {REMOVALS} SET because = 'corrected'",
        f"DELETE FROM {REMOVALS}",
    ],
)
def test_database_refuses_to_rewrite_what_was_published(consultation, statement):
    with pytest.raises(IntegrityError, match="written once"):
        run(statement)

    assert InclusionList.objects.get().count == 6
    assert InclusionRemoval.objects.get().because == InclusionRemoval.WITHDRAWN


def test_models_cannot_rewrite_a_list_either(consultation):
    made = InclusionList.objects.get()
    made.count = 7

    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.delete()

    assert InclusionList.objects.get().count == 6


def test_list_of_a_day_cannot_be_put_in_the_place_of_another(consultation):
    made = InclusionList.objects.get()
    columns = "(consultation_id, day, lines, count, sha256, made_at)"
    replace = "INSERT OR REPLACE INTO" if connection.vendor == "sqlite" else "INSERT INTO"
    ending = (
        ""
        if connection.vendor == "sqlite"
        else " ON CONFLICT (consultation_id, day) DO UPDATE SET count = EXCLUDED.count"
    )

    with pytest.raises(IntegrityError, match="written once"):
        run(
            f"{replace} {LISTS} {columns} VALUES (%s, %s, '', 0, '', %s){ending}",
            made.consultation_id,
            made.day.isoformat(),
            timezone.now(),
        )

    assert InclusionList.objects.get().count == 6
