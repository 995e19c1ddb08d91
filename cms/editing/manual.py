"""The editors' manual, read inside the admin: docs/editors.md in the reader's language, with its pictures."""

from __future__ import annotations

import re
from pathlib import Path

from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from consultations.admin.furniture import screen

TITLE = _("Editors’ manual")
DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURES = DOCS / "pictures"
LANGUAGES = {"fr": "editors.md", "en": "editors.en.md"}

PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([\w-]+\.(?:jpg|png))\)")
LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+|#[\w-]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
CODE = re.compile(r"`([^`]+)`")
ITEM = re.compile(r"(?:-|\d+\.) +")


@require_admin_access
def manual(request):
    """The manual in the language of the admin, else in French, which is the whole one."""
    code = (get_language() or "")[:2]
    code = code if code in LANGUAGES else "fr"
    text = (DOCS / LANGUAGES[code]).read_text(encoding="utf-8")
    context = {"text": as_html(text), "language": code}
    return screen(request, "cms/editing/manual.html", context, title=str(TITLE), icon="help")


@require_admin_access
def picture(_request, name: str):
    found = PICTURES / Path(name).name
    if not PICTURE.fullmatch(f"![](pictures/{name})") or not found.is_file():
        raise Http404
    return FileResponse(found.open("rb"))


urlpatterns = [
    path("manual/", manual, name="manual"),
    path("manual/pictures/<str:name>", picture, name="manual_picture"),
]


def menu_item() -> MenuItem:
    return MenuItem(TITLE, reverse("cms_admin:manual"), icon_name="help", order=100)


def as_html(text: str) -> SafeString:
    """The little Markdown that the manual is written in: titles, paragraphs, lists, pictures, links, bold, code."""
    parts = [_block(block) for block in re.split(r"\n{2,}", text.strip())]
    return mark_safe("\n".join(parts))


def _block(block: str) -> str:
    if title := re.match(r"(#{2,3}) +(.+)", block):
        level = len(title[1])
        return f"<h{level}>{_inline(title[2])}</h{level}>"
    if block.startswith("# "):
        # The screen's own title says it already.
        return ""
    if ITEM.match(block):
        kind = "ul" if block.startswith("-") else "ol"
        items = (" ".join(item.split()) for item in re.split(r"\n(?=(?:-|\d+\.) )", block))
        listed = "".join(f"<li>{_inline(ITEM.sub('', item, count=1))}</li>" for item in items)
        return f"<{kind}>{listed}</{kind}>"
    return f"<p>{_inline(' '.join(block.split()))}</p>"


def _inline(text: str) -> str:
    made = PICTURE.sub(_picture, escape(text))
    made = LINK.sub(r'<a href="\2">\1</a>', made)
    return CODE.sub(r"<code>\1</code>", BOLD.sub(r"<b>\1</b>", made))


def _picture(found: re.Match) -> str:
    address = reverse("cms_admin:manual_picture", args=[found[2]])
    return f'<img src="{address}" alt="{found[1]}" loading="lazy">'
