"""Whatever a program posts in place of a form, the answers stay readable and the site standing."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from consultations.answering.forms import questionnaire_form
from consultations.models import Answer, Batch, Contribution, Draft, SheetEntry
from tests.consultations.browsing import answer, enter, section_url, send
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db


def judged(consultation, **typed):
    """The whole questionnaire's form, for these answers and the one that is required."""
    data = {"q-experience": ["often"], **{f"q-{name}": values for name, values in typed.items()}}
    form = questionnaire_form(consultation.current_version().questionnaire, data)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    "text", ["avant\x00après", "\u202eRTL\u2066", "a\u200bb", "\ufffd", "🌳" * 100, "<" * 9000]
)
def test_odd_letters_are_kept_and_sent(client, text):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")

    answer(client, consultation, "city", promise=text)
    send(client, consultation)

    # A NUL, which PostgreSQL keeps nowhere, is all that goes.
    assert Answer.objects.get(question_key="promise").text == text.replace("\x00", "")


def test_nul_never_reaches_a_draft(client):
    consultation = make_consultation()
    enter(client, consultation)

    client.post(section_url(consultation, "city"), {"q-promise": "a\x00b", "q-priorities_reply": "\x001"})

    assert "\x00" not in str(Draft.objects.get().data.values())
    assert Draft.objects.get().data["q-promise"] == ["ab"]


def test_bytes_that_are_no_letters_are_no_error_of_ours(client):
    consultation = make_consultation()
    enter(client, consultation)

    response = client.post(
        section_url(consultation, "city"),
        b"q-promise=%ED%A0%80%FF%C3&q-word=\xff\xfe",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code in {302, 422}


@pytest.mark.parametrize("number", ["nan", "NaN", "inf", "-inf", "1e400", "1e308", "-1", "0x10", "9" * 5000])
def test_number_out_of_bounds_is_refused(number):
    form = judged(make_consultation(), hours=[number])

    assert "q-hours" in form.errors


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31", "2024-02-30", "-1-1-1"]
)
def test_date_that_would_flatten_the_chart_is_refused(day):
    form = judged(make_consultation(), last_time=[day])

    assert "q-last_time" in form.errors


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("experience", ["always"]), ("schemes", ["nothing"]), ("trust", ["6"]), ("trust", ["1.5"]),
        ("priorities_reply", ["4"]), ("priorities_reply", ["-1"]), ("priorities_reply", ["²"]),
    ],
)  # fmt: skip
def test_choice_that_is_not_offered_is_refused(name, values):
    assert judged(make_consultation(), **{name: values}).errors


def test_rank_given_twice_is_refused():
    form = judged(make_consultation(), priorities_reply=["1"], priorities_time=["1"])

    assert "q-priorities" in form.errors


def test_box_ticked_a_thousand_times_counts_once():
    form = judged(make_consultation(), schemes=["budget"] * 1000)

    assert form.answers["schemes"] == (["budget"], "")


def test_section_that_does_not_exist_keeps_nothing(client):
    consultation = make_consultation()
    enter(client, consultation)

    client.post(section_url(consultation, "nowhere"), {"q-promise": "x", "q-admin": "x", "is_staff": "1"})

    assert Draft.objects.get().data == {}


def test_names_that_were_never_asked_are_not_kept_for_later(client):
    consultation = make_consultation()
    posted = {f"q-{n}": "x" * 100 for n in range(2000)}

    client.post(section_url(consultation, "city"), {**posted, "q-promise": "Mes mots"})

    assert client.session["typed_answers"] == {str(consultation.pk): {"q-promise": ["Mes mots"]}}


def test_text_longer_than_asked_is_refused_and_kept(client):
    consultation = make_consultation()
    enter(client, consultation)

    response = answer(client, consultation, "city", promise="x" * 100_000)

    assert response.status_code == 422
    assert len(Draft.objects.get().data["q-promise"][0]) == 100_000


def test_more_fields_than_a_form_has_are_refused(client):
    consultation = make_consultation()
    enter(client, consultation)
    posted = QueryDict(mutable=True)
    posted.setlist("q-schemes", ["budget"] * 6000)

    response = client.post(
        section_url(consultation, "you"), posted.urlencode(), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 400


@pytest.mark.parametrize("sheets", ["0", "-1", "2001", "2147483647", "1e9"])
def test_batch_of_an_impossible_size_is_refused(client, login, paris, coordinator, sheets):
    consultation = make_consultation(city=paris)
    login(client, coordinator)

    client.post(
        reverse("consultations_admin:new_batch"),
        {
            "consultation": consultation.pk,
            "label": "Urne",
            "channel": "paper",
            "received_on": "2026-01-01",
            "sheets": sheets,
        },
    )

    assert not Batch.objects.exists()


def test_sheet_in_a_language_that_is_not_offered_is_in_the_first(client, login, paris, coordinator):
    consultation = make_consultation(city=paris)
    batch = Batch.objects.create(
        consultation=consultation, label="Urne", received_on=timezone.localdate(), sheets=1
    )
    login(client, coordinator)

    client.post(
        reverse("consultations_admin:sheet", args=[batch.pk, 1]),
        {"q-experience": "never", "language": "<script>" * 50},
    )

    assert SheetEntry.objects.get().language == paris.languages[0]
    assert not Contribution.objects.exists()
