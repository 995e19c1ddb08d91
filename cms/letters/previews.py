"""A letter as its readers' mail programs will show it, for who writes it."""

from __future__ import annotations

from django.http import HttpResponse

from cms.letters.composing import edition
from cms.letters.mails import END_PLACE
from cms.models import Letter


def preview_of_mail(letter: Letter, *, as_html: bool) -> HttpResponse:
    """The mail's own HTML or plain text. Its styles stand in its elements, as mail programs want: allowed here only."""
    made = edition(letter)
    if not as_html:
        text = f"{made['subject']}\n\n{made['text']}".replace(END_PLACE, "https://…")
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    response = HttpResponse(made["html"].replace(END_PLACE, "#"))
    response._csp_update = {"style-src": ["'unsafe-inline'"]}
    return response
