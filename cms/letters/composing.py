"""A letter's page made into a mail: one text for programs that show HTML, one for those that don't.

The mail has no picture to fetch, no measuring of who reads, and no style that a dark screen could not change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from cms.letters.mails import END_PLACE
from cms.models import Letter
from kit.sanitize import sanitize_rich_text
from kit.typography import french


@dataclass(frozen=True)
class Part:
    """A piece of a letter: ``kind`` is heading, paragraph or page."""

    kind: str
    text: str = ""
    html: str = ""
    title: str = ""
    url: str = ""


def editions(letter: Letter) -> dict[str, dict[str, str]]:
    """The mail in each language that the letter is published in, by the language's code. Five queries a language."""
    pages = letter.get_translations(inclusive=True).live().public().select_related("locale")
    return {page.locale.language_code: edition(page.specific) for page in pages}


def edition(letter: Letter) -> dict[str, str]:
    """One language's mail, as ``{"subject", "text", "html"}``, with END_PLACE where the reader's own link goes."""
    language = letter.locale.language_code
    with override(language):
        context = {
            "language": language,
            "letter": letter,
            "title": _spaced(letter.title, language),
            "introduction": _spaced(letter.introduction, language),
            "parts": parts(letter),
            "url": absolute(letter.get_url() or ""),
            "end": END_PLACE,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        return {
            "subject": " ".join(letter.title.split()),
            "text": _tidied(render_to_string("cms/letters/mail/letter.txt", context)),
            "html": render_to_string("cms/letters/mail/letter.html", context),
        }


def parts(letter: Letter) -> list[Part]:
    """The letter's pieces in order, with whole addresses. Two queries."""
    language = letter.locale.language_code
    found: list[Part] = []
    shown = chosen_pages(letter)
    for block in letter.body:
        if block.block_type == "heading":
            found.append(Part("heading", _spaced(block.value["text"], language)))
        elif block.block_type == "paragraph":
            html = _with_whole_addresses(sanitize_rich_text(expand_db_html(block.value.source)))
            found.append(Part("paragraph", _spaced(plain(html), language), _spaced(html, language)))
        else:
            found += [
                Part(
                    "page",
                    _spaced(getattr(page, "introduction", ""), page.locale.language_code),
                    title=_spaced(page.title, page.locale.language_code),
                    url=absolute(page.get_url() or ""),
                )
                for page in (shown.get(one.pk) for one in block.value["pages"] if one is not None)
                if page is not None
            ]
    return found


def chosen_pages(letter: Letter) -> dict[int, Page]:
    """The pages that the letter names and that anybody may read, by the id that it names them by.

    Each in the letter's own language where it has been translated. Two queries.
    """
    wanted = [
        one.pk
        for block in letter.body
        if block.block_type == "pages"
        for one in block.value["pages"]
        if one is not None
    ]
    readable = Page.objects.live().public().select_related("locale").specific()
    named = {page.pk: page for page in readable.filter(pk__in=wanted)}
    keys = {page.translation_key for page in named.values()}
    translated = {
        page.translation_key: page
        for page in readable.filter(translation_key__in=keys, locale=letter.locale_id)
    }
    return {pk: translated.get(page.translation_key, page) for pk, page in named.items()}


def absolute(url: str) -> str:
    """An address of ours with the site's name before it."""
    return urljoin(f"{settings.SITE_URL}/", url)


def plain(html: str) -> str:
    """Limited HTML as plain text: a line an item, links followed by their address."""
    text = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', _link_as_text, html, flags=re.DOTALL)
    text = re.sub(r"<li[^>]*>", "\n- ", text)
    text = re.sub(r"<br\s*/?>|</(?:p|ul|ol|h\d)>", "\n\n", text)
    return _tidied(unescape(strip_tags(text))).strip()


def _link_as_text(found: re.Match) -> str:
    address, label = found[1], found[2]
    return label if strip_tags(label).strip() == address else f"{label} ({address})"


def _with_whole_addresses(html: str) -> str:
    return re.sub(r'href="(/[^"]*)"', lambda found: f'href="{absolute(found[1])}"', html)


def _spaced(text: str, language: str) -> str:
    return french(text) if language.startswith("fr") else text


def _tidied(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
