"""How pages present themselves elsewhere: addresses, cards, and data for machines."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.signing import Signer
from django.template import Context, Template
from django.test import RequestFactory
from PIL import Image

from kit import share_images, sharing, structured_data

SITE = "http://127.0.0.1:8000"


def canonical(url: str, language: str = "fr") -> str:
    return sharing.canonical_address(RequestFactory().get(url), language=language)


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/fr/guide/", "/fr/guide/"),
        ("/fr/guide/?kind=place&sort=title", "/fr/guide/"),
        ("/fr/guide/?page=3", "/fr/guide/?page=3"),
        ("/fr/guide/?page=1", "/fr/guide/"),
        ("/fr/guide/?page=3&kind=place", "/fr/guide/"),
        ("/fr/guide/?page=x", "/fr/guide/"),
        ("/fr/charters/paris/?version=2&utm_source=x", "/fr/charters/paris/?version=2"),
        ("/fr/%22%3E%3Cscript%3E/", "/fr/%22%3E%3Cscript%3E/"),
    ],
)
def test_canonical_address_leaves_out_what_only_narrows_or_sorts(asked, address):
    assert canonical(asked) == SITE + address


def test_a_page_shown_in_another_language_gives_the_address_of_its_own():
    assert canonical("/en/a-propos/", language="fr") == f"{SITE}/fr/a-propos/"


def test_card_is_drawn_once_for_each_title(client, settings):
    address = sharing.image_address("L’avenir de la rue : à vous d’écrire")

    first, second = client.get(address), client.get(address)

    picture = Image.open(io.BytesIO(first.getvalue()))
    assert first["Content-Type"] == "image/png"
    assert "immutable" in first["Cache-Control"]
    assert picture.size == (1200, 630)
    assert second.getvalue()
    assert len(list((settings.VAR_DIR / "share").iterdir())) == 1


def test_card_shows_its_title(client):
    plain, titled = (client.get(sharing.image_address(one)).getvalue() for one in ("", "Un titre"))

    assert plain != titled


@pytest.mark.parametrize(
    "forged",
    [
        "Vm90ZXogcG91ciBtb2k.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Vm90ZXogcG91ciBtb2k",
        "x",
        Signer(salt="of something else", sep=".").sign("Vm90ZXogcG91ciBtb2k"),
    ],
)
def test_nobody_has_other_words_drawn(client, db, settings, forged):
    response = client.get(f"/share/{forged}.png")

    assert response.status_code == 404
    assert not (settings.VAR_DIR / "share").exists()


@pytest.mark.parametrize(
    "title", ["ما هي الميزانية", "🎉", "a" * 160, "mot " * 40, "W" * 80, "Ŋ «\u202fœuvre\u202f» !"]
)
def test_any_title_has_a_card(title):
    assert Image.open(share_images.card(title)).size == (1200, 630)


def test_card_takes_its_colours_from_the_tokens():
    assert share_images.colours()["canopy"] == "#143c29"


def test_data_for_machines_cannot_break_out_of_its_element():
    title = "</script><script>alert(1)</script><!-- & \u2028"

    written = str(structured_data.script([{"name": title}]))

    assert written.count("<") == 2
    inside = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', written)[1]
    assert json.loads(inside)["@graph"] == [{"name": title}]


def test_breadcrumb_ends_with_the_page():
    steps = structured_data.breadcrumb([("Accueil", "/fr/")], title="Guide", address=f"{SITE}/fr/guide/")

    assert [(one["position"], one["name"], one["item"]) for one in steps["itemListElement"]] == [
        (1, "Accueil", f"{SITE}/fr/"),
        (2, "Guide", f"{SITE}/fr/guide/"),
    ]


def head(template: str, **context) -> str:
    request = RequestFactory().get("/fr/x/?q=mine")
    request.user = None
    whole = Template('{% extends "base.html" %}' + template).render(
        Context({"request": request, "site_name": "Palabre", **context})
    )
    return whole.partition("</head>")[0]


def test_title_and_description_are_said_once_more_for_networks():
    written = head(
        "{% block title %}{{ name }}{% endblock %}{% block description %}D{% endblock %}",
        name='L’<b>"eau"',
    )

    assert "<title>L’&lt;b&gt;&quot;eau&quot; – Palabre</title>" in written
    assert '<meta property="og:title" content="L’&lt;b&gt;&quot;eau&quot;">' in written
    assert f'<link rel="canonical" href="{SITE}/fr/x/">' in written


def test_only_words_of_the_citys_own_are_drawn():
    # A title may repeat what a visitor typed; the card bears it only where a page says that it may.
    address = re.search(
        r'og:image" content="[^"]+(/share/[^"]+)"', head("{% block title %}Typed{% endblock %}")
    )[1]

    assert address == sharing.image_address("")


def test_page_without_a_way_down_has_no_data_for_machines():
    assert "ld+json" not in head("")
    assert "BreadcrumbList" in head("", crumbs=[("Accueil", "/fr/")])


def test_spaces_that_do_not_break_stay_in_titles():
    written = head("{% block title %}\n  Qui\u202f? \u00ab\u00a0Nous\u00a0\u00bb\n{% endblock %}")

    assert "<title>Qui\u202f? \u00ab\u00a0Nous\u00a0\u00bb – Palabre</title>" in written
