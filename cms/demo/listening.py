"""What citizens of the demonstration did after the results: three said that they were misunderstood, one follows her
contribution by mail, one withdrew; and the lists by which anybody checks that the others are counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from cms.demo.texts import read
from consultations.answering.contributing import withdraw
from consultations.inclusion.lists import make_list
from consultations.models import Answer, Consultation, Contestation, Contribution, Theme
from consultations.reviews.contesting import answer_contestation, contest
from consultations.reviews.placing_passages import place_passages
from consultations.telling import sending, subscribing

DAY = timedelta(days=1)


def hear_from_citizens(
    contributions: dict[str, Contribution],
    themes: dict[str, Theme],
    question: str,
    *,
    by,
    now: datetime,
) -> list[Contestation]:
    """Follow one contribution, contest the place of three texts, answer two of them, and send the mails of it all."""
    given = read("listening")
    follows = given["follows"]
    contribution = contributions[follows["contribution"]]
    asked_at = now - follows["days_ago"] * DAY
    following = subscribing.subscribe(
        contribution, follows["email"], language=contribution.language, at=asked_at
    )
    subscribing.confirm(following, at=asked_at)
    made = [
        _contest(contributions[wanted["contribution"]], wanted, themes, question, by=by, now=now)
        for wanted in given["contested"]
    ]
    sending.tell(at=now)
    return made


def publish_lists(
    consultation: Consultation, contributions: dict[str, Contribution], *, now: datetime
) -> None:
    """Make the lists of some days, between which one person withdrew."""
    given = read("listening")["lists"]
    leaving = contributions[given["withdrawn"]]
    for days_ago in given["days_ago"]:
        if days_ago < given["withdrawn_days_ago"] and not leaving.is_withdrawn:
            withdraw(leaving, at=now - given["withdrawn_days_ago"] * DAY)
        make_list(consultation, at=now - days_ago * DAY)


def _contest(
    contribution: Contribution, wanted: dict, themes: dict[str, Theme], question: str, *, by, now: datetime
) -> Contestation:
    answer = Answer.objects.select_related("contribution__consultation").get(
        contribution=contribution, question_key=question
    )
    made = contest(answer, sentence=wanted["sentence"], at=now - wanted["days_ago"] * DAY)
    if "reply" not in wanted:
        return made
    answered_at = now - wanted["answered_days_ago"] * DAY
    if "idea" in wanted:
        _place_idea(answer, wanted["idea"], themes, by=by, at=answered_at)
    return answer_contestation(
        made,
        by=by,
        reply=wanted["reply"],
        corrected_to=themes[wanted["theme"]] if "theme" in wanted else None,
        at=answered_at,
    )


def _place_idea(answer: Answer, wanted: dict, themes: dict[str, Theme], *, by, at: datetime) -> None:
    """Put one sentence of the text in the part of a theme that speaks of it; the rest stays where it is."""
    parts = themes[wanted["theme"]].children.living()
    to = next(one for one in parts if one.title.in_language("fr") == wanted["part"])
    start = answer.public_text.index(wanted["words"])
    place_passages(answer, [[start, start + len(wanted["words"])]], to, by=by, expected=to.revision, at=at)
