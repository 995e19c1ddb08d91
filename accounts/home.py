"""Sections that other apps show on a person's own page: their contributions, their registrations."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.template.loader import render_to_string

# A section looks at the request and answers (template, its words), or None when it has nothing to say.
Section = Callable[[HttpRequest], tuple[str, dict] | None]

_sections: dict[str, Section] = {}


def register_section(name: str, section: Section) -> None:
    """Add an app's section to everybody's own page; sections follow each other in the order of their names."""
    if name in _sections:
        raise ValueError(f"“{name}” is already a section of the account page.")
    _sections[name] = section


def sections_for(request: HttpRequest) -> list[str]:
    """The rendered sections that have something to say to that person."""
    answers = (section(request) for _name, section in sorted(_sections.items()))
    return [render_to_string(template, words, request) for template, words in filter(None, answers)]
