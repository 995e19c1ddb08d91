"""The public lists of digests: one a day, sorted, announced by their own digest, and never changed."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from consultations.answering.contributing import withdraw
from consultations.due_jobs import make_inclusion_lists
from consultations.inclusion import lists
from consultations.inclusion.sealing import canonical, seal_unsealed
from consultations.models import Contribution, InclusionList
from tests.consultations.factories import make_consultation, make_contributions

TEXTS = ["Une.", "Deux.", "Trois.", "Quatre.", "Cinq."]
ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)


@pytest.fixture
def consultation(paris):
    made = make_consultation(city=paris)
    make_contributions(made, TEXTS)
    return made


def url(consultation, name: str = "latest") -> str:
    return reverse(f"open_data:inclusion_{name}", args=[consultation.slug])


@pytest.mark.django_db
def test_address_of_the_last_list_is_the_promised_one(consultation):
    assert url(consultation) == "/open-data/charte/inclusion/latest.txt"


@pytest.mark.django_db
def test_list_holds_each_digest_once_sorted_with_the_digest_of_the_whole(consultation, client):
    lists.make_list(consultation, at=timezone.now())

    response = client.get(url(consultation))

    digests = response.content.decode().splitlines()
    sealed = Contribution.objects.values_list("inclusion_digest", flat=True)
    assert digests == sorted(sealed)
    assert response["X-Digest-SHA256"] == hashlib.sha256(response.content).hexdigest()
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_list_is_the_same_bytes_each_time_it_is_asked_for(consultation, client):
    lists.make_list(consultation, at=timezone.now())

    first, second = client.get(url(consultation)), client.get(url(consultation))

    assert first.content == second.content
    assert client.get(url(consultation), headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_dated_list_stays_as_it_was_when_somebody_leaves(consultation, client):
    now = timezone.now()
    made = lists.make_list(consultation, at=now)
    dated = reverse("open_data:inclusion_day", args=["charte", made.day.isoformat()])
    before = client.get(dated)
    leaving = Contribution.objects.earliest("pk")
    digest = leaving.inclusion_digest

    withdraw(leaving, at=now)
    lists.make_list(consultation, at=now + DAY)

    assert client.get(dated).content == before.content
    assert "immutable" in before["Cache-Control"]
    assert digest not in client.get(url(consultation)).content.decode()


@pytest.mark.django_db
def test_who_leaves_is_listed_apart_with_the_day_and_the_reason(consultation, client, paris):
    now = timezone.now()
    lists.make_list(consultation, at=now)
    leaving = Contribution.objects.earliest("pk")
    digest = leaving.inclusion_digest
    withdraw(leaving, at=now)

    response = client.get(url(consultation, "removed"))

    day = now.astimezone(paris.zone).date().isoformat()
    assert response.content.decode() == f"{day} {digest} withdrawn\n"
    assert response["X-Digest-SHA256"] == hashlib.sha256(response.content).hexdigest()


@pytest.mark.django_db
def test_job_makes_one_list_a_day_however_often_it_runs(consultation):
    make_inclusion_lists()
    make_contributions(consultation, ["Encore une."])
    make_inclusion_lists()

    assert InclusionList.objects.get().count == len(TEXTS)


@pytest.mark.django_db
def test_days_on_which_nobody_made_a_list_have_none(consultation):
    now = timezone.now()

    lists.make_list(consultation, at=now)
    lists.make_list(consultation, at=now + 3 * DAY)

    first, second = InclusionList.objects.order_by("day")
    assert second.day - first.day == timedelta(days=3)


@pytest.mark.django_db
def test_first_list_waits_for_five_contributions(paris):
    consultation = make_consultation(city=paris)
    make_contributions(consultation, TEXTS[:4])

    assert lists.make_list(consultation, at=timezone.now()) is None


@pytest.mark.django_db
def test_once_results_are_out_a_list_is_made_only_when_something_changed(paris):
    consultation = make_consultation(phase="published", city=paris)
    make_contributions(consultation, TEXTS)
    now = timezone.now()
    lists.make_list(consultation, at=now)

    unchanged = lists.make_list(consultation, at=now + DAY)
    withdraw(Contribution.objects.earliest("pk"), at=now)
    changed = lists.make_list(consultation, at=now + 2 * DAY)

    assert unchanged is None
    assert changed.count == len(TEXTS) - 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["yesterday", "2026-02-30", "20260101", "2020-01-01"])
def test_list_of_no_day_is_absent(consultation, client, name):
    lists.make_list(consultation, at=timezone.now())

    assert client.get(f"/open-data/charte/inclusion/{name}.txt").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["latest", "removed"])
def test_lists_of_a_consultation_that_is_not_published_are_absent(client, paris, name):
    consultation = make_consultation(city=paris, live=False)

    assert client.get(url(consultation, name)).status_code == 404


@pytest.mark.django_db
def test_page_prints_the_digest_of_the_last_list(consultation, client):
    made = lists.make_list(consultation, at=timezone.now())

    html = client.get(reverse("consultations:inclusion", args=["charte"])).content.decode()

    assert made.sha256 in html
    assert url(consultation) in html


@pytest.mark.django_db
def test_page_finds_a_number_wherever_it_stands(consultation, client):
    now = timezone.now()
    lists.make_list(consultation, at=now)
    counted, leaving = Contribution.objects.order_by("pk")[:2]
    digest = leaving.inclusion_digest
    withdraw(leaving, at=now)
    [waiting] = make_contributions(consultation, ["Encore une."])
    seal_unsealed(consultation)
    waiting.refresh_from_db()

    def found(asked: str):
        response = client.get(reverse("consultations:inclusion", args=["charte"]), {"digest": asked})
        return response.context["found"], response.context["is_mistyped"]

    assert found(counted.inclusion_digest) == ("listed", False)
    assert found(f" {counted.inclusion_digest.upper()} ") == ("listed", False)
    assert found(digest) == ("withdrawn", False)
    assert found(waiting.inclusion_digest) == ("next", False)
    assert found("0" * 64) == ("unknown", False)
    assert found("0" * 63) == (None, True)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 30])
def test_page_takes_the_same_queries_for_1_and_30_lists(
    consultation, client, size, django_assert_num_queries
):
    now = timezone.now()
    for n in range(size):
        lists.make_list(consultation, at=now - n * DAY)
    client.get(reverse("consultations:inclusion", args=["charte"]))

    with django_assert_num_queries(5, exact=False):
        html = client.get(reverse("consultations:inclusion", args=["charte"])).content.decode()

    assert html.count("<code title=") == size


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_list(consultation):
    barrier = Barrier(2)
    now = timezone.now()

    def one(_n):
        try:
            barrier.wait(timeout=60)
            return lists.make_list(consultation, at=now).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(one, range(2)))

    assert made == {InclusionList.objects.get().pk}
    assert len(InclusionList.objects.get().lines.split()) == len(TEXTS)


def program_of_the_documentation(number: int) -> str:
    written = (ROOT / "docs" / "inclusion.md").read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", written, flags=re.DOTALL)[number]


def test_page_shows_the_program_of_the_documentation():
    assert render_to_string("consultations/inclusion/check.txt") == program_of_the_documentation(0)


@pytest.mark.django_db(transaction=True)
def test_program_of_the_documentation_checks_a_list_and_finds_ones_own(consultation, live_server, tmp_path):
    lists.make_list(consultation, at=timezone.now())
    own = Contribution.objects.select_related("consultation").earliest("pk")
    proof = tmp_path / "proof.json"
    proof.write_bytes(canonical(own, own.answers.all()))
    program = tmp_path / "check.py"
    program.write_text(program_of_the_documentation(0), encoding="utf-8")

    def run() -> str:
        done = subprocess.run(
            [sys.executable, program, live_server.url + url(consultation), proof],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert run() == "5 contributions count. Yours is one.\n"
    proof.write_bytes(proof.read_bytes().replace(b"Une.", b"Une autre."))
    assert run() == "5 contributions count. Yours is missing.\n"


@pytest.mark.django_db
def test_program_of_the_documentation_finds_the_digest_in_ones_own_data(citizen, consultation, tmp_path):
    Contribution.objects.filter(pk=Contribution.objects.earliest("pk").pk).update(user=citizen)
    seal_unsealed(consultation)
    exported = tmp_path / "my-data.json"
    exported.write_text(json.dumps(privacy.export_of(citizen), ensure_ascii=False), encoding="utf-8")
    program = tmp_path / "own.py"
    program.write_text(program_of_the_documentation(1), encoding="utf-8")

    done = subprocess.run([sys.executable, program, exported], capture_output=True, text=True, check=True)

    own = Contribution.objects.get(user=citizen)
    assert done.stdout == f"charte {own.inclusion_digest}\n"
