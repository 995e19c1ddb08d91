"""The results, a theme, the proposals: who sees what, when, and in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from consultations import deciding, reviewing
from consultations.contributing import withdraw
from consultations.models import Analysis, Answer, Consultation, Contribution
from consultations.results import results_of
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous, signé Zoé.", "Une réponse, vite.", "Une réponse, vite."],
    "Réunir": {"Le soir": ["Le soir, après 19 h."], "Les enfants": ["Avec une garde d’enfants."]},
    "Parler": ["Parlez simplement."],
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def analysis(paris) -> Analysis:
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, GROUPS, set_aside={"no-opinion": ["RAS", "Rien"]})
    redact(Zoé="PERSON")
    return analysis


def move_results(consultation: Consultation, *, days: int) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(results_at=timezone.now() + timedelta(days=days))


def page(client, name: str, *args) -> str:
    response = client.get(reverse(f"consultations:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def status(client, name: str, *args) -> int:
    return client.get(reverse(f"consultations:{name}", args=args)).status_code


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

    html = page(client, "results", "charte")

    assert "8 contributions" not in html
    assert "<strong>8</strong>" in html
    assert "Répondre" not in html
    assert "Une réponse" not in html


def test_results_show_reviewed_themes_only_with_redacted_words(client, analyst, analysis):
    review(analysis, "Répondre", by=analyst)

    html = page(client, "results", "charte")

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

    html = page(client, "results", "charte")
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

    html = page(client, "results", "charte") + page(client, "theme", "charte", analysis.themes.get().pk)

    assert "<img src=x>" not in html
    assert "<script>alert" not in html


def test_results_set_the_language_of_what_is_in_another(client, analyst, analysis):
    review(analysis, "Répondre", by=analyst)

    html = page(client, "results", "charte")

    assert '<html lang="en">' in html
    assert '<blockquote lang="fr">' in html


@pytest.mark.parametrize("many", [1, 30])
def test_results_take_the_same_queries_for_1_and_30_questions_and_themes(
    client, many, analyst, paris, django_assert_num_queries
):
    questions = [
        {"key": f"c{n}", "kind": "scale", "label": {"fr": f"Note {n}"}, "max": 5} for n in range(many)
    ]
    texts = [{"key": f"t{n}", "kind": "long_text", "label": {"fr": f"Texte {n}"}} for n in range(many)]
    definition = {"sections": [{"key": "one", "title": {"fr": "Une"}, "questions": questions + texts}]}
    consultation = make_consultation(phase="published", city=paris, definition=definition)
    for n in range(many):
        answered(consultation, f"c{n}", [3])
        analysis = make_analysis(consultation, {f"Thème {n}": [f"Idée {n}."]}, key=f"t{n}")
        review(analysis, f"Thème {n}", by=analyst)
    redact()
    page(client, "results", "charte")

    with django_assert_num_queries(12):
        html = page(client, "results", "charte")

    assert html.count("results-theme-title") == many


def test_theme_shows_its_redacted_texts_and_what_became_of_it(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)

    html = page(client, "theme", "charte", reply.pk)

    assert "3 texts, in 2 different wordings" in html
    assert "signé [PERSON]" in html
    assert "Zoé" not in html
    assert "Répondre en trois mois." in html


def test_theme_hides_texts_that_were_not_redacted_yet(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    Answer.objects.filter(text="Une réponse, vite.").update(public_text=None)

    html = page(client, "theme", "charte", reply.pk)

    assert "Une réponse, vite." not in html
    assert "2 texts are not shown until" in html


def test_theme_is_absent_until_reviewed_and_published_but_for_analysts(
    client, login, analyst, analysis, editor
):
    unreviewed = theme(analysis, "Répondre")
    [reviewed] = review(analysis, "Réunir", by=analyst)

    assert status(client, "theme", "charte", unreviewed.pk) == 404
    assert status(client, "theme", "charte", reviewed.pk) == 200
    move_results(analysis.consultation, days=2)
    assert status(client, "theme", "charte", reviewed.pk) == 404
    assert status(login(client, editor), "theme", "charte", reviewed.pk) == 404
    assert status(login(client, analyst), "theme", "charte", unreviewed.pk) == 200


def test_theme_of_an_analysis_no_longer_in_force_is_absent(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    Analysis.objects.update(adopted=False)

    assert status(client, "theme", "charte", reply.pk) == 404


def test_theme_cannot_be_read_through_another_consultation(client, analyst, analysis, paris):
    [reply] = review(analysis, "Répondre", by=analyst)
    make_consultation(phase="published", slug="autre", city=paris)

    assert status(client, "theme", "autre", reply.pk) == 404


def test_theme_that_was_merged_leads_to_the_one_that_took_it_in(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    gone = theme(analysis, "Parler")
    reviewing.merge(gone, reply, by=analyst, expected=gone.revision)

    response = client.get(reverse("consultations:theme", args=["charte", gone.pk]))

    assert response.status_code == 302
    assert response.url == reverse("consultations:theme", args=["charte", reply.pk])


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999", "<script>"])
def test_theme_pages_survive_any_page_number(client, analyst, analysis, number):
    [reply] = review(analysis, "Répondre", by=analyst)

    response = client.get(reverse("consultations:theme", args=["charte", reply.pk]), {"page": number})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_theme_takes_the_same_queries_for_1_and_30_texts(
    client, many, analyst, paris, django_assert_max_num_queries
):
    consultation = make_consultation(phase="published", city=paris)
    parts = {f"Partie {n}": [f"Idée {n}."] for n in range(many + 1)}
    analysis = make_analysis(consultation, {"Thème": parts})
    redact()
    [whole] = review(analysis, "Thème", by=analyst)
    for n in range(many):
        decided([whole], f"Proposition {n}.", by=analyst)
    page(client, "theme", "charte", whole.pk)

    with django_assert_max_num_queries(15):
        html = page(client, "theme", "charte", whole.pk)

    assert html.count("proposal-title") == many


def test_proposals_show_decisions_and_reasons_and_no_undecided_one(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)
    decided([reply], "Voter le dimanche.", "not_kept", by=analyst)
    deciding.propose(analysis.consultation, {"fr": "Secret de travail."}, [reply], by=analyst)

    html = page(client, "proposals", "charte")

    assert 'id="not_kept"' in html
    assert "Raison de : Voter le dimanche." in html.replace("\u00a0", " ")
    assert "Secret de travail" not in html
    assert status(client, "proposal", "charte", 3) == 404


def test_proposals_can_be_filtered_by_decision_and_ignore_what_is_none(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)
    decided([reply], "Voter le dimanche.", "not_kept", by=analyst)
    address = reverse("consultations:proposals", args=["charte"])

    filtered = client.get(address, {"decision": "not_kept"}).content.decode()
    senseless = client.get(address, {"decision": "pending' OR 1=1"}).content.decode()

    assert ("Voter le dimanche." in filtered, "Répondre en trois mois." in filtered) == (True, False)
    assert "Répondre en trois mois." in senseless


def test_proposals_are_hidden_until_results_are_published(client, login, analyst, analysis, citizen):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)
    move_results(analysis.consultation, days=2)

    assert "Répondre en trois mois." not in page(client, "proposals", "charte")
    assert status(login(client, citizen), "proposal", "charte", 1) == 404
    assert "Répondre en trois mois." in page(login(client, analyst), "proposals", "charte")


def test_proposal_shows_themes_voices_owner_and_articles(client, analyst, editor, analysis, paris):
    [reply] = review(analysis, "Répondre", by=analyst)
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    publish_version(make_charter(paris), {"reponse": ("La Ville répond.", [kept])}, by=editor)

    html = page(client, "proposal", "charte", 1)

    assert "Direction des débats" in html
    assert "Une réponse, vite." in html
    assert "Zoé" not in html
    assert reverse("consultations:article", args=["charte-de-la-ville", "reponse"]) in html


@pytest.mark.parametrize("many", [1, 30])
def test_proposals_take_the_same_queries_for_1_and_30(
    client, many, analyst, analysis, django_assert_num_queries
):
    [reply] = review(analysis, "Répondre", by=analyst)
    for n in range(many):
        decided([reply], f"Proposition {n}.", by=analyst)
    page(client, "proposals", "charte")

    with django_assert_num_queries(4):
        html = page(client, "proposals", "charte")

    assert html.count("proposal-title") == many
