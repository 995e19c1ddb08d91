"""What the hosts' forms need of their templates."""

from __future__ import annotations

from django import template

from kit.templatetags.kit import error_links

register = template.Library()


@register.simple_tag
def errors_of(form, rows) -> list[tuple[str, str]]:
    """(sentence, id of its field or "") of each error of a form and of the rows that stand in it, in their order."""
    listed = []
    if form.is_bound:
        listed += _errors(form)
    if rows.is_bound:
        listed += [(str(error), "") for error in rows.non_form_errors()]
        for row in rows.forms:
            listed += _errors(row)
    return listed


def _errors(form) -> list[tuple[str, str]]:
    return [
        (f"{link.label} – {link.text}" if link.label else link.text, link.target)
        for link in error_links(form)
    ]
