"""The demonstration's commitments: said in both languages, told apart, and worth reading whatever the day it is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cms.demo.following import follow_the_charter
from cms.demo.texts import read
from consultations.following.standing import commitments_of, standings, tally
from consultations.following.yearly import year_of
from tests.cms.test_demo import sentences
from tests.consultations.publishing import make_charter, publish_version

GIVEN = read("commitments")
PARIS = ZoneInfo("Europe/Paris")


def test_every_word_of_the_commitments_is_in_both_languages():
    texts = [GIVEN["synthesis"]]
    for commitment in GIVEN["commitments"]:
        updates = commitment["updates"]
        texts += [commitment["statement"], *(one["note"] for one in updates)]
        texts += [one["evidence"]["label"] for one in updates if "evidence" in one]

    assert [text for text in texts if set(text) != {"fr", "en"} or not all(text.values())] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_texts_of_the_commitments_share_a_sentence(language):
    texts = [GIVEN["synthesis"][language]]
    for commitment in GIVEN["commitments"]:
        texts += [
            commitment["statement"][language],
            *(one["note"][language] for one in commitment["updates"]),
        ]

    found = Counter(sentence for text in texts for sentence in sentences(text))

    assert [sentence for sentence, times in found.items() if times > 1] == []


def test_commitments_are_on_articles_of_the_demo_s_charter():
    charter = next(one for one in read("charters") if one["slug"] == GIVEN["charter"])
    in_force = {article["identifier"] for article in charter["versions"][-1]["articles"]}

    assert {one["article"] for one in GIVEN["commitments"]} <= in_force


@pytest.mark.django_db
@pytest.mark.parametrize("day", [(2027, 1, 2), (2027, 6, 15), (2027, 12, 30)])
def test_follow_up_of_the_demo_has_something_to_say_any_day(paris, editor, day):
    now = datetime(*day, 12, tzinfo=PARIS)
    charter = make_charter(paris, slug=GIVEN["charter"])
    articles = {one["article"]: ("La Ville promet.", []) for one in GIVEN["commitments"]}
    publish_version(charter, articles, by=editor, days_ago=2700)

    follow_the_charter(by=editor, now=now)

    counts = tally(standings(charter, commitments_of(charter), on=now.date()))
    year = year_of(charter, 2026, today=now.date())
    assert all(counts.values())
    assert charter.syntheses.published().get().year == 2026
    assert year.done_in_the_year
    assert len(year.standings) >= 11
