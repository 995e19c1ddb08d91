"""Charters in public: several at once, versions, articles with a lasting address, what changed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.charters import charter_drafting
from consultations.charters.charter_reading import ADDED, REMOVED, REWORDED, UNCHANGED, compare
from consultations.models import ArticleVersion, Charter, CharterVersion
from kit.localized import LocalizedText
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def reply(paris, analyst):
    """A reviewed theme of published results."""
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez-nous, signé Zoé.", "Une réponse, vite."]})
    redact(Zoé="PERSON")
    return review(analysis, "Répondre", by=analyst)[0]


@pytest.fixture
def charter(paris, editor, analyst, reply) -> Charter:
    """Two versions: one article stays, one is reworded, one is removed, one comes in; and a draft."""
    charter = make_charter(paris)
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    publish_version(
        charter,
        {
            "ecoute": ("La Ville écoute.", []),
            "registre": ("Un registre.", []),
            "reponse": ("La Ville répond tôt.", []),
        },
        by=editor,
        days_ago=30,
        preamble={"fr": "Ce que la Ville promet."},
    )
    publish_version(
        charter,
        {
            "ecoute": ("La Ville écoute.", []),
            "reponse": ("La Ville répond en trois mois.", [kept]),
            "horaires": ("Le soir.", []),
        },
        by=editor,
    )
    draft = charter_drafting.start_draft(charter, by=editor)
    charter_drafting.add_article(
        draft, "secret", title={"fr": "Secret"}, body={"fr": "Texte secret."}, by=editor
    )
    return charter


def get(client, name: str, *args, **query):
    return client.get(reverse(f"consultations:{name}", args=args), query)


def page(client, name: str, *args, **query) -> str:
    response = get(client, name, *args, **query)
    assert response.status_code == 200
    return response.content.decode()


def test_charter_shows_the_version_in_force_with_preamble_and_articles(client, charter):
    html = page(client, "charter", charter.slug)

    assert "Version 2, in force since" in html
    assert "Ce que la Ville promet." in html
    assert "La Ville répond en trois mois." in html
    assert "Un registre." not in html
    assert 'id="reponse"' in html


def test_charter_shows_an_older_version_and_says_that_it_is_one(client, charter):
    html = page(client, "charter", charter.slug, version=1)

    assert "Un registre." in html
    assert "An earlier version" in html


@pytest.mark.parametrize("version", ["3", "0", "-1", "x", "9" * 400, "1.0", "<script>"])
def test_charter_has_no_draft_nor_senseless_version_for_the_public(client, charter, version):
    assert get(client, "charter", charter.slug, version=version).status_code == 404
    assert get(client, "compare", charter.slug, to=version).status_code == 404


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_charter_drafts_are_hidden_from_who_does_not_write_them(client, login, person, request, charter):
    login(client, request.getfixturevalue(person))

    assert get(client, "charter", charter.slug, version=3).status_code == 404
    assert get(client, "article", charter.slug, "secret").status_code == 404
    assert "Secret" not in page(client, "compare", charter.slug)
    assert "Version 3" not in page(client, "charter", charter.slug)


def test_charter_drafts_can_be_read_by_who_writes_them(client, login, editor, charter):
    login(client, editor)

    assert "Texte secret." in page(client, "charter", charter.slug, version=3)
    assert "Version 2, in force since" in page(client, "charter", charter.slug)


def test_charter_with_a_draft_alone_is_absent(client, paris, editor):
    charter = make_charter(paris)
    charter_drafting.start_draft(charter, by=editor)

    assert get(client, "charter", charter.slug).status_code == 404
    assert charter.slug not in page(client, "charters")


def test_charters_lists_each_charter_once_whatever_its_versions(client, charter, paris, editor):
    district = paris.districts.first()
    other = make_charter(paris, "charte-du-quartier", district=district)
    publish_version(other, {"place": ("Une place.", [])}, by=editor)

    html = page(client, "charters")

    assert html.count(reverse("consultations:charter", args=[charter.slug])) == 1
    assert "3 articles – version 2" in html
    assert "1 article – version 1" in html
    assert str(district) in html


def test_article_shows_its_wording_its_history_and_what_is_behind_it(client, charter):
    html = page(client, "article", charter.slug, "reponse")

    assert "La Ville répond en trois mois." in html
    assert "La Ville répond tôt." in html
    assert "What changed from version 1 to 2" in html
    assert "Répondre en trois mois." in html
    assert "Une réponse, vite." in html
    assert "signé [PERSON]" in html
    assert "Zoé" not in html


def test_article_removed_from_the_charter_still_answers_and_says_so(client, charter):
    html = page(client, "article", charter.slug, "registre")

    assert "Un registre." in html
    assert "This article was removed" in html
    assert "Version 2 of" in html


def test_article_hides_proposals_whose_results_are_not_published(client, charter, reply):
    consultation = reply.analysis.consultation
    consultation.results_at = None
    consultation.save(update_fields=["results_at"])

    html = page(client, "article", charter.slug, "reponse")

    assert "Répondre en trois mois." not in html
    assert "Une réponse, vite." not in html


def test_article_of_another_charter_is_absent(client, charter, paris, editor):
    other = make_charter(paris, "autre")
    publish_version(other, {"place": ("Une place.", [])}, by=editor)

    assert get(client, "article", charter.slug, "place").status_code == 404
    assert get(client, "article", "autre", "place").status_code == 200


def test_article_in_one_language_says_so_in_another(client, charter):
    html = page(client, "article", charter.slug, "reponse")

    assert "This text exists only in French." in html
    assert '<div class="prose lead" lang="fr">' in html


def test_compare_shows_the_last_two_versions_unless_told(client, charter):
    html = page(client, "compare", charter.slug)

    assert "From version 1 to version 2" in html
    assert "1 article added" in html
    assert "1 article removed" in html
    assert "1 article reworded" in html
    assert "<ins>" in html and "<del>" in html  # noqa: PT018
    assert "Répondre en trois mois." in html


def test_compare_says_changes_aloud(client, charter):
    html = page(client, "compare", charter.slug)

    assert '<ins><span class="visually-hidden">[added:' in html
    assert '<del><span class="visually-hidden">[removed:' in html


def test_compare_goes_backwards_and_with_itself(client, charter):
    backwards = page(client, "compare", charter.slug, **{"from": 2, "to": 1})
    same = page(client, "compare", charter.slug, **{"from": 2, "to": 2})

    assert "From version 2 to version 1" in backwards
    assert "These two versions say the same." in same


def test_compare_with_a_single_version_says_that_there_is_nothing_to_compare(client, paris, editor):
    charter = make_charter(paris)
    publish_version(charter, {"place": ("Une place.", [])}, by=editor)

    assert "Only one version so far" in page(client, "compare", charter.slug)


def test_compare_escapes_wordings(client, paris, editor):
    charter = make_charter(paris)
    publish_version(charter, {"place": ("Une <b>place</b>.", [])}, by=editor, days_ago=3)
    publish_version(charter, {"place": ("Deux <script>places</script>.", [])}, by=editor)

    html = page(client, "compare", charter.slug) + page(client, "article", charter.slug, "place")

    assert "<script>" not in html.replace('<script type="module"', "")
    assert "<b>" not in html


def wording(article: int, title: str = "Un", **body) -> ArticleVersion:
    return ArticleVersion(
        article_id=article,
        title=LocalizedText({"fr": title}),
        body=LocalizedText(body),
        chapter=LocalizedText(),
    )


def test_compare_tells_unchanged_added_removed_and_reworded_apart():
    old = [wording(1, fr="Un."), wording(2, fr="Deux."), wording(3, fr="Trois.")]
    new = [wording(3, fr="Trois fois."), wording(1, fr="Un."), wording(4, fr="Quatre.")]

    changes = compare(old, new, language="fr")

    assert [(one.kind, one.wording.article_id) for one in changes] == [
        (REWORDED, 3), (UNCHANGED, 1), (REMOVED, 2), (ADDED, 4),
    ]  # fmt: skip


def test_compare_never_takes_a_translation_for_a_change():
    old, new = wording(1, fr="La Ville écoute."), wording(1, fr="La Ville écoute.", en="The City listens.")

    [change] = compare([old], [new], language="en")

    assert (change.kind, change.language) == (UNCHANGED, "fr")


def test_compare_ignores_what_typography_alone_changes():
    old, new = wording(1, fr="L'avis : oui."), wording(1, fr="L’avis\u00a0: oui.")

    assert [one.kind for one in compare([old], [new], language="fr")] == [UNCHANGED]


@pytest.mark.parametrize("many", [1, 30])
def test_charter_pages_take_the_same_queries_for_1_and_30_articles(
    client, many, paris, editor, analyst, reply, django_assert_max_num_queries
):
    charter = make_charter(paris)
    proposals = [decided([reply], f"Proposition {n}.", by=analyst) for n in range(many)]
    for turn in (1, 2):
        publish_version(
            charter,
            {f"article-{n}": (f"Texte {n}, {turn}.", proposals) for n in range(many)},
            by=editor,
            days_ago=9 - turn,
        )
    page(client, "charter", charter.slug)

    with django_assert_max_num_queries(7):
        html = page(client, "charter", charter.slug)
    with django_assert_max_num_queries(7):
        compared = page(client, "compare", charter.slug)
    with django_assert_max_num_queries(13):
        article = page(client, "article", charter.slug, "article-0")

    assert html.count("charter-article-title") == many
    assert compared.count("change-title") == many
    assert article.count("proposal-title") == many


@pytest.mark.parametrize("many", [1, 30])
def test_charters_take_the_same_queries_for_1_and_30(client, many, paris, editor, django_assert_num_queries):
    for n in range(many):
        publish_version(make_charter(paris, f"charte-{n}"), {"place": ("Une place.", [])}, by=editor)
    page(client, "charters")

    with django_assert_num_queries(1):
        html = page(client, "charters")

    assert html.count("card-link") == many
    assert CharterVersion.objects.count() == many


def test_comparison_tells_a_new_preamble_and_another_order(client, charter, editor):
    draft = charter.versions.get(state="draft")
    charter_drafting.discard_draft(draft, by=editor)
    draft = charter_drafting.start_draft(charter, by=editor)
    last, *rest = reversed(draft.article_versions.values_list("pk", flat=True))
    charter_drafting.reorder(draft, [last, *reversed(rest)], by=editor)
    charter_drafting.describe_draft(
        draft, {"fr": "Autre ordre."}, preamble={"fr": "Ce que la Ville a promis."}, by=editor
    )
    charter_drafting.publish(draft, by=editor, at=timezone.now())

    html = page(client, "compare", charter.slug, **{"from": 2, "to": 3})

    assert "The preamble is reworded" in html
    assert "Articles stand in another order" in html
    assert "[added: </span>a promis" in html
    assert "These two versions say the same." not in html


def test_comparison_goes_both_ways_between_any_two_versions(client, charter):
    forth = page(client, "compare", charter.slug, **{"from": 1, "to": 2})
    back = page(client, "compare", charter.slug, **{"from": 2, "to": 1})

    assert "[added: </span>en trois mois" in forth
    assert "[removed: </span>en trois mois" in back
    assert "1 article removed" in back


def test_who_published_is_told_as_a_role_and_never_by_name(client, charter, editor):
    html = page(client, "charter", charter.slug)

    assert "by the editorial team" in html
    assert editor.last_name not in html
