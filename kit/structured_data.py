"""What a page says to machines in the words of schema.org, as JSON-LD.

Pages add what they are to ``structured_data`` of their context; the way down to a page is made of its ``crumbs``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

# As in django.utils.html.json_script: what could end the element, or begin another, is written as an escape.
_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def script(things: list[dict]) -> SafeString:
    """The element that holds these things. A block of data: browsers never run it, and our policy lets it stand."""
    graph = {"@context": "https://schema.org", "@graph": things}
    written = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')


def website(*, search_url: str) -> list[dict]:
    """The site and who stands behind it; ``search_url`` is the search page without its question."""
    home = f"{settings.SITE_URL}/"
    organisation = {
        "@type": "GovernmentOrganization",
        "@id": f"{home}#organisation",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": home,
    }
    target = {"@type": "EntryPoint", "urlTemplate": f"{whole(search_url)}?q={{search_term_string}}"}
    site = {
        "@type": "WebSite",
        "@id": f"{home}#site",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": home,
        "publisher": {"@id": organisation["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    }
    return [organisation, site]


def breadcrumb(crumbs: Iterable[tuple[str, str]], *, title: str, address: str) -> dict:
    """The way down to a page: (title, address) of each page above it, then itself."""
    steps = [*((str(name), whole(url)) for name, url in crumbs if url), (title, address)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def questions_and_answers(pairs: Iterable[tuple[str, str]]) -> dict:
    """A page of questions, each with its answer in HTML."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": " ".join(strip_tags(answer).split())},
            }
            for question, answer in pairs
        ],
    }


def whole(url: str) -> str:
    """An address of ours with the site's own before it."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url
