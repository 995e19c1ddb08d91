"""Small readings that the kit's own templates need."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms, template

from kit import charts, localized

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
    """
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if field.widget.attrs.pop("style", None):
            field.widget.kit_layout = "bait"
    return form


@register.filter
def elided_pages(page):
    """The numbers to link to from a page of a paginator, with gaps where there are many."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


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
        links += [ErrorLink(text, str(field.label), first_input_id(field)) for text in field.errors]
    return links


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
