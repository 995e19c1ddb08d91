"""What of nights of debates may be found by words."""

from __future__ import annotations

from django.db.models import QuerySet

from debates.finding.words import KIND
from debates.models import Debate
from kit.localized import content_languages
from kit.sanitize import plain_text
from search.registry import Text, searchable


def texts_of_debate(debate: Debate) -> list[Text]:
    """What a debate says, in each language that its question is in; its people, host and place are found with it."""
    place = debate.room.venue.name if debate.room is not None else ""
    people = " ".join(one.speaker.name for one in debate.appearances.all())
    themes = " ".join(" ".join(theme.name.values()) for theme in debate.themes.all())
    return [
        Text(
            language=code,
            title=debate.question[code],
            body=plain_text(debate.presentation.in_language(code)),
            keywords=f"{debate.host.name} {place} {people} {themes}",
        )
        for code, _name in content_languages()
        if debate.question.get(code)
    ]


def _public(debates: QuerySet[Debate]) -> QuerySet[Debate]:
    shown = Debate.objects.public().values("pk")
    return (
        debates.filter(pk__in=shown)
        .select_related("host", "room__venue")
        .prefetch_related("themes", "appearances__speaker")
    )


searchable(Debate, kind=KIND, texts=texts_of_debate, public=_public, url=Debate.get_absolute_url)
