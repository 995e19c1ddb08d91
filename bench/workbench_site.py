"""An analysis as large as a real one: thousands of answers in 20 themes of three sub-themes each, half of it reviewed.

The texts are the demonstration's, repeated with a number; nobody's groups were found by an engine, so that the site is
the same each time. Who speaks of what leans on district and channel a little, so that a filter has something to show.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, islice

from django.utils import timezone

from accounts.models import User
from accounts.roles import assign_role
from bench.site import make_consultation
from cms.demo.asking import typed_form
from cms.demo.texts import contributions as authored
from consultations.analysing.adopting import adopt
from consultations.answering.contributing import answers_of
from consultations.answering.forms import questionnaire_form
from consultations.models import (
    Analysis,
    Answer,
    Consultation,
    Contribution,
    Exemplar,
    Group,
    Membership,
    Theme,
)

THEMES, PARTS, EXEMPLARS = 20, 3, 3
QUESTION = "promise"
BATCH = 1000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Built:
    """What there is to measure."""

    analysis: Analysis
    analyst: User
    answers: int


def make(*, answers: int) -> Built:
    """An analysis in force of so many texts, beside another consultation of a third as many with the same questions."""
    now = timezone.now()
    analyst = User.objects.create_user("analyst@palabre.example")
    assign_role(analyst, "analyst")
    large = make_consultation("bench-large", now - 40 * DAY, now - 10 * DAY, now + 10 * DAY)
    beside = make_consultation("bench-beside", now - 80 * DAY, now - 50 * DAY, now - 40 * DAY)
    fill(large, answers)
    fill(beside, answers // 3)
    analysis = analyse(large, at=now)
    halve_review(analysis)
    return Built(analysis, analyst, analysis.memberships.count())


def fill(consultation: Consultation, number: int) -> None:
    """So many contributions that answer the question, each with a valid person's answers."""
    version = consultation.current_version()
    districts = {district.code: district for district in consultation.city.districts.all()}
    step = (consultation.closes_at - consultation.opens_at) / (number + 1)
    made, answers = [], []
    for place, (turn, name, person) in enumerate(islice(_people(consultation), number)):
        contribution = Contribution(
            consultation=consultation,
            language=person["language"],
            channel=person["channel"],
            city_id=consultation.city_id,
            district=districts.get(person["district"] or ""),
            import_key=f"{name}.{turn}",
            sent_at=consultation.opens_at + step * place,
        )
        made.append(contribution)
        for answer in answers_of(contribution, person["form"], version):
            answer.text = answer.public_text = f"{answer.text} ({turn})" if answer.text else ""
            answers.append(answer)
    Contribution.objects.bulk_create(made, batch_size=BATCH)
    Answer.objects.bulk_create(answers, batch_size=BATCH)


def _people(consultation: Consultation) -> Iterator[tuple[int, str, dict]]:
    """The demonstration's people who answered the question, again and again; each one's form is read once."""
    version = consultation.current_version()
    people = []
    for name, entry in authored().items():
        form = questionnaire_form(
            version.questionnaire, typed_form(entry["answers"], at=consultation.opens_at)
        )
        if form.is_valid() and entry["answers"].get(QUESTION):
            people.append((name, {**entry, "form": form}))
    for turn in count(1):
        for name, entry in people:
            yield turn, name, entry


def analyse(consultation: Consultation, *, at) -> Analysis:
    """A finished analysis with a place on the map for every group, in force."""
    analysis = Analysis.objects.create(
        consultation=consultation,
        question_key=QUESTION,
        state=Analysis.DONE,
        progress=1,
        started_at=at,
        finished_at=at,
    )
    groups = _groups(analysis)
    members, exemplars = [], []
    shown: dict[int, int] = {}
    first: Answer | None = None
    answers = Answer.objects.to_question(consultation, QUESTION).with_words().select_related("contribution")
    for number, answer in enumerate(answers.order_by("pk")):
        theme, part = _theme_of(number, answer.contribution)
        group = subgroup = None
        if number % 17:
            group, parts = groups[theme]
            subgroup = parts[part] if part < PARTS else None
        members.append(
            Membership(
                analysis=analysis,
                answer=answer,
                group=group,
                subgroup=subgroup,
                confidence=0.4 + (number % 60) / 100,
                excluded="" if group else "no-opinion",
                duplicate_of=first if group and number % 25 == 0 else None,
                language=answer.contribution.language,
            )
        )
        first = answer if group and first is None else first
        for one in filter(None, (group, subgroup)):
            if shown.setdefault(one.pk, 0) < EXEMPLARS:
                exemplars.append(
                    Exemplar(
                        group=one, answer=answer, end=len(answer.text), of_public=True, position=shown[one.pk]
                    )
                )
                shown[one.pk] += 1
    Membership.objects.bulk_create(members, batch_size=BATCH)
    Exemplar.objects.bulk_create(exemplars, batch_size=BATCH)
    return adopt(analysis, by=None)


def _theme_of(number: int, contribution: Contribution) -> tuple[int, int]:
    """A theme and a part of it: large ones first, as topics are, and not the same everywhere."""
    spread = (number * 7919 % 1000) / 1000
    theme = int(THEMES * spread**1.6)
    if contribution.channel == "paper" and number % 3 == 0:
        theme = 1
    elif contribution.district_id and contribution.district_id % 4 == 0 and number % 5 == 0:
        theme = 3
    return theme, number // 3 % (PARTS + 1)


def _groups(analysis: Analysis) -> list[tuple[Group, list[Group]]]:
    made = []
    for place in range(THEMES):
        angle, away = place * 2.399963, math.sqrt((place + 0.5) / THEMES) * 0.45
        x, y = 0.5 + away * math.cos(angle), 0.5 + away * math.sin(angle)
        title = f"Ce que la Ville doit promettre, {place + 1}"
        group = _group(analysis, f"t{place}", title, place, None, x, y)
        parts = [
            _group(
                analysis,
                f"t{place}.{part + 1}",
                f"Partie {part + 1} de la promesse {place + 1}",
                part,
                group,
                x + 0.03 * math.cos(2 * part),
                y + 0.03 * math.sin(2 * part),
            )
            for part in range(PARTS)
        ]
        made.append((group, parts))
    return made


def _group(
    analysis: Analysis, code: str, title: str, position: int, parent: Group | None, x: float, y: float
) -> Group:
    return Group.objects.create(
        analysis=analysis,
        code=code,
        title=title,
        keywords=title.casefold().split(),
        description=title,
        language="fr",
        position=position,
        parent=parent,
        map_x=x,
        map_y=y,
    )


def halve_review(analysis: Analysis) -> None:
    """Every other theme is reviewed: both kinds of screens have something to show."""
    ids = list(analysis.themes.order_by("pk").values_list("pk", flat=True))
    Theme.objects.filter(pk__in=ids[::2]).update(state=Theme.REVIEWED, reviewed_at=timezone.now())
