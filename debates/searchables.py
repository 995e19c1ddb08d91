"""What of nights of debates may be found by words."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from debates.finding.words import KIND
from debates.models import Debate
from kit.localized import content_languages
from kit.sanitize import plain_text
from search.registry import Text, searchable


def texts_of_debate(debate: Debate) -> list[Text]:
    """What a debate says, in each of the site's languages that its question is in; in all of them where it is announced
    in another language only. Words in other languages, its people, host and place are found with it."""
    place = debate.room.venue.name if debate.room is not None else ""
    people = " ".join(one.speaker.name for one in debate.appearances.all())
    themes = " ".join(" ".join(theme.name.values()) for theme in debate.themes.all())
    site = [code for code, _name in content_languages()]
    questions = [words for code, words in debate.question.items() if code not in site]
    said = [code for code in site if debate.question.get(code)] or (site if questions else [])
    texts = []
    for code in said:
        title_language, title = debate.question.told_in(code)
        body_language, body = debate.presentation.told_in(code)
        texts.append(
            Text(
                language=code,
                title=title,
                title_language=title_language,
                body=plain_text(body),
                body_language=body_language,
                keywords=" ".join([debate.host.name, place, people, themes, *questions]),
                more={
                    other: plain_text(words)
                    for other, words in sorted(debate.presentation.items())
                    if words and other not in site and other != body_language
                },
            )
        )
    return texts


def _public(debates: Any) -> QuerySet[Debate]:
    """Of these alone: asked whether each is among all that are public, the database would look at all of them."""
    return (
        debates.public()
        .select_related("host", "room__venue")
        .prefetch_related("themes", "appearances__speaker")
    )


searchable(Debate, kind=KIND, texts=texts_of_debate, public=_public, url=Debate.get_absolute_url)
