"""What the engine is not sure of, stored and told to those who review."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from consultations.analysing.sources import sources_of
from consultations.analysing.storing import store_results
from consultations.analysis import adopt
from consultations.models import Analysis, Answer, Membership, Theme
from consultations.publishing.open_data import public_id
from consultations.publishing.voices import Size, sizes
from nlp.results import Exemplar, TextPlacement
from nlp.results import Theme as FoundTheme
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.publishing import redact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WOLOF = ["Dañu wara jëmbët garab yu bari", "Garab yi dañuy may ndox"]
LETTER = ["Non à la tour, signez avec nous", "Non à la tour ! signez tous avec nous", "Non à la tour, signez"]


def found(theme: str, name: str, *, campaign: str = "", lexical: bool = False) -> TextPlacement:
    return TextPlacement(
        id=name,
        theme=theme,
        subtheme=f"{theme}.1",
        confidence=0.7,
        excluded="",
        duplicate_of="",
        campaign=campaign,
        rare=False,
        language="wo" if lexical else "fr",
        lexical=lexical,
    )


def named(theme: str, parent: str | None, title: str, name: str, *, lexical: bool = False) -> FoundTheme:
    return FoundTheme(
        id=theme,
        parent=parent,
        title=title,
        keywords=(),
        description="",
        size=0,
        duplicates=0,
        exemplars=(Exemplar(name, 0, 6),),
        language="wo" if lexical else "fr",
        lexical=lexical,
    )


@pytest.fixture
def analysis(paris) -> Analysis:
    """Two themes in force: one of Wolof texts, one of three copies of a campaign's letter and a text beside them."""
    consultation = make_consultation(phase="published", city=paris)
    contributions = make_contributions(consultation, [*WOLOF, *LETTER, "Une tour trop haute"])
    redact()
    names = [public_id(one.pk) for one in contributions]
    analysis = Analysis.objects.create(
        consultation=consultation, question_key="promise", state=Analysis.DONE, progress=1
    )
    answers = Answer.objects.to_question(consultation, "promise")
    sources, _texts = sources_of(answers, defused=str)
    themes = [
        named("t1", None, "Garab", names[0], lexical=True),
        named("t1.1", "t1", "Garab", names[0], lexical=True),
        named("t2", None, "Tour", names[2]),
        named("t2.1", "t2", "Tour", names[2]),
    ]
    placements = [
        *(found("t1", name, lexical=True) for name in names[:2]),
        *(found("t2", name, campaign=names[2]) for name in names[2:5]),
        found("t2", names[5]),
    ]
    with transaction.atomic():
        store_results(analysis, themes=themes, placements=placements, passages=[], read=sources)
    return adopt(analysis, by=None)


def test_marks_are_stored_with_groups_and_texts(analysis):
    assert dict(analysis.groups.filter(parent=None).values_list("title", "lexical")) == {
        "Garab": True,
        "Tour": False,
    }
    assert set(analysis.memberships.filter(lexical=True).values_list("answer__text", flat=True)) == set(WOLOF)
    copies = Membership.objects.filter(campaign__isnull=False)
    assert set(copies.values_list("answer__text", "campaign__text")) == {(text, LETTER[0]) for text in LETTER}


def test_theme_counts_texts_and_those_that_are_no_copies(analysis):
    tower = Theme.objects.get(analysis=analysis, title__fr="Tour")
    counted = Theme.objects.with_counts().get(pk=tower.pk)

    assert sizes([tower])[tower.pk] == Size(texts=4, distinct=2)
    assert (counted.texts, counted.repeats, counted.distinct_texts) == (4, 2, 2)


def read(staff, name: str, *args) -> str:
    """A page of the editing side, in English."""
    address = reverse(f"consultations_admin:{name}", args=args)
    return staff.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_review_says_which_language_the_analysis_does_not_understand(client, login, analyst, analysis):
    wolof = Theme.objects.get(analysis=analysis, group__title="Garab")
    staff = login(client, analyst)
    sentence = "These texts are in Wolof, which the analysis does not understand"

    overview, page = read(staff, "review", analysis.pk), read(staff, "theme", wolof.pk)

    assert overview.count(sentence) == 1
    assert page.count(sentence) == 1
    assert page.count("in Wolof, which the analysis does not understand") == 1 + len(WOLOF)


def test_review_says_which_texts_a_campaign_spread_and_counts_both_ways(client, login, analyst, analysis):
    tower = Theme.objects.get(analysis=analysis, title__fr="Tour")

    page = read(login(client, analyst), "theme", tower.pk)

    assert page.count("copy spread by a campaign") == len(LETTER)
    assert "2 distinct" in page
    assert "which the analysis does not understand" not in page
