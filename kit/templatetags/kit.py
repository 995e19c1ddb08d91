"""Small readings that the kit's own templates need."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms, template
from django.utils.translation import gettext as _

from kit import charts, localized
from kit.forms import what_to_give
from kit.sanitize import sanitize_rich_text, web_address

register = template.Library()


@register.filter
def field_layout(field) -> str:
    """The look of a field: what its widget asks for with ``kit_layout``, else what its kind of input calls for."""
    widget = field.field.widget
    if wanted := getattr(widget, "kit_layout", ""):
        return wanted
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "single"
    return field.widget_type


@register.filter
def language_name(attrs) -> str:
    """The language's name that LocalizedInput gives to each of its inputs."""
    return attrs.get("data-language-name", "")


@register.filter
def name_of_language(code) -> str:
    """A language's name in the one being read; its code when nobody knows it."""
    return localized.language_name(code)


@register.filter
def in_our_manner(form):
    """A form of a library, made to follow our pages' rules.

    Its inputs start empty: a grey hint is taken for an answer, and the label says it already. A field that is hidden
    by a style attribute, to catch machines, is hidden by a class: our policy lets no style attribute through.
    An address has the name that it has on the site's other pages.
    """
    for field in form.fields.values():
        if field.widget.attrs.get("autocomplete") == "email":
            field.label = _("Your e-mail address")
        field.widget.attrs.pop("placeholder", None)
        if field.widget.attrs.pop("style", None):
            field.widget.kit_layout = "bait"
    return form


@register.filter
def elided_pages(page):
    """The numbers to link to from a page of a paginator, with gaps where there are many."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def sanitized(html):
    """Editors' rich text with nothing left in it that could act."""
    return sanitize_rich_text(str(html))


@register.filter
def as_web_address(address) -> str:
    """An address that was stored, for a link: empty when it opens no page."""
    return web_address(address)


@register.filter
def unlocalised(number) -> str:
    """A number as SVG writes it, whatever the page's language: a point, no separator of thousands."""
    return f"{number:g}"


@dataclass(frozen=True)
class ErrorLink:
    """One error: what it says, of which field, and the id to jump to; empty when it is of no single field."""

    text: str
    label: str = ""
    target: str = ""


@register.simple_tag
def error_links(form=None, errors=None) -> list[ErrorLink]:
    """Each error of a form in the order of its fields, or each (sentence, id) pair, as links."""
    if errors:
        return [ErrorLink(text, target=target) for text, target in errors]
    if not form or not form.is_bound:
        return []
    links = [ErrorLink(text) for text in form.non_field_errors()]
    for field in form:
        links += [_error_link(field, text) for text in field.errors]
    return links


def _error_link(field, text: str) -> ErrorLink:
    """A sentence that already says what to give is not introduced by the field's name."""
    names_it = text == what_to_give(field)
    return ErrorLink(text, "" if names_it else str(field.label), first_input_id(field))


def first_input_id(field) -> str:
    """The id of what to focus to mend a field: its input, or the first of a group of choices."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return widget.id_for_label(field.auto_id, index="0")
    return field.id_for_label or f"{field.auto_id}_group"


@register.simple_tag
def lay_out_bars(title="", rows=None, chart=None) -> charts.BarChart:
    """The chart that was given ready, or one laid out from its title and rows."""
    return chart or charts.bar_chart(title, rows or [])
