"""`{% typed_checks object request %}`: the findings in the editor's side panel."""

from __future__ import annotations

from django import template

register = template.Library()


@register.inclusion_tag("cms/checking/panel.html")
def typed_checks(page, request):
    from cms.checking.screen import panel

    return panel(page, request)
