"""Limited HTML made safe to show, and HTML made plain. The only module that imports bleach.

Editors and, for descriptions, hosts may write a little HTML. What is not on the list below is taken out and its
words are kept, except for scripts and style sheets, whose content is no words.
"""

from __future__ import annotations

import html
import re
from functools import partial

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from django.utils.safestring import SafeString, mark_safe

TAGS = frozenset({"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"})
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_RELATION = "nofollow noopener noreferrer"

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
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


def _with_relation(attributes, new=False):
    attributes[(None, "rel")] = LINK_RELATION
    return attributes
