"""Components say in words what they show with shapes and colours."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import override


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def component(name: str, **inputs) -> str:
    return render_to_string(f"kit/components/{name}.html", inputs)


def test_diff_can_be_read_aloud():
    page = component("diff", parts=[("same", "Un "), ("removed", "mot"), ("added", "<autre>")])

    assert "<del>" in page
    assert "[removed:" in page
    assert "<ins>" in page
    assert "[added:" in page
    assert "&lt;autre&gt;" in page


@pytest.mark.parametrize(
    ("kind", "word"),
    [("error", "Error:"), ("warning", "Warning:"), ("success", "Done:"), ("info", "Note:"), ("", "Note:")],
)
def test_callout_says_its_kind(kind, word):
    assert word in component("callout", kind=kind, text="Voilà")


def test_phases_mark_the_current_one():
    page = component(
        "phases", phases=[{"name": "Ouverte", "state": "past"}, {"name": "Analyse", "state": "current"}]
    )

    assert page.count('aria-current="step"') == 1
    assert page.index("Finished") < page.index('aria-current="step"') < page.index("Now")


def test_language_note_appears_in_the_other_language_only():
    assert "only in French" in component("language_note", language="fr")
    assert component("language_note", language="en").strip() == ""
    assert component("language_note", language="").strip() == ""


def test_pagination_of_one_page_shows_nothing():
    assert "<nav" not in component("pagination", page=Paginator(range(5), 10).page(1))


def test_pagination_keeps_the_search_and_marks_the_page():
    page = component("pagination", page=Paginator(range(300), 10).page(15), query="q=arbre&")

    assert 'href="?q=arbre&amp;page=16"' in page
    assert page.count('aria-current="page"') == 1
    assert "…" in page


def test_table_scrolls_in_a_region_that_keyboards_reach():
    page = component(
        "table", caption="Réponses", headers=["Lieu", "Nombre"], rows=[["Nord", 3]], numbers=True
    )

    assert 'role="region" tabindex="0" aria-label="Réponses"' in page
    assert '<th scope="row">Nord</th>' in page


def test_error_summary_shows_nothing_without_error():
    assert component("error_summary", errors=[]).strip() == ""


def test_error_summary_leads_to_each_field():
    page = component(
        "error_summary", errors=[("Write an answer.", "id_q1"), ("The consultation has closed.", "")]
    )

    assert '<a href="#id_q1">Write an answer.</a>' in page
    assert "2 things need your attention" in page
    assert "autofocus" in page


def test_card_is_one_link_named_by_its_title():
    page = component("card", title="Rue <calme>", url="/fr/x/", tag="Open", tag_kind="success")

    assert page.count("<a ") == 1
    assert "Rue &lt;calme&gt;</a>" in page


def test_button_is_a_link_when_it_leads_somewhere():
    assert component("button", label="Voir", url="/x/").strip().startswith("<a ")
    assert 'type="submit"' in component("button", label="Envoyer")
