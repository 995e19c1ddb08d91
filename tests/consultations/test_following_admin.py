"""The screens where editors follow a charter: who may open them, what is written, what is refused, what is told."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from consultations.models import Commitment, CommitmentUpdate, Synthesis
from tests.consultations.following import adopted_charter, days_ago, promise, report, today
from tests.consultations.publishing import make_charter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def charter(paris, editor):
    return adopted_charter(paris, by=editor)


@pytest.fixture
def one(charter, editor) -> Commitment:
    return promise(charter, "Répondre en trois mois.", by=editor)


@pytest.fixture
def editor_client(client, login, editor):
    UserProfile.objects.create(user=editor, preferred_language="en")
    return login(client, editor)


def url(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def update_form(one: Commitment, **fields) -> dict:
    return {
        "do": "report",
        "on": today().isoformat(),
        "status": "done",
        "note_fr": "Chose faite.",
        "note_en": "It is done.",
        "expected": one.revision,
        **fields,
    }


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_only_those_who_write_charters_follow_them(client, login, request, charter, one, person):
    login(client, request.getfixturevalue(person))
    year = today().year

    for address in (
        url("follow_ups"), url("follow_up", charter.pk), url("new_commitment", charter.pk),
        url("commitment", one.pk), url("synthesis", charter.pk, year),
    ):  # fmt: skip
        assert client.get(address).status_code in (302, 403)
    client.post(url("commitment", one.pk), update_form(one))
    client.post(url("show_synthesis", charter.pk, year), {"do": "publish"})
    assert not CommitmentUpdate.objects.exists()


def test_charter_that_is_not_published_cannot_be_followed(editor_client, paris):
    charter = make_charter(paris)

    assert editor_client.get(url("follow_up", charter.pk)).status_code == 404


def test_list_says_what_is_late_and_what_is_silent_first(editor_client, charter, editor):
    promise(charter, "Tranquille.", by=editor, made=3)
    promise(charter, "Muet.", by=editor)
    promise(charter, "En retard.", by=editor, made=3, due_on=days_ago(1))

    html = editor_client.get(url("follow_up", charter.pk)).content.decode()

    assert html.index("En retard.") < html.index("Muet.") < html.index("Tranquille.")
    assert "1 commitment is late." in html
    assert "Nothing was said of 1 commitment for six months." in html


def test_commitment_is_written_on_an_adopted_article(editor_client, charter):
    article = charter.articles.get(identifier="reponse")

    response = editor_client.post(
        url("new_commitment", charter.pk),
        {"article": article.pk, "statement_fr": "Répondre.", "owner": "Direction", "due_on": "2031-05-01"},
    )

    made = Commitment.objects.get()
    assert response.url == url("commitment", made.pk)
    assert (str(made.statement), made.due_on.isoformat()) == ("Répondre.", "2031-05-01")


def test_update_is_written_with_its_evidence_and_told_in_the_log(editor_client, one):
    fields = {"evidence_url": "https://example.org/a", "evidence_label_fr": "Le bilan"}

    editor_client.post(url("commitment", one.pk), update_form(one, **fields))

    html = editor_client.get(url("commitment", one.pk)).content.decode()
    update = one.updates.get()
    assert (update.status, update.evidence_url) == ("done", "https://example.org/a")
    assert "It is done." in html
    assert "wrote an update" in html


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"on": "2999-01-01"}, "The date is still to come"),
        ({"note_fr": "", "note_en": ""}, "Write this text in at least one language."),
        ({"status": ""}, "Choose how the commitment stands."),
        ({"evidence_url": "javascript:alert(1)"}, "begins with http:// or https://"),
        ({"evidence_url": "ftp://example.org"}, "begins with http:// or https://"),
        ({"evidence_url": "https://example.org"}, "Say what the evidence is"),
    ],
)
def test_update_that_cannot_be_is_refused_with_what_to_do(editor_client, one, fields, sentence):
    response = editor_client.post(url("commitment", one.pk), update_form(one, **fields))

    assert sentence in response.content.decode()
    assert not CommitmentUpdate.objects.exists()


def test_update_sent_twice_is_written_once_and_shows_both_versions(editor_client, one):
    editor_client.post(url("commitment", one.pk), update_form(one))

    response = editor_client.post(url("commitment", one.pk), update_form(one))

    assert response.status_code == 409
    assert "has been changed since you opened it" in response.content.decode()
    assert one.updates.count() == 1


def test_commitment_changed_by_a_colleague_can_be_changed_all_the_same(editor_client, one):
    form = {
        "do": "rewrite", "article": one.article_id, "statement_fr": "Répondre vite.", "owner": "Cabinet",
        "expected": 1,
    }  # fmt: skip
    Commitment.objects.filter(pk=one.pk).update(revision=2)

    conflict = editor_client.post(url("commitment", one.pk), form)
    editor_client.post(url("commitment", one.pk), {**form, "expected": 2})

    one.refresh_from_db()
    assert conflict.status_code == 409
    assert "Répondre vite." in conflict.content.decode()
    assert str(one.statement) == "Répondre vite."


def test_synthesis_is_introduced_previewed_published_and_taken_back(editor_client, client, charter):
    year = today().year - 1
    editor_client.post(
        url("synthesis", charter.pk, year), {"introduction_fr": "Une année utile.", "expected": 0}
    )
    shown = url("show_synthesis", charter.pk, year)

    editor_client.post(shown, {"do": "publish", "expected": 1})
    published = Synthesis.objects.get().published_at
    editor_client.post(shown, {"do": "take_back", "expected": 2})

    assert published is not None
    assert Synthesis.objects.get().published_at is None
    assert "took the synthesis back" in editor_client.get(url("synthesis", charter.pk, year)).content.decode()


@pytest.mark.parametrize("year", [1900, 2999])
def test_synthesis_of_a_year_without_the_charter_is_absent(editor_client, charter, year):
    assert editor_client.get(url("synthesis", charter.pk, year)).status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_lists_take_the_same_queries_for_1_and_30_commitments(
    editor_client, many, charter, editor, django_assert_max_num_queries
):
    for n in range(many):
        report(promise(charter, f"Promesse {n}.", by=editor), "done", "Fait.", on=days_ago(9), by=editor)
    editor_client.get(url("follow_up", charter.pk))

    with django_assert_max_num_queries(20):
        assert editor_client.get(url("follow_ups")).status_code == 200
    with django_assert_max_num_queries(20):
        html = editor_client.get(url("follow_up", charter.pk)).content.decode()

    assert html.count("Promesse ") == many
