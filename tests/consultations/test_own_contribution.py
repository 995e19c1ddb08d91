"""Coming back: seeing, correcting, withdrawing, and nobody else doing it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from consultations.answering.contributing import withdraw
from consultations.answering.receipt_codes import MistypedCode, code_of, new_token, read_code
from consultations.models import Answer, Contribution, Exemplar, Membership, Placement
from tests.consultations.browsing import answer, enter, open_with_code, receipt_code, send
from tests.consultations.factories import make_analysis, make_consultation

pytestmark = pytest.mark.django_db


def contribute(client, consultation, **answers) -> str:
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    answer(client, consultation, "city", **answers)
    send(client, consultation)
    return receipt_code(client, consultation)


def test_correcting_replaces_what_changed_and_keeps_the_rest(client):
    consultation = make_consultation()
    contribute(client, consultation, promise="Première idée", trust="2")
    kept = Answer.objects.get(question_key="trust").pk

    client.post(reverse("consultations:correct"))
    answer(client, consultation, "city", promise="Seconde idée", trust="2")
    send(client, consultation)

    assert Contribution.objects.get().corrected_at is not None
    assert Answer.objects.get(question_key="promise").text == "Seconde idée"
    assert Answer.objects.get(question_key="trust").pk == kept


def test_contribution_counts_as_sent_until_its_correction_is_sent(client):
    consultation = make_consultation()
    contribute(client, consultation, promise="Première idée")

    client.post(reverse("consultations:correct"))
    answer(client, consultation, "city", promise="Seconde idée")

    assert Answer.objects.get(question_key="promise").text == "Première idée"


def test_correcting_ends_with_the_consultation(client):
    consultation = make_consultation()
    contribute(client, consultation, promise="Première idée")
    consultation.closes_at = timezone.now() - timedelta(minutes=1)
    consultation.save(update_fields=["closes_at"])

    response = client.post(reverse("consultations:correct"), follow=True)

    assert response.templates[0].name == "consultations/contribution.html"
    assert not response.context["can_be_corrected"]


def test_withdrawing_works_after_the_end_and_leaves_no_word(client):
    consultation = make_consultation()
    code = contribute(client, consultation, promise="Effacez-moi")
    consultation.closes_at = timezone.now() - timedelta(days=1)
    consultation.save(update_fields=["closes_at"])

    client.post(reverse("consultations:withdraw"))
    client.cookies.clear()
    page = open_with_code(client, code).content.decode()

    contribution = Contribution.objects.get()
    assert contribution.is_withdrawn
    assert not contribution.answers.exists()
    assert "Effacez-moi" not in page


def test_withdrawing_takes_the_words_out_of_analyses(analyst):
    consultation = make_consultation(phase="published")
    analysis = make_analysis(
        consultation, {"Répondre": ["Répondez", "Répondez-nous"], "Seul": ["Un mot rare"]}
    )
    lonely = Answer.objects.get(text="Un mot rare")

    withdraw(lonely.contribution, at=timezone.now())

    for model in (Membership, Placement, Exemplar):
        assert not model.objects.filter(answer_id=lonely.pk).exists()
    assert not analysis.groups.filter(title="Seul").exists()
    assert "Seul" not in [str(theme.title) for theme in analysis.themes.all()]


def test_title_that_people_wrote_stays_when_the_last_text_goes(analyst):
    from consultations.reviews.reviewing import rename

    consultation = make_consultation(phase="published")
    analysis = make_analysis(consultation, {"Seul": ["Un mot rare"]})
    theme = analysis.themes.get()
    rename(theme, {"fr": "Écrit par l’analyste"}, {}, by=analyst, expected=theme.revision)

    withdraw(Contribution.objects.get(), at=timezone.now())

    assert analysis.themes.get().title["fr"] == "Écrit par l’analyste"


def test_session_forgets_an_opened_contribution_after_an_hour(client, monkeypatch):
    consultation = make_consultation()
    contribute(client, consultation, promise="À moi")
    later = timezone.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr("consultations.views.receipts.timezone.now", lambda: later)

    response = client.get(reverse("consultations:contribution"))

    assert response.url == reverse("consultations:receipt")


def test_closing_on_this_device_forgets_at_once(client):
    consultation = make_consultation()
    contribute(client, consultation, promise="À moi")

    client.post(reverse("consultations:leave"))

    assert client.get(reverse("consultations:contribution")).status_code == 302


def test_wrong_code_opens_nothing_and_says_so(client):
    make_consultation()
    code = code_of(new_token())

    response = open_with_code(client, code)

    assert response.status_code == 422
    assert "code" in response.context["form"].errors


def test_trying_many_codes_is_refused(client):
    codes = [code_of(new_token()) for _n in range(21)]

    statuses = [client.post(reverse("consultations:receipt"), {"code": code}).status_code for code in codes]

    assert statuses[:20] == [422] * 20
    assert statuses[20] == 429


def test_neighbour_cannot_open_a_contribution_of_an_account(client, login, citizen, neighbour):
    consultation = make_consultation(access="account")
    login(client, citizen)
    contribute(client, consultation, promise="À Aminata")
    contribution = Contribution.objects.get()
    login(client, neighbour)

    response = client.get(reverse("consultations:mine", args=[contribution.pk]))

    assert response.status_code == 404


def test_person_finds_their_contribution_on_their_own_page(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    contribute(client, consultation, promise="À Aminata")

    page = client.get(reverse("account_home")).content.decode()

    assert reverse("consultations:mine", args=[Contribution.objects.get().pk]) in page


def test_export_holds_a_persons_words_and_erasure_leaves_none(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    contribute(client, consultation, promise="À Aminata")

    exported = privacy.export_of(citizen)["consultations"]
    privacy.erase(citizen)

    assert "À Aminata" in [one["text"] for one in exported["contributions"][0]["answers"]]
    assert not Answer.objects.exists()
    assert Contribution.objects.get().user is None


def test_code_with_one_wrong_letter_is_told_from_an_unknown_one():
    code = code_of(new_token())
    wrong = ("1" if code[0] != "1" else "2") + code[1:]

    with pytest.raises(MistypedCode):
        read_code(wrong)


@pytest.mark.parametrize("typed", ["", "ABC", "É" * 12, "7K3M-9QXT-0WBD-EXTRA", "!!!!", "٠" * 12])
def test_what_cannot_be_a_code_is_refused(typed):
    with pytest.raises(MistypedCode):
        read_code(typed)


def test_code_opens_under_an_earlier_key(client, settings):
    consultation = make_consultation()
    code = contribute(client, consultation, promise="À moi")
    settings.RECEIPT_KEY_FALLBACKS = [settings.RECEIPT_KEY]
    settings.RECEIPT_KEY = "a new key, long enough to be one, since keys turn"
    client.cookies.clear()

    response = open_with_code(client, code)

    assert response.templates[0].name == "consultations/contribution.html"
