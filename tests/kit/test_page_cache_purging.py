"""Whatever writes, the pages that show it are made anew, and only those writes count that are committed and public."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from cities.atlas import install_city
from cities.models import City
from consultations.answering.contributing import withdraw
from consultations.models import Contribution
from kit.page_cache.stamp import FileStamp, SharedStamp, site_stamp
from kit.page_cache.writes import is_public
from tests.consultations.factories import make_consultation, make_contributions


@pytest.fixture
def stamp(transactional_db, settings):
    install_city("paris")
    return site_stamp()


def change_and_fail() -> None:
    City.objects.update(minimum_age=16)
    raise RuntimeError


def test_bulk_change_renews_the_stamp(stamp):
    before = stamp.read()

    City.objects.update(contact_email="participation@ville.example")

    assert stamp.read() > before


def test_change_that_is_taken_back_renews_nothing(stamp):
    before = stamp.read()

    with pytest.raises(RuntimeError), transaction.atomic():
        change_and_fail()

    assert stamp.read() == before


def test_change_after_a_savepoint_that_was_taken_back_renews_the_stamp(stamp):
    before = stamp.read()

    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            change_and_fail()
        City.objects.update(minimum_age=17)

    assert stamp.read() > before


def test_stamp_is_renewed_only_once_the_change_can_be_read(stamp):
    before = stamp.read()

    with transaction.atomic():
        City.objects.update(minimum_age=16)
        inside = stamp.read()

    assert inside == before < stamp.read()


def test_contribution_more_may_wait_a_minute_and_one_withdrawn_may_not(stamp):
    consultation = make_consultation()
    before = stamp.read()
    make_contributions(consultation, ["Un banc à l’ombre."])
    counted = stamp.read()

    withdraw(Contribution.objects.get(), at=timezone.now())

    assert counted == before < stamp.read()


@pytest.mark.parametrize(
    ("sql", "public"),
    [
        ('UPDATE "wagtailcore_page" SET "title" = %s', True),
        ("  delete from consultations_answer where id = 1", True),
        ('INSERT INTO "consultations_answer" ("text") VALUES (%s)', False),
        ('TRUNCATE "cities_city"', True),
        ('INSERT INTO "django_session" VALUES (%s)', False),
        ('UPDATE "jobs_heartbeat" SET "beat_at" = %s', False),
        ('UPDATE "django_tasks_db_dbtaskresult" SET "status" = %s', False),
        ('SELECT "id" FROM "wagtailcore_page"', False),
        ("SAVEPOINT s1", False),
    ],
)
def test_statements_that_change_what_is_read_are_told_from_others(sql, public):
    assert is_public(sql) is public


@pytest.mark.django_db
def test_tables_that_are_never_public_exist():
    from kit.page_cache.writes import COUNTED, NEVER_PUBLIC

    tables = set(connection.introspection.table_names())

    assert (NEVER_PUBLIC | COUNTED) - {"cache"} <= tables


def test_two_renewals_in_one_instant_are_two_stamps(tmp_path):
    stamp = FileStamp(tmp_path / "folder" / "stamp")
    seen = [stamp.read()]

    for _ in range(20):
        stamp.renew()
        seen.append(stamp.read())

    assert len(set(seen)) == len(seen)


def test_several_machines_share_a_stamp_by_their_cache(settings):
    here, there = SharedStamp(), SharedStamp()
    before = here.read()

    here.renew()

    assert here.read() != before
    assert there.read() == here.read()
    assert cache.get(SharedStamp.KEY) == here.read()
    with override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}):
        assert isinstance(site_stamp(), SharedStamp)
