"""What the head of the frame says of a page to other sites."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import mark_safe

from kit import structured_data as data
from kit.sharing import Sharing, on_one_line, plain
from kit.sharing import sharing as sharing_of

register = template.Library()


class CapturedNode(template.Node):
    """What stands between the tags, under a name, so that one block of a template can be said twice."""

    def __init__(self, nodelist: NodeList, name: str):
        self.nodelist, self.name = nodelist, name

    def render(self, context) -> str:
        # Rendered by the template engine, it is as safe as where it came from.
        context[self.name] = mark_safe(on_one_line(self.nodelist.render(context)))
        return ""


@register.tag
def captured(parser: Parser, token: Token) -> CapturedNode:
    """``{% captured as name %}…{% endcaptured %}``: keep what is in between, on one line, as ``name``."""
    parts = token.split_contents()
    if len(parts) != 3 or parts[1] != "as":
        raise template.TemplateSyntaxError("Write {% captured as name %}.")
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return CapturedNode(nodelist, parts[2])


@register.simple_tag(takes_context=True)
def sharing(context, title: str = "") -> Sharing | None:
    """The page's address and card, or None where there is no request."""
    request = context.get("request")
    if request is None:
        return None
    return sharing_of(request, title=title, language=str(context.get("main_language") or ""))


@register.simple_tag(takes_context=True)
def structured_data(context, title: str = "") -> str:
    """The page's block of data for machines: what it says of itself, and the way down to it; nothing without either."""
    things = list(context.get("structured_data") or [])
    share, crumbs = context.get("share"), context.get("crumbs")
    if crumbs and share:
        things.append(data.breadcrumb(crumbs, title=plain(title), address=share.address))
    return data.script(things) if things else ""
