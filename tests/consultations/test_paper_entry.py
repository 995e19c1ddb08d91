"""Paper and spoken answers: typed twice by two people, counted once both agree."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.answering.contributing import InvalidAnswers, with_code
from consultations.answering.paper_entry import (
    NoSuchSheet,
    SameReader,
    SheetCounted,
    enter_sheet,
    progress_of,
)
from consultations.models import Batch, Contribution, SheetEntry
from tests.consultations.factories import make_consultation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"q-experience": ["never"], "q-promise": ["Répondre à chacun"]}


@pytest.fixture
def colleague(paris):
    return UserFactory(email="colleague@example.org", role="coordinator", desks=[paris])


@pytest.fixture
def batch(paris, coordinator):
    return Batch.objects.create(
        consultation=make_consultation(city=paris, phase="analysis"),
        label="Urne de la Maison du 11e",
        channel=Batch.PAPER,
        received_on=timezone.localdate(),
        sheets=3,
        created_by=coordinator,
    )


def type_in(batch, by, data=None, *, sheet=1):
    return enter_sheet(batch, sheet, data or TYPED, by=by, language="fr", at=timezone.now())


def test_two_readings_that_agree_make_one_contribution_with_a_receipt(batch, coordinator, colleague):
    type_in(batch, coordinator)

    result = type_in(batch, colleague, {**TYPED, "q-promise": ["  Répondre  à chacun\n"]})

    contribution = Contribution.objects.get()
    assert contribution.channel == Contribution.PAPER
    assert contribution.batch == batch
    assert with_code(result.code) == contribution
    assert not SheetEntry.objects.exists()


def test_readings_that_differ_count_nothing_and_are_told_apart(batch, coordinator, colleague):
    type_in(batch, coordinator)

    result = type_in(batch, colleague, {**TYPED, "q-promise": ["Répondre à chacune"]})

    assert result.contribution is None
    assert [one.question.key for one in result.differences] == ["promise"]
    assert not Contribution.objects.exists()


def test_reader_who_types_again_settles_the_difference(batch, coordinator, colleague):
    type_in(batch, coordinator)
    type_in(batch, colleague, {**TYPED, "q-promise": ["Répondre à chacune"]})

    result = type_in(batch, colleague)

    assert result.contribution is not None


def test_same_person_cannot_type_both_readings(batch, coordinator):
    type_in(batch, coordinator)

    with pytest.raises(SameReader):
        type_in(batch, coordinator)


def test_sheet_that_is_counted_is_not_typed_again(batch, coordinator, colleague):
    type_in(batch, coordinator)
    type_in(batch, colleague)

    with pytest.raises(SheetCounted):
        type_in(batch, coordinator)


@pytest.mark.parametrize("sheet", [0, 4])
def test_sheet_that_is_not_in_the_batch_is_refused(batch, coordinator, sheet):
    with pytest.raises(NoSuchSheet):
        type_in(batch, coordinator, sheet=sheet)


def test_sheet_without_a_required_answer_is_refused(batch, coordinator):
    with pytest.raises(InvalidAnswers):
        type_in(batch, coordinator, {"q-promise": ["Sans le reste"]})


def test_progress_counts_sheets_by_state(batch, coordinator, colleague):
    type_in(batch, coordinator)
    type_in(batch, colleague)
    type_in(batch, coordinator, sheet=2)

    progress = progress_of(batch)

    assert progress == {"sheets": 3, "counted": 1, "waiting": 1, "differing": 0, "untyped": 1}


def test_second_reader_does_not_see_the_first_reading(client, login, batch, coordinator, colleague):
    type_in(batch, coordinator)
    login(client, colleague)

    page = client.get(reverse("consultations_admin:sheet", args=[batch.pk, 1])).content.decode()

    assert "Répondre à chacun" not in page


def test_reader_who_types_again_finds_their_own_reading(client, login, batch, coordinator, colleague):
    type_in(batch, coordinator)
    type_in(batch, colleague, {**TYPED, "q-promise": ["Répondre à tous"]})
    login(client, coordinator)

    page = client.get(reverse("consultations_admin:sheet", args=[batch.pk, 1])).content.decode()

    assert "Répondre à chacun" in page
    assert "Répondre à tous" not in page


def test_typing_on_screen_counts_the_sheet_and_shows_the_code(client, login, batch, coordinator, colleague):
    for person in (coordinator, colleague):
        login(client, person)
        data = {"q-experience": "never", "q-promise": "Répondre", "language": "fr"}
        page = client.post(reverse("consultations_admin:sheet", args=[batch.pk, 1]), data, follow=True)

    assert Contribution.objects.count() == 1
    assert "-" in page.content.decode()


def test_other_citys_desk_sees_no_batch(client, login, batch, dakar_coordinator):
    login(client, dakar_coordinator)

    listing = client.get(reverse("consultations_admin:batches"))
    single = client.get(reverse("consultations_admin:batch", args=[batch.pk]))

    assert batch.label not in listing.content.decode()
    assert single.status_code == 404


@pytest.mark.parametrize("who", ["citizen", "analyst", "editor"])
def test_only_desks_type_paper_in(client, login, batch, who, request):
    login(client, request.getfixturevalue(who))

    response = client.get(reverse("consultations_admin:batches"))

    assert response.status_code in {302, 403}


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_batches_queries_do_not_grow(
    client, login, batch, coordinator, count, django_assert_max_num_queries
):
    for number in range(count - 1):
        Batch.objects.create(
            consultation=batch.consultation,
            label=f"Urne {number}",
            received_on=timezone.localdate(),
            sheets=2,
        )
    login(client, coordinator)
    client.get(reverse("consultations_admin:batches"))

    with django_assert_max_num_queries(25):
        client.get(reverse("consultations_admin:batches"))
