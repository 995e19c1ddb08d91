"""Limited HTML made safe to show, and HTML made plain. The only module that imports bleach.

Editors and, for descriptions, hosts may write a little HTML. What is not on the list below is taken out and its
words are kept, except for scripts and style sheets, whose content is no words.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache, partial
from urllib.parse import urlsplit

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.utils.safestring import SafeString, mark_safe

TAGS = frozenset({"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"})
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_RELATION = "nofollow noopener noreferrer"
# Editors also give titles to parts of a text, and link to pages and files of the site itself, or to a telephone.
EDITORS_TAGS = TAGS | {"h2", "h3", "h4"}
EDITORS_SCHEMES = SCHEMES | {"tel"}

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
# Browsers read `//` and `/\` as the start of another site's address.
_EDITORS_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#|/(?![/\\]))[^\s]*", re.IGNORECASE)
# Texts of editors that are kept clean in memory, at a few kilobytes each: the same are shown again and again.
_REMEMBERED = 500
# Elements whose content a browser never shows as words.
_WORDLESS = re.compile(
    r"<(script|style|template|noscript|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|li|ul|ol|div|h[1-6]|tr|blockquote)\s*>", re.IGNORECASE)
# The link filter is there for the links that editors made: it must not make new ones out of words.
_NO_BARE_ADDRESS = re.compile(r"(?!)")


def sanitize_html(text: str) -> SafeString:
    """That HTML with nothing in it but paragraphs, lists, emphasis and links to http, https and mailto addresses.

    Links get a ``rel`` that gives nothing away. Sanitising twice changes nothing more.
    """
    # A Cleaner keeps state while it works and is not shared between threads.
    cleaner = Cleaner(
        tags=TAGS,
        attributes={"a": _is_kept},
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
        filters=[partial(LinkifyFilter, callbacks=[_with_relation], url_re=_NO_BARE_ADDRESS)],
    )
    return mark_safe(cleaner.clean(_without_scripts(text)))


@lru_cache(maxsize=_REMEMBERED)
def sanitize_rich_text(text: str) -> SafeString:
    """Editors' rich text as it is shown, in which a stored script or its address has become harmless words.

    Like ``sanitize_html``, with what editors may do besides: titles of parts, links to the site itself.
    """
    cleaner = Cleaner(
        tags=EDITORS_TAGS,
        attributes={"a": _is_kept_for_editors},
        protocols=EDITORS_SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return mark_safe(cleaner.clean(_without_scripts(text)))


def web_address(address: str | None) -> str:
    """That address when a browser would open a page by it, else nothing: a link never starts a script."""
    stripped = (address or "").strip()
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return ""
    is_whole = parts.scheme.lower() in {"http", "https"} and parts.netloc
    return stripped if is_whole and _ADDRESS.fullmatch(stripped) else ""


def plain_text(text: str) -> str:
    """The words of that HTML, a line a block, as plain text: not safe to show unless it is escaped again."""
    lined = _LINE_END.sub(lambda end: f"{end.group()}\n", _without_scripts(text))
    bare = Cleaner(tags=set(), attributes={}, strip=True, strip_comments=True).clean(lined)
    lines = (" ".join(line.split()) for line in html.unescape(bare).splitlines())
    return "\n".join(line for line in lines if line)


def _without_scripts(text: str) -> str:
    return _WORDLESS.sub("", text.replace("\x00", ""))


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Only whole addresses: a relative one would lead elsewhere depending on the page that shows it."""
    return name == "href" and bool(_ADDRESS.fullmatch(value.strip()))


def _is_kept_for_editors(tag: str, name: str, value: str) -> bool:
    # The value comes as it is written: a browser reads `/&#9;/` as `//`.
    return name == "href" and bool(_EDITORS_ADDRESS.fullmatch(html.unescape(value).strip()))


def _with_relation(attributes, new=False):
    attributes[(None, "rel")] = LINK_RELATION
    return attributes
