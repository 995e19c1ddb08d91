"""Every role at every door: the doors that are another's stay shut."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from consultations.models import Batch, Contribution, Theme
from tests.consultations.browsing import answer, enter, section_url, send
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact, review

pytestmark = pytest.mark.django_db

ALLOWED = {
    "analyses": {"analyst", "administrator"},
    "proposals": {"analyst", "administrator"},
    "charters": {"editor", "administrator"},
    "batches": {"coordinator", "administrator"},
    "new_batch": {"coordinator", "administrator"},
    "new_charter": {"editor", "administrator"},
}


@pytest.mark.parametrize(
    "role", ["citizen", "neighbour", "host", "editor", "analyst", "coordinator", "administrator"]
)
def test_role_opens_its_own_screens_only(client, login, request, role):
    login(client, request.getfixturevalue(role))

    for name, roles in ALLOWED.items():
        response = client.get(reverse(f"consultations_admin:{name}"))
        assert (response.status_code == 200) is (role in roles), name


def test_analysts_screens_are_shut_to_everybody_else(client, login, editor, coordinator, citizen):
    analysis = make_analysis(make_consultation(phase="published"), {"Répondre": ["Répondez."]})
    theme = Theme.objects.get()

    for person in (editor, coordinator, citizen, None):
        visitor = login(Client(), person) if person else Client()
        for name, pk in (("analysis", analysis.pk), ("review", analysis.pk), ("without_theme", analysis.pk),
                         ("theme", theme.pk)):  # fmt: skip
            response = visitor.get(reverse(f"consultations_admin:{name}", args=[pk]))
            assert response.status_code == 302, (person, name)
        visitor.post(reverse("consultations_admin:theme", args=[theme.pk]), {"do": "review", "expected": 1})

    theme.refresh_from_db()
    assert theme.state == Theme.TO_REVIEW


def test_batch_of_another_city_does_not_exist(client, login, paris, dakar_coordinator):
    batch = Batch.objects.create(
        consultation=make_consultation(city=paris), label="Urne", received_on=timezone.localdate(), sheets=1
    )
    login(client, dakar_coordinator)

    for name, args in (("batch", [batch.pk]), ("sheet", [batch.pk, 1]), ("differences", [batch.pk, 1])):
        path = reverse(f"consultations_admin:{name}", args=args)
        assert client.get(path).status_code == 404
    posted = client.post(reverse("consultations_admin:sheet", args=[batch.pk, 1]), {"q-experience": "never"})

    assert posted.status_code == 404
    assert not batch.entries.exists()


@pytest.mark.parametrize("role", [None, "citizen", "analyst", "coordinator"])
def test_unpublished_consultation_does_not_exist(client, login, request, role):
    consultation = make_consultation(live=False)
    if role:
        login(client, request.getfixturevalue(role))

    for name in ("detail", "entry", "check", "sent", "address", "results", "proposals"):
        response = client.get(reverse(f"consultations:{name}", args=["charte"]))
        assert response.status_code == 404, name
    assert client.post(reverse("consultations:send", args=["charte"])).status_code == 404
    assert client.get(section_url(consultation, "you")).status_code == 404
    assert client.get(reverse("open_data:csv", args=["charte"])).status_code == 404


@pytest.mark.parametrize(("role", "sees"), [("editor", True), ("analyst", False), ("coordinator", False)])
def test_unpublished_consultation_is_listed_for_editors_only(client, login, request, role, sees):
    consultation = make_consultation(live=False)
    login(client, request.getfixturevalue(role))

    page = client.get(reverse(consultation.snippet_viewset.get_url_name("list")))

    assert page.status_code == 200
    assert (consultation.title in page.content.decode()) is sees


@pytest.mark.parametrize("phase", ["open", "analysis"])
def test_open_data_of_an_unfinished_consultation_does_not_exist(client, login, administrator, phase):
    make_contributions(make_consultation(phase=phase), ["Mes mots"])
    login(client, administrator)

    for name in ("csv", "json", "schema"):
        assert client.get(reverse(f"open_data:{name}", args=["charte"])).status_code == 404


@pytest.mark.parametrize("role", [None, "citizen", "coordinator", "editor"])
def test_theme_that_nobody_reviewed_is_not_read(client, login, request, role):
    make_analysis(make_consultation(phase="published"), {"Secret encore": ["Des mots qu’on n’a pas relus"]})
    redact()
    if role:
        login(client, request.getfixturevalue(role))

    theme = client.get(reverse("consultations:theme", args=["charte", Theme.objects.get().pk]))
    results = client.get(reverse("consultations:results", args=["charte"])).content.decode()

    assert theme.status_code == 404
    assert "Secret encore" not in results
    assert "pas relus" not in results


def test_words_that_were_not_redacted_are_nowhere_in_public(client, analyst):
    analysis = make_analysis(
        make_consultation(phase="published"), {"Répondre": ["Appelez Awa Diop, 06 12 34 56 78"]}
    )
    [theme] = review(analysis, "Répondre", by=analyst)

    for path in (
        reverse("consultations:theme", args=["charte", theme.pk]),
        reverse("consultations:results", args=["charte"]),
        reverse("open_data:csv", args=["charte"]),
        reverse("open_data:json", args=["charte"]),
    ):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200
        assert b"Awa Diop" not in body


def test_neighbour_opens_no_contribution_by_its_number(client, login, citizen, neighbour):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    other = login(Client(), neighbour)

    response = other.get(reverse("consultations:mine", args=[Contribution.objects.get().pk]))

    assert response.status_code == 404
    assert other.get(reverse("consultations:contribution")).url == reverse("consultations:receipt")
    assert other.post(reverse("consultations:withdraw")).url == reverse("consultations:receipt")


def test_draft_cookie_of_one_consultation_opens_no_other(client):
    first, other = make_consultation(), make_consultation(slug="autre")
    enter(client, first)
    token = client.cookies[f"draft-{first.pk}"].value
    client.cookies[f"draft-{other.pk}"] = token

    response = client.get(section_url(other, "you"))

    assert response.url == reverse("consultations:entry", args=["autre"])


@pytest.mark.parametrize("token", ["", "x", "x" * 4000, "%00", '"\\355\\240\\200"', "é"])
def test_draft_cookie_that_is_none_of_ours_opens_nothing(client, token):
    consultation = make_consultation()
    client.cookies[f"draft-{consultation.pk}"] = token

    assert client.get(section_url(consultation, "you")).status_code == 302
    assert client.get(reverse("consultations:sent", args=["charte"])).status_code == 302


def _views(resolver: URLResolver, path: str = ""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{path}{one.pattern}", one.callback
        else:
            yield from _views(one, f"{path}{one.pattern}")


TRANSLATING = "cms/localize/"


def test_csrf_is_waived_by_no_view_that_changes_anything_but_the_end_of_mails():
    exempt = {path for path, view in _views(get_resolver()) if getattr(view, "csrf_exempt", False)}

    # Wagtail's interface for its own page explorer reads, and writes nothing. A mail program ends a subscription
    # without a cookie (RFC 8058): the secret is in the address, and nobody's session counts there.
    others = {path for path in exempt if not path.startswith("cms/api/main/")}
    ends_of_mails = ("told/<str:key>/end/", "newsletter/end/<str:token>/")
    # The interface for programs only reads: it answers nothing but GET, and knows no session.
    reads_only = "api/v1/"
    # The translation editor's views ask for the token themselves, of whoever has a session: the next test.
    assert {
        path
        for path in others
        if not path.endswith(ends_of_mails) and not path.startswith((TRANSLATING, reads_only))
    } == set()


@pytest.mark.parametrize("address", ["/api/v1/debates", "/api/v1/debates/abc", "/api/v1/editions"])
def test_interface_for_programs_only_reads(client, address):
    assert all(
        getattr(client, method)(address).status_code == 405 for method in ("post", "put", "patch", "delete")
    )


def test_csrf_token_is_asked_for_by_the_translation_editor(editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)

    for address in ("translate/1/strings/1/edit/", "translate/1/overrides/1/edit/"):
        response = browser.put(f"/{TRANSLATING}{address}", "{}", content_type="application/json")

        assert response.status_code == 403
        assert "CSRF" in response.json()["detail"]


def test_csrf_form_from_elsewhere_changes_nothing():
    consultation = make_consultation()
    browser = Client(enforce_csrf_checks=True)
    [contribution] = make_contributions(consultation, ["Mes mots"])
    session = browser.session
    session["opened_contributions"] = {"contribution": contribution.pk, "until": "2999-01-01T00:00:00+00:00"}
    session.save()

    for name, args in (
        ("withdraw", []),
        ("correct", []),
        ("contest", []),
        ("tell_me", []),
        ("tell_me_no_more", []),
        ("leave", []),
        ("entry", ["charte"]),
        ("send", ["charte"]),
    ):
        response = browser.post(reverse(f"consultations:{name}", args=args), {"age": "on", "consent": "on"})
        assert response.status_code == 403, name

    contribution.refresh_from_db()
    assert not contribution.is_withdrawn
