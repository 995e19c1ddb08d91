"""An idea that a person placed counts for its new theme wherever people are counted, and for the old one no longer."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from consultations.analysing import obeying
from consultations.analysis import adopt, analyse_now
from consultations.models import Analysis, Answer, Group, PlacedPassage, Placement, ReviewEvent, Theme
from consultations.proposals.proposal_reading import weigh
from consultations.publishing.fate import fate_of
from consultations.publishing.text_results import quoted_results
from consultations.publishing.voices import public_texts, sizes
from consultations.reviews import reviewing, undoing
from consultations.reviews.placing_passages import place_passages
from consultations.reviews.theme_reading import progress, texts_of
from consultations.workbench.filtering import read_filters
from consultations.workbench.speakers import speakers_of
from consultations.workbench.theme_facts import workbench_of
from kit.localized import LocalizedText
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING
from tests.consultations.publishing import redact, review
from tests.consultations.reading_themes import theme
from tests.consultations.taking_open_data import content
from tests.consultations.test_passages import cut

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

REPLY, MEET = "Répondez-nous vite.", "Et réunissez-vous le soir."
TEXT = f"{REPLY} {MEET}"
GROUPS = {"Répondre": [TEXT, "Une réponse."], "Réunir": ["Le soir, après 19 h."], "Décider": ["Un vote."]}
BEFORE = {"Répondre": 2, "Réunir": 1, "Décider": 1}


@pytest.fixture
def analysis(paris, analyst):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact()
    cut(analysis, TEXT, (REPLY, "Répondre"), (MEET, "Réunir"))
    review(analysis, *GROUPS, by=analyst)
    return analysis


@pytest.fixture
def answer(analysis) -> Answer:
    return Answer.objects.select_related("contribution__consultation__city").get(text=TEXT)


def put(answer: Answer, words: str, title: str, *, by) -> ReviewEvent:
    """Place these words of the text in the theme; the decision."""
    to = theme(Analysis.objects.get(adopted=True), title)
    start = TEXT.index(words)
    place_passages(answer, [[start, start + len(words)]], to, by=by, expected=to.revision)
    return ReviewEvent.objects.latest("id")


def counted(analysis: Analysis) -> list[dict[str, int]]:
    """How many people speak of each theme, by everything that counts them."""
    themes = list(analysis.themes.with_counts().order_by("pk"))
    titles = {one.pk: str(one.title) for one in themes}
    bench = workbench_of(analysis, read_filters(analysis, {}))
    results = quoted_results(analysis.consultation, analysis.question_key, written=4)
    return [
        {titles[one.pk]: one.texts for one in themes},
        {titles[one.pk]: one.own_texts for one in themes},
        {one.title: one.people for one in sorted(bench.all, key=lambda one: one.pk)},
        {titles[pk]: size.texts for pk, size in sorted(sizes(themes).items())},
        {titles[pk]: weight.people for pk, weight in weigh({one.pk: [one.pk] for one in themes}).items()},
        {titles[one.pk]: speakers_of(one, analysis).speaking for one in themes},
        {titles[one.pk]: texts_of(one).count() for one in themes},
        {titles[one.pk]: public_texts(one).count() for one in themes},
        dict(sorted(((str(one.theme.title), one.size.texts) for one in results.themes), key=order)),
    ]


def order(pair: tuple[str, int]) -> int:
    return list(BEFORE).index(pair[0])


def test_an_idea_counts_for_its_new_theme_everywhere(analysis, answer, analyst):
    before = counted(analysis)

    put(answer, MEET, "Décider", by=analyst)

    after = counted(analysis)
    assert [one == BEFORE for one in before] == [True] * 9
    assert [one == {**BEFORE, "Décider": 2} for one in after] == [True] * 9


def test_the_old_theme_no_longer_counts_what_was_all_that_the_text_said_there(analysis, answer, analyst):
    put(answer, REPLY, "Décider", by=analyst)

    assert Placement.objects.get(answer=answer).theme in {
        theme(analysis, title) for title in ("Réunir", "Décider")
    }
    assert {one["Répondre"] for one in counted(analysis)} == {1}
    assert {one["Décider"] for one in counted(analysis)} == {2}


def test_undoing_gives_every_count_back(analysis, answer, analyst):
    before = counted(analysis)
    for words in (MEET, REPLY):
        event = put(answer, words, "Décider", by=analyst)
        undone = undoing.undo(event, by=analyst)

        assert undone.stays == []
        assert counted(analysis) == before

    undoing.undo(undone.event, by=analyst)

    assert {one["Répondre"] for one in counted(analysis)} == {1}


def test_a_text_with_two_ideas_in_one_theme_is_one_person(analysis, answer, analyst):
    put(answer, REPLY, "Décider", by=analyst)
    put(answer, MEET, "Décider", by=analyst)

    assert [one == {"Répondre": 1, "Réunir": 1, "Décider": 2} for one in counted(analysis)] == [True] * 9


def test_a_text_that_speaks_of_two_parts_counts_once_above(analysis, answer, analyst):
    above = theme(analysis, "Décider")
    for title in ("Répondre", "Réunir"):
        part = theme(analysis, title)
        reviewing.nest(part, theme(analysis, "Décider"), by=analyst, expected=part.revision)
    put(answer, MEET, "Réunir", by=analyst)

    bench = workbench_of(analysis, read_filters(analysis, {}))
    assert {one.title: one.people for one in bench.all} == {"Décider": 4, "Répondre": 2, "Réunir": 2}
    assert bench.in_no_theme == 0
    assert analysis.themes.with_counts().get(pk=above.pk).texts == 4
    assert sizes([above])[above.pk].texts == 4


def test_filters_count_the_idea_among_those_who_pass_them(analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)
    filters = read_filters(analysis, {"channel": [answer.contribution.channel]})

    found = workbench_of(analysis, filters).find(theme(analysis, "Décider").pk)

    assert (found.inside, found.people, found.held) == (2, 2, 1)


def test_progress_counts_each_text_once(analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)

    assert progress(analysis).placed == 4


def test_the_fate_counts_its_author_among_those_who_speak_of_it(analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)

    _first, second = fate_of(answer.contribution)[0].ideas

    assert (second.themes[-1].size.texts, second.themes[-1].others) == (2, 1)


def test_an_idea_follows_its_theme_into_another_and_back(analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)
    gone = theme(analysis, "Décider")

    reviewing.merge(gone, theme(analysis, "Réunir"), by=analyst, expected=gone.revision)
    merged = sizes([theme(analysis, "Réunir")])
    undoing.undo(ReviewEvent.objects.latest("id"), by=analyst)

    assert [size.texts for size in merged.values()] == [3]
    assert PlacedPassage.objects.get().theme == gone
    assert [one == {**BEFORE, "Décider": 2} for one in counted(analysis)] == [True] * 9


def test_restoring_a_merged_theme_brings_its_ideas_back(analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)
    gone = theme(analysis, "Décider")
    reviewing.merge(gone, theme(analysis, "Réunir"), by=analyst, expected=gone.revision)
    gone.refresh_from_db()

    reviewing.restore(gone, by=analyst, expected=gone.revision)

    assert PlacedPassage.objects.get().theme == gone


def test_moving_a_text_from_where_its_idea_is_moves_that_idea_alone(
    analysis, answer, analyst, second_analyst
):
    put(answer, MEET, "Décider", by=analyst)
    source, to = theme(analysis, "Décider"), theme(analysis, "Réunir")

    reviewing.move([answer.pk], to, source=source, by=second_analyst, expected=source.revision)
    moved = counted(analysis)
    undoing.undo(ReviewEvent.objects.latest("id"), by=analyst)

    assert {one["Réunir"] for one in moved} == {2}
    assert Placement.objects.get(answer=answer).theme == theme(analysis, "Répondre")
    assert [one == {**BEFORE, "Décider": 2} for one in counted(analysis)] == [True] * 9


def test_a_theme_of_one_idea_is_split_off(analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)
    source = theme(analysis, "Décider")

    new = reviewing.split(
        source, [answer.pk], LocalizedText({"fr": "Soirées"}), by=analyst, expected=source.revision
    )

    assert analysis.themes.with_counts().get(pk=new.pk).texts == 1
    assert sizes([source])[source.pk].texts == 1


def test_the_public_list_tells_a_text_that_is_there_by_an_idea(client, analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)
    address = reverse("consultations:theme", args=["charte", theme(analysis, "Décider").pk])

    page = client.get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()

    assert MEET in page
    assert "placed one idea of this text in this theme" in page


def test_data_of_the_themes_count_the_idea(client, analysis, answer, analyst):
    put(answer, MEET, "Décider", by=analyst)

    found = client.get(reverse("open_data:table", args=["charte", "themes", "json"]))

    texts = {row["theme"]: row["texts"] for row in json.loads(content(found))["themes"]}
    assert texts[theme(analysis, "Décider").pk] == 2


def first_analysis(paris, analyst) -> Analysis:
    consultation = make_consultation(phase="analysis", city=paris)
    make_contributions(consultation, [*CYCLING, *REPLYING])
    return analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)


def test_a_new_analysis_is_told_of_the_idea_and_holds_it(paris, analyst):
    first = first_analysis(paris, analyst)
    answer = Answer.objects.get(text=CYCLING[0])
    held = Placement.objects.get(analysis=first, answer=answer).theme
    reviewing.pin([answer.pk], held, by=analyst, expected=held.revision)
    to = Placement.objects.get(analysis=first, answer__text=REPLYING[0]).theme
    place_passages(answer, [[0, 28]], to, by=analyst, expected=to.revision)

    second = Analysis.objects.get(
        pk=analyse_now(first.consultation, "promise", by=analyst, settings=LEXICAL).pk
    )
    adopt(second, by=analyst)

    pins = [one for one in second.decisions if one["kind"] == obeying.PIN and one["answer"] == answer.pk]
    assert [(one["start"], one["end"], one["of"]) for one in pins] == [
        (0, 28, to.pk),
        (28, len(CYCLING[0]), held.pk),
    ]
    placed = Theme.objects.get(placed_passages__analysis=second)
    found = second.memberships.get(answer__text=REPLYING[0])
    passage = answer.passages.get(analysis=second, start=0)
    assert passage.group == found.group
    assert placed == Placement.objects.get(analysis=second, answer__text=REPLYING[0]).theme
    kept = Placement.objects.get(analysis=second, answer=answer)
    assert (kept.by_person, str(kept.theme.title)) == (True, str(held.title))


def test_a_reviewed_theme_keeps_the_words_that_people_found_right(paris, analyst):
    first = first_analysis(paris, analyst)
    reviewed = Placement.objects.get(analysis=first, answer__text=CYCLING[0]).theme
    reviewing.mark_reviewed(reviewed, by=analyst, expected=reviewed.revision)
    second = analyse_now(first.consultation, "promise", by=analyst, settings=LEXICAL)
    Group.objects.filter(analysis=second, code=reviewed.group.code).update(
        title="Something else", description="Said otherwise.", language="en"
    )

    adopt(second, by=analyst)

    kept = Placement.objects.get(analysis=second, answer__text=CYCLING[0]).theme
    assert (kept.title, kept.description) == (reviewed.title, reviewed.description)
    assert kept.group.title == reviewed.group.title
