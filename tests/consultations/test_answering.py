"""A citizen answers, page by page, and loses nothing on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from consultations.models import Answer, Contribution, Draft
from tests.consultations.browsing import answer, enter, open_with_code, receipt_code, section_url, send
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db


def test_answering_keeps_each_kind_of_answer(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(
        client,
        consultation,
        "you",
        experience="once",
        schemes=["budget", "other"],
        **{"schemes-other": "un jury"},
    )
    ranks = {"priorities_reply": "2", "priorities_clarity": "1", "priorities_time": ""}
    answer(
        client,
        consultation,
        "city",
        promise="Répondre.",
        trust="4",
        hours="2,5",
        last_time="03/02/2026",
        word="",
        **ranks,
    )

    send(client, consultation)

    kept = {one.question_key: (one.value, one.text) for one in Answer.objects.all()}
    assert kept == {
        "experience": ("once", ""),
        "schemes": (["budget", "other"], "un jury"),
        "promise": (None, "Répondre."),
        "trust": (4, ""),
        "priorities": (["clarity", "reply"], ""),
        "hours": (2.5, ""),
        "last_time": ("2026-02-03", ""),
    }


def test_entering_without_consent_opens_no_draft(client):
    consultation = make_consultation()

    response = client.post(reverse("consultations:entry", args=["charte"]), {"age": "on"})

    assert response.status_code == 422
    assert "consent" in response.context["form"].errors
    assert not Draft.objects.filter(consultation=consultation).exists()


def test_typed_answers_survive_an_error_on_the_same_page(client):
    consultation = make_consultation()
    enter(client, consultation)

    response = answer(client, consultation, "city", promise="Mes mots", hours="beaucoup")

    assert response.status_code == 422
    page = response.content.decode()
    assert "Mes mots" in page
    assert "beaucoup" in page


def test_going_back_keeps_what_was_typed_valid_or_not(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")

    response = client.post(
        section_url(consultation, "city"), {"q-hours": "abc", "q-promise": "Gardez", "back": "1"}
    )

    assert response.url == section_url(consultation, "you")
    page = client.get(section_url(consultation, "city")).content.decode()
    assert "abc" in page
    assert "Gardez" in page


def test_unticking_a_box_is_kept(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="once", schemes=["budget", "debate"])

    answer(client, consultation, "you", experience="once")
    send(client, consultation)

    assert not Answer.objects.filter(question_key="schemes").exists()


def test_question_that_does_not_apply_is_not_kept_even_if_posted(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never", schemes=["budget"])

    send(client, consultation)

    assert list(Answer.objects.values_list("question_key", flat=True)) == ["experience"]


def test_sending_with_a_required_answer_missing_says_which(client):
    consultation = make_consultation()
    enter(client, consultation)

    response = client.post(reverse("consultations:send", args=["charte"]), follow=True)

    assert not Contribution.objects.exists()
    (sentence, link), *_others = response.context["errors"]
    assert "Avez-vous déjà participé" in sentence
    assert section_url(consultation, "you") in link


def test_autosave_keeps_without_judging(client):
    consultation = make_consultation()
    enter(client, consultation)

    response = client.post(section_url(consultation, "city"), {"q-hours": "x"}, headers={"X-Autosave": "1"})

    assert response.status_code == 204
    assert Draft.objects.get().data["q-hours"] == ["x"]


def test_pressing_send_twice_shows_the_same_receipt(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")

    send(client, consultation)
    code = receipt_code(client, consultation)
    send(client, consultation)

    assert receipt_code(client, consultation) == code
    assert Contribution.objects.count() == 1


def test_consultation_that_closes_meanwhile_gives_the_words_back(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    consultation.closes_at = timezone.now() - timedelta(minutes=1)
    consultation.save(update_fields=["closes_at"])

    response = answer(client, consultation, "city", promise="Trop tard mais pas perdu")

    assert response.status_code == 409
    assert "Trop tard mais pas perdu" in response.content.decode()
    assert not Contribution.objects.exists()


def test_closed_consultation_is_said_before_the_first_question(client):
    make_consultation(phase="published")

    response = client.get(reverse("consultations:entry", args=["charte"]))

    assert response.templates[0].name == "consultations/not_open.html"


def test_lost_cookie_keeps_the_words_until_consent_is_given_again(client):
    consultation = make_consultation()
    enter(client, consultation)
    client.cookies.pop(f"draft-{consultation.pk}")

    answer(client, consultation, "city", promise="Ne me perdez pas")
    enter(client, consultation)

    page = client.get(section_url(consultation, "city")).content.decode()
    assert "Ne me perdez pas" in page


def test_account_mode_says_so_before_the_first_question(client):
    make_consultation(access="account")

    response = client.get(reverse("consultations:entry", args=["charte"]))

    assert response.templates[0].name == "consultations/account_needed.html"
    assert reverse("account_login") in response.content.decode()


def test_account_mode_takes_one_contribution_a_person(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)

    response = client.get(reverse("consultations:entry", args=["charte"]), follow=True)

    assert response.templates[0].name == "consultations/contribution.html"
    assert Contribution.objects.get().user == citizen


def test_expired_login_loses_nothing(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    cookie = client.cookies[f"draft-{consultation.pk}"]
    client.logout()
    client.cookies[f"draft-{consultation.pk}"] = cookie

    response = answer(client, consultation, "city", promise="Écrit pendant la panne")

    assert reverse("account_login") in response.url
    login(client, citizen)
    page = client.get(section_url(consultation, "city")).content.decode()
    assert "Écrit pendant la panne" in page


def test_neighbour_cannot_go_on_with_a_draft_of_an_account(client, login, citizen, neighbour):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    cookie = client.cookies[f"draft-{consultation.pk}"]
    login(client, neighbour)
    client.cookies[f"draft-{consultation.pk}"] = cookie

    response = client.get(section_url(consultation, "you"))

    # Not to the login page, which would lead whoever is logged in straight back here.
    assert response.url == reverse("consultations:entry", args=["charte"])


def test_email_mode_sends_a_link_that_begins(client):
    consultation = make_consultation(access="email")
    client.post(reverse("consultations:address", args=["charte"]), {"email": "Awa@Example.org"})
    link = next(word for word in mail.outbox[0].body.split() if "/answer/confirm/" in word)

    client.get(link)
    response = client.post(link)

    assert response.url == reverse("consultations:entry", args=["charte"])
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    assert Contribution.objects.get().participant_key.startswith("email:")
    assert receipt_code(client, consultation) in mail.outbox[1].body


def test_email_mode_takes_one_contribution_an_address_however_it_is_written(client):
    consultation = make_consultation(access="email")
    for address in ("awa@example.org", "AWA@example.org"):
        client.cookies.clear()
        client.post(reverse("consultations:address", args=["charte"]), {"email": address})
        link = next(word for word in mail.outbox[-1].body.split() if "/answer/confirm/" in word)
        client.post(link)
        enter(client, consultation)
        answer(client, consultation, "you", experience="never")
        send(client, consultation)

    assert Contribution.objects.count() == 1


def test_email_link_of_another_consultation_confirms_nothing(client):
    from consultations.answering.mail import link_token

    make_consultation(access="email")
    other = make_consultation(access="email", slug="autre")

    response = client.post(
        reverse("consultations:confirm", args=["charte", link_token(other, "a@example.org")])
    )

    assert response.url == reverse("consultations:address", args=["charte"])
    assert "confirmed_address" not in client.session


def test_opening_an_email_link_alone_confirms_nothing(client):
    from consultations.answering.mail import link_token

    consultation = make_consultation(access="email")

    client.get(reverse("consultations:confirm", args=["charte", link_token(consultation, "a@example.org")]))

    assert "confirmed_address" not in client.session


def test_receipt_mode_keeps_no_address(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)

    client.post(reverse("consultations:sent", args=["charte"]), {"email": "awa@example.org"})

    contribution = Contribution.objects.get()
    assert receipt_code(client, consultation) in mail.outbox[0].body
    assert contribution.participant_key == ""
    assert contribution.user is None


def test_code_typed_carelessly_still_opens_the_contribution(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    code = receipt_code(client, consultation)
    client.cookies.clear()

    response = open_with_code(client, f"  {code.lower().replace('-', ' ')} ")

    assert response.templates[0].name == "consultations/contribution.html"


def test_unpublished_consultation_is_absent_for_the_public(client):
    make_consultation(live=False)

    response = client.get("/fr/consultations/charte/")

    assert response.status_code == 404


def test_words_never_reach_the_log(client, caplog):
    consultation = make_consultation()
    enter(client, consultation)

    with caplog.at_level("DEBUG"):
        answer(client, consultation, "city", promise="MOTSECRET")
        answer(client, consultation, "you", experience="never")
        send(client, consultation)

    assert "MOTSECRET" not in caplog.text
