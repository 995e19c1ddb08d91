"""Two people of one name and one address come in by a file that says when they were born."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from cms.lottery import candidate_file, erasing, gathering
from cms.models import CandidatePerson, LotteryCategory
from tests.cms import lotteries

pytestmark = pytest.mark.django_db

NAMESAKES = "Nom;Adresse;Code postal;Gender;Age;Born"


@pytest.fixture
def open_lottery(paris):
    return lotteries.make_lottery(paris)


def namesakes(*births: str) -> bytes:
    rows = [f"Zoé Sow;1 rue A;75001;women;young;{born}" for born in births]
    return "\n".join([NAMESAKES, *rows]).encode()


def test_two_people_of_one_name_and_address_come_in_by_their_births(open_lottery, administrator):
    read = candidate_file.read(open_lottery, namesakes("1954", "31/05/1990", "1990-06-01"))
    gathering.add(open_lottery, read.people, by=administrator, at=timezone.now())

    assert read.problems == []
    assert sorted(CandidatePerson.objects.values_list("born", flat=True)) == [
        "1954",
        "1990-05-31",
        "1990-06-01",
    ]
    assert candidate_file.same_people(open_lottery) == []
    assert len(set(open_lottery.candidates.values_list("address_key", flat=True))) == 1


@pytest.mark.parametrize("births", [("1954", "1954"), ("1954", ""), ("1954", "31/05/1954"), ("", "")])
def test_births_that_may_be_one_person_s_are_refused_with_the_way_out(open_lottery, births):
    read = candidate_file.read(open_lottery, namesakes(*births))

    [(line, sentence)] = read.problems
    assert line == 3
    assert "born" in sentence


def test_file_is_compared_with_the_births_of_candidates_who_are_there(open_lottery, administrator):
    first = candidate_file.read(open_lottery, namesakes("1954"))
    gathering.add(open_lottery, first.people, by=administrator, at=timezone.now())

    again = candidate_file.read(open_lottery, namesakes("1954"))
    another = candidate_file.read(open_lottery, namesakes("1990"))

    [(line, sentence)] = again.problems
    assert line == 2
    assert "born" in sentence
    assert another.problems == []


@pytest.mark.parametrize("typed", ["31/02/1990", "1899", "3000", "soon", "٢٠٠٠", "90", "1990-5-1"])
def test_birth_that_is_none_is_told(open_lottery, typed):
    [(line, sentence)] = candidate_file.read(open_lottery, namesakes(typed)).problems

    assert line == 2
    assert typed in sentence


def test_category_called_like_the_column_of_births_is_a_category(open_lottery):
    LotteryCategory.objects.filter(key="age").update(name={"fr": "Année de naissance"})

    read = candidate_file.read(
        open_lottery, "Nom;Adresse;Gender;Année de naissance\nZoé;1 rue A;women;young".encode()
    )

    assert read.problems == []
    assert read.people[0].born == ""


def test_births_are_never_published_and_go_with_the_names(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    people = [replace(one, born=f"19{40 + n}-11-2{n % 9}") for n, one in enumerate(lotteries.crowd(12))]
    gathering.add(lottery, people, by=administrator, at=timezone.now())
    lotteries.close(lottery)
    text = lotteries.publish(lotteries.find(lottery), by=administrator).publication.text
    erasing.erase(lottery, at=timezone.now())

    assert not [one.born for one in people if one.born in text]
    assert '"born"' not in text
    assert not CandidatePerson.objects.exists()
