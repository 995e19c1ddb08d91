"""Titles that skip a level."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from cms.checking.findings import ERROR, Finding
from kit.blocks import outline_problems


def check(page) -> Iterator[Finding]:
    for model_field in page._meta.get_fields():
        if not isinstance(model_field, StreamField):
            continue
        stream = getattr(page, model_field.name) or ()
        children = list(stream)
        for place, todo in outline_problems(children).items():
            child = children[place]
            yield Finding(
                ERROR,
                f"{place + 1}. {child.block.label}",
                _("The title “%(title)s” skips a level.") % {"title": child.value["text"]},
                todo,
                child.id or "",
            )
