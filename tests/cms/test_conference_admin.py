"""The screens where a dossier goes on: who may open them, what they refuse, what they write."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageLogEntry

from cms.conferences import refusals
from cms.conferences.answering import answer
from cms.conferences.entering import enter
from cms.models import ConferencePage, Opinion
from tests.cms.conferences import make_conference, make_opinion, recommendation, said, today, translated
from tests.consultations.factories import make_consultation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def sentence_of(refusal) -> str:
    """What a refusal says in the screens' language."""
    with translation.override("fr"):
        return str(refusal())


def screen(name: str, *args) -> str:
    return reverse(f"cms_admin:{name}", args=args)


def answered(**fields) -> dict:
    return {
        "do": "answer",
        "decision": "accepted",
        "reason_fr": "Oui, dès cet été.",
        "author": "Adjointe",
        "owner": "Voirie",
        "on": today().isoformat(),
        "expected": "0",
        **fields,
    }


def test_editor_publishes_an_opinion_and_reads_that_it_is_frozen(client, login, editor):
    page = make_conference(recommendation("Ouvrir les cours"))
    login(client, editor)

    before = client.get(screen("conference", page.pk)).content.decode()
    client.post(screen("publish_opinion", page.pk))

    assert "Ouvrir les cours" in before
    assert Opinion.objects.get().actor_id == editor.pk
    after = client.get(screen("conference", page.pk)).content.decode()
    assert screen("recommendation", Opinion.objects.get().recommendations.get().pk) in after


def test_list_says_where_each_dossier_stands(client, login, editor):
    make_conference()
    login(client, editor)

    page = client.get(screen("conferences")).content.decode()

    assert '<th scope="col">Où il en est</th>' in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_wrote_a_part_of_the_opinion_does_not_publish_it(client, login, editor, language):
    """In any language, at any time; a colleague who wrote nothing of it does."""
    colleague = UserFactory(email="colleague@example.org", role="editor")
    block = recommendation("Ouvrir les cours")
    page = make_conference(block)
    edited = page if language == "fr" else translated(page)
    edited.opinion = [{**block, "value": {**block["value"], "text": "La Ville ouvre les cours."}}]
    edited.save_revision(user=editor).publish()
    edited.save_revision(user=colleague).publish()

    login(client, editor)
    shown = client.get(screen("conference", page.pk)).content.decode()
    client.post(screen("publish_opinion", page.pk))

    assert screen("publish_opinion", page.pk) not in shown
    assert not Opinion.objects.exists()
    login(client, colleague)
    client.post(screen("publish_opinion", page.pk))
    assert Opinion.objects.get().actor_id == colleague.pk


def test_who_wrote_other_parts_of_the_dossier_publishes_the_opinion(client, login, editor):
    page = make_conference(recommendation())
    page.save_revision()
    page.mandate = "<p>Un mandat relu.</p>"
    page.save_revision(user=editor).publish()
    login(client, editor)

    client.post(screen("publish_opinion", page.pk))

    assert Opinion.objects.get().actor_id == editor.pk


@pytest.mark.parametrize("who", ["citizen", "coordinator", "analyst"])
def test_others_publish_no_opinion(client, login, request, who):
    page = make_conference(recommendation())
    login(client, request.getfixturevalue(who))

    client.post(screen("publish_opinion", page.pk))

    assert not Opinion.objects.exists()


@pytest.mark.parametrize("who", ["citizen", "coordinator", "host"])
def test_screens_are_closed_to_those_who_have_nothing_to_do_there(client, login, request, who):
    page, opinion = make_opinion()
    one = opinion.recommendations.get()
    login(client, request.getfixturevalue(who))

    for address in (
        screen("conferences"),
        screen("conference", page.pk),
        screen("recommendation", one.pk),
    ):
        assert client.get(address).status_code in (302, 403)


def test_editor_answers_then_reports(client, login, editor):
    _page, opinion = make_opinion()
    one = opinion.recommendations.get()
    address = screen("recommendation", one.pk)
    login(client, editor)

    client.post(address, answered())
    client.post(
        address,
        {
            "do": "report",
            "status": "under_way",
            "note_fr": "Trois cours.",
            "on": today().isoformat(),
            "expected": "0",
        },
    )

    assert one.answers.get().owner == "Voirie"
    assert str(one.updates.get().note) == "Trois cours."


def test_analyst_neither_answers_nor_corrects(client, login, analyst):
    page, opinion = make_opinion()
    one = opinion.recommendations.get()
    login(client, analyst)

    client.post(screen("recommendation", one.pk), answered())
    client.post(screen("conference", page.pk), {"text_fr": "Lire autrement.", "on": today().isoformat()})

    assert not one.answers.exists()
    assert not opinion.errata.exists()


def test_answer_that_lacks_a_department_is_refused_with_what_to_do(client, login, editor):
    _page, opinion = make_opinion()
    one = opinion.recommendations.get()
    login(client, editor)

    response = client.post(screen("recommendation", one.pk), answered(owner=""))

    assert response.status_code == 422
    assert sentence_of(refusals.OwnerMissing) in html.unescape(response.content.decode())
    assert not one.answers.exists()


def test_answer_to_what_somebody_else_answered_meanwhile_asks_to_read_it_first(client, login, editor):
    page, opinion = make_opinion()
    one = opinion.recommendations.get()
    answer(page, one, "refused", said("Non, hélas."), author="Adjointe", on=today(), by=None, expected=0)
    address = screen("recommendation", one.pk)
    login(client, editor)

    response = client.post(address, answered())

    assert response.status_code == 422
    assert "Non, hélas." in response.content.decode()
    assert one.answers.count() == 1
    client.post(address, answered(expected=response.context["forms"]["answer"].data["expected"]))
    assert one.answers.count() == 2


def test_editor_publishes_an_erratum(client, login, editor):
    page, opinion = make_opinion()
    login(client, editor)

    client.post(
        screen("conference", page.pk),
        {"about": "", "text_fr": "Lire : seize membres.", "on": today().isoformat()},
    )

    assert str(opinion.errata.get().text) == "Lire : seize membres."


def test_analyst_enters_a_recommendation_in_a_consultation_that_is_open(client, login, analyst):
    body = make_conference(title="Conseil", kind=ConferencePage.BODY)
    _page, opinion = make_opinion(parent=body)
    one = opinion.recommendations.get()
    consultation = make_consultation()
    closed = make_consultation(slug="finie", phase="published")
    login(client, analyst)
    address = screen("recommendation", one.pk)

    offered = client.get(address).content.decode()
    client.post(address, {"do": "enter", "question": f"{consultation.pk}/promise"})
    client.post(address, {"do": "enter", "question": f"{closed.pk}/promise"})

    assert f"{consultation.pk}/promise" in offered
    assert f"{closed.pk}/promise" not in offered
    assert [entry.consultation for entry in one.entries.all()] == [consultation]


@pytest.fixture
def entered():
    """A recommendation of a body that was entered in an open consultation."""
    body = make_conference(title="Conseil", kind=ConferencePage.BODY)
    page, opinion = make_opinion(parent=body)
    return enter(page, opinion.recommendations.get(), make_consultation(), "promise", by=None)


def test_entry_by_mistake_is_withdrawn_with_a_reason_that_the_history_keeps(client, login, analyst, entered):
    address = screen("recommendation", entered.recommendation_id)
    login(client, analyst)

    without = client.post(address, {"do": "take_back", "entry": entered.pk, "reason": " "})
    client.post(address, {"do": "take_back", "entry": entered.pk, "reason": "Mauvaise consultation."})

    assert without.status_code == 422
    entered.contribution.refresh_from_db()
    assert entered.contribution.is_withdrawn
    assert not entered.contribution.answers.exists()
    line = PageLogEntry.objects.get(action="cms.conferences.withdraw_entry")
    assert (line.user, line.data["reason"]) == (analyst, "Mauvaise consultation.")
    again = client.post(address, {"do": "take_back", "entry": entered.pk, "reason": "Encore."})
    assert again.status_code == 422


@pytest.mark.parametrize("who", ["citizen", "coordinator"])
def test_others_withdraw_no_entry(client, login, request, entered, who):
    login(client, request.getfixturevalue(who))

    client.post(
        screen("recommendation", entered.recommendation_id),
        {"do": "take_back", "entry": entered.pk, "reason": "Mauvaise consultation."},
    )

    entered.contribution.refresh_from_db()
    assert not entered.contribution.is_withdrawn


def test_number_of_queries_of_the_list_does_not_grow(client, login, editor, django_assert_max_num_queries):
    make_opinion()
    login(client, editor)
    client.get(screen("conferences"))
    with django_assert_max_num_queries(1000) as before:
        client.get(screen("conferences"))

    for number in range(29):
        make_opinion(title=f"Conférence {number}")

    with django_assert_max_num_queries(len(before)):
        client.get(screen("conferences"))
