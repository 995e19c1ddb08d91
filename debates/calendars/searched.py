"""The same search as the list's, for programs: which edition, which debates, in which language they are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import override

from debates.finding.asked import Asked, read, vocabulary_of
from debates.finding.matching import in_order, matching
from debates.models import Debate, Edition
from kit.localized import content_languages

NEWEST = 50


def search_of(parameters: QueryDict) -> Asked:
    """What these parameters ask for, in the edition that they name or else the latest. Raises Http404 without any."""
    public = Edition.objects.public().latest_first()
    name = parameters.get("edition")
    edition = public.filter(slug=name).first() if name else public.first()
    if edition is None:
        raise Http404
    return read(parameters, vocabulary_of(edition))


def debates_of(asked: Asked, *, at: datetime) -> QuerySet[Debate]:
    """The debates of that search, ordered as the list is, with what is told of each."""
    return in_order(matching(asked, at=at).for_cards(), asked)


def newest_of(asked: Asked, *, at: datetime) -> QuerySet[Debate]:
    """The debates of that search that were published last, with what is told of each; keys first, as lists are."""
    newest = matching(asked, at=at).order_by("-published_at", "code").values_list("pk", flat=True)[:NEWEST]
    return Debate.objects.filter(pk__in=list(newest)).for_cards().order_by("-published_at", "code")


@contextmanager
def told_in(request: HttpRequest) -> Iterator[str]:
    """Speak the language that ``lang`` names, or the site's main one: never the browser's, so that an address says
    the same to everybody."""
    wanted = request.GET.get("lang", "")
    known = {code for code, _name in content_languages()}
    language = wanted if wanted in known else settings.LANGUAGE_CODE
    with override(language):
        yield language
