"""The screens of queues: who may see them, what they show, what a posted verdict does next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import (
    Analysis,
    Answer,
    Contestation,
    Membership,
    Passage,
    Placement,
    Presence,
    QueueReading,
)
from consultations.queues.kinds import QUEUES
from consultations.reviews.presence import here
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse.", "Dites pourquoi."],
    "Réunir": ["Le soir.", "Avec une garderie et des mots clairs."],
}


@pytest.fixture
def analysis(db):
    analysis = make_analysis(make_consultation(phase="analysis"), GROUPS)
    redact()
    Membership.objects.filter(answer__text__in=["Le soir.", "Répondez-nous."]).update(rare=True)
    return analysis


@pytest.fixture
def analyst_client(client, login, analyst):
    return login(client, analyst)


def index_url(analysis) -> str:
    return reverse("consultations_admin:queues", args=[analysis.pk])


def queue_url(analysis, key: str) -> str:
    return reverse("consultations_admin:queue", args=[analysis.pk, key])


def post(client, analysis, key: str, text: str, verdict: str, **fields):
    answer = Answer.objects.get(text=text)
    placed = Placement.objects.filter(answer=answer).first()
    seen = placed.theme_id if placed else ""
    data = {"answer": answer.pk, "seen": seen, "verdict": verdict, **fields}
    return client.post(queue_url(analysis, key), data)


def test_queues_tell_how_many_are_left_and_who_is_on_them(
    analyst_client, analysis, second_analyst, analyst, in_english
):
    here(analysis, second_analyst, "queue:rare", at=timezone.now())

    page = analyst_client.get(index_url(analysis))

    told = {
        one.queue.key: (one.left, one.total, [p.user for p in people])
        for one, people in page.context["queues"]
    }
    assert told["rare"] == (2, 2, ["Fatou Ndiaye"])
    assert told["arrival"] == (0, 0, [])
    assert Presence.objects.get(user=analyst).place == "queues"


def test_somebody_who_left_long_ago_is_on_no_queue(analyst_client, analysis, second_analyst):
    here(analysis, second_analyst, "queue:rare", at=timezone.now() - timedelta(hours=1))

    page = analyst_client.get(index_url(analysis))

    assert all(people == [] for _one, people in page.context["queues"])


def test_a_verdict_leads_to_the_next_text_and_to_the_end(analyst_client, analysis):
    url = queue_url(analysis, "rare")
    first = analyst_client.get(url).context["entry"].answer
    sent = post(analyst_client, analysis, "rare", first.text, "important")
    second = analyst_client.get(sent.url).context["entry"].answer
    post(analyst_client, analysis, "rare", second.text, "right")
    page = analyst_client.get(url)

    assert first != second
    assert page.context["entry"] is None
    assert (page.context["figures"].left, page.context["figures"].total) == (0, 2)


def test_a_text_can_be_left_for_later(analyst_client, analysis):
    first = analyst_client.get(queue_url(analysis, "rare")).context["entry"].answer

    following = analyst_client.get(f"{queue_url(analysis, 'rare')}?after={first.pk}").context["entry"].answer

    assert following != first
    assert not QueueReading.objects.exists()


def test_two_people_begin_with_different_texts(client, login, analysis, analyst, second_analyst):
    now = timezone.now()
    here(analysis, analyst, "queue:rare", at=now)
    here(analysis, second_analyst, "queue:rare", at=now)

    shown = [login(client, one).get(queue_url(analysis, "rare")) for one in (analyst, second_analyst)]

    assert shown[0].context["entry"].answer != shown[1].context["entry"].answer
    assert [one.user for one in shown[1].context["people"]] == ["Élise Moreau"]


def test_the_second_of_two_readers_is_told_and_goes_on(
    client, login, analysis, analyst, second_analyst, in_english
):
    login(client, analyst)
    post(client, analysis, "rare", "Le soir.", "important")
    login(client, second_analyst)

    page = client.post(
        queue_url(analysis, "rare"),
        {
            "answer": Answer.objects.get(text="Le soir.").pk,
            "seen": theme(analysis, "Réunir").pk,
            "verdict": "right",
        },
        follow=True,
    )

    assert "Élise Moreau" in page.content.decode()
    assert page.context["entry"].answer.text == "Répondez-nous."


def test_moving_without_a_theme_says_so_and_keeps_the_text(analyst_client, analysis):
    page = post(analyst_client, analysis, "rare", "Le soir.", "move")

    assert page.status_code == 422
    assert page.context["entry"].answer.text == "Le soir."
    assert page.context["form"].non_field_errors()


def test_a_theme_of_another_passage_is_offered_as_a_button(analyst_client, analysis):
    answer = Answer.objects.get(text="Avec une garderie et des mots clairs.")
    Membership.objects.filter(answer=answer).update(rare=True)
    Membership.objects.exclude(answer=answer).update(rare=False)
    for number, (start, end, title) in enumerate([(0, 17, "Réunir"), (18, 37, "Répondre")]):
        Passage.objects.create(
            analysis=analysis,
            answer=answer,
            number=number,
            start=start,
            end=end,
            group=theme(analysis, title).group,
        )

    entry = analyst_client.get(queue_url(analysis, "rare")).context["entry"]
    post(analyst_client, analysis, "rare", answer.text, f"move:{theme(analysis, 'Répondre').pk}")

    assert [str(one.title) for one in entry.suggested] == ["Répondre"]
    assert [idea.words for idea in entry.ideas] == ["Avec une garderie", "et des mots clairs."]
    assert str(Placement.objects.get(answer=answer).theme.title) == "Répondre"


def test_ones_own_last_verdict_can_be_taken_back(analyst_client, analysis):
    post(analyst_client, analysis, "rare", "Le soir.", "important")
    last = analyst_client.get(queue_url(analysis, "rare")).context["last"]

    page = analyst_client.post(
        reverse("consultations_admin:take_back_reading", args=[analysis.pk, last.pk]), follow=True
    )

    assert page.context["entry"].answer.text == "Le soir."
    assert not QueueReading.objects.exists()


def test_nobody_takes_back_what_a_colleague_said(client, login, analysis, analyst, second_analyst):
    login(client, analyst)
    post(client, analysis, "rare", "Le soir.", "important")
    reading = QueueReading.objects.get()
    login(client, second_analyst)

    refused = client.post(
        reverse("consultations_admin:take_back_reading", args=[analysis.pk, reading.pk]), follow=True
    )

    assert refused.status_code == 404
    assert QueueReading.objects.filter(pk=reading.pk).exists()


def test_a_contested_text_is_answered_from_its_queue(analyst_client, analysis):
    contested = Contestation.objects.create(
        analysis=analysis,
        answer=Answer.objects.get(text="Le soir."),
        theme=theme(analysis, "Réunir"),
        sentence="Je parlais des réponses.",
    )
    page = analyst_client.get(queue_url(analysis, "contested"))

    lacking = post(analyst_client, analysis, "contested", "Le soir.", "kept")
    post(
        analyst_client, analysis, "contested", "Le soir.", "corrected",
        to=theme(analysis, "Répondre").pk, reply="Vous aviez raison.",
    )  # fmt: skip

    contested.refresh_from_db()
    assert "Je parlais des réponses." in page.content.decode()
    assert lacking.status_code == 422
    assert (contested.state, contested.reply) == (Contestation.CORRECTED, "Vous aviez raison.")


def test_insults_are_marked_in_the_words(analyst_client, analysis):
    make_contributions(analysis.consultation, ["Quels imbéciles, vraiment."])

    page = analyst_client.get(queue_url(analysis, "sensitive"))

    assert "<mark>imbéciles</mark>" in page.content.decode()


def test_the_review_is_closed_from_the_queues_once_every_rare_idea_is_read(analyst_client, analysis, analyst):
    refused = analyst_client.post(index_url(analysis), {"do": "close"}, follow=True)
    still_open = Analysis.objects.get(pk=analysis.pk).closed_at
    for text in ("Le soir.", "Répondez-nous."):
        post(analyst_client, analysis, "rare", text, "right")
    analyst_client.post(index_url(analysis), {"do": "close"})
    closed = Analysis.objects.get(pk=analysis.pk)
    analyst_client.post(index_url(analysis), {"do": "reopen"})

    assert (refused.context["rare_left"], still_open) == (2, None)
    assert closed.closed_by == analyst
    assert Analysis.objects.get(pk=analysis.pk).closed_at is None


@pytest.mark.parametrize("person", ["citizen", "editor", "coordinator"])
def test_only_those_who_review_themes_see_the_queues(client, login, request, analysis, person):
    login(client, request.getfixturevalue(person))

    for url in (index_url(analysis), *(queue_url(analysis, queue.key) for queue in QUEUES)):
        assert client.get(url).status_code == 302
    assert post(client, analysis, "rare", "Le soir.", "right").status_code == 302
    assert client.post(index_url(analysis), {"do": "close"}).status_code == 302

    assert not QueueReading.objects.exists()
    assert Analysis.objects.get(pk=analysis.pk).closed_at is None


def test_queues_of_an_unpublished_consultation_are_absent(analyst_client, analysis):
    analysis.consultation.live = False
    analysis.consultation.save(update_fields=["live"])

    for url in (index_url(analysis), queue_url(analysis, "rare")):
        assert analyst_client.get(url, follow=True).status_code == 404


def test_a_queue_that_does_not_exist_is_absent(analyst_client, analysis):
    assert analyst_client.get(queue_url(analysis, "nonsense"), follow=True).status_code == 404


def test_citizens_words_are_escaped_in_every_queue(analyst_client):
    attack = "<script>alert('imbécile')</script>"
    analysis = make_analysis(make_consultation(phase="analysis"), {"Un": [attack, "Autre."]})
    answer = Answer.objects.get(text=attack)
    Membership.objects.filter(answer=answer).update(rare=True, campaign=answer)
    Membership.objects.exclude(answer=answer).update(campaign=answer)
    Placement.objects.filter(answer=answer).update(doubtful=True)
    Contestation.objects.create(analysis=analysis, answer=answer, sentence=attack)

    for queue in QUEUES[:5]:
        content = analyst_client.get(queue_url(analysis, queue.key)).content.decode()
        assert attack not in content
        assert "&lt;script&gt;" in content


def test_queues_take_as_many_queries_for_1_text_as_for_30(analyst_client):
    def queries(number: int) -> list[int]:
        texts = {f"Thème {n}": [f"Texte {n}, imbécile."] for n in range(number)}
        consultation = make_consultation(phase="analysis", slug=f"files-{number}")
        made = make_analysis(consultation, texts)
        first = made.memberships.first().answer
        made.memberships.update(rare=True, campaign=first)
        made.memberships.filter(answer=first).update(campaign=first)
        made.placements.update(doubtful=True)
        counted = []
        for url in (index_url(made), *(queue_url(made, key) for key in ("doubtful", "sensitive", "rare"))):
            analyst_client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert analyst_client.get(url).status_code == 200
            counted.append(len(captured))
        return counted

    assert queries(2) == queries(30)
