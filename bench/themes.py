"""The themes of a site to measure: groups that an analyst kept, stored as if the text engine had found them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from cms.demo.texts import read
from consultations.analysing.adopting import adopt
from consultations.models import Analysis, Answer, Consultation, Exemplar, Group, Membership, Theme
from consultations.reviews.reviewing import mark_family_reviewed

QUESTION = "promise"
BATCH = 1000
EXEMPLARS = 3
DAY = timedelta(days=1)


def analyse(consultation: Consultation) -> Analysis:
    """A finished analysis whose groups are those that the demonstration's analyst kept."""
    now = timezone.now()
    analysis = Analysis.objects.create(
        consultation=consultation,
        question_key=QUESTION,
        state=Analysis.DONE,
        progress=1,
        started_at=now - timedelta(minutes=1),
        finished_at=now,
    )
    groups = _groups(analysis)
    shown: dict[int, int] = defaultdict(int)
    members, exemplars = [], []
    answers = Answer.objects.to_question(consultation, QUESTION).with_words().select_related("contribution")
    for answer in answers.order_by("pk"):
        name = answer.contribution.import_key.partition(".")[0]
        group, subgroup = groups.get(name, (None, None))
        members.append(_membership(analysis, answer, group, subgroup))
        for one in (group, subgroup):
            if one is not None and shown[one.pk] < EXEMPLARS:
                exemplars.append(
                    Exemplar(group=one, answer=answer, end=len(answer.text), position=shown[one.pk])
                )
                shown[one.pk] += 1
    Membership.objects.bulk_create(members, batch_size=BATCH)
    Exemplar.objects.bulk_create(exemplars, batch_size=BATCH)
    return adopt(analysis, by=None)


def _membership(
    analysis: Analysis, answer: Answer, group: Group | None, subgroup: Group | None
) -> Membership:
    return Membership(
        analysis=analysis,
        answer=answer,
        group=group,
        subgroup=subgroup,
        confidence=0.5 + (answer.pk % 50) / 100,
        excluded="" if group else "no-opinion",
        language=answer.contribution.language,
    )


def _groups(analysis: Analysis) -> dict[str, tuple[Group, Group | None]]:
    """The kept themes as groups of the machine; each person's name leads to its group and sub-group."""
    found: dict[str, tuple[Group, Group | None]] = {}
    for place, theme in enumerate(read("review")["themes"]):
        group = _group(analysis, theme, code=theme["key"], parent=None, position=place)
        found.update(dict.fromkeys(theme.get("texts", []), (group, None)))
        for number, part in enumerate(theme.get("sub", [])):
            subgroup = _group(analysis, part, code=f"{theme['key']}/{number}", parent=group, position=number)
            found.update(dict.fromkeys(part["texts"], (group, subgroup)))
    return found


def _group(analysis: Analysis, wanted: dict, **fields) -> Group:
    title = wanted["title"]["fr"]
    description = (wanted.get("description") or {}).get("fr", "")
    keywords = [word for word in title.casefold().split() if len(word) > 3]
    return Group.objects.create(
        analysis=analysis, title=title, description=description, keywords=keywords, language="fr", **fields
    )


def review(consultation: Consultation, analysis: Analysis, *, by) -> dict[str, Theme]:
    """Mark every theme reviewed, and return the main ones by the key that proposals name."""
    tops = list(Theme.objects.filter(analysis=analysis, parent=None).select_related("group"))
    for theme in tops:
        mark_family_reviewed(theme, by=by, expected=theme.revision, at=consultation.closes_at + DAY)
    return {theme.group.code: Theme.objects.get(pk=theme.pk) for theme in tops}
