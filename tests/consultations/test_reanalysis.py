"""A new analysis obeys: what people decided is found again in it, or told where it cannot hold."""

from __future__ import annotations

import pytest

from consultations.analysing.clashes import clashes_of
from consultations.analysis import NotItsSuccessor, adopt, analyse_now
from consultations.models import Analysis, Answer, Move, Placement, Theme
from consultations.proposals.deciding import propose
from consultations.reviews import reviewing
from kit.localized import LocalizedText
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING
from tests.consultations.reanalysing import Deciding, left, sample_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def analyse(consultation, **options) -> Analysis:
    analysis = analyse_now(consultation, "promise", by=None, settings=LEXICAL, **options)
    assert analysis.state == Analysis.DONE, analysis.failure
    return Analysis.objects.get(pk=analysis.pk)


@pytest.fixture
def consultation():
    return make_consultation(phase="analysis")


def test_two_hundred_decisions_are_found_again(consultation, analyst, second_analyst):
    texts = sample_answers("promise")
    make_contributions(consultation, texts[:200])
    first = analyse(consultation)
    Deciding(first, [analyst, second_analyst], seed=4).decide(200)
    theme = first.themes.reviewed().order_by("pk").first()
    propose(consultation, LocalizedText({"fr": "Répondre"}), [theme], by=analyst)
    before = left(first)
    make_contributions(consultation, texts[200:240])

    second = analyse(consultation)
    adopt(second, by=analyst)

    after = left(second, since=first)
    decided = {answer for answer, text in before.texts.items() if text[1]}
    assert len(decided) > 100
    moved = {answer: (was, after.texts.get(answer)) for answer, was in before.texts.items() if after.texts.get(answer) != was}
    print("MOVED", moved, [(m.theme_id,m.group_id,m.because,m.answer_id) for m in Move.objects.filter(theme__isnull=False)])
    print("THEMES", {c: (t, after.themes.get(c)) for c, t in before.themes.items() if t != after.themes.get(c)})
    assert {answer: after.texts.get(answer) for answer in before.texts} == before.texts
    words = {code: theme for code, theme in before.themes.items() if theme == after.themes.get(code)}
    machines = before.themes.keys() - words.keys()
    assert all(before.themes[code][2] == Theme.TO_REVIEW for code in machines)
    assert after.proposals == before.proposals
