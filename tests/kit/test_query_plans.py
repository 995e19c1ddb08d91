"""A crowd that has just come in is counted by the plan of a crowd, not by that of an empty table."""

from __future__ import annotations

import pytest
from django.db import connection

from consultations.models import Contribution
from kit.query_plans import refresh_statistics
from tests.consultations.factories import make_consultation, make_contributions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="Only PostgreSQL plans by statistics of its own."
    ),
]
CROWD = 300


def expected_rows(consultation) -> int:
    """How many contributions the database believes that this consultation has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (FORMAT JSON) SELECT * FROM consultations_contribution WHERE consultation_id = %s",
            [consultation.pk],
        )
        return cursor.fetchone()[0][0]["Plan"]["Plan Rows"]


def test_refreshed_statistics_know_what_was_just_written():
    other, consultation = make_consultation(slug="autre"), make_consultation(slug="charte")
    make_contributions(other, ["Un mot."] * 20)
    refresh_statistics(Contribution)
    make_contributions(consultation, ["Un mot."] * CROWD)

    before = expected_rows(consultation)
    refresh_statistics(Contribution)
    assert before < CROWD / 10
    assert expected_rows(consultation) == CROWD
