"""Open data: what never leaves, and what leaves only when it may."""

from __future__ import annotations

import json

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.answering.receipt_codes import code_of, receipt_hash
from consultations.models import Analysis, Answer, Consultation, Contribution
from consultations.publishing.open_data import public_id
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact, review
from tests.consultations.taking_open_data import add, content, data, fetch, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(paris) -> Consultation:
    return make_consultation(phase="published", city=paris)


@pytest.mark.parametrize("phase", ["upcoming", "open", "analysis"])
@pytest.mark.parametrize("name", ["csv", "json", "schema"])
def test_open_data_is_absent_before_figures_are_public(client, login, administrator, paris, phase, name):
    make_consultation(phase=phase, city=paris)

    assert fetch(client, name).status_code == 404
    assert fetch(login(client, administrator), name).status_code == 404


@pytest.mark.parametrize("name", ["csv", "json", "schema"])
def test_open_data_of_an_open_consultation_is_absent_even_when_figures_show(client, paris, name):
    make_consultation(phase="open", shows_partial_results=True, city=paris)

    assert fetch(client, name).status_code == 404


@pytest.mark.parametrize("name", ["csv", "json", "schema"])
def test_open_data_of_an_unpublished_consultation_is_absent(client, paris, name):
    make_consultation(phase="published", live=False, city=paris)

    assert fetch(client, name).status_code == 404


def test_open_data_holds_no_word_before_results_are_published(client, paris, analyst):
    consultation = make_consultation(phase="analysis", shows_partial_results=True, city=paris)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez, dit Zoé."]})
    redact()
    review(analysis, "Répondre", by=analyst)

    [row] = table(client)

    assert (row["promise"], row["promise.theme"]) == ("", "")


def test_open_data_holds_redacted_words_only_and_reviewed_themes_only(client, consultation, analyst):
    analysis = make_analysis(
        consultation, {"Répondre": ["Répondez, dit Zoé."], "Réunir": ["Le soir."], "Parler": ["Clair."]}
    )
    redact(Zoé="PERSON")
    review(analysis, "Répondre", by=analyst)
    Answer.objects.filter(text="Clair.").update(public_text=None)

    found = {row["promise"]: row["promise.theme"] for row in table(client)}

    assert found == {"Répondez, dit [PERSON].": "Répondre", "Le soir.": "", "": ""}
    assert "Zoé" not in json.dumps(data(client), ensure_ascii=False)


def test_open_data_names_no_theme_of_an_analysis_out_of_force(client, consultation, analyst):
    analysis = make_analysis(consultation, {"Répondre": ["Répondez."]})
    review(analysis, "Répondre", by=analyst)
    Analysis.objects.update(adopted=False)

    assert [row["promise.theme"] for row in table(client)] == [""]


def test_open_data_redacts_the_words_of_other_too(client, consultation):
    [contribution] = make_contributions(consultation, [""])
    answer = add(contribution, "schemes", ["other"], "Chez Zoé")

    before = table(client)
    Answer.objects.filter(pk=answer.pk).update(public_text="Chez [PERSON]")

    assert [row["schemes.other"] for row in before] == [""]
    assert [row["schemes.other"] for row in table(client)] == ["Chez [PERSON]"]


def test_open_data_loses_a_contribution_as_soon_as_it_is_withdrawn(client, consultation):
    kept, gone = make_contributions(consultation, ["Je reste.", "Je pars."])
    redact()

    withdraw(gone, at=timezone.now())

    assert [row["contribution.id"] for row in table(client)] == [public_id(kept.pk)]
    assert "Je pars" not in json.dumps(data(client), ensure_ascii=False)


def test_open_data_says_nothing_that_points_at_a_person(client, consultation, citizen):
    [contribution] = make_contributions(consultation, ["Répondez."], user=citizen, sent_at=timezone.now())
    Contribution.objects.update(
        draft_key="draftkey", participant_key="email:abc", receipt_hash="receipthash", import_key="importkey"
    )

    written = content(fetch(client, "csv")) + content(fetch(client, "json"))

    for secret in ("draftkey", "email:abc", "receipthash", "importkey", citizen.email):
        assert secret not in written
    local = timezone.localtime(contribution.sent_at, consultation.zone)
    assert f"{local:%Y-%m}" in written
    assert f"{local:%Y-%m-%d}T{local:%H:%M}" not in written
    assert f"{local:%H:%M:%S}" not in written


def test_public_id_is_stable_and_leads_neither_to_the_row_nor_to_the_receipt():
    with override_settings(RECEIPT_KEY="one"):
        first, again, other = public_id(7), public_id(7), public_id(8)
        related = {receipt_hash("7"), receipt_hash(public_id(7)), code_of("7"), receipt_hash("open-data:8")}
    with override_settings(RECEIPT_KEY="two"):
        under_another_key = public_id(7)

    assert first == again
    assert len({first, other, under_another_key}) == 3
    assert len(first) == 16
    assert not any(one.startswith(first) for one in related)


def test_open_data_rows_do_not_come_in_the_order_of_sending(client, consultation):
    contributions = make_contributions(consultation, [f"Texte {n}." for n in range(30)])

    ids = [row["contribution.id"] for row in table(client)]

    assert ids == sorted(ids)
    assert ids != [public_id(one.pk) for one in contributions]


def test_open_data_leaves_out_a_district_of_fewer_than_five(client, consultation, paris):
    many, few, other = list(paris.districts.all())[:3]
    make_contributions(consultation, ["a"] * 6, district=many)
    make_contributions(consultation, ["b"] * 4, district=few)
    make_contributions(consultation, ["c"] * 3, district=other)

    codes = [row["contribution.district"] for row in table(client)]

    assert (codes.count(many.code), codes.count("")) == (6, 7)


def test_open_data_hides_a_second_district_when_the_blank_would_name_the_first(client, consultation, paris):
    most, many, few = list(paris.districts.all())[:3]
    make_contributions(consultation, ["a"] * 9, district=most)
    make_contributions(consultation, ["b"] * 6, district=many)
    make_contributions(consultation, ["c"] * 1, district=few)

    codes = [row["contribution.district"] for row in table(client)]

    assert (codes.count(most.code), codes.count(many.code), codes.count("")) == (9, 0, 7)


@pytest.mark.parametrize(
    "query", ["?withdrawn=1", "?fields=user", "?order=sent_at", "?id__lt=9", "?draft_key=a"]
)
def test_open_data_takes_no_parameter(client, consultation, query):
    make_contributions(consultation, ["a", "b"])
    address = reverse("open_data:csv", args=["charte"])

    assert content(client.get(address + query)) == content(client.get(address))
