"""An address that got into the database past every form leads to no script, wherever it is shown."""

from __future__ import annotations

import json

import pytest
from django.template import Context, Template
from django.urls import reverse
from wagtail.rich_text import RichText

from cms.models import TextPage
from consultations.models import ConsultationText
from kit import blocks
from kit.sanitize import sanitize_rich_text, web_address
from tests.cms.guide_pages import make_entry, make_guide
from tests.consultations.factories import make_consultation
from tests.debates.makers import a_debate, a_night, published

SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#9;script:alert(1)",
    "&#1;javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "vbscript:msgbox(1)",
    "//evil.example",
    "/\\evil.example",
    "/&#92;evil.example",
    "/&#9;/evil.example",
    "/&sol;evil.example",
]
HOSTILE = (
    '<p>Lire <a href="javascript:alert(1)" onclick="alert(2)">ceci</a>'
    '<img src="x" onerror="alert(3)"><script>alert(4)</script></p>'
)


def assert_is_harmless(page: str) -> None:
    assert "Lire" in page
    assert "ceci" in page
    for part in ("javascript:", "onclick=", "onerror=", "alert("):
        assert part not in page


@pytest.mark.parametrize("address", SCRIPTS)
def test_stored_links_of_rich_text_lead_to_no_script(address):
    text = f'<p>Lire <a href="{address}">ceci</a></p>'

    by_filter = Template("{% load wagtailcore_tags %}{{ text|richtext }}").render(Context({"text": text}))

    assert "href" not in by_filter
    assert "href" not in str(RichText(text))
    assert "ceci" in by_filter


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<b>x</b>", "java\tscript:x"])
def test_stored_links_typed_into_a_blocks_editor_lead_to_no_script(address):
    written = {"key": "a1", "text": "ceci", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    written["entityRanges"] = [{"offset": 0, "length": 4, "key": 0}]
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    posted = {"text": json.dumps({"blocks": [written], "entityMap": {"0": link}})}
    block = blocks.ParagraphBlock()
    block.set_name("text")

    stored = block.value_from_datadict(posted, {}, "text")

    assert "ceci" in block.render(stored)
    assert "href" not in stored.source


@pytest.mark.parametrize(
    "address",
    ["https://ville.example/a?b=1&amp;c=2#d", "/fr/guide/", "#suite", "mailto:a@ville.example", "tel:+33140"],
)
def test_stored_links_that_editors_may_write_stay(address):
    text = f'<p>Lire <a href="{address}">ceci</a></p>'

    assert sanitize_rich_text(text) == text


def test_stored_links_leave_no_way_to_act_in_any_block():
    questions = blocks.QuestionsBlock()
    asked = questions.to_python({"questions": [{"question": "Quoi ?", "answer": HOSTILE}]})

    assert_is_harmless(blocks.ParagraphBlock().render(RichText(HOSTILE)))
    assert_is_harmless(questions.render(asked))


def test_stored_links_of_blocks_lead_to_no_script():
    figures = blocks.KeyFiguresBlock()
    video = blocks.VideoBlock()
    call = blocks.CallBlock()
    shown = [
        figures.render(
            figures.to_python(
                {
                    "figures": [
                        {"value": "1", "label": "a", "source": "b", "source_url": "javascript:alert(1)"}
                    ]
                }
            )
        ),
        video.render(video.to_python({"title": "a", "address": "javascript:alert(1)", "transcript": "b"})),
        call.render(call.to_python({"title": "a", "button": "b", "address": "javascript:alert(1)"})),
    ]

    assert [page for page in shown if "javascript:" in page or "href=" in page] == []


@pytest.mark.django_db
def test_stored_links_of_a_consultation_and_a_page_lead_to_no_script(client):
    consultation = make_consultation()
    ConsultationText.objects.update(why=HOSTILE)
    guide = make_guide()
    body = json.dumps([{"type": "paragraph", "value": HOSTILE}])
    page = guide.get_parent().add_child(instance=TextPage(title="Lire", body=body, locale=guide.locale))

    for address in (consultation.get_absolute_url(), page.get_url()):
        shown = client.get(address).content.decode()
        main = shown[shown.index("<main") : shown.index("</main>")]
        assert_is_harmless(main)


@pytest.mark.django_db
def test_stored_links_of_an_entry_a_debate_and_a_host_lead_to_no_script(client, paris):
    entry = make_entry(make_guide(), city=paris)
    entry.links.create(label="ceci", url="javascript:alert(1)")
    entry.figures.create(value="12", label="ans", year=2017, source="Ville", source_url="javascript:alert(1)")
    debate = published(a_debate(a_night(paris)))
    host = debate.host
    type(host).objects.filter(pk=host.pk).update(website="javascript:alert(1)")
    type(debate).objects.filter(pk=debate.pk).update(online_link="javascript:alert(1)")

    for address in (entry.get_url(), debate.get_absolute_url(), reverse("debates:host", args=[host.slug])):
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'href="javascript:' not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "https://[x", "", None, "http:x"]
)
def test_stored_links_are_web_addresses_or_nothing(address):
    assert web_address(address) == ""
