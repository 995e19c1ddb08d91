"""What became of each thing that a citizen wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Answer, Contribution, Placement
from consultations.proposals import deciding
from consultations.publishing import fate
from consultations.publishing.fate import fate_of
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse, vite.", "Répondez-nous."],
    "Réunir": {"Le soir": ["Le soir, après 19 h."], "Les enfants": ["Avec une garde d’enfants."]},
}


@pytest.fixture
def analysis(paris):
    consultation = make_consultation(phase="published", city=paris)
    return make_analysis(consultation, GROUPS, set_aside={"no-opinion": ["RAS"]})


def fate_of_text(text: str) -> fate.AnswerFate:
    return fate_of(Contribution.objects.filter(answers__text=text).first())[0]


def of_text(text: str) -> fate.Idea:
    """What became of the one idea of that text."""
    [idea] = fate_of_text(text).ideas
    return idea


def page_of(text: str) -> str:
    return render_to_string("consultations/fate.html", {"fates": [fate_of_text(text)]})


def test_fate_of_a_text_without_analysis_is_waiting(paris):
    contribution = make_contributions(make_consultation(city=paris), ["Bonjour."])[0]

    [one] = fate_of(contribution)

    assert (one.ideas[0].state, one.words, str(one.label)) == (
        fate.WAITING,
        "Bonjour.",
        "Que doit promettre la Ville ?",
    )


def test_fate_of_an_analysis_not_in_force_is_waiting(paris):
    make_analysis(make_consultation(phase="published", city=paris), GROUPS, adopted=False)

    assert of_text("Une réponse, vite.").state == fate.WAITING


def test_fate_of_an_unreviewed_theme_keeps_its_title_to_itself(analysis):
    one = of_text("Une réponse, vite.")

    assert (one.state, one.themes) == (fate.REVIEWING, ())
    assert "Répondre" not in page_of("Une réponse, vite.")


def test_fate_of_a_reviewed_theme_is_kept_until_results_are_published(analysis, analyst):
    review(analysis, "Répondre", by=analyst)
    consultation = analysis.consultation
    consultation.results_at = timezone.now() + timedelta(days=1)
    consultation.save(update_fields=["results_at"])

    one = of_text("Une réponse, vite.")

    assert (one.state, one.themes) == (fate.REVIEWING, ())


def test_fate_of_a_text_that_says_nothing_gives_the_machines_reason(analysis):
    one = of_text("RAS")

    assert one.state == fate.SET_ASIDE
    assert one.because in page_of("RAS")


def test_fate_of_a_text_placed_by_a_person_forgets_the_machines_reason(analysis, analyst):
    review(analysis, "Répondre", by=analyst)
    Placement.objects.create(
        analysis=analysis,
        theme=theme(analysis, "Répondre"),
        answer=Answer.objects.get(text="RAS"),
        by_person=True,
    )

    assert of_text("RAS").state == fate.IN_THEME


def test_fate_of_a_theme_set_aside_by_people_gives_their_reason(analysis, analyst):
    reviewing.set_aside(theme(analysis, "Répondre"), "Hors sujet.", by=analyst, expected=1)

    one = of_text("Une réponse, vite.")

    assert (one.state, one.because) == (fate.SET_ASIDE_BY_PEOPLE, "Hors sujet.")


def test_fate_in_a_theme_counts_its_texts_as_they_are_now(analysis, analyst):
    review(analysis, "Répondre", by=analyst)

    [place] = of_text("Une réponse, vite.").themes

    assert (place.size.texts, place.size.distinct) == (3, 2)


def test_fate_in_a_sub_theme_goes_from_the_widest_to_the_narrowest(analysis, analyst):
    review(analysis, "Réunir", by=analyst)

    places = of_text("Le soir, après 19 h.").themes

    assert [str(place.theme.title) for place in places] == ["Réunir", "Le soir"]
    assert [place.size.texts for place in places] == [2, 1]


def test_fate_in_an_unreviewed_sub_theme_shows_the_reviewed_theme_alone(analysis, analyst):
    reviewing.mark_reviewed(theme(analysis, "Réunir"), by=analyst, expected=1)

    one = of_text("Le soir, après 19 h.")

    assert [str(place.theme.title) for place in one.themes] == ["Réunir"]


def test_fate_leads_to_the_decision_and_to_the_article_in_force(analysis, analyst, editor, paris):
    [reply] = review(analysis, "Répondre", by=analyst)
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    charter = make_charter(paris)
    publish_version(charter, {"reponse": ("La Ville répond.", [])}, by=editor, days_ago=9)
    publish_version(charter, {"reponse": ("La Ville répond en trois mois.", [kept])}, by=editor)

    [outcome] = of_text("Une réponse, vite.").proposals

    assert outcome.proposal == kept
    assert [wording.version.number for wording in outcome.articles] == [2]


def test_fate_does_not_show_articles_that_only_a_draft_or_an_old_version_holds(
    analysis, analyst, editor, paris
):
    [reply] = review(analysis, "Répondre", by=analyst)
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    charter = make_charter(paris)
    publish_version(charter, {"reponse": ("La Ville répond.", [kept])}, by=editor, days_ago=9)
    publish_version(charter, {"accueil": ("La Ville accueille.", [])}, by=editor)

    [outcome] = of_text("Une réponse, vite.").proposals

    assert outcome.articles == ()


def test_fate_does_not_show_an_undecided_proposal(analysis, analyst):
    [reply] = review(analysis, "Répondre", by=analyst)
    deciding.propose(analysis.consultation, {"fr": "Secret de travail."}, [reply], by=analyst)

    one = of_text("Une réponse, vite.")

    assert one.proposals == ()
    assert "Secret" not in page_of("Une réponse, vite.")


def test_fate_holds_free_texts_only_in_the_questionnaires_order(paris):
    consultation = make_consultation(city=paris)
    [contribution] = make_contributions(consultation, ["Ensemble"], key="word")
    version = consultation.current_version()
    for key, value, text in (
        ("promise", None, "Écouter."),
        ("schemes", ["other"], "Un atelier"),
        ("trust", 3, ""),
    ):
        Answer.objects.create(
            contribution=contribution, question_key=key, version=version, value=value, text=text
        )

    assert [one.question_key for one in fate_of(contribution)] == ["promise", "word"]


def test_fate_escapes_what_was_written(paris):
    [contribution] = make_contributions(make_consultation(city=paris), ["<script>alert(1)</script>"])

    html = render_to_string("consultations/fate.html", {"fates": fate_of(contribution)})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("texts", [1, 30])
def test_fate_takes_the_same_queries_for_1_and_30_texts(
    texts, paris, analyst, editor, django_assert_num_queries
):
    questions = [
        {"key": f"q{n}", "kind": "long_text", "label": {"fr": f"Question {n}"}} for n in range(texts)
    ]
    definition = {"sections": [{"key": "one", "title": {"fr": "Une"}, "questions": questions}]}
    consultation = make_consultation(phase="published", city=paris, definition=definition)
    [contribution] = make_contributions(consultation, ["Texte."], key="q0")
    charter, articles = make_charter(paris), {}
    for n in range(texts):
        analysis = make_analysis(consultation, {f"Thème {n}": [f"Autre {n}."]}, key=f"q{n}")
        answer, _made = Answer.objects.get_or_create(
            contribution=contribution,
            question_key=f"q{n}",
            defaults={"version": consultation.current_version(), "text": f"Texte {n}."},
        )
        Placement.objects.create(analysis=analysis, theme=theme(analysis, f"Thème {n}"), answer=answer)
        articles[f"article-{n}"] = (
            "Texte.",
            [decided(review(analysis, f"Thème {n}", by=analyst), f"Proposition {n}.", by=analyst)],
        )
    publish_version(charter, articles, by=editor)
    contribution = Contribution.objects.select_related("consultation__city").get(pk=contribution.pk)
    redact()

    with django_assert_num_queries(15):
        fates = fate_of(contribution)
        html = render_to_string("consultations/fate.html", {"fates": fates})

    assert len(fates) == texts
    assert html.count("Article article-") == texts


def test_fate_of_a_withdrawn_contribution_is_empty(analysis):
    contribution = Contribution.objects.filter(answers__text="Une réponse, vite.").get()
    withdraw(contribution, at=timezone.now())

    assert fate_of(contribution) == []
