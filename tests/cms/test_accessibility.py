"""The declaration of accessibility: the law's words, what was really found, and a footer that says the state."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.demo.declaring import declare_accessibility
from cms.demo.site import make_site
from cms.models import AccessibilityPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def declaration():
    make_site()
    declare_accessibility(on=date(2026, 11, 23))
    cache.clear()
    return AccessibilityPage.objects.get(locale__language_code="fr")


def test_footer_of_every_page_says_the_state(client, declaration):
    for code, said in (("fr", "Accessibilité : non conforme"), ("en", "Accessibility: not compliant")):
        cache.clear()
        page = client.get(f"/{code}/").content.decode().replace("\N{NO-BREAK SPACE}", " ")

        assert said in page


def test_declaration_says_that_nobody_audited_the_site(client, declaration):
    page = client.get(declaration.url).content.decode()

    assert "non conforme" in page
    assert "Aucun audit" in page
    assert "23 novembre 2026" in page
    assert "Libre réponse 71120" in page


def test_declaration_speaks_the_readers_language(client, declaration):
    english = declaration.get_translations().get()

    page = client.get(english.url).content.decode()

    assert "not compliant" in page
    assert "What does not comply" in page


@pytest.mark.parametrize(
    ("state", "rate", "wrong"),
    [("partial", None, "state"), ("partial", 49, "rate"), ("partial", 100, "rate"), ("full", 99, "rate")],
)
def test_better_state_needs_an_audit_that_found_it(declaration, state, rate, wrong):
    declaration.state, declaration.rate = state, rate
    declaration.audited_by, declaration.audited_on = "Access42", date(2026, 10, 1)

    with pytest.raises(ValidationError) as refused:
        declaration.full_clean()

    assert list(refused.value.error_dict) == [wrong]


def test_audited_site_says_by_whom_and_how_much(client, declaration):
    declaration.state, declaration.rate = AccessibilityPage.PARTIAL, 82
    declaration.audited_by, declaration.audited_on = "Access42", date(2026, 10, 1)
    declaration.full_clean()
    declaration.save_revision().publish()

    with translation.override("fr"):
        page = client.get(declaration.url).content.decode()

    assert "partiellement conforme" in page
    assert "82" in page
    assert "Access42" in page
    assert "Aucun audit" not in page
