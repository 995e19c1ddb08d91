"""Statements count in a consultation with the host's consent, once, and leave it with the consent."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import Answer, Contribution
from consultations.publishing.results import participation_in
from debates.models import Sending
from debates.reporting import sending
from tests.consultations.factories import make_consultation
from tests.debates.makers import a_host
from tests.debates.reporting_makers import STATEMENTS, a_debate_that_is_over, reported, typed_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(paris):
    return make_consultation()


@pytest.fixture
def report(paris, host):
    return reported(a_debate_that_is_over(paris, user=host))


def test_statements_count_as_said_in_a_debate(report, host, consultation):
    sending.send(report, consultation, "promise", by=host, at=timezone.now())

    entered = Contribution.objects.filter(consultation=consultation)
    assert {one.channel for one in entered} == {Contribution.DEBATE}
    assert set(Answer.objects.values_list("text", flat=True)) == set(STATEMENTS.values())
    assert all(one.user_id is None and one.inclusion_digest for one in entered)
    assert entered[0].origin.get_absolute_url().endswith(f"/debates/{report.debate.code}/#report")
    assert participation_in(consultation).channels.rows[0][0] == "Lors d’un débat"


def test_statements_go_in_the_language_that_they_were_written_in(paris, host, consultation):
    report = reported(a_debate_that_is_over(paris, user=host, languages=("wo",)), language="wo")

    sending.send(report, consultation, "promise", by=host, at=timezone.now())

    entered = Contribution.objects.filter(consultation=consultation)
    assert {one.language for one in entered} == {"wo"}
    assert {one.origin.title.language() for one in entered} == {"wo"}


def test_nothing_counts_until_the_host_agrees(report, host, consultation):
    asked = sending.ask(report, consultation, "promise", at=timezone.now())
    before = consultation.contributions.count()

    sending.agree(asked, by=host, at=timezone.now())

    assert (before, consultation.contributions.sent().count()) == (0, 3)


def test_report_without_consent_is_sent_nowhere(paris, host, consultation):
    report = reported(a_debate_that_is_over(paris, user=host), consents=False)

    with pytest.raises(sending.ConsentMissing):
        sending.ask(report, consultation, "promise", at=timezone.now())
    with pytest.raises(sending.ConsentMissing):
        sending.send(report, consultation, "promise", by=host, at=timezone.now())

    assert not consultation.contributions.exists()


def test_statements_enter_a_consultation_once(report, host, consultation):
    sent = sending.send(report, consultation, "promise", by=host, at=timezone.now())

    with pytest.raises(sending.AskedBefore):
        sending.send(report, consultation, "word", by=host, at=timezone.now())
    with pytest.raises(sending.NothingToAnswer):
        sending.agree(sent, by=host, at=timezone.now())

    assert consultation.contributions.count() == 3


def test_withdrawn_statements_leave_no_words(report, host, consultation):
    sending.send(report, consultation, "promise", by=host, at=timezone.now())

    sending.withdraw_all(report, at=timezone.now())

    assert not Answer.objects.exists()
    assert participation_in(consultation).total == 0
    report.refresh_from_db()
    assert report.consented_at is None
    assert not Sending.objects.get().counts


def test_closed_consultation_and_other_city_take_no_statements(report, host, paris, dakar):
    closed = make_consultation(slug="close", phase="analysis")
    elsewhere = make_consultation(slug="ailleurs", city=dakar)

    for one in (closed, elsewhere):
        with pytest.raises(sending.NotOpen):
            sending.send(report, one, "promise", by=host, at=timezone.now())


def test_statements_that_count_keep_their_words(client, login, report, host, consultation):
    sending.send(report, consultation, "promise", by=host, at=timezone.now())
    login(client, host)
    address = reverse("debates:report", args=[report.debate.code])

    client.post(address, typed_report(hand_in="1", revision=1, present="30", statement_1="Tout autre chose"))

    report.refresh_from_db()
    assert report.present == 30
    assert report.statements.first().text == STATEMENTS[1]


def test_host_sends_and_withdraws_on_the_page(client, login, report, host, consultation):
    login(client, host)
    address = reverse("debates:report_sendings", args=[report.debate.code])
    choice = f"{consultation.pk}:promise"

    assert client.post(address, {"question": choice}).status_code == 422
    client.post(address, {"question": choice, "agrees": "on"})
    counted = consultation.contributions.sent().count()
    sent = Sending.objects.get()
    page = client.get(report.debate.get_absolute_url()).content.decode()
    client.post(reverse("debates:answer_sending", args=[report.debate.code, sent.pk]), {"withdraw": "1"})

    assert counted == 3
    assert consultation.get_absolute_url() in page
    assert consultation.contributions.sent().count() == 0


def test_another_host_can_neither_agree_nor_withdraw(client, login, report, neighbour, paris, consultation):
    asked = sending.ask(report, consultation, "promise", at=timezone.now())
    a_host(paris, user=neighbour)
    login(client, neighbour)
    address = reverse("debates:answer_sending", args=[report.debate.code, asked.pk])

    assert client.post(address, {"agree": "1"}).status_code == 404
    assert (
        client.post(reverse("debates:withdraw_report_consent", args=[report.debate.code])).status_code == 404
    )
    assert not consultation.contributions.exists()


def test_withdrawn_statements_can_be_sent_again_by_their_host_alone(
    client, login, report, host, consultation
):
    first = sending.send(report, consultation, "promise", by=host, at=timezone.now())
    sending.withdraw(first, at=timezone.now())
    login(client, host)

    with pytest.raises(sending.AskedBefore):
        sending.ask(report, consultation, "promise", at=timezone.now())
    client.post(
        reverse("debates:report_sendings", args=[report.debate.code]),
        {"question": f"{consultation.pk}:promise", "agrees": "on"},
    )

    assert consultation.contributions.sent().count() == 3
    assert participation_in(consultation).total == 3
    assert Sending.objects.filter(withdrawn_at=None).count() == 1
