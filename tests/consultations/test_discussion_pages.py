"""A discussion in public: read, write, agree, withdraw, without a script; what came of it as table, CSV and JSON."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from consultations.amending import amending, discussing, moderating
from consultations.charters import charter_drafting
from consultations.models import Agreement, Amendment, CharterVersion
from tests.consultations.discussing import BODY, make_discussion, said_and_shown, say
from tests.consultations.test_amendments_decided import decide
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ATTACK = '<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="x'


@pytest.fixture
def version(paris, editor) -> CharterVersion:
    return make_discussion(paris, by=editor)


def address(name: str, version: CharterVersion, *more, query: str = "") -> str:
    return reverse(f"consultations:{name}", args=[version.charter.slug, version.number, *more]) + query


def html_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def write(client: Client, version: CharterVersion, *, query: str = "?paragraph=1", **fields):
    url = address("write_amendment", version, "repondre", query=query)
    return client.post(url, {"kind": "comment", "body": "Et le week-end ?", **fields})


def test_discussed_version_is_public_and_a_draft_is_not(client, version, editor):
    draft = charter_drafting.start_draft(version.charter, by=editor)

    html = html_of(client, address("discussion", version))

    assert "La Ville répond à chaque contribution" in html
    assert "The discussion is open until" in html
    assert client.get(address("discussion", draft)).status_code == 404
    assert client.get(f"/fr/charters/{version.charter.slug}/discussion/{'9' * 30}/").status_code == 404


def test_each_paragraph_has_its_link_while_the_discussion_is_open(client, version, editor):
    url = address("discussed_article", version, "repondre")

    during = html_of(client, url)
    discussing.close_discussion(version, by=editor, at=timezone.now())
    after = html_of(client, url)

    assert "paragraph=1" in during
    assert "paragraph=2" in during
    assert "paragraph=3" not in during
    assert "paragraph=" not in after


def test_anonymous_reader_is_told_of_the_account_and_writes_nothing(client, version):
    form = html_of(client, address("write_amendment", version, "repondre", query="?paragraph=1"))

    assert "You need an account" in form
    assert "dans les trois mois." in form
    assert "%3Fparagraph%3D1" in form
    write(client, version)
    assert not Amendment.objects.exists()


def test_citizen_amends_a_paragraph_and_sees_the_difference_before_anybody_else(
    client, login, version, citizen, neighbour
):
    login(client, citizen)
    url = address("discussed_article", version, "repondre")

    response = write(client, version, kind="amendment", proposed=BODY.split("\n")[0].replace("trois", "deux"))

    own = html_of(client, response.url)
    assert "waiting to be read" in own
    assert re.search(r"<del>.*?trois.*?</del><ins>.*?deux.*?</ins>", own)
    assert Amendment.objects.get().quote == BODY.split("\n")[0]
    assert "Amendment" not in html_of(login(client, neighbour), url)


def test_words_selected_by_letters_are_quoted_whole_whatever_the_spaces(client, login, version, citizen):
    text = BODY.split("\n")[0]
    start = len(text[: text.index("trois")].replace(" ", ""))
    login(client, citizen)

    write(client, version, query=f"?paragraph=1&from={start + 1}&to={start + 7}")

    assert Amendment.objects.get().quote == "trois mois"


@pytest.mark.parametrize(
    "query",
    ["", "?paragraph=3", "?paragraph=x", "?paragraph=1&from=5&to=2", "?paragraph=1&from=0&to=99999",
     "?paragraph=1&language=xx", "?paragraph=-1", "?paragraph=%3Cscript%3E"],
)  # fmt: skip
def test_words_that_are_not_there_lead_back_to_the_article(client, login, version, citizen, query):
    login(client, citizen)

    response = write(client, version, query=query)

    assert response.url == address("discussed_article", version, "repondre")
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": ""}, "Choose whether you comment"),
        ({"body": "  "}, "Write your comment"),
        ({"body": "x" * 3001}, "3000"),
        ({"kind": "amendment", "proposed": BODY.split("\n")[0]}, "These are the words of the article"),
        ({"kind": "amendment", "proposed": "x" * 3000}, "characters"),
        ({"signature": "me@example.org"}, "without an e-mail address"),
        ({"signature": "x" * 81}, "80"),
    ],
)
def test_drafting_errors_are_told_and_nothing_is_lost(client, login, version, citizen, fields, sentence):
    login(client, citizen)

    response = write(client, version, **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Amendment.objects.exists()


def test_signs_that_nobody_sees_are_left_out(client, login, version, citizen):
    login(client, citizen)

    write(client, version, body="Bon\u202ejour\u200b\r\nà tous", signature="Mi\u2066na")

    amendment = Amendment.objects.get()
    assert (amendment.body, amendment.signature) == ("Bonjour\nà tous", "Mina")


def test_writing_too_often_is_refused_for_a_while(client, login, version, citizen):
    login(client, citizen)
    for number in range(15):
        write(client, version, body=f"Avis {number}")

    response = write(client, version, body="Un de plus")

    assert response.status_code == 429
    assert Amendment.objects.count() == 15


def test_what_people_write_is_shown_as_text_whatever_it_holds(client, login, version, citizen, analyst):
    login(client, citizen)
    write(client, version, kind="amendment", proposed=ATTACK, body=ATTACK, signature=ATTACK[:79])
    amendment = Amendment.objects.get()
    moderating.show(amendment, by=analyst, at=timezone.now(), expected=1)

    pages = [
        ("discussed_article", ["repondre"]), ("discussion_outcome", []), ("withdraw_amendment", [amendment.pk]),
    ]  # fmt: skip
    for name, more in pages:
        html = html_of(client, address(name, version, *more))
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert '" onmouseover="' not in html


def test_citizen_agrees_changes_their_mind_and_takes_it_back(
    client, login, version, citizen, neighbour, analyst
):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst)
    login(client, neighbour)
    url = address("agree_with_amendment", version, amendment.pk)

    values = []
    for value in ("agree", "agree", "disagree", "none"):
        client.post(url, {"value": value})
        values.append(list(Agreement.objects.values_list("value", flat=True)))

    assert values == [[1], [1], [-1], []]


def test_nobody_agrees_without_an_account_nor_with_their_own_nor_with_what_they_cannot_see(
    client, login, version, citizen, neighbour, analyst
):
    shown = said_and_shown(version, "trois mois", by=citizen, reader=analyst)
    waiting = say(version, "chaque contribution", by=citizen)

    anonymous = client.post(address("agree_with_amendment", version, shown.pk), {"value": "agree"})
    login(client, citizen).post(address("agree_with_amendment", version, shown.pk), {"value": "agree"})
    hidden = login(client, neighbour).post(
        address("agree_with_amendment", version, waiting.pk), {"value": "agree"}
    )

    assert "login" in anonymous.url
    assert hidden.status_code == 404
    assert not Agreement.objects.exists()


def test_forms_need_their_token(version, login, citizen):
    strict = login(Client(enforce_csrf_checks=True), citizen)

    assert write(strict, version).status_code == 403


def test_author_alone_withdraws(client, login, version, citizen, neighbour, analyst):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst)
    url = address("withdraw_amendment", version, amendment.pk)

    others = [login(Client(), person).post(url).status_code for person in (neighbour, analyst)]
    login(client, citizen)
    asked = html_of(client, url)
    client.post(url)

    assert others == [404, 404]
    assert "Withdraw my words" in asked
    assert not Amendment.objects.exists()


def test_most_discussed_comes_first_unless_the_newest_is_asked_for(
    client, version, citizen, neighbour, analyst
):
    old = said_and_shown(version, "trois mois", by=citizen, reader=analyst, body="Ancien avis")
    said_and_shown(version, "contribution", by=citizen, reader=analyst, body="Nouvel avis")
    amending.agree(old, 1, by=neighbour, at=timezone.now())
    url = address("discussed_article", version, "repondre")

    discussed, newest = html_of(client, url), html_of(client, url + "?order=newest")

    assert discussed.index("Ancien avis") < discussed.index("Nouvel avis")
    assert newest.index("Nouvel avis") < newest.index("Ancien avis")


def test_link_to_a_contribution_shows_it_whatever_its_page(client, version, citizen, analyst):
    first = said_and_shown(version, "trois mois", by=citizen, reader=analyst, body="Tout premier")
    for number in range(21):
        said_and_shown(version, "trois mois", by=citizen, reader=analyst, body=f"Avis {number}")
    url = address("discussed_article", version, "repondre")

    assert "Tout premier" not in html_of(client, url)
    assert "Tout premier" in html_of(client, f"{url}?one={first.pk}")


def test_pages_ask_the_database_as_much_for_one_contribution_as_for_thirty(
    client, login, version, citizen, neighbour, analyst
):
    login(client, neighbour)
    pages = [
        address("discussion", version),
        address("discussed_article", version, "repondre"),
        address("discussion_outcome", version),
        reverse("open_data:discussion_csv", args=[version.charter.slug, version.number]),
    ]

    def queries() -> list[int]:
        counts = []
        for url in pages:
            with CaptureQueriesContext(connection) as asked:
                response = client.get(url)
                b"".join(response)
            counts.append(len(asked))
        return counts

    said_and_shown(version, "trois mois", by=citizen, reader=analyst, proposed="deux mois")
    queries()
    one = queries()
    for number in range(29):
        other = said_and_shown(
            version, "trois mois", by=UserFactory(), reader=analyst, proposed=f"{number} mois"
        )
        amending.agree(other, 1, by=neighbour, at=timezone.now())

    assert queries() == one


def test_outcome_is_told_as_table_csv_and_json_without_any_account(
    client, version, citizen, neighbour, analyst
):
    amendment = said_and_shown(
        version, "trois mois", by=citizen, reader=analyst, proposed="=HYPERLINK(1)", signature="Mina"
    )
    amending.agree(amendment, -1, by=neighbour, at=timezone.now())
    decide(amendment, "refused", by=analyst)
    hidden = say(version, "contribution", by=citizen, body="Mots cachés")
    moderating.hide(hidden, "insult", by=analyst, at=timezone.now(), expected=1)
    arguments = [version.charter.slug, version.number]

    table = html_of(client, address("discussion_outcome", version))
    rows = client.get(reverse("open_data:discussion_csv", args=arguments)).getvalue().decode("utf-8-sig")
    told = client.get(reverse("open_data:discussion_json", args=arguments)).json()

    (row,) = csv.DictReader(io.StringIO(rows))
    assert (row["signed"], row["disagree"], row["decision"]) == ("Mina", "1", "refused")
    assert row["proposed"].startswith("'=")
    assert "The City refuses" in table
    assert "Parce que c’est faisable." in table
    assert told["figures"] == {
        "people": 2, "comments": 0, "amendments": 1, "opinions": 1, "accepted": 0, "in_part": 0, "refused": 1,
        "pending": 0, "hidden": 1,
    }  # fmt: skip
    assert told["contributions"][0]["reason_fr"] == "Parce que c’est faisable."
    for text in (table, rows, str(told)):
        assert "Mots cachés" not in text
        assert citizen.email not in text
        assert "author" not in text


def test_person_reads_exports_and_erases_what_they_said(client, login, version, citizen, analyst):
    said_and_shown(version, "trois mois", by=citizen, reader=analyst, body="Montré", signature="Mina")
    say(version, "contribution", by=citizen, body="Jamais montré")

    exported = privacy.export_of(citizen)["discussions"]["contributions"]
    own_page = html_of(login(client, citizen), reverse("account_home"))
    privacy.erase(citizen)

    assert [one["comment"] for one in exported] == ["Montré", "Jamais montré"]
    assert "My comments and amendments" in own_page
    kept = Amendment.objects.get()
    assert (kept.author, kept.signature, kept.body) == (None, "Mina", "Montré")


def test_schema_explains_each_column_of_the_file_in_its_order(client, version):
    arguments = [version.charter.slug, version.number]

    rows = client.get(reverse("open_data:discussion_csv", args=arguments)).getvalue().decode("utf-8-sig")
    schema = client.get(reverse("open_data:discussion_schema", args=arguments)).json()

    assert [field["name"] for field in schema["fields"]] == rows.strip().split(",")
    assert all(field["descriptions"]["en"] for field in schema["fields"])
