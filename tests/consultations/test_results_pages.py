"""The results page: who sees what, when, counted how, and in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Answer, Consultation, Contribution
from consultations.publishing.results import results_of
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import (
    move_results,
    page,
    redact,
    review,
    status,
)
from tests.consultations.reading_themes import theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def answered(consultation: Consultation, key: str, values: list, **fields) -> None:
    for contribution, value in zip(
        make_contributions(consultation, [""] * len(values), "promise", **fields), values, strict=True
    ):
        Answer.objects.create(
            contribution=contribution, question_key=key, version=consultation.current_version(), value=value
        )


@pytest.mark.parametrize(
    ("phase", "partial", "sees"),
    [
        ("upcoming", True, False),
        ("open", False, False),
        ("open", True, True),
        ("analysis", False, False),
        ("analysis", True, True),
        ("published", False, True),
    ],
)
def test_results_show_figures_to_the_public_when_the_consultation_says_so(
    client, phase, partial, sees, paris
):
    consultation = make_consultation(phase=phase, shows_partial_results=partial, city=paris)
    answered(consultation, "experience", ["often"])

    html = page(client, "results", "charte")

    assert ("Have you taken part before?" in html) is sees
    assert ("The results are not published yet" in html) is not sees


def test_results_not_published_yet_say_when(client, paris):
    consultation = make_consultation(phase="analysis", city=paris)

    html = page(client, "results", "charte")

    assert str(timezone.localtime(consultation.results_at, consultation.zone).year) in html


def test_results_of_an_unpublished_consultation_are_absent(client, editor, login, paris):
    make_consultation(phase="published", live=False, city=paris)

    assert status(client, "results", "charte") == 404
    assert status(login(client, editor), "results", "charte") == 200


def test_results_show_partial_figures_without_any_word(client, analyst, analysis):
    review(analysis, "Répondre", by=analyst)
    consultation = analysis.consultation
    Consultation.objects.filter(pk=consultation.pk).update(
        closes_at=timezone.now() + timedelta(days=1), results_at=None, shows_partial_results=True
    )

    html = page(client, "results", "charte") + page(client, "results_question", "charte", "promise")

    assert "<strong>8</strong>" in html
    assert "Répondre" not in html
    assert "Une réponse" not in html


def test_results_show_reviewed_themes_only_with_redacted_words(client, analyst, analysis):
    review(analysis, "Répondre", by=analyst)

    html = page(client, "results", "charte") + page(client, "results_question", "charte", "promise")

    assert "Répondre" in html
    assert "[PERSON]" in html
    assert "Zoé" not in html
    assert "Réunir" not in html


@pytest.mark.parametrize("person", ["editor", "analyst"])
def test_results_can_be_previewed_by_staff_who_prepare_them(
    client, login, person, request, analysis, analyst
):
    review(analysis, "Répondre", by=analyst)
    move_results(analysis.consultation, days=2)

    html = page(login(client, request.getfixturevalue(person)), "results", "charte")

    assert "Preview" in html
    assert "Répondre" in html


@pytest.mark.parametrize("person", ["citizen", "host", "coordinator"])
def test_results_cannot_be_previewed_by_others(client, login, person, request, analysis, analyst):
    review(analysis, "Répondre", by=analyst)
    move_results(analysis.consultation, days=2)

    html = page(login(client, request.getfixturevalue(person)), "results", "charte")

    assert "Répondre" not in html


def test_results_account_for_every_text(analyst, analysis):
    review(analysis, "Répondre", by=analyst)
    reviewing.set_aside(theme(analysis, "Parler"), "Hors sujet.", by=analyst, expected=1)
    make_contributions(analysis.consultation, ["Arrivé après."])

    texts = next(
        one.texts for one in results_of(analysis.consultation, with_themes=True).questions if one.texts
    )

    assert (texts.written, texts.in_themes, texts.to_review) == (9, 3, 2)
    assert (texts.set_aside_by_people, texts.set_aside_by_machine, texts.waiting) == (1, 2, 1)


def test_results_count_a_theme_with_its_sub_themes(analyst, analysis):
    review(analysis, "Réunir", by=analyst)

    texts = next(
        one.texts for one in results_of(analysis.consultation, with_themes=True).questions if one.texts
    )

    [found] = texts.themes
    assert (found.size.texts, [(str(part.theme.title), part.size.texts) for part in found.parts]) == (
        2, [("Le soir", 1), ("Les enfants", 1)],
    )  # fmt: skip


def test_results_are_corrected_by_a_withdrawal(client, analyst, analysis):
    review(analysis, "Répondre", by=analyst)
    gone = Contribution.objects.get(answers__text="Répondez-nous, signé Zoé.")

    withdraw(gone, at=timezone.now())

    html = page(client, "results", "charte") + page(client, "results_question", "charte", "promise")
    assert "<strong>7</strong>" in html
    assert "[PERSON]" not in html
    assert "2 texts" in html


def test_results_say_people_where_an_account_is_needed(client, paris):
    consultation = make_consultation(phase="published", city=paris, access=Consultation.ACCOUNT)
    make_contributions(consultation, ["Bonjour."])

    html = page(client, "results", "charte")

    assert "<strong>1</strong> person answered." in html
    assert "No account was needed" not in html


def test_results_never_count_a_district_of_fewer_than_five(client, paris):
    consultation = make_consultation(phase="published", city=paris)
    many, few = list(paris.districts.all())[:2]
    make_contributions(consultation, ["a"] * 6, district=many)
    make_contributions(consultation, ["b"] * 2, district=few)
    make_contributions(consultation, ["c"] * 7)

    districts = results_of(consultation, with_themes=False).participation.districts

    assert [(bar.label, bar.count) for bar in districts.bars] == [
        (str(many), 6), ("No district given, or one that is not counted apart", 9),
    ]  # fmt: skip
    assert districts.few == (str(few),)
    assert str(few) in page(client, "results", "charte")


def test_results_escape_the_words_of_editors_and_citizens(client, analyst, paris):
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, {"<img src=x>": ["<script>alert(1)</script>"]})
    redact()
    review(analysis, "<img src=x>", by=analyst)

    html = (
        page(client, "results", "charte")
        + page(client, "results_question", "charte", "promise")
        + page(client, "theme", "charte", analysis.themes.get().pk)
    )

    assert "<img src=x>" not in html
    assert "<script>alert" not in html


def test_results_set_the_language_of_what_is_in_another(client, analyst, analysis):
    review(analysis, "Répondre", by=analyst)

    html = page(client, "results_question", "charte", "promise")

    assert '<html lang="en">' in html
    assert '<blockquote lang="fr">' in html
