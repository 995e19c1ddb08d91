"""The editors' side wears the site's colours, and offers publishing to those who may."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from kit.languages import serve_in_its_language
from kit.snippets import offer_publishing_to_few

hooks.register("on_serve_page", serve_in_its_language)
hooks.register("construct_snippet_action_menu", offer_publishing_to_few)


@hooks.register("insert_global_admin_css")
def admin_colours():
    """The style sheet that gives Wagtail's admin our palette, and room to our widgets."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
