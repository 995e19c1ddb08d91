"""The demonstration's discussion: what it shows of the second phase, brought in by the verbs that people use."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from cms.demo.answering_back import make_charters
from cms.demo.discussing import discuss_the_charter
from cms.demo.people import make_people
from cms.demo.texts import read
from consultations.amending import discussing, reanchoring
from consultations.models import Amendment, ArticleVersion, Charter
from tests.cms.test_demo import sentences
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, review


@pytest.mark.django_db
def test_discussion_of_the_demo_shows_every_state(paris, analyst):
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez-nous."]})
    themes = review(analysis, "Répondre", by=analyst)
    proposals = {
        one["number"]: decided(themes, one["statement"]["fr"], one["decision"], by=analyst)
        for one in read("proposals")
    }
    people, now = make_people(), timezone.now()
    make_charters(consultation, proposals, by=people["edith"], now=now)

    version = discuss_the_charter(people, now=now)

    said = Amendment.objects.filter(version=version)
    states = Counter(said.values_list("moderation", flat=True))
    assert discussing.phase(version, at=now) == "open"
    assert len(said) >= 12
    assert states["waiting"]
    assert states["hidden"]
    assert {"pending", "accepted", "in_part", "refused"} == set(said.values_list("decision", flat=True))
    assert [one.amendment.quote for one in reanchoring.waiting_places(version)] == ["le samedi matin"]
    draft = discussing.next_draft(version)
    memory = ArticleVersion.objects.get(version=draft, article__identifier="garder-la-memoire")
    assert "pendant trente ans" in memory.body["fr"]
    assert Charter.objects.get(pk=version.charter_id).current_version().number == version.number - 1


def test_nobody_says_twice_the_same_sentence_in_the_discussion():
    said = read("discussion")["said"]
    texts = [
        text for one in said for text in (one["why"], *one.get("reason", {}).values(), one.get("words", ""))
    ]
    found = Counter(sentence for text in set(texts) for sentence in set(sentences(text)))

    assert [sentence for sentence, times in found.items() if times > 1] == []
