"""Which stretch of a text is in which theme, and where it stands in the person's own words."""

from __future__ import annotations

import pytest

from consultations.models import Answer, Passage, Placement
from consultations.publishing.passages import in_own_words, passages_of
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme

TWO_IDEAS = "Répondez-nous vite. Et réunissez-vous le soir."
GROUPS = {"Répondre": [TWO_IDEAS, "Une réponse."], "Réunir": ["Le soir, après 19 h."]}


@pytest.fixture
def analysis(paris):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact()
    return analysis


def cut(analysis, text: str, *stretches: tuple[str, str]) -> Answer:
    """Store passages of a text as a run does: each is its words and the title of its group."""
    answer = Answer.objects.get(text=text)
    for number, (words, title) in enumerate(stretches):
        start = answer.public_text.index(words)
        Passage.objects.create(
            analysis=analysis,
            answer=answer,
            number=number,
            start=start,
            end=start + len(words),
            group=analysis.groups.get(title=title),
        )
    return answer


def told(answer: Answer) -> list[tuple[str, str]]:
    found = passages_of([answer])[answer.pk]
    return [(answer.public_text[one.start : one.end], str(one.theme.title)) for one in found]


@pytest.mark.django_db
def test_passages_are_each_in_their_own_theme(analysis):
    answer = cut(
        analysis, TWO_IDEAS, ("Répondez-nous vite.", "Répondre"), ("Et réunissez-vous le soir.", "Réunir")
    )

    assert told(answer) == [("Répondez-nous vite.", "Répondre"), ("Et réunissez-vous le soir.", "Réunir")]


@pytest.mark.django_db
def test_neighbours_in_one_theme_are_one_passage(analysis):
    answer = cut(
        analysis, TWO_IDEAS, ("Répondez-nous vite.", "Répondre"), ("Et réunissez-vous le soir.", "Répondre")
    )

    assert told(answer) == [(TWO_IDEAS, "Répondre")]


@pytest.mark.django_db
def test_text_that_was_not_cut_is_one_passage(analysis):
    answer = Answer.objects.get(text="Une réponse.")

    assert told(answer) == [("Une réponse.", "Répondre")]


@pytest.mark.django_db
def test_text_that_a_person_placed_is_theirs_whole(analysis, analyst):
    answer = cut(
        analysis, TWO_IDEAS, ("Répondez-nous vite.", "Répondre"), ("Et réunissez-vous le soir.", "Réunir")
    )
    source = theme(analysis, "Répondre")

    reviewing.move(
        [answer.pk], theme(analysis, "Réunir"), source=source, by=analyst, expected=source.revision
    )

    assert told(answer) == [(TWO_IDEAS, "Réunir")]


@pytest.mark.django_db
def test_passage_follows_its_theme_into_another(analysis, analyst):
    answer = cut(
        analysis, TWO_IDEAS, ("Répondez-nous vite.", "Répondre"), ("Et réunissez-vous le soir.", "Réunir")
    )
    source = theme(analysis, "Réunir")

    reviewing.merge(source, theme(analysis, "Répondre"), by=analyst, expected=source.revision)

    assert told(answer) == [(TWO_IDEAS, "Répondre")]


@pytest.mark.django_db
def test_text_that_was_not_redacted_has_no_passage(analysis):
    Answer.objects.filter(text="Une réponse.").update(public_text=None)

    assert passages_of([Answer.objects.get(text="Une réponse.")]) == {}


@pytest.mark.django_db
def test_text_in_no_theme_has_no_passage(analysis):
    Placement.objects.filter(answer__text="Une réponse.").delete()

    assert passages_of([Answer.objects.get(text="Une réponse.")]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [1, 30])
def test_passages_take_the_same_queries_for_1_and_30_texts(texts, paris, django_assert_num_queries):
    analysis = make_analysis(
        make_consultation(phase="published", city=paris), {"Répondre": [f"Texte {n}." for n in range(texts)]}
    )
    redact()
    for n in range(texts):
        cut(analysis, f"Texte {n}.", (f"Texte {n}.", "Répondre"))
    answers = list(Answer.objects.all())

    with django_assert_num_queries(4):
        found = passages_of(answers)

    assert len(found) == texts


@pytest.mark.parametrize(
    ("own", "public", "stretch", "expected"),
    [
        ("Le soir. À midi.", "Le soir. À midi.", "À midi.", "À midi."),
        ("Zoé dit oui. À midi.", "[nom] dit oui. À midi.", "À midi.", "À midi."),
        ("Zoé dit oui. À midi.", "[nom] dit oui. À midi.", "[nom] dit oui.", "Zoé dit oui."),
        ("Signé Zoé", "Signé [nom]", "Signé [nom]", "Signé Zoé"),
        ("Zoé, 06 00 00 00 00, le soir", "[nom], [numéro], le soir", "le soir", "le soir"),
        ("Zoé 0600000000 le soir", "[nom][numéro] le soir", " le soir", " le soir"),
        ("Le [grand] soir de Zoé. Oui.", "Le [grand] soir de [nom]. Oui.", "Oui.", "Oui."),
    ],
)
def test_stretch_of_redacted_words_is_found_in_the_persons_own(own, public, stretch, expected):
    start = public.index(stretch)

    [(begin, end)] = in_own_words([(start, start + len(stretch))], Answer(text=own, public_text=public))

    assert own[begin:end] == expected


def test_words_that_cannot_be_laid_side_by_side_say_so():
    answer = Answer(text="Tout autre chose.", public_text="[nom] dit oui. À midi.")

    assert in_own_words([(0, 4)], answer) is None
