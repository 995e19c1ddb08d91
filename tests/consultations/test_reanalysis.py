"""A new analysis obeys: what people decided is found again in it, or told where it cannot hold."""

from __future__ import annotations

import zipfile

import pytest
from django.utils import timezone

from consultations.analysing import kit_files
from consultations.analysing.clashes import clashes_of
from consultations.analysing.succession import code_of
from consultations.analysis import NotItsSuccessor, adopt, analyse_now
from consultations.answering.contributing import withdraw
from consultations.models import Analysis, Answer, Consultation, Kit, Move, Placement, Theme
from consultations.proposals.deciding import propose
from consultations.publishing.open_data import public_id
from consultations.reviews import reviewing
from kit.localized import LocalizedText
from tests.consultations.factories import DAY, make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING, later, rows, run_of, verify
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
    assert {answer: after.texts.get(answer) for answer in before.texts} == before.texts
    words = {code: theme for code, theme in before.themes.items() if theme == after.themes.get(code)}
    changed = {
        code: (theme, after.themes.get(code)) for code, theme in before.themes.items() if code not in words
    }
    assert {code: both for code, both in changed.items() if both[0][2] != Theme.TO_REVIEW} == {}
    assert after.proposals == before.proposals


def theme(analysis: Analysis, title: str) -> Theme:
    return next(one for one in analysis.themes.all() if str(one.title) == title)


def rename(found: Theme, title: str, by) -> Theme:
    return reviewing.rename(
        found, LocalizedText({"fr": title}), LocalizedText(), by=by, expected=found.revision
    )


def of_text(analysis: Analysis, text: str) -> Placement:
    return Placement.objects.get(analysis=analysis, answer__text=text)


def place_in(analysis: Analysis, text: str, to: Theme, by) -> None:
    """Move this one text by hand, whatever repeats it."""
    held = of_text(analysis, text)
    to = Theme.objects.get(pk=to.pk)
    reviewing.move([held.answer_id], to, source=held.theme, by=by, expected=held.theme.revision)


@pytest.fixture
def first(consultation, analyst) -> Analysis:
    """An analysis in force with two themes that analysts named: one on cycling, one on replies."""
    make_contributions(consultation, [*CYCLING, *REPLYING, CYCLING[0].upper(), "RAS"])
    first = analyse(consultation)
    for text, title in ((CYCLING[0], "Vélos"), (REPLYING[0], "Réponses")):
        found = of_text(first, text).theme
        rename(found.parent or found, title, by=analyst)
    return first


def test_run_keeps_what_it_was_told_by_ids_alone(first, consultation, analyst):
    place_in(first, CYCLING[1], theme(first, "Réponses"), by=analyst)

    second = analyse(consultation)

    assert second.previous == first
    assert {one["kind"] for one in second.decisions} == {"name", "pin"}
    told = str(second.decisions)
    assert not any(word in told for text in (*CYCLING, *REPLYING) for word in text.split() if len(word) > 5)
    assert "Vélos" not in told


def test_new_analysis_started_afresh_obeys_nothing(first, consultation):
    second = analyse(consultation, afresh=True)

    assert (second.previous, second.decisions) == (None, [])
    assert not Move.objects.filter(analysis=second).exists()


def test_text_set_aside_by_the_machine_stays_where_a_person_placed_it(first, consultation, analyst):
    cycling = theme(first, "Vélos")
    aside = Answer.objects.get(text="RAS")
    reviewing.place([aside.pk], cycling, by=analyst, expected=cycling.revision)

    second = analyse(consultation)
    adopt(second, by=analyst)

    assert second.memberships.get(answer=aside).excluded == ""
    assert (of_text(second, "RAS").theme, of_text(second, "RAS").by_person) == (theme(second, "Vélos"), True)


def test_theme_set_aside_stays_so_with_its_texts_and_its_reason(first, consultation, analyst):
    replies = theme(first, "Réponses")
    reviewing.set_aside(replies, "Une autre consultation en parle.", by=analyst, expected=replies.revision)

    second = analyse(consultation)
    adopt(second, by=analyst)

    kept = theme(second, "Réponses")
    assert (kept.state, kept.reason) == (Theme.SET_ASIDE, "Une autre consultation en parle.")
    assert set(second.memberships.filter(answer__text__in=REPLYING).values_list("excluded", flat=True)) == {
        "set-aside-by-people"
    }
    assert {of_text(second, text).theme.state for text in REPLYING} == {Theme.SET_ASIDE}


def test_same_words_in_two_themes_are_told_to_the_analyst(first, consultation, analyst, second_analyst):
    place_in(first, CYCLING[0], theme(first, "Réponses"), by=analyst)
    copy = of_text(first, CYCLING[0].upper())
    reviewing.pin([copy.answer_id], copy.theme, by=second_analyst, expected=copy.theme.revision)
    before = left(first)

    failed = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)

    clash = clashes_of(Analysis.objects.get(pk=failed.pk))
    assert (failed.state, left(first)) == (Analysis.FAILED, before)
    assert "cannot all hold" in failed.failure
    assert [one.sentence.partition(" in ")[0] for one in clash] == [
        "Answers with exactly the same words were placed"
    ]
    assert {str(one.title) for one in clash[0].themes} == {"Vélos", "Réponses"}
    assert {one.text for one in clash[0].answers} == {CYCLING[0], CYCLING[0].upper()}


def test_what_people_decide_while_the_analysis_runs_holds_too(first, consultation, analyst):
    second = analyse(consultation)
    place_in(first, REPLYING[3], theme(first, "Vélos"), by=analyst)
    cycling = theme(first, "Vélos")
    rename(cycling, "À vélo", by=analyst)

    adopt(second, by=analyst)

    assert str(of_text(second, REPLYING[3]).theme.title) == "À vélo"
    assert of_text(second, REPLYING[3]).by_person


def test_themes_merged_while_the_analysis_runs_stay_merged(first, consultation, analyst):
    second = analyse(consultation)
    replies = theme(first, "Réponses")
    reviewing.merge(replies, theme(first, "Vélos"), by=analyst, expected=replies.revision)

    adopt(second, by=analyst)

    assert {str(of_text(second, text).theme.title) for text in (*CYCLING, *REPLYING)} == {"Vélos"}


def test_reviewed_theme_that_gains_texts_stays_reviewed_and_lets_them_be_read(first, consultation, analyst):
    cycling = theme(first, "Vélos")
    reviewing.mark_family_reviewed(cycling, by=analyst, expected=cycling.revision)
    make_contributions(consultation, ["Des pistes cyclables séparées et sûres autour de toutes les écoles"])

    second = analyse(consultation)
    adopt(second, by=analyst)

    new = Placement.objects.get(analysis=second, answer__text__startswith="Des pistes cyclables séparées et")
    assert (new.theme.state, new.doubtful, new.by_person) == (Theme.REVIEWED, True, False)
    assert not Placement.objects.filter(analysis=second, answer__text__in=CYCLING, doubtful=True).exists()


def test_proposals_follow_their_themes_to_the_new_analysis_and_back(first, consultation, analyst):
    cycling = theme(first, "Vélos")
    reviewing.mark_family_reviewed(cycling, by=analyst, expected=cycling.revision)
    proposal = propose(consultation, LocalizedText({"fr": "Tracer des pistes"}), [cycling], by=analyst)
    second = analyse(consultation)

    adopt(second, by=analyst)

    assert list(proposal.themes.all()) == [theme(second, "Vélos")]

    adopt(first, by=analyst)

    assert list(proposal.themes.all()) == [cycling]


def test_analysis_of_one_that_is_no_longer_in_force_is_not_adopted(first, consultation, analyst):
    second = analyse(consultation)
    third = analyse(consultation)
    adopt(third, by=analyst)

    with pytest.raises(NotItsSuccessor):
        adopt(second, by=analyst)

    assert Analysis.objects.in_force().get() == third


def test_third_analysis_finds_the_decisions_of_the_first(first, consultation, analyst):
    replies = theme(first, "Réponses")
    described = LocalizedText({"fr": "Ce que la mairie répond."})
    reviewing.rename(replies, replies.title, described, by=analyst, expected=replies.revision)
    place_in(first, CYCLING[1], replies, by=analyst)
    for _again in range(2):
        last = analyse(consultation)
        adopt(last, by=analyst)

    kept = of_text(last, CYCLING[1]).theme
    assert (kept.title, kept.description) == (replies.title, described)
    assert of_text(last, CYCLING[1]).placed_by == analyst
    assert last.groups.filter(parent=None).count() == first.groups.filter(parent=None).count()


def test_kit_of_a_successor_gives_the_same_result_to_anyone(first, consultation, analyst, tmp_path, capsys):
    place_in(first, CYCLING[1], theme(first, "Réponses"), by=analyst)
    second = analyse(consultation)

    with zipfile.ZipFile(kit_files.archive_of(second.pk, 1)) as archive:
        archive.extractall(tmp_path / "kit")

    assert {"decisions.json", "previous", "moved.csv"} <= {path.name for path in (tmp_path / "kit").iterdir()}
    assert run_of(tmp_path / "kit")["edition"] == 1
    assert verify(tmp_path / "kit", capsys)[0] == 0


def test_next_edition_of_the_kit_still_obeys(first, consultation, analyst):
    place_in(first, CYCLING[1], theme(first, "Réponses"), by=analyst)
    replies = theme(first, "Réponses")
    second = analyse(consultation)
    adopt(second, by=analyst)
    now = timezone.now()
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now - DAY, results_at=now)

    withdraw(Answer.objects.get(text=REPLYING[2]).contribution, at=now)

    assert later(hours=1) == 1
    groups = kit_files.groups_of(second.pk, 2)
    placed = {row["id"]: row["theme"] for row in rows(groups / "texts.csv")}
    name = public_id(Answer.objects.get(text=CYCLING[1]).contribution_id)
    assert placed[name] == code_of(replies)
    assert Kit.objects.get(analysis=second).failed_at is None


def test_machines_title_goes_with_the_last_text_of_a_theme_set_aside_before(first, consultation, analyst):
    replies = theme(first, "Réponses")
    machines = replies.group.title
    Theme.objects.filter(pk=replies.pk).update(title={"fr": machines})
    replies.refresh_from_db()
    reviewing.set_aside(replies, "Hors du sujet.", by=analyst, expected=replies.revision)
    second = analyse(consultation)
    adopt(second, by=analyst)
    kept = of_text(second, REPLYING[0]).theme

    for text in REPLYING[:-1]:
        withdraw(Answer.objects.get(text=text).contribution, at=timezone.now())
    kept.refresh_from_db()
    title = str(kept.title)
    withdraw(Answer.objects.get(text=REPLYING[-1]).contribution, at=timezone.now())

    kept.refresh_from_db()
    assert (title, str(kept.title)) == (machines, "—")
