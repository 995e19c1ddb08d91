"""The guide's front page in its three states: ways to start, answers to a situation, a list that was narrowed."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.guide import browsing, finding
from cms.guide.asking import (
    AS_WHO,
    BROWSED,
    DISTRICT,
    ELSEWHERE,
    GOAL,
    PAGE,
    TIME,
    WORDS,
    Asked,
    Vocabulary,
    read_asked,
    situations,
)
from cms.guide.entries import shown_entries
from cms.guide.words import corrections, with_words
from cms.models import GuideEntryPage, Topic
from cms.models.topic import AS_WHO as WHO_CHOICES

PER_PAGE = 24
ANSWERS_PER_PAGE = 12
FRONT, ANSWERS, LIST = "front", "answers", "list"


def front_context(parameters: QueryDict) -> dict:
    """What the page shows for these parameters. The same number of queries for any number of entries."""
    vocabulary = Vocabulary.read()
    asked = read_asked(parameters, vocabulary)
    entries = shown_entries()
    total = len(entries)
    if WORDS in asked.values:
        entries = with_words(entries, asked.values[WORDS])
    context = {
        "asked": asked,
        "state": _state(asked),
        "total": total,
        "questions": questions(asked),
        "facets": browsing.facets(entries, asked),
        "situations": situations(topic for facet in vocabulary.topics.values() for topic in facet.values()),
        "kept": [
            (name, value) for name, value in asked.values.items() if name in BROWSED and name != DISTRICT
        ],
    }
    if asked.is_situation:
        return {**context, **_answers(entries, asked, parameters)}
    if asked.is_anything:
        return {**context, **_listed(entries, asked, parameters)}
    return context


def questions(asked: Asked) -> list[dict]:
    """The finder's questions, each with its choices as (value, name, chosen) in groups; age is written."""
    topics, values = asked.vocabulary.topics, asked.values
    where = [
        (str(city), [(key, str(one)) for key, one in pairs])
        for city, pairs in groupby(asked.vocabulary.districts.items(), key=lambda pair: pair[1].city)
    ]
    goals, times = topics.get(Topic.GOAL, {}), topics.get(Topic.TIME, {})
    asked_in_turn = [
        (GOAL, _("What do you want to do?"), [("", [(slug, str(one)) for slug, one in goals.items()])]),
        (AS_WHO, _("In whose name?"), [("", [(value, str(name)) for value, name in WHO_CHOICES])]),
        (TIME, _("How much time do you have?"), [("", [(slug, str(one)) for slug, one in times.items()])]),
        (DISTRICT, _("Where do you live?"), [("", [(ELSEWHERE, _("Outside of the city"))]), *where]),
    ]
    return [
        {"name": name, "id": f"guide-{name}", "label": label, "groups": groups, "value": values.get(name, "")}
        for name, label, groups in asked_in_turn
        if any(choices for _group, choices in groups)
    ]


def _state(asked: Asked) -> str:
    if asked.is_situation:
        return ANSWERS
    return LIST if asked.is_anything else FRONT


def _answers(entries: list[GuideEntryPage], asked: Asked, parameters: QueryDict) -> dict:
    # A kind or theme that was chosen besides narrows the answers, unless it leaves nothing to answer with.
    narrowed = [entry for entry in entries if browsing.has_kind_and_theme(entry, asked)]
    answer = finding.find(narrowed or entries, asked.situation())
    return {
        "answer": answer,
        "page_of_fits": Paginator(answer.fits, ANSWERS_PER_PAGE).get_page(parameters.get(PAGE)),
        "page_query": f"{asked.query()[1:]}&",
        "leaves_kind": bool(entries) and not narrowed,
    }


def _listed(entries: list[GuideEntryPage], asked: Asked, parameters: QueryDict) -> dict:
    found = browsing.browse(entries, asked)
    page = Paginator(found, PER_PAGE).get_page(parameters.get(PAGE))
    return {
        "found": len(found),
        "untranslated": sum(bool(entry.foreign_language) for entry in found),
        "page_of_entries": page,
        "page_query": f"{asked.query()[1:]}&",
        "corrections": corrections(asked.values[WORDS]) if WORDS in asked.values else [],
    }
