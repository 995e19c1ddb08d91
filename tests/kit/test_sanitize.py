"""What limited HTML lets through, beside another sanitiser that was written apart from ours."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.sanitize import LINK_RELATION, SCHEMES, TAGS, plain_text, sanitize_html


class Seen(HTMLParser):
    """Every tag and attribute that a parser finds in a text."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def oracle(text: str) -> str:
    """The same list of what is allowed, held by nh3."""
    return nh3.clean(
        text, tags=set(TAGS), attributes={"a": {"href", "rel"}}, url_schemes=set(SCHEMES), link_rel=None
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\tscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<a href="//evil.example">x</a>',
        '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<math><p></p><style><!--</style><img src=x onerror=alert(1)>-->",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<form action="https://evil.example"><button>x</button></form>',
    ],
)
def test_sanitize_html_leaves_nothing_that_acts(attack):
    seen = Seen(sanitize_html(attack)).tags

    assert all(tag in TAGS for tag, _attributes in seen)
    assert all("href" not in attributes for _tag, attributes in seen)
    assert all(set(attributes) <= {"rel"} for _tag, attributes in seen)


def test_sanitize_html_keeps_what_editors_may_write():
    text = "<p>Un <b>gras</b>, un <em>accent</em><br>puis</p><ul><li>une liste</li></ul>"

    assert sanitize_html(text) == text


@pytest.mark.parametrize(
    "address", ["https://ville.example/a?b=1", "http://ville.example", "mailto:a@ville.example"]
)
def test_sanitize_html_keeps_links_and_gives_them_a_relation(address):
    tags = Seen(sanitize_html(f'<a href="{address}" target="_top" class="x">lien</a>')).tags

    assert tags == [("a", {"href": address, "rel": LINK_RELATION})]


def test_sanitize_html_makes_no_link_of_its_own():
    assert sanitize_html("voir https://ville.example") == "voir https://ville.example"


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b", ">", "<", "</", "<a href='", "javascript:", "https://a.b", "'", '"', "<script>", "</script>",
     "<svg>", "<math>", "<style>", "</style>", "<!--", "-->", "<img src=x onerror=", "alert(1)", "&lt;", "&#x3c;",
     "<title>", "</title>", "<textarea>", "<noscript>", "é", " ", "\x00", "<template>", "<li>", "<br/>"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_sanitize_html_agrees_with_another_sanitiser_that_nothing_is_left_to_remove(text):
    ours = sanitize_html(text)

    again = Seen(oracle(ours)).tags
    assert Seen(ours).tags == again
    assert sanitize_html(ours) == ours


def test_plain_text_keeps_words_and_lines():
    assert (
        plain_text("<p>Des bancs</p><p>et de l&#x27;ombre<br>partout</p>")
        == "Des bancs\net de l'ombre\npartout"
    )


def test_plain_text_never_glues_two_blocks_together():
    assert plain_text("<ul><li>arbres</li><li>bancs</li></ul>fin") == "arbres\nbancs\nfin"


def test_plain_text_drops_scripts_with_their_content():
    assert plain_text("avant<script>alert(1)</script> après") == "avant après"


def test_plain_text_gives_back_signs_as_they_were_typed():
    assert plain_text("1 &lt; 2 &amp; 3") == "1 < 2 & 3"
