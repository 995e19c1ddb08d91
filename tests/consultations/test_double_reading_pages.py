"""The screens of a double reading: who sees what, and that a reader sees nobody's reading but their own."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import roles
from consultations.double_reading.agreement import published_agreement
from consultations.models import BlindReading, Group, Membership, Placement, Sample
from tests.consultations.double_readings import NONE, drawn, read_as, text_of
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse.", "Dites pourquoi."],
    "Réunir": ["Le soir.", "Avec une garderie."],
    "Parler": ["Parlez simplement.", "Des mots courts."],
}
ALL = {words: title for title, texts in GROUPS.items() for words in texts}
OTHERWISE = {words: "Parler" if title == "Réunir" else NONE for words, title in ALL.items()}


@pytest.fixture
def analysis(db):
    analysis = make_analysis(make_consultation(phase="analysis"), GROUPS)
    redact()
    return analysis


@pytest.fixture
def third(db):
    return UserFactory(email="youssef@example.org", role=roles.ANALYST)


@pytest.fixture
def sample(analysis, analyst, second_analyst, third):
    return drawn(analysis, (analyst, second_analyst), size=7, by=third)


def index_url(analysis) -> str:
    return reverse("consultations_admin:double_reading", args=[analysis.pk])


def urls(sample: Sample) -> dict[str, str]:
    """Every address of a double reading, by its name."""
    both = [sample.analysis_id, sample.pk]
    named = {
        name: reverse(f"consultations_admin:{name}", args=both)
        for name in ("double_reading_figures", "blind_reading", "settle_readings")
    }
    texts = {f"text {text.pk}": f"{named['blind_reading']}?text={text.pk}" for text in sample.texts.all()}
    return {"double_reading": index_url(sample.analysis), **named, **texts}


def seen(client, sample: Sample) -> dict[str, tuple[int, str]]:
    """Every page as it is sent to this person, without the tokens and nonces that differ each time."""
    pages = {}
    for name, url in urls(sample).items():
        response = client.get(url)
        content = re.sub(r'\b[A-Za-z0-9]{64}\b|nonce="[^"]+"', "", response.content.decode())
        pages[name] = (response.status_code, content)
    return pages


def choose(client, sample: Sample, words: str, title: str):
    one = theme(sample.analysis, title).pk if title else "none"
    return client.post(urls(sample)["blind_reading"], {"text": text_of(sample, words).pk, "theme": one})


def test_a_reader_sees_the_same_pages_whatever_the_other_reader_said(
    client, login, sample, analyst, second_analyst
):
    login(client, analyst)
    read_as(sample, ALL, by=second_analyst)
    as_one = seen(client, sample)

    read_as(sample, OTHERWISE, by=second_analyst)

    assert seen(client, sample) == as_one


def test_a_reader_sees_the_same_pages_wherever_the_machine_and_people_put_the_texts(
    client, login, sample, analysis, analyst
):
    login(client, analyst)
    before = seen(client, sample)

    other = Group.objects.get(title="Parler")
    Membership.objects.update(group=other, confidence=0.1, rare=True)
    Placement.objects.update(theme=other.theme, by_person=True, doubtful=True)

    assert seen(client, sample) == before


def test_a_reader_who_has_finished_waits_for_the_other_to_see_the_figures(
    client, login, sample, analyst, second_analyst
):
    read_as(sample, ALL, by=analyst)
    login(client, analyst)
    waiting = client.get(index_url(sample.analysis))
    read_as(sample, OTHERWISE, by=second_analyst)
    finished = client.get(index_url(sample.analysis))

    assert "agreement" not in waiting.context
    assert finished.context["agreement"].size == 7


def test_reading_saves_one_text_after_the_other_and_ends(client, login, sample, analyst, in_english):
    login(client, analyst)
    url = urls(sample)["blind_reading"]
    order = [text.answer.text for text in sample.texts.select_related("answer")]

    first = client.get(url)
    for words in order:
        assert choose(client, sample, words, ALL[words]).status_code == 302
    last = client.get(url)

    assert first.context["text"].answer.text == order[0]
    assert (last.context["text"], last.context["mine"].done) == (None, 7)
    assert BlindReading.objects.filter(reader=BlindReading.FIRST).count() == 7


def test_reading_goes_back_to_the_text_before_with_what_was_said(client, login, sample, analyst):
    login(client, analyst)
    first = sample.texts.select_related("answer").first()
    choose(client, sample, first.answer.text, "Réunir")

    following = client.get(urls(sample)["blind_reading"])
    back = client.get(f"{urls(sample)['blind_reading']}?text={following.context['before'].pk}")

    assert back.context["text"] == first
    assert back.context["chosen"] == str(theme(sample.analysis, "Réunir").pk)


def test_reading_without_a_choice_says_so_and_stays_on_the_text(client, login, sample, analyst, in_english):
    login(client, analyst)
    text = text_of(sample, "Le soir.")

    page = client.post(urls(sample)["blind_reading"], {"text": text.pk})

    assert page.context["text"] == text
    assert page.context["form"].errors["theme"]
    assert not BlindReading.objects.exists()


def test_blind_pages_are_for_the_two_readers_alone(client, login, sample, third):
    login(client, third)

    shown = client.get(urls(sample)["blind_reading"])
    sent = choose(client, sample, "Le soir.", "Réunir")

    assert (shown.status_code, sent.status_code) == (302, 302)
    assert not BlindReading.objects.exists()


@pytest.mark.parametrize("person", ["citizen", "editor", "coordinator"])
def test_only_those_who_review_themes_open_a_double_reading(client, login, request, sample, person):
    login(client, request.getfixturevalue(person))

    for url in urls(sample).values():
        assert client.get(url).status_code == 302
    assert client.post(index_url(sample.analysis), {"do": "give_up"}).status_code == 302
    assert Sample.objects.filter(pk=sample.pk).exists()


def test_double_readings_of_an_unpublished_consultation_are_absent(client, login, sample, analyst):
    consultation = sample.analysis.consultation
    consultation.live = False
    consultation.save(update_fields=["live"])
    login(client, analyst)

    for url in urls(sample).values():
        assert client.get(url, follow=True).status_code == 404


def test_a_sample_of_another_analysis_is_absent(client, login, sample, analyst, second_analyst):
    other = make_analysis(make_consultation(phase="analysis", slug="autre"), {"Un": ["Texte."]})
    login(client, analyst)

    for name in ("double_reading_figures", "blind_reading", "settle_readings"):
        url = reverse(f"consultations_admin:{name}", args=[other.pk, sample.pk])
        assert client.get(url, follow=True).status_code == 404


def test_drawing_from_the_screen_tells_what_sizes_give(
    client, login, analysis, analyst, second_analyst, third
):
    login(client, third)
    page = client.get(index_url(analysis))

    client.post(
        index_url(analysis),
        {"do": "draw", "size": 7, "first_reader": analyst.pk, "second_reader": second_analyst.pk},
    )

    assert [row.size for row in page.context["advice"]] == [7]
    made = Sample.objects.get()
    assert (made.first_reader, made.second_reader, made.texts.count()) == (analyst, second_analyst, 7)


def test_drawing_one_reader_twice_says_so(client, login, analysis, analyst, third, in_english):
    login(client, third)

    page = client.post(
        index_url(analysis),
        {"do": "draw", "size": 7, "first_reader": analyst.pk, "second_reader": analyst.pk},
    )

    assert "deux personnes différentes" in page.content.decode()
    assert not Sample.objects.exists()


def test_settling_is_closed_to_readers_and_open_to_a_third(
    client, login, sample, analyst, second_analyst, third
):
    read_as(sample, ALL, by=analyst)
    read_as(sample, {**ALL, "Le soir.": "Parler"}, by=second_analyst)
    url = urls(sample)["settle_readings"]
    sent = {"text": text_of(sample, "Le soir.").pk, "theme": theme(sample.analysis, "Parler").pk}

    login(client, analyst)
    refused = client.post(url, sent)
    still = sample.texts.filter(is_settled=True).count()
    login(client, third)
    shown = client.get(url)
    client.post(url, sent)

    assert (refused.status_code, still) == (302, 0)
    assert shown.context["left"] == 1
    assert sample.texts.get(is_settled=True).settled_by == third


def test_closing_from_the_screen_publishes_the_figures(client, login, sample, analyst, second_analyst, third):
    read_as(sample, ALL, by=analyst)
    read_as(sample, ALL, by=second_analyst)
    login(client, third)

    client.post(index_url(sample.analysis), {"do": "close"})
    page = client.get(urls(sample)["double_reading_figures"])

    assert published_agreement(sample.analysis).kappa == 1
    assert page.status_code == 200
    assert str(sample.seed) in page.content.decode()


def test_pages_take_as_many_queries_for_a_small_sample_as_for_a_larger(
    client, login, analyst, second_analyst, third
):
    login(client, third)

    def queries(number: int) -> list[int]:
        texts = {f"Thème {n}": [f"Texte {n}.{k}" for k in range(number)] for n in range(3)}
        consultation = make_consultation(phase="analysis", slug=f"double-{number}")
        analysis = make_analysis(consultation, texts)
        redact()
        made = drawn(analysis, (analyst, second_analyst), size=3 * number, by=third)
        as_drawn = {words: title for title, some in texts.items() for words in some}
        read_as(made, as_drawn, by=analyst)
        read_as(made, {**as_drawn, "Texte 0.0": "Thème 1"}, by=second_analyst)
        counted = []
        for url in (index_url(analysis), urls(made)["settle_readings"]):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            counted.append(len(captured))
        return counted

    assert queries(4) == queries(12)
