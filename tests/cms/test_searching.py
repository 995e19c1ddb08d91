"""The site's search page: what a visitor types, sees, and never sees."""

from __future__ import annotations

import json
import re

import pytest
from django.utils.translation import override

from cms.models import GuideEntryPage, GuideIndexPage, GuidePlace
from consultations.models import Consultation
from kit.sharing import image_address
from kit.structured_data import whole
from search.indexing import reconcile
from tests.cms.trees import trees
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, move_results, publish_version, review

__all__ = ["trees"]


def ask(slug: str, titles: dict[str, str], **fields) -> Consultation:
    """A consultation with these titles by language."""
    consultation = make_consultation(slug=slug, **fields)
    for text in consultation.texts.all():
        if text.language in titles:
            text.title = titles[text.language]
            text.save()
        else:
            text.delete()
    return consultation


SEARCH = "/fr/search/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def results_of(response) -> list[str]:
    titles = re.findall(r'<h3 class="search-result-title"[^>]*><a href="[^"]+">(.*?)</a>', text_of(response))
    return [re.sub(r"</?mark>", "", title) for title in titles]


@pytest.fixture
def budget(trees):
    return trees.add("Le budget participatif", "budget", words="Les habitants votent.")


def test_page_shows_what_was_found_with_its_words_marked(client, budget):
    response = client.get(SEARCH, {"q": "BUDGETS"})

    assert results_of(response) == ["Le budget participatif"]
    assert "Le <mark>budget</mark> participatif" in text_of(response)
    assert f'<a href="{budget.get_url()}">' in text_of(response)


def test_what_has_one_of_two_words_is_shown_below_what_has_both(client, trees, budget):
    trees.add("Le budget des écoles", "ecoles", words="Les enfants votent.")
    trees.add("La fête des habitants", "fete", words="Un repas dans la rue.")
    trees.add("Le marché", "marche", words="Des légumes.")

    page = client.get(SEARCH, {"q": "budget habitants"})

    whole_page, some = page.content.decode().split('id="near-title"')
    assert "1 résultat" in whole_page
    assert results_of(page) == ["Le budget participatif", "Le budget des écoles", "La fête des habitants"]
    assert "écoles" not in whole_page
    assert "participatif" not in some
    assert 'id="near-title"' not in client.get(SEARCH, {"q": "budget"}).content.decode()


def test_results_in_another_language_are_offered_beside_few(client, trees, budget):
    trees.add("The participatory budget", "budget", like=budget)

    here = text_of(client.get("/en/search/", {"q": "budget"}))

    assert "The participatory <mark>budget</mark>" in here
    assert f'href="{SEARCH}?q=budget" hreflang="fr"' in here
    assert (
        "hreflang"
        not in text_of(client.get(SEARCH, {"q": "habitants"}))
        .partition("results-title")[2]
        .partition("</main")[0]
    )


def test_level_of_a_title_inside_of_a_page_is_no_word_of_it(client, trees):
    page = trees.add("Le parc", "parc")
    page.body = [{"type": "heading", "value": {"text": "Les arbres", "level": "2"}}]
    page.save_revision().publish()

    assert results_of(client.get(SEARCH, {"q": "arbres"})) == ["Le parc"]
    assert results_of(client.get(SEARCH, {"q": "partie"})) == []


def test_typing_error_is_told_and_can_be_put_right(client, budget):
    response = client.get(SEARCH, {"q": "budjet habitants"})

    assert results_of(response) == ["Le budget participatif"]
    assert f'<a href="{SEARCH}?q=budget+habitants">budget habitants</a>' in text_of(response)


def test_results_are_narrowed_to_a_kind(client, budget):
    ask("budget-2027", {"fr": "Le budget de demain"})

    everything = client.get(SEARCH, {"q": "budget"})
    pages = client.get(SEARCH, {"q": "budget", "kind": "page"})

    assert set(results_of(everything)) == {"Le budget participatif", "Le budget de demain"}
    assert results_of(pages) == ["Le budget participatif"]
    assert f'href="{SEARCH}?q=budget&amp;kind=consultation"' in text_of(pages)


def test_a_page_without_results_leads_on(client, trees, budget):
    page = trees.add("Le parc", "parc")
    trees.add("The playground", "playground", like=page)

    response = client.get(SEARCH, {"q": "playground"})
    nothing = client.get(SEARCH, {"q": "zzzzzz"})

    assert 'href="/en/search/?q=playground"' in text_of(response)
    for href in ("/fr/consultations/", "/fr/charters/"):
        assert f'href="{href}"' in text_of(nothing)


def test_words_of_visitors_are_shown_as_words(client, budget):
    for typed in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"):
        page = text_of(client.get(SEARCH, {"q": typed}))

        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "a\x00b"},
        {"q": "x" * 20_000},
        {"q": "budget", "page": "-1"},
        {"q": "budget", "page": "9" * 30},
        {"q": "budget", "page": "٣"},
        {"q": "budget", "kind": "'; DROP"},
        {"q": "مرحبا 🎉"},
        {},
    ],
)
def test_any_address_is_answered(client, budget, asked):
    assert client.get(SEARCH, asked).status_code == 200


def test_a_page_past_the_end_shows_the_last_results(client, trees):
    for number in range(12):
        trees.add(f"Le budget {number}", f"budget-{number}")
    last = client.get(SEARCH, {"q": "budget", "page": "2"})

    past = client.get(SEARCH, {"q": "budget", "page": "9999"})

    assert len(results_of(last)) == 2
    assert results_of(past) == results_of(last)


def test_what_was_searched_is_kept_by_nobody_on_the_way(client, budget):
    response = client.get(SEARCH, {"q": "budget"})

    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in text_of(response)
    assert "og:url" not in text_of(response)


def test_search_field_stands_in_the_header_of_every_page(client, budget):
    page = text_of(client.get(budget.get_url()))

    assert f'action="{SEARCH}"' in page.partition("<main")[0]
    assert 'for="site-search-words"' in page


def test_consultations_are_found_in_each_of_their_languages_and_only_once_published(client, trees):
    ask("rue", {"fr": "Apaiser la rue", "en": "Calmer streets"})
    ask("draft", {"fr": "Apaiser la place"}, live=False)

    with override("fr"):
        french = client.get("/fr/search/", {"q": "apaiser"})
    english = client.get("/en/search/", {"q": "calm street"})

    assert results_of(french) == ["Apaiser la rue"]
    assert results_of(english) == ["Calmer streets"]


def test_articles_are_found_once_their_charter_is_in_force(client, trees, paris, editor):
    charter = make_charter(paris)

    assert results_of(client.get(SEARCH, {"q": "catalpa"})) == []

    publish_version(charter, {"jeunesse": ("La Ville plante un catalpa.", [])}, by=editor)

    assert "/fr/charters/charte-de-la-ville/articles/jeunesse/" in text_of(
        client.get(SEARCH, {"q": "catalpas"})
    )


def test_proposals_are_found_from_the_day_of_the_results(client, trees, analyst):
    consultation = make_consultation(slug="rue", phase="analysis")
    analysis = make_analysis(consultation, {"Bancs": ["Des bancs à l’ombre."]})
    decided(review(analysis, "Bancs", by=analyst), "Poser un banc sous chaque catalpa.", by=analyst)

    assert results_of(client.get(SEARCH, {"q": "catalpa"})) == []

    move_results(consultation, days=-1)
    reconcile()

    assert results_of(client.get(SEARCH, {"q": "catalpa"})) == ["Poser un banc sous chaque catalpa."]


def test_districts_are_found_by_name_and_number(client, trees, paris):
    reconcile()
    name = str(paris.districts.get(code="20").name)

    for typed in ("menilmontant", "Paris 20", "20ème arrondissement"):
        assert results_of(client.get(SEARCH, {"q": typed}))[0] == name, typed


def test_page_says_what_it_is_to_machines(client, trees, budget):
    home = text_of(client.get(trees.fr.get_url()))
    page = text_of(client.get(budget.get_url()))

    assert '"@type":"SearchAction"' in home
    assert '"@type":"BreadcrumbList"' in page
    assert '"position":1,"name":"Accueil"' in page
    assert f'<link rel="canonical" href="{whole(budget.get_url())}">' in page
    assert "Content-Security-Policy" in client.get(budget.get_url())


def test_entry_of_the_guide_says_what_it_is_to_machines(client, trees, paris):
    index = trees.fr.add_child(instance=GuideIndexPage(title="Guide", slug="guide", locale=trees.fr.locale))
    entry = GuideEntryPage(
        title="Le budget </script> participatif",
        slug="bp",
        locale=trees.fr.locale,
        kind=GuideEntryPage.SCHEME,
        city=paris,
        as_who=["individual"],
        introduction="Proposer et voter.",
        body=[
            {
                "type": "questions",
                "value": {"questions": [{"question": "Qui vote ?", "answer": "<p>Tous.</p>"}]},
            }
        ],
    )
    entry.places = [GuidePlace(name="La mairie", address="Place de l’Hôtel-de-Ville", locale=trees.fr.locale)]
    index.add_child(instance=entry)

    page = client.get(entry.get_url()).content.decode()

    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    service, questions, way = json.loads(written)["@graph"]
    assert service["@type"] == "GovernmentService"
    assert service["name"] == "Le budget </script> participatif"
    assert service["areaServed"] == [{"@type": "AdministrativeArea", "name": "Paris"}]
    assert questions["mainEntity"][0]["acceptedAnswer"]["text"] == "Tous."
    assert [step["name"] for step in way["itemListElement"]] == ["Accueil", "Guide", service["name"]]


def test_share_card_bears_the_title_of_a_page_but_not_what_a_visitor_typed(client, trees, budget):
    ask("rue", {"fr": "Apaiser la rue"})

    for url, drawn in ((budget.get_url(), budget.title), ("/fr/consultations/rue/", "Apaiser la rue")):
        assert image_address(drawn) in client.get(url).content.decode()
    assert "og:image" not in client.get(SEARCH, {"q": "Votez pour moi"}).content.decode()
