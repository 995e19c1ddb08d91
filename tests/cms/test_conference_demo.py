"""The demonstration's conferences: texts of ours, told apart, brought in by the pages and verbs that people use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.utils import timezone

from cms.conferences.dossier import outcome_of
from cms.demo.conferring import confer, let_the_youth_council_speak
from cms.demo.site import make_site
from cms.demo.texts import read
from cms.models import ConferencePage
from consultations.models import Contribution
from tests.cms.test_demo import sentences
from tests.consultations.factories import DAY, make_analysis, make_consultation


def words_of(value) -> Iterator[str]:
    """Every text of the file, whatever its language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)


def test_texts_of_the_demo_share_no_sentence():
    given = read("conference")
    # Drafts of one opinion repeat what stays; places and offices have one name.
    for one in given["conferences"]:
        one["drafts"] = one["drafts"][:1]
    repeated = Counter(sentence for text in words_of(given) for sentence in sentences(text))

    names = ("direction", "hotel", "city hall", "maison", "conseil", "9 h")
    assert [text for text, times in repeated.items() if times > 1 and not text.startswith(names)] == []


@pytest.mark.django_db
def test_demo_shows_every_state_of_a_recommendation(paris, editor, analyst):
    make_site()
    now = timezone.now()
    consultation = make_consultation(phase="analysis")
    groups = {title: [f"Texte sur {title}."] for title in ("unheard", "answer", "go_out")}
    analysis = make_analysis(consultation, groups)
    themes = {str(theme.title): theme for theme in analysis.themes.all()}
    consultation.opens_at = now - 60 * DAY
    consultation.save()

    confer(by=editor, now=now)
    let_the_youth_council_speak(consultation, "promise", themes, by=analyst, now=now)

    heat = ConferencePage.objects.get(slug="quand-il-fait-trop-chaud")
    outcome = outcome_of(heat, on=heat.today())
    assert outcome.tally.total >= 8
    assert outcome.dissent == 2
    assert all(outcome.tally.decisions[key] for key in ("accepted", "in_part", "refused"))
    assert all(outcome.tally.statuses.values())
    assert heat.get_translations().get().title == "The city when it is too hot"
    council = ConferencePage.objects.get(slug="conseil-des-generations-futures")
    assert council.get_children().count() == 3
    spoken = Contribution.objects.filter(channel=Contribution.BODY)
    assert spoken.count() == 3
    assert all(one.answers.get().placements.exists() for one in spoken)
