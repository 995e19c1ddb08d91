"""A question's own page in the results: its map, its table, its districts, and how far it can be trusted."""

from __future__ import annotations

import gzip

import pytest
from django.utils import timezone

from consultations.inclusion.lists import make_list
from consultations.models import BlindReading, Consultation, Contestation, Sample, SampledText
from consultations.publishing.results import results_of_question
from consultations.publishing.small_numbers import FEWEST
from consultations.publishing.themes_by_place import themes_by_district
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import move_results, page, redact, review, status
from tests.consultations.reading_themes import theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
# Bytes of a page, compressed: fonts and style sheets take the rest of the 100 KB of a first load.
HEAVIEST = 35_000


def question_page(client, key: str = "promise", slug: str = "charte") -> str:
    return page(client, "results_question", slug, key)


def in_districts(consultation, *counts: tuple[str, object, int]) -> None:
    """Move the first texts of each theme to a district: (words, district, how many)."""
    for words, district, number in counts:
        pks = list(
            consultation.contributions.filter(answers__text__startswith=words, district=None)
            .order_by("pk")
            .values_list("pk", flat=True)[:number]
        )
        consultation.contributions.filter(pk__in=pks).update(district=district)


@pytest.fixture
def spread(paris, analyst):
    """Two themes of thirty texts and one of twelve, none in a district yet."""
    consultation = make_consultation(phase="published", city=paris)
    groups = {
        "Répondre": [f"Répondez {n}." for n in range(30)],
        "Réunir": [f"Réunissez {n}." for n in range(30)],
        "Parler": [f"Parlez {n}." for n in range(12)],
    }
    analysis = make_analysis(consultation, groups)
    redact()
    review(analysis, *groups, by=analyst)
    return consultation


def texts_of(consultation):
    question = consultation.current_version().questionnaire.question("promise")
    return results_of_question(consultation, question, with_themes=True).texts


def test_question_page_maps_its_themes_each_with_a_way_to_it(client, analysis, analyst):
    [one] = review(analysis, "Répondre", by=analyst)

    html = question_page(client)

    drawing = html[
        html.index('<svg class="theme-map-drawing"') : html.index("</svg>", html.index("theme-map-drawing"))
    ]
    assert f"/themes/{one.pk}/" in drawing
    assert "Répondre" in drawing
    assert "3 texts" in drawing
    assert '<span class="visually-hidden">Theme </span>1</span>' in drawing


def test_question_page_counts_repeats_both_ways(client, analysis, analyst):
    review(analysis, "Répondre", by=analyst)

    html = question_page(client)

    row = html[html.index('<td class="table-number">1</td>') :]
    assert "Different wordings" in html
    assert row.index('<td class="table-number">3</td>') < row.index('<td class="table-number">2</td>')


def test_question_page_says_what_was_set_aside_and_why(client, analysis, analyst):
    review(analysis, "Répondre", by=analyst)

    assert "2 texts were set aside by the machine, each because" in question_page(client)


@pytest.mark.parametrize("key", ["nothing", "promise-2"])
def test_question_page_of_no_question_is_absent(client, analysis, key):
    assert status(client, "results_question", "charte", key) == 404


def test_question_page_waits_for_the_results(client, analysis, analyst):
    review(analysis, "Répondre", by=analyst)
    move_results(analysis.consultation, days=2)

    html = question_page(client)

    assert "The results are not published yet" in html
    assert "Répondre" not in html


def test_question_page_of_partial_figures_has_no_theme_and_no_word(client, analysis, analyst):
    review(analysis, "Répondre", by=analyst)
    Consultation.objects.update(
        closes_at=timezone.now() + timezone.timedelta(days=1), results_at=None, shows_partial_results=True
    )

    html = question_page(client)

    assert "Répondre" not in html
    assert "Une réponse" not in html
    assert "Their themes are published once they have been reviewed." in html


def test_themes_by_district_give_no_number_below_five(spread, paris):
    many, few, other = list(paris.districts.all())[:3]
    in_districts(
        spread, ("Répondez", many, 12), ("Répondez", few, 4), ("Réunissez", other, 9), ("Parlez", few, 2)
    )

    found = themes_by_district(texts_of(spread))

    rows = {
        str(row.theme.theme.title): dict(zip(found.districts, row.counts, strict=True)) for row in found.rows
    }
    assert rows["Répondre"] == {many: 12, other: None}
    assert rows["Réunir"] == {many: None, other: 9}
    assert [
        number for row in found.rows for number in row.counts if number is not None and number < FEWEST
    ] == []


def test_themes_by_district_hide_a_second_where_one_could_be_worked_out(spread, paris):
    first, second, third = list(paris.districts.all())[:3]
    in_districts(spread, ("Répondez", first, 20), ("Répondez", second, 7), ("Répondez", third, 3))

    found = themes_by_district(texts_of(spread))

    row = next(row for row in found.rows if str(row.theme.theme.title) == "Répondre")
    assert [number for number in row.counts if number is not None] == [20]
    assert row.rest == 10


def test_themes_by_district_say_nothing_when_nobody_named_theirs(spread):
    assert themes_by_district(texts_of(spread)) is None


def test_question_page_tells_the_agreement_of_two_readers(client, analysis, analyst, second_analyst):
    one, _other = theme(analysis, "Répondre"), review(analysis, "Répondre", by=analyst)
    sample = Sample.objects.create(
        analysis=analysis, size=3, seed=7, first_reader=analyst, second_reader=second_analyst,
        closed_at=timezone.now(),
    )  # fmt: skip
    for place, membership in enumerate(analysis.memberships.filter(excluded="")[:3]):
        text = SampledText.objects.create(sample=sample, answer=membership.answer, position=place)
        for reader in (BlindReading.FIRST, BlindReading.SECOND):
            BlindReading.objects.create(text=text, reader=reader, theme=one)

    html = question_page(client)

    assert "3 texts drawn at random were read by two people" in html
    assert "seed of the draw: 7" in html


def test_results_count_contested_and_corrected_placements(client, analysis, analyst):
    [one] = review(analysis, "Répondre", by=analyst)
    answers = [placement.answer for placement in one.placements.all()]
    Contestation.objects.create(analysis=analysis, answer=answers[0], theme=one)
    Contestation.objects.create(
        analysis=analysis, answer=answers[1], theme=one, state=Contestation.CORRECTED, reply="Oui.",
        corrected_to=theme(analysis, "Parler"), answered_at=timezone.now(),
    )  # fmt: skip

    for html in (page(client, "results", "charte"), question_page(client)):
        assert "2 people said that their text was in the wrong place." in html
        assert "1 was corrected." in html
        assert "1 still waits for an answer." in html


def test_results_print_the_fingerprint_of_the_list_of_those_counted(client, analysis):
    made = make_list(analysis.consultation, at=timezone.now())

    html = page(client, "results", "charte")

    assert made.sha256 in html


def themed(paris, analyst, *, many: int):
    """One question with that many sub-themes under a theme, and as many themes."""
    consultation = make_consultation(phase="published", city=paris)
    district = paris.districts.first()
    parts = {f"Partie {n}": [f"Idée {n}, {m}." for m in range(5)] for n in range(many)}
    groups = {"Ensemble": parts, **{f"Thème {n}": [f"Souhait {n}."] for n in range(many)}}
    analysis = make_analysis(consultation, groups)
    redact()
    review(analysis, *groups, by=analyst)
    consultation.contributions.filter(answers__text__startswith="Idée").update(district=district)
    return consultation


@pytest.mark.parametrize("many", [3, 60])
def test_results_and_question_take_the_same_queries_and_little_weight_for_3_and_60_sub_themes(
    client, many, analyst, paris, django_assert_num_queries
):
    themed(paris, analyst, many=many)
    page(client, "results", "charte")

    with django_assert_num_queries(16):
        overview = page(client, "results", "charte")
    with django_assert_num_queries(19):
        html = question_page(client)

    assert len(gzip.compress(overview.encode())) < HEAVIEST
    assert len(gzip.compress(html.encode())) < HEAVIEST
    assert html.count("results-theme-title") == many + 1


@pytest.mark.parametrize("many", [1, 30])
def test_results_take_the_same_queries_for_1_and_30_questions(
    client, many, analyst, paris, django_assert_num_queries
):
    questions = [
        {"key": f"c{n}", "kind": "scale", "label": {"fr": f"Note {n}"}, "max": 5} for n in range(many)
    ]
    texts = [{"key": f"t{n}", "kind": "long_text", "label": {"fr": f"Texte {n}"}} for n in range(many)]
    definition = {"sections": [{"key": "one", "title": {"fr": "Une"}, "questions": questions + texts}]}
    consultation = make_consultation(phase="published", city=paris, definition=definition)
    for n in range(many):
        analysis = make_analysis(consultation, {f"Thème {n}": [f"Idée {n}."]}, key=f"t{n}")
        review(analysis, f"Thème {n}", by=analyst)
    redact()
    page(client, "results", "charte")

    with django_assert_num_queries(15):
        html = page(client, "results", "charte")

    assert html.count("results-card-title") == 2 * many
