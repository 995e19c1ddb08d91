"""What the hosts' forms need of their templates."""

from __future__ import annotations

from django import template

from kit.templatetags.kit import first_input_id

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
    listed = [(str(error), "") for error in form.non_field_errors()]
    for field in form:
        listed += [(f"{field.label} – {error}", first_input_id(field)) for error in field.errors]
    return listed
