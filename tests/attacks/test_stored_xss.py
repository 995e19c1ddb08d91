"""Whoever writes markup in a text sees it shown as text, wherever it is shown and to whomever."""

from __future__ import annotations

import copy
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.rich_text import expand_db_html

from consultations.models import Batch, ConsultationText
from tests.consultations.browsing import answer, enter, section_url, send
from tests.consultations.factories import DEFINITION, make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db

MARKUP = "<img src=x onerror=alert(1)>\"'--></textarea><script>alert(2)</script>"


def assert_shown_as_text(response) -> None:
    page = response.content.decode()
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    assert "<script>alert(2)" not in page


def hostile_definition() -> dict:
    """A questionnaire whose every wording is markup."""
    definition = copy.deepcopy(DEFINITION)
    for section in definition["sections"]:
        section |= {"title": {"fr": MARKUP}, "intro": {"fr": MARKUP}}
        for question in section["questions"]:
            question |= {name: {"fr": MARKUP} for name in ("label", "help", "low", "high")}
            for choice in question.get("choices", []):
                choice["label"] = {"fr": MARKUP}
    return definition


@pytest.mark.parametrize("key", ["you", "city"])
def test_stored_xss_questionnaire_is_shown_as_text_to_citizens(client, key):
    consultation = make_consultation(definition=hostile_definition())
    enter(client, consultation)
    answer(client, consultation, "you", experience="once")

    assert_shown_as_text(client.get(section_url(consultation, key)))


def test_stored_xss_questionnaire_is_shown_as_text_to_typists(client, login, paris, coordinator):
    # Inline scripts run in the editors' side: there an editor's markup would act with a coordinator's rights.
    consultation = make_consultation(city=paris, definition=hostile_definition())
    batch = Batch.objects.create(
        consultation=consultation, label=MARKUP, received_on=timezone.localdate(), sheets=1
    )
    login(client, coordinator)

    assert_shown_as_text(client.get(reverse("consultations_admin:sheet", args=[batch.pk, 1])))


def test_stored_xss_consultation_texts_are_shown_as_text(client):
    consultation = make_consultation()
    ConsultationText.objects.update(title=MARKUP, summary=MARKUP, consent=MARKUP)

    assert_shown_as_text(client.get(reverse("consultations:list")))
    assert_shown_as_text(client.get(consultation.get_absolute_url()))
    assert_shown_as_text(client.get(reverse("consultations:entry", args=["charte"])))


def test_stored_xss_answers_are_shown_as_text_to_their_author(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="often", schemes="other", **{"schemes-other": MARKUP})
    answer(client, consultation, "city", promise=MARKUP, word="<b onclick=alert(1)>")

    assert_shown_as_text(client.get(section_url(consultation, "city")))
    assert_shown_as_text(client.get(reverse("consultations:check", args=["charte"])))

    send(client, consultation)

    assert_shown_as_text(client.get(reverse("consultations:contribution")))


def test_stored_xss_answers_and_titles_are_shown_as_text_to_all(client, login, analyst):
    consultation = make_consultation(phase="published")
    analysis = make_analysis(consultation, {MARKUP: [f"{MARKUP} {n}" for n in range(3)]})
    redact()
    [found] = review(analysis, MARKUP, by=analyst)
    proposal = decided([found], MARKUP, by=analyst)
    charter = make_charter(consultation.city, title={"fr": MARKUP})
    publish_version(charter, {"repondre": (MARKUP, [proposal])}, by=analyst, preamble={"fr": MARKUP})

    for name, args in (
        ("results", ["charte"]),
        ("theme", ["charte", found.pk]),
        ("proposals", ["charte"]),
        ("proposal", ["charte", proposal.number]),
        ("charters", []),
        ("charter", [charter.slug]),
        ("article", [charter.slug, "repondre"]),
    ):
        assert_shown_as_text(client.get(reverse(f"consultations:{name}", args=args)))


def test_stored_xss_answers_and_titles_are_shown_as_text_to_analysts(client, login, analyst):
    analysis = make_analysis(make_consultation(phase="analysis"), {MARKUP: [MARKUP, f"{MARKUP} !"]})
    login(client, analyst)

    assert_shown_as_text(client.get(reverse("consultations_admin:review", args=[analysis.pk])))
    assert_shown_as_text(client.get(reverse("consultations_admin:theme", args=[theme(analysis, MARKUP).pk])))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
     "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)"],
)  # fmt: skip
def test_stored_xss_rich_text_links_lead_to_no_script(address):
    posted = json.dumps(
        {
            "blocks": [
                {
                    "key": "a1", "text": "Lire", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}},
        }
    )  # fmt: skip
    widget = ConsultationText._meta.get_field("privacy").formfield().widget

    stored = widget.value_from_datadict({"privacy": posted}, {}, "privacy")

    shown = expand_db_html(stored)
    assert "Lire" in shown
    assert "href" not in shown
