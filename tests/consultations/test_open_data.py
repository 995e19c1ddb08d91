"""Open data: what leaves, in which form, and what never does."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from consultations.contributing import withdraw
from consultations.models import Analysis, Answer, Consultation, Contribution
from consultations.open_data import CHUNK, cell, public_id
from consultations.receipt_codes import code_of, receipt_hash
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact, review

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=HYPERLINK(\"http://x\")",
            "|calc", "%0A", "＝1+1", "＠x"]  # fmt: skip


@pytest.fixture
def consultation(paris) -> Consultation:
    return make_consultation(phase="published", city=paris)


def add(contribution: Contribution, key: str, value=None, text: str = "") -> Answer:
    version = contribution.consultation.current_version()
    return Answer.objects.create(
        contribution=contribution, question_key=key, version=version, value=value, text=text
    )


def fetch(client, name: str, slug: str = "charte"):
    return client.get(reverse(f"open_data:{name}", args=[slug]))


def content(response) -> str:
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def table(client, slug: str = "charte") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(fetch(client, "csv", slug)), newline="")))


def data(client, slug: str = "charte") -> dict:
    return json.loads(content(fetch(client, "json", slug)))


def test_open_data_has_one_row_a_contribution_and_one_column_a_closed_question(client, consultation):
    [contribution] = make_contributions(consultation, ["Répondez."])
    for key, value in (
        ("experience", "often"), ("schemes", ["budget", "debate"]), ("trust", 4),
        ("priorities", ["time", "reply"]), ("hours", 2.5), ("last_time", "2024-03-01"),
    ):  # fmt: skip
        add(contribution, key, value)

    [row] = table(client)
    [same] = data(client)["contributions"]

    assert row["contribution.id"] == same["contribution.id"] == public_id(contribution.pk)
    assert (row["contribution.language"], row["contribution.channel"]) == ("fr", "online")
    assert (row["experience"], row["schemes"], row["trust"]) == ("often", "budget|debate", "4")
    assert (row["priorities"], row["hours"], row["last_time"]) == ("time|reply", "2.5", "2024-03-01")
    assert (same["schemes"], same["priorities"], same["trust"]) == (
        ["budget", "debate"],
        ["time", "reply"],
        4,
    )


def test_open_data_columns_are_those_of_the_schema(client, consultation):
    header = content(fetch(client, "csv")).splitlines()[0].split(",")
    fields = json.loads(content(fetch(client, "schema")))["fields"]

    assert header == [field["name"] for field in fields]
    assert {"contribution.month", "promise", "promise.theme", "schemes.other"} <= set(header)


def test_schema_explains_each_column_in_every_language(client, consultation):
    schema = json.loads(content(fetch(client, "schema")))
    fields = {field["name"]: field for field in schema["fields"]}

    assert schema["$schema"].startswith("https://datapackage.org/profiles/2.0/")
    assert all({"type", "description", "descriptions"} <= field.keys() for field in schema["fields"])
    assert all(set(field["descriptions"]) == {"fr", "en"} for field in schema["fields"])
    assert fields["trust"]["titles"] == {"fr": "Votre avis compte-t-il ?", "en": "Does your opinion count?"}
    assert fields["trust"]["constraints"] == {"minimum": 1, "maximum": 5}
    assert [choice["value"] for choice in fields["schemes"]["choices"]] == [
        "budget",
        "council",
        "debate",
        "other",
    ]
    assert fields["schemes"]["delimiter"] == "|"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_open_data_is_the_same_whatever_the_visitors_language(client, consultation, language, analyst):
    analysis = make_analysis(consultation, {"Répondre": ["Répondez."]})
    redact()
    review(analysis, "Répondre", by=analyst)

    response = client.get(reverse("open_data:csv", args=["charte"]), headers={"accept-language": language})

    assert "Répondre" in content(response)


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


@pytest.mark.parametrize("text", FORMULAS)
def test_open_data_defuses_formulas(client, consultation, text):
    make_contributions(consultation, [text])
    redact()

    [row] = table(client)

    assert row["promise"].startswith("'")
    assert data(client)["contributions"][0]["promise"] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_open_data_defuses_formulas_in_titles_and_other_words(client, consultation, analyst, text):
    analysis = make_analysis(consultation, {"Titre": ["Bonjour."]})
    review(analysis, "Titre", by=analyst)
    analysis.themes.update(title={"fr": text})
    add(analysis.memberships.get().answer.contribution, "schemes", ["other"], text)
    redact()

    [row] = table(client)

    assert row["promise.theme"].startswith("'")
    assert row["schemes.other"].startswith("'")


def test_cells_leave_numbers_and_plain_text_alone():
    assert [cell(one) for one in (-3, 2.0, -2.5, "Bonjour", " Bonjour", "", None)] == [
        -3, 2, -2.5, "Bonjour", " Bonjour", "", None,
    ]  # fmt: skip


def test_open_data_keeps_commas_quotes_and_lines_in_their_cell(client, consultation):
    text = 'Un, "deux"\r\ntrois ; quatre\n«\u00a0cinq\u00a0»'
    make_contributions(consultation, [text])
    redact()

    assert table(client)[0]["promise"] == text


def test_csv_begins_with_a_byte_order_mark_and_is_named_after_the_consultation(client, consultation):
    response = fetch(client, "csv")

    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbfcontribution.id,")
    assert response["Content-Disposition"] == 'attachment; filename="charte.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]


def test_json_says_where_it_comes_from_and_under_which_licence(client, consultation):
    about = data(client)

    assert about["licence"]["name"] == "etalab-2.0"
    assert about["title"] == {"fr": "Une charte à écrire", "en": "A charter to write"}
    assert about["schema"].endswith("/open-data/consultations/charte.schema.json")
    assert about["contributions"] == []


def test_open_data_holds_one_consultation_only(client, consultation, paris):
    other = make_consultation(phase="published", slug="autre", city=paris)
    make_contributions(consultation, ["Ici."])
    make_contributions(other, ["Ailleurs."])
    redact()

    assert [row["promise"] for row in table(client)] == ["Ici."]
    assert [row["promise"] for row in table(client, "autre")] == ["Ailleurs."]


@pytest.mark.parametrize(
    "query", ["?withdrawn=1", "?fields=user", "?order=sent_at", "?id__lt=9", "?draft_key=a"]
)
def test_open_data_takes_no_parameter(client, consultation, query):
    make_contributions(consultation, ["a", "b"])
    address = reverse("open_data:csv", args=["charte"])

    assert content(client.get(address + query)) == content(client.get(address))


def test_open_data_answers_to_reading_only(client, consultation):
    assert client.post(reverse("open_data:csv", args=["charte"])).status_code == 405


@pytest.mark.parametrize("rows", [1, CHUNK])
def test_open_data_takes_the_same_queries_for_1_and_many_rows(
    client, rows, consultation, django_assert_num_queries
):
    version = consultation.current_version()
    Contribution.objects.bulk_create(
        Contribution(consultation=consultation, language="fr", sent_at=timezone.now()) for _row in range(rows)
    )
    Answer.objects.bulk_create(
        Answer(contribution=one, question_key="promise", version=version, text="a")
        for one in Contribution.objects.all()
    )

    with django_assert_num_queries(9):
        found = table(client)

    assert len(found) == rows


def test_open_data_of_more_than_one_chunk_holds_every_row_once(client, consultation):
    Contribution.objects.bulk_create(
        Contribution(consultation=consultation, language="fr", sent_at=timezone.now())
        for _row in range(CHUNK + 3)
    )

    ids = [row["contribution.id"] for row in table(client)]

    assert len(ids) == len(set(ids)) == CHUNK + 3
    assert len(data(client)["contributions"]) == CHUNK + 3


def test_index_lists_what_can_be_taken_in_the_visitors_language(client, consultation, paris):
    make_consultation(phase="open", slug="ouverte", shows_partial_results=True, city=paris)
    address = reverse("open_data:index")

    french = client.get(address, headers={"accept-language": "fr"}).content.decode()
    english = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert address == "/open-data/"
    assert "Une charte à écrire" in french
    assert "A charter to write" in english
    assert "/open-data/consultations/charte.csv" in french
    assert "ouverte.csv" not in french


@pytest.mark.parametrize("many", [1, 30])
def test_index_takes_the_same_queries_for_1_and_30(client, many, paris, django_assert_num_queries):
    for n in range(many):
        make_consultation(phase="published", slug=f"c{n}", city=paris)
    client.get(reverse("open_data:index"))

    with django_assert_num_queries(2):
        response = client.get(reverse("open_data:index"))

    assert response.content.decode().count(".csv") == many
