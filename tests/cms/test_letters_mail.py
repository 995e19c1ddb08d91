"""The letter as a mail: readable without HTML, accessible with it, measured by nobody, ended in one click."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.utils import timezone

from cms.letters import composing, sending
from cms.letters.previews import preview_of_mail
from cms.models import Letter, LetterReader
from tests import factories
from tests.cms.trees import trees  # noqa: F401 - fixture
from tests.cms.writing_letters import agreed, link_in, make_letter, reader, translate_letter


@pytest.fixture
def rules(trees):  # noqa: F811
    page = trees.add("Les règles du jeu", "regles")
    page.introduction = "Comment la Ville répond."
    page.save_revision().publish()
    return page


@pytest.fixture
def letter(trees, rules):  # noqa: F811
    body = [
        {"type": "heading", "value": {"text": "Ce mois-ci", "level": "2"}},
        {
            "type": "paragraph",
            "value": '<p>Qui décide ? <a href="https://ville.example/a">La Ville</a></p><ul><li>Un</li></ul>',
        },
        {"type": "pages", "value": {"pages": [rules.pk]}},
    ]
    return make_letter(trees, body=body)


@pytest.fixture
def sent(letter, editor):
    reader("a@example.org")
    agreed(letter, by=editor, second=factories.UserFactory(email="edwige@example.org", role="editor"))
    sending.send_due(at=timezone.now())
    return mail.outbox[0]


def html_of(message) -> str:
    return next(content for content, kind in message.alternatives if kind == "text/html")


def test_plain_text_says_all_that_the_html_does(sent):
    assert "Qui décide\u202f?" in sent.body
    assert "La Ville (https://ville.example/a)" in sent.body
    assert "- Un" in sent.body
    assert "Les règles du jeu\n  Comment la Ville répond.\n  http://127.0.0.1:8000/fr/regles/" in sent.body
    assert "<" not in sent.body


def test_html_fetches_nothing_and_measures_nobody(sent):
    html = html_of(sent)

    assert not re.search(r"<(img|script|link|iframe|object|video|form|input)\b|url\(|@import", html)
    addresses = re.findall(r'href="([^"]+)"', html)
    assert all(
        address.startswith(("http://127.0.0.1:8000", "https://ville.example")) for address in addresses
    )
    # Only the link that ends it is the reader's own.
    assert len([address for address in addresses if "newsletter/end" in address]) == 1


def test_html_has_a_language_a_title_and_headings_in_order(sent):
    html = html_of(sent)

    assert '<html lang="fr">' in html
    assert re.findall(r"<(h\d)", html) == ["h1", "h2"]
    assert "%%" not in html + sent.body


def test_letter_is_ended_in_one_click_by_its_reader_alone(sent, client):
    reader("b@example.org")
    link = sent.extra_headers["List-Unsubscribe"]

    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.post(link.strip("<>").removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"})

    assert list(LetterReader.objects.values_list("email", flat=True)) == ["b@example.org"]
    assert link_in(sent.body, "end") in link


def test_title_with_a_line_break_cannot_write_a_header(letter):
    letter.title = "Bonjour\nBcc: tout@le.monde"

    assert composing.edition(letter)["subject"] == "Bonjour Bcc: tout@le.monde"


def test_markup_in_a_title_stays_words(letter):
    letter.title = "<b>Gras</b> & <script>alert(1)</script>"

    html = composing.edition(letter)["html"]

    assert "<script>" not in html
    assert "&lt;b&gt;Gras" in html


def test_page_taken_back_is_left_out(letter, rules):
    rules.unpublish()

    assert "regles" not in composing.edition(Letter.objects.get(pk=letter.pk))["text"]


def test_english_letter_leads_to_the_english_page(trees, letter, rules):  # noqa: F811
    trees.add("The rules", "rules", like=rules)
    english = translate_letter(trees, letter, title="November")
    english.body = letter.body
    english.save_revision().publish()

    assert "/en/rules/" in composing.edition(english)["text"]


def test_preview_shows_the_mail_and_says_so_without_anybodys_link(letter):
    html, plain = preview_of_mail(letter, as_html=True), preview_of_mail(letter, as_html=False)

    assert plain.headers["Content-Type"].startswith("text/plain")
    assert "Qui décide" in html.content.decode()
    assert "%%" not in html.content.decode() + plain.content.decode()


@pytest.mark.parametrize("mode", ["html", "plain", ""])
def test_editor_previews_each_look(client, login, editor, letter, mode):
    login(client, editor)

    page = client.get(f"/cms/pages/{letter.pk}/view_draft/" + (f"?mode={mode}" if mode else ""))

    assert page.status_code == 200
    assert "La lettre de novembre" in page.content.decode()


def test_test_goes_to_oneself_alone_with_what_is_not_published_yet(letter, editor):
    reader("a@example.org")
    letter.title = "Pas encore publiée"
    letter.save_revision()

    sending.send_to_oneself(letter, editor)

    assert [(one.to, one.subject) for one in mail.outbox] == [([editor.email], "Pas encore publiée")]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
