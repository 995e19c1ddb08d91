"""Candidates: registration, files, addresses, leaving, and what is forgotten when."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from cms.lottery import candidate_file, erasing, gathering
from cms.lottery.addresses import normalised
from cms.lottery.pool import pool_of
from cms.models import Candidate, CandidatePerson, LotteryValue
from tests.cms import lotteries

SAID = {
    "category-gender": "women",
    "category-age": "old",
    "name": "Awa Diop",
    "email": "awa@example.org",
    "address": "3 rue X",
    "postcode": "75001",
    "consent": "on",
}


@pytest.fixture
def open_lottery(paris):
    return lotteries.make_lottery(paris)


def register(client, lottery, **changes):
    return client.post(reverse("cms:lottery_register", args=[lottery.slug]), {**SAID, **changes})


def link() -> str:
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def test_registration_counts_once_its_button_is_pressed(client, open_lottery):
    register(client, open_lottery)
    client.get(link())
    before = open_lottery.candidates.confirmed().count()
    client.post(link())

    assert (before, open_lottery.candidates.confirmed().count()) == (0, 1)
    assert open_lottery.candidates.get().public_id in client.get(link()).content.decode()


def test_registering_twice_looks_the_same_and_makes_one_candidate(client, open_lottery):
    first = register(client, open_lottery)
    client.post(link())
    second = register(client, open_lottery, email="AWA@example.org", name="Somebody else")

    assert re.sub(r"csrf\S+", "", first.content.decode()) == re.sub(r"csrf\S+", "", second.content.decode())
    assert CandidatePerson.objects.get().name == "Awa Diop"
    assert len(mail.outbox) == 2


def test_registration_without_an_answer_or_consent_is_refused(client, open_lottery):
    response = register(client, open_lottery, consent="", **{"category-age": "unknown"})

    assert response.status_code == 422
    assert not Candidate.objects.exists()


def test_trapped_machine_registers_nobody(client, open_lottery):
    response = register(client, open_lottery, website="https://spam.example")

    assert response.status_code == 200
    assert not Candidate.objects.exists()
    assert not mail.outbox


def test_one_place_cannot_register_without_end(client, open_lottery):
    statuses = [register(client, open_lottery, email=f"n{n}@example.org").status_code for n in range(12)]

    assert statuses[:10] == [200] * 10
    assert statuses[10:] == [422, 422]


def test_closed_lottery_takes_nobody(client, open_lottery):
    lotteries.close(open_lottery)

    response = register(client, open_lottery)

    assert response.status_code == 302
    assert not Candidate.objects.exists()


def test_link_withdraws_with_all_that_names_the_person(client, open_lottery):
    register(client, open_lottery)
    client.post(link(), {"do": "withdraw"})

    assert not Candidate.objects.exists()
    assert client.get(link()).status_code == 404


def test_withdrawal_after_publication_keeps_the_number_without_the_person(paris, administrator):
    lottery = lotteries.published(paris, by=administrator)
    candidate = lottery.candidates.first()

    gathering.withdraw(candidate, at=timezone.now())

    candidate.refresh_from_db()
    assert candidate.email_key == candidate.address_key == candidate.token_hash == ""
    assert not CandidatePerson.objects.filter(candidate=candidate).exists()
    assert candidate.public_id in lottery.publication.text


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("12 bis, av. de la République", "12B AVENUE REPUBLIQUE"),
        ("3, Bd Saint-Michel", "3 boulevard St Michel"),
        ("5 rue de l’Église", "5 R. de l'eglise"),
    ],
)
def test_same_address_written_otherwise_is_one(one, same):
    assert normalised(one, "75011") == normalised(same, "75 011")


def test_other_number_or_postcode_is_another_address():
    assert normalised("12 rue X", "75011") != normalised("12 bis rue X", "75011")
    assert normalised("12 rue X", "75011") != normalised("12 rue X", "75012")
    assert normalised(" ,- ", "75011") == ""


def test_people_of_one_address_share_its_number_in_the_pool(open_lottery, administrator):
    people = lotteries.crowd(4)
    people[1] = people[1].__class__(**{**people[1].__dict__, "address": "1, RUE DES LILAS"})
    gathering.add(open_lottery, people, by=administrator, at=timezone.now())

    numbers = [one.address for one in pool_of(open_lottery).people]

    assert sorted(numbers, key=str) == [1, 1, None, None]


def sheet(*rows: str) -> bytes:
    return "\n".join(["Nom;Courriel;Adresse;Code postal;Gender;Age", *rows]).encode()


def test_every_problem_of_every_row_is_told_and_nothing_taken_in(open_lottery):
    read = candidate_file.read(
        open_lottery,
        sheet(
            "Zoé;zoe@example.org;1 rue A;75001;women;young",
            ";not an address;;75001;other;young",
            "Ana;ZOE@example.org;2 rue A;75001;men;old",
        ),
    )

    assert [line for line, _sentence in read.problems] == [3, 3, 3, 3, 4]
    assert not Candidate.objects.exists()


def test_values_may_be_typed_by_name_in_any_case(open_lottery):
    read = candidate_file.read(open_lottery, sheet("Zoé;;1 rue A;75001; WOMEN ;Young"))

    assert read.problems == []
    assert read.people[0].answers == {"gender": "women", "age": "young"}


def test_file_of_a_spreadsheet_is_read_whatever_its_marks(open_lottery):
    """A mark at the beginning, semicolons, tabs, straight or curly apostrophes, accents put together or apart."""
    LotteryValue.objects.filter(key="women").update(name={"fr": "Pas d’avis é"})
    row = "Nguyễn;;1 rue A;75001;Pas d'avis e\u0301;young"
    typed = [sheet(row), sheet(row).replace(b";", b"\t"), "\ufeff".encode() + sheet(row)]

    read = [candidate_file.read(open_lottery, content) for content in typed]

    assert [one.problems for one in read] == [[], [], []]
    assert {(one.people[0].name, one.people[0].answers["gender"]) for one in read} == {("Nguyễn", "women")}


def test_one_person_on_two_rows_is_told(open_lottery):
    read = candidate_file.read(
        open_lottery,
        sheet(
            "Zoé Sow;a@example.org;1 rue A;75001;women;young",
            "ZOE SOW;b@example.org;1, RUE A;75001;women;old",
            "Ali Sow;c@example.org;1 rue A;75001;men;old",
        ),
    )

    assert [line for line, _sentence in read.problems] == [3]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,gender\nA,women",
        b"\x00\x01",
        b'Nom;Gender;Age\n"open',
        "Nom;Gender;Age;Adresse\n".encode("utf-16"),
    ],
)
def test_file_that_is_no_list_of_candidates_is_told(open_lottery, content):
    assert candidate_file.read(open_lottery, content).problems


def test_personal_data_go_on_the_day_set(paris, administrator):
    lottery = lotteries.drawn(paris, by=administrator)
    other = lotteries.drawn(
        paris, by=administrator, slug="other", erase_on=timezone.localdate() + timedelta(days=300)
    )
    on_the_day = timezone.now() + timedelta(days=201)

    gone = erasing.erase_due(at=on_the_day)

    assert gone == 12
    assert not CandidatePerson.objects.filter(candidate__lottery=lottery).exists()
    assert not lottery.candidates.exclude(address_key="", email_key="").exists()
    assert CandidatePerson.objects.filter(candidate__lottery=other).count() == 12
    assert erasing.erase_due(at=on_the_day) == 0


def test_registrations_that_nobody_confirmed_go_after_a_week(client, open_lottery):
    register(client, open_lottery)

    early = gathering.forget_unconfirmed(at=timezone.now() + timedelta(days=6))
    late = gathering.forget_unconfirmed(at=timezone.now() + timedelta(days=8))

    assert early == 0
    assert late > 0
    assert not CandidatePerson.objects.exists()


def test_person_with_an_account_takes_and_erases_their_registration(
    client, login, citizen, neighbour, open_lottery
):
    register(login(client, citizen), open_lottery)

    own, others = privacy.export_of(citizen)["lotteries"], privacy.export_of(neighbour)["lotteries"]
    privacy.erase(citizen)

    assert own["registrations"][0]["name"] == "Awa Diop"
    assert others == {"registrations": []}
    assert not Candidate.objects.exists()


def test_candidates_change_makes_found_panels_void(open_lottery, administrator):
    gathering.add(open_lottery, lotteries.crowd(8), by=administrator, at=timezone.now())
    lotteries.close(open_lottery)
    lotteries.find(open_lottery)

    gathering.withdraw(open_lottery.candidates.first(), at=timezone.now())

    open_lottery.refresh_from_db()
    assert open_lottery.state == open_lottery.GATHERING
    assert not hasattr(open_lottery, "found")
