"""A text whose ideas are in several themes: each is marked in the person's words and has a way of its own."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from consultations.models import Answer, Contribution
from consultations.publishing import fate
from consultations.publishing.fate import fate_of
from consultations.publishing.fate_dates import moments_of
from consultations.reviews import contesting, reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.consultations.reading_themes import theme
from tests.consultations.test_passages import cut

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TWO_IDEAS = "Répondez-nous vite, signé Zoé. Et réunissez-vous le soir."
GROUPS = {"Répondre": [TWO_IDEAS, "Une réponse."], "Réunir": ["Le soir, après 19 h."]}


@pytest.fixture
def analysis(paris):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact(Zoé="name")
    cut(
        analysis,
        TWO_IDEAS,
        ("Répondez-nous vite, signé [name].", "Répondre"),
        ("Et réunissez-vous le soir.", "Réunir"),
    )
    return analysis


def own_fate() -> fate.AnswerFate:
    contribution = Contribution.objects.select_related("consultation__city").get(answers__text=TWO_IDEAS)
    return fate_of(contribution)[0]


def page() -> str:
    return render_to_string("consultations/fate.html", {"fates": [own_fate()]})


def test_each_idea_is_marked_in_the_persons_own_words(analysis, analyst):
    review(analysis, "Répondre", "Réunir", by=analyst)

    one = own_fate()

    assert [(stretch.text, stretch.number) for stretch in one.stretches] == [
        ("Répondez-nous vite, signé Zoé.", 1),
        (" ", 0),
        ("Et réunissez-vous le soir.", 2),
    ]
    assert not one.is_redacted


def test_each_idea_has_its_own_theme_and_decision(analysis, analyst):
    [reply, _meet] = review(analysis, "Répondre", "Réunir", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)

    first, second = own_fate().ideas

    assert [str(place.theme.title) for place in (*first.themes, *second.themes)] == ["Répondre", "Réunir"]
    assert [str(outcome.proposal) for outcome in first.proposals] == ["Répondre en trois mois."]
    assert second.proposals == ()


def test_marks_say_their_number_to_who_listens(analysis, analyst):
    review(analysis, "Répondre", "Réunir", by=analyst)

    html = page()

    assert html.count("<mark") == 2
    assert "[Idea 1:" in html
    assert html.count('id="idea-') == 2


def test_idea_in_an_unreviewed_theme_keeps_its_title_to_itself(analysis, analyst):
    review(analysis, "Répondre", by=analyst)

    first, second = own_fate().ideas

    assert (first.state, second.state) == (fate.IN_THEME, fate.REVIEWING)
    assert "Réunir" not in page()


def test_ideas_of_which_the_same_is_told_are_one(analysis, analyst):
    for title in ("Répondre", "Réunir"):
        reviewing.set_aside(theme(analysis, title), "Hors sujet.", by=analyst, expected=1)

    [idea] = own_fate().ideas

    assert idea.state == fate.SET_ASIDE_BY_PEOPLE
    assert "<mark" not in page()


def test_words_are_marked_as_others_read_them_where_ones_own_cannot_be(analysis, analyst):
    review(analysis, "Répondre", "Réunir", by=analyst)
    answer = Answer.objects.get(text=TWO_IDEAS)
    # As if the worker had redacted it by other rules than those of today.
    Answer.objects.filter(pk=answer.pk).update(public_text=answer.public_text.replace("vite", "VITE"))

    one = own_fate()

    assert one.is_redacted
    assert "personal data is replaced" in page()


def test_person_reads_what_an_analyst_answered(analysis, analyst):
    review(analysis, "Répondre", "Réunir", by=analyst)
    answer = Answer.objects.select_related("contribution__consultation").get(text=TWO_IDEAS)
    made = contesting.contest(answer, sentence="Je parlais des horaires.", about=theme(analysis, "Réunir").pk)
    waiting = page()
    contesting.answer_contestation(made, by=analyst, reply="Nous la laissons.")

    assert str(made.theme.title) == "Réunir"
    assert "What happens now" in waiting
    assert waiting.count("This is not what I meant</button>") == 1
    assert "Nous la laissons." in page()
    assert "Je parlais des horaires." in page()


def test_dates_go_from_the_sending_to_the_charter(analysis, analyst, editor, paris):
    [reply, _meet] = review(analysis, "Répondre", "Réunir", by=analyst)
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    publish_version(make_charter(paris), {"reponse": ("La Ville répond.", [kept])}, by=editor, days_ago=0)
    contribution = Contribution.objects.select_related("consultation__city").get(answers__text=TWO_IDEAS)
    Contribution.objects.filter(pk=contribution.pk).update(corrected_at=contribution.sent_at)
    contribution.refresh_from_db(fields=["corrected_at"])

    moments = moments_of(contribution, fate_of(contribution))

    assert [moment.kind for moment in moments] == [
        "sent",
        "corrected",
        "analysed",
        "reviewed",
        "reviewed",
        "decided",
        "in_charter",
    ]
    assert moments[-1].at <= timezone.now()


@pytest.mark.parametrize("ideas", [1, 30])
def test_fate_takes_the_same_queries_for_1_and_30_ideas(ideas, paris, analyst, django_assert_num_queries):
    words = [f"Idée {n}." for n in range(ideas)]
    groups = {f"Thème {n}": [" ".join(words) if n == 0 else f"Autre {n}."] for n in range(ideas)}
    analysis = make_analysis(make_consultation(phase="published", city=paris), groups)
    redact()
    cut(analysis, " ".join(words), *((one, f"Thème {n}") for n, one in enumerate(words)))
    themes = review(analysis, *groups, by=analyst)
    for one in themes:
        decided([one], f"Proposition sur {one.title}.", by=analyst)
    contribution = Contribution.objects.select_related("consultation__city").get(
        answers__text=" ".join(words)
    )

    with django_assert_num_queries(15):
        fates = fate_of(contribution)
        render_to_string("consultations/fate.html", {"fates": fates})

    assert len(fates[0].ideas) == ideas
