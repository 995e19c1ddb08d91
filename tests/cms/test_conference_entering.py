"""A body's recommendation enters a consultation as a contribution: once, by an act, with its origin in sight."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import timezone

from cms.conferences import refusals
from cms.conferences.answering import answer
from cms.conferences.entering import enter
from cms.models import ConferencePage
from consultations.answering.contributing import withdraw
from consultations.models import Answer, Contribution
from consultations.publishing import open_data
from consultations.publishing.results import participation_in
from consultations.reviews import reviewing
from tests.cms.conferences import make_conference, make_opinion, recommendation, today
from tests.consultations.factories import DAY, make_analysis, make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    """A proposal of the Youth Council, published."""
    body = make_conference(title="Conseil de la jeunesse", kind=ConferencePage.BODY)
    page, opinion = make_opinion(recommendation("Voter dès seize ans"), parent=body, title="Engagement")
    return page, opinion.recommendations.get()


def test_recommendation_is_counted_as_its_body_said_it(council, analyst):
    page, one = council
    consultation = make_consultation()

    entered = enter(page, one, consultation, "promise", by=analyst)

    contribution = entered.contribution
    assert contribution.channel == Contribution.BODY
    assert contribution.answers.get().text.startswith("Voter dès seize ans\n\nLa Ville devrait")
    assert contribution.user_id is None
    assert contribution.inclusion_digest
    assert str(contribution.origin) == "Conseil de la jeunesse"
    assert participation_in(consultation).total == 1


def test_recommendation_enters_a_consultation_once(council):
    page, one = council
    consultation = make_consultation()
    enter(page, one, consultation, "promise", by=None)

    with pytest.raises(refusals.EnteredAlready):
        enter(page, one, consultation, "word", by=None)

    assert consultation.contributions.count() == 1
    enter(page, one, make_consultation(slug="autre"), "promise", by=None)


def test_withdrawn_it_does_not_come_back(council):
    page, one = council
    consultation = make_consultation()
    entered = enter(page, one, consultation, "promise", by=None)
    withdraw(entered.contribution, at=timezone.now())

    with pytest.raises(refusals.EnteredAlready):
        enter(page, one, consultation, "promise", by=None)

    assert not consultation.contributions.sent().exists()


@pytest.mark.parametrize(
    ("phase", "refusal"), [("upcoming", refusals.NotOpenYet), ("published", refusals.TooLateToEnter)]
)
def test_nothing_enters_before_the_beginning_or_after_the_results(council, phase, refusal):
    page, one = council
    consultation = make_consultation(phase=phase)

    with pytest.raises(refusal):
        enter(page, one, consultation, "promise", by=None)

    assert not Contribution.objects.exists()


def test_origin_is_told_in_open_data_and_beside_quotations(council, client, analyst):
    page, one = council
    consultation = make_consultation(phase="analysis")
    analysis = make_analysis(consultation, {"Âge": ["Le vote plus tôt."]})
    entered = enter(page, one, consultation, "promise", by=analyst)
    theme = analysis.themes.get()
    reviewing.place(
        entered.contribution.answers.values_list("pk", flat=True), theme, by=analyst, expected=theme.revision
    )
    theme.refresh_from_db()
    reviewing.mark_family_reviewed(theme, by=analyst, expected=theme.revision)
    Answer.objects.filter(public_text=None).update(public_text="Voter dès seize ans.")
    consultation.results_at = timezone.now() - DAY
    consultation.save()

    rows = list(csv.DictReader(io.StringIO("".join(open_data.csv_lines(consultation, at=timezone.now())))))
    html = client.get(f"/fr/consultations/{consultation.slug}/themes/{theme.pk}/").content.decode()

    told = {row["contribution.channel"]: row["contribution.origin"] for row in rows}
    assert told == {"body": "Conseil de la jeunesse", "online": ""}
    assert f"/fr/recommendations/{one.pk}/" in html


def test_its_fate_is_on_its_page_and_its_stable_address_leads_there(council, client):
    page, one = council
    consultation = make_consultation()
    enter(page, one, consultation, "promise", by=None)

    response = client.get(f"/fr/recommendations/{one.pk}/", follow=True)

    html = response.content.decode()
    assert response.redirect_chain[-1][0] == f"{page.url}recommendations/1/"
    assert consultation.get_absolute_url() in html


def test_entry_in_a_consultation_that_is_hidden_again_is_not_told(council, client):
    page, one = council
    consultation = make_consultation()
    enter(page, one, consultation, "promise", by=None)
    consultation.live = False
    consultation.save()

    html = client.get(f"{page.url}recommendations/1/").content.decode()
    table = client.get(f"{page.url}data/csv/").content.decode()

    assert consultation.get_absolute_url() not in html
    assert consultation.slug not in table


def test_answer_goes_on_beside_the_entry(council):
    page, one = council
    enter(page, one, make_consultation(), "promise", by=None)

    answer(page, one, "refused", {"fr": "Non."}, author="Maire", on=today(), by=None, expected=0)

    assert one.answers.count() == 1
