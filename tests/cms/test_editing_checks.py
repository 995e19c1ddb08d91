"""Checks while writing: each says where and what to do, and none keeps a draft from being saved."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.checking import links, names, sentences
from cms.checking.findings import check
from cms.checking.pieces import Link, Piece, pieces_of
from cms.models import NameSearch
from jobs.models import DueJob
from tests.cms.trees import trees  # noqa: F401 - a fixture

LONG = "Le conseil " + "de quartier et de la ville " * 6 + "se réunit."


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def page_with(trees, *blocks):  # noqa: F811
    page = trees.add("Le guide", "le-guide", live=False)
    page.body = [
        {"type": kind, "value": value, "id": f"b{number}"} for number, (kind, value) in enumerate(blocks, 1)
    ]
    return page


def what(page, **options):
    return [(finding.level, finding.where, finding.what) for finding in check(page, **options).findings]


@pytest.mark.django_db
def test_page_without_faults_has_no_findings(trees):  # noqa: F811
    page = page_with(
        trees,
        ("heading", {"text": "Quand ?", "level": "2"}),
        (
            "paragraph",
            "<p>Le conseil se réunit le samedi. <a href='https://ville.example/'>Le calendrier</a></p>",
        ),
    )

    assert what(page) == []


@pytest.mark.django_db
def test_title_that_skips_a_level_is_an_error_with_its_place(trees):  # noqa: F811
    page = page_with(trees, ("paragraph", "<p>Bonjour.</p>"), ("heading", {"text": "Quand ?", "level": "3"}))

    (finding,) = check(page).findings

    assert finding.is_error
    assert finding.where.startswith("2. ")
    assert finding.block == "b2"


@pytest.mark.django_db
def test_picture_without_words_is_an_error_and_decorative_is_not(trees):  # noqa: F811
    image = get_image_model().objects.create(title="Arbre", file=get_test_image_file())
    bare = {"image": image.pk, "decorative": False, "alt_text": ""}
    page = page_with(
        trees,
        ("image", {"image": bare, "caption": "", "credit": "Ville"}),
        ("image", {"image": {**bare, "decorative": True}, "caption": "", "credit": "Ville"}),
        ("image", {"image": {**bare, "alt_text": "IMG_2031.jpg"}, "caption": "", "credit": "Ville"}),
    )

    found = what(page)

    assert [(level, where[0]) for level, where, _said in found] == [("error", "1"), ("advice", "3")]


@pytest.mark.parametrize(
    ("words", "href", "expected"),
    [
        ("cliquez ici", "https://a.example/", 1),
        ("En savoir plus…", "https://a.example/", 1),
        ("https://a.example/", "https://a.example/", 1),
        ("Le compte rendu du 12 juin", "https://a.example/", 0),
        ("", "https://a.example/", 1),
    ],
)
def test_words_of_a_link_say_where_it_leads(words, href, expected):
    assert len(list(links.check([Piece("1. Texte", links=[Link(words, href)])]))) == expected


def test_same_words_to_different_places_are_told_apart_across_the_page():
    same = [
        Piece("1. Texte", links=[Link("Le budget", "/a")]),
        Piece("2. Texte", links=[Link("le budget", "/b")]),
    ]
    again = [
        Piece("1. Texte", links=[Link("Le budget", "/a")]),
        Piece("2. Texte", links=[Link("le budget", "/a")]),
    ]

    assert [finding.where for finding in links.check(same)] == ["2. Texte"]
    assert list(links.check(again)) == []


def test_long_sentence_is_named_and_a_short_one_is_not():
    found = list(sentences.check([Piece("1. Texte", text=f"Bref. {LONG} Court aussi.")], "fr"))

    assert len(found) == 1
    assert "Le conseil de quartier" in found[0].what


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("ville", "fr", 1),
        ("participation", "fr", 5),
        ("table", "en", 2),
        ("people", "en", 2),
        ("dates", "fr", 1),
        ("eau", "fr", 1),
    ],
)
def test_syllables_are_estimated(word, language, count):
    assert abs(sentences.syllables(word, language) - count) <= 1


def test_ease_follows_the_formula_that_it_names():
    text = "Le chat dort sur le lit. " * 20

    ease = sentences.ease([Piece("1", text=text)], "fr")

    # 6 words a sentence; le-chat-dort-sur-le-lit: 6 syllables for 6 words.
    assert ease.score == min(100, round(207 - 1.015 * 6 - 73.6))
    assert ease.formula == "Kandel and Moles, 1958"
    assert sentences.ease([Piece("1", text="Trop court.")], "fr") is None
    assert sentences.ease([Piece("1", text=text)], "wo") is None


@pytest.mark.django_db
def test_private_data_with_a_form_is_pointed_at(trees):  # noqa: F811
    page = page_with(trees, ("paragraph", "<p>Appelez Fanta au 06 12 34 56 78 ou fanta@exemple.fr.</p>"))

    said = " ".join(sentence for _level, _where, sentence in what(page))

    assert "06 12 34 56 78" in said
    assert "fanta@exemple.fr" in said


@pytest.mark.django_db
def test_names_that_the_worker_saw_are_shown_until_the_text_changes(trees):  # noqa: F811
    page = page_with(trees, ("paragraph", "<p>Madame Fanta Kouyaté répond.</p>"))
    (piece,) = [piece for piece in pieces_of(page) if "Fanta" in piece.text]
    NameSearch.objects.create(page=page, places={piece.digest: [[7, 20]]})

    seen = what(page, names=names.names_in(page))
    page.body = [{"type": "paragraph", "value": "<p>Le service répond.</p>", "id": "b1"}]

    assert any("Fanta Kouyaté" in sentence for _level, _where, sentence in seen)
    assert what(page, names=names.names_in(page)) == []
    assert "Fanta" not in str(NameSearch.objects.get().places)


@pytest.mark.django_db
def test_worker_keeps_the_places_of_names_in_the_latest_state(trees, monkeypatch):  # noqa: F811
    page = page_with(trees, ("paragraph", "<p>Madame Fanta Kouyaté répond.</p>"))
    page.save_revision()
    monkeypatch.setattr(
        "consultations.analysis.people_named",
        lambda texts, language: [[(7, 20)] if "Fanta" in text else [] for text in texts],
    )

    assert names.find_names(page.pk) == 1
    assert names.find_names(page.pk) == 1
    assert list(NameSearch.objects.get(page=page).places.values()) == [[[7, 20]]]
    assert names.find_names(0) == 0


@pytest.mark.django_db
def test_pages_that_save_themselves_are_read_once_after_a_pause(trees):  # noqa: F811
    page, at = page_with(trees, ("paragraph", "<p>Madame Fanta Kouyaté répond.</p>")), timezone.now()

    for seconds in (0, 5, 10):
        names.ask_for_names(page, at=at + timezone.timedelta(seconds=seconds))

    job = DueJob.objects.get(name=names.JOB)
    assert job.payload == {"page_id": page.pk}
    assert job.due_at == at + timezone.timedelta(seconds=10) + names.PAUSE


def form_of(page, *, body: str = "", title: str = "Le guide", **action):
    return {
        "title": title,
        "slug": page.slug,
        "introduction": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "b1",
        "body-0-value-text": body or "Quand ?",
        "body-0-value-level": "3",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **action,
    }


@pytest.mark.django_db
def test_what_is_typed_is_checked_and_not_stored(client, login, trees, editor):  # noqa: F811
    page = trees.add("Le guide", "le-guide")
    login(client, editor)

    answer = client.post(reverse("cms_admin:check_typed", args=[page.pk]), form_of(page))

    assert answer.status_code == 200
    assert 'data-findings="1"' in answer.content.decode()
    assert "#block-b1-section" in answer.content.decode()
    page.refresh_from_db()
    assert page.body[0].block_type == "paragraph"


@pytest.mark.django_db
def test_page_that_is_not_saved_yet_is_checked_too(client, login, trees, editor):  # noqa: F811
    login(client, editor)
    address = reverse("cms_admin:check_new", args=["cms", "textpage", trees.fr.pk])

    answer = client.post(address, form_of(trees.fr))

    assert 'data-findings="1"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["citizen", "analyst"])
def test_nobody_but_its_editors_reads_a_page_through_the_checks(client, login, trees, request, who):  # noqa: F811
    page = trees.add("Le guide", "le-guide", words="Secret", live=False)
    login(client, request.getfixturevalue(who))

    answer = client.post(reverse("cms_admin:check_typed", args=[page.pk]), form_of(page), follow=False)

    assert answer.status_code in {302, 403, 404}
    assert "Secret" not in answer.content.decode()


@pytest.mark.django_db
def test_draft_with_an_error_is_saved_and_its_publication_refused(client, login, trees, editor):  # noqa: F811
    page = trees.add("Le guide", "le-guide", live=False)
    login(client, editor)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    client.post(address, form_of(page))
    refused = client.post(address, form_of(page, **{"action-publish": "action-publish"}))

    page.refresh_from_db()
    assert page.get_latest_revision_as_object().body[0].block_type == "heading"
    assert refused.status_code == 200
    assert not page.live


@pytest.mark.django_db
def test_findings_stand_in_the_side_panel_without_any_script(client, login, trees, editor):  # noqa: F811
    page = page_with(trees, ("heading", {"text": "Quand ?", "level": "3"}))
    page.save_revision()
    login(client, editor)

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert reverse("cms_admin:check_typed", args=[page.pk]) in shown
    assert 'data-findings="1"' in shown
