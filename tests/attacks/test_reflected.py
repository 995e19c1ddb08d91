"""Nothing in an address comes back into a page as markup, nor leads to another site."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review

pytestmark = pytest.mark.django_db
MARKUP = '"><script>alert(1)</script>'


@pytest.fixture
def addresses(analyst) -> list[str]:
    """Public pages that read something from their address."""
    consultation = make_consultation(phase="published")
    analysis = make_analysis(consultation, {"Répondre": ["Répondez.", "Dites pourquoi."]})
    redact()
    [found] = review(analysis, "Répondre", by=analyst)
    proposal = decided([found], "Répondre à tous", by=analyst)
    charter = make_charter(consultation.city)
    publish_version(charter, {"repondre": ("Nous répondons.", [proposal])}, by=analyst, days_ago=2)
    publish_version(charter, {"repondre": ("Nous répondons vite.", [proposal])}, by=analyst)
    return [
        reverse("consultations:theme", args=["charte", found.pk]) + "?page=",
        reverse("consultations:proposals", args=["charte"]) + "?decision=",
        reverse("consultations:results", args=["charte"]) + "?anything=",
        reverse("consultations:charter", args=[charter.slug]) + "?version=",
        reverse("consultations:compare", args=[charter.slug]) + "?to=2&from=",
        reverse("account_login") + "?next=",
        reverse("account_signup") + "?next=",
    ]


def test_reflected_markup_of_an_address_is_no_markup_of_the_page(client, addresses):
    for address in addresses:
        page = client.get(address + quote(MARKUP)).content.decode()

        assert "<script>alert(1)" not in page, address


def test_reflected_numbers_that_are_none_are_no_error_of_ours(client, addresses):
    for address in addresses:
        for odd in ("-1", "0", "1e9", "NaN", "٣", "9" * 5000, "%00", "%ff%fe", "%ED%A0%80"):
            assert client.get(address + odd).status_code in {200, 404}, (address, odd[:10])


@pytest.mark.parametrize("path", ["//evil.example/fr/x/", "//evil.example/", "///evil.example/en/x/"])
def test_reflected_path_makes_no_link_to_another_site(client, path):
    # Django's test client would take the host out of such an address: it is given as a server gets it.
    response = client.generic("GET", "/", PATH_INFO=path)

    assert response.status_code == 404
    assert 'href="//' not in response.content.decode()


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", r"\\evil.example", "javascript:alert(1)"]
)
def test_redirect_after_login_stays_here(client, login, citizen, target):
    login(client, citizen)

    for door in ("/cms/login/", "/fr/_util/login/", reverse("account_login")):
        response = client.get(door, {"next": target})

        assert "evil" not in response.headers.get("Location", "").partition("?")[0]
        assert not response.headers.get("Location", "/").startswith(("//", "javascript", "https:"))
