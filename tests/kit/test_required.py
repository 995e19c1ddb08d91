"""Whoever leaves a field empty is told what to give, in a sentence, whatever library the form comes from."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.utils.html import format_html
from django.utils.translation import override

from kit.forms import what_to_give
from tests.consultations.factories import make_consultation
from tests.debates.makers import a_debate, a_night, published

pytestmark = pytest.mark.django_db
FORMS = [
    "/en/contact/",
    "/en/newsletter/",
    "/en/my-contribution/",
    "/en/accounts/login/",
    "/en/accounts/signup/",
    "/en/accounts/password/reset/",
]
SUMMARY = re.compile(r'class="error-summary".*?</ul>', re.DOTALL)
SENTENCE = re.compile(r"<li><a[^>]*>(.*?)</a></li>", re.DOTALL)


class Asked(forms.Form):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password1 = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    password2 = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    guest = forms.EmailField(label="A guest")
    why = forms.CharField(label="Why do you ask?")
    place = forms.ChoiceField(label="Place", choices=[("a", "A")])
    plan = forms.FileField(label="Plan")
    days = forms.MultipleChoiceField(label="Days", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    story = forms.CharField(label="Story", widget=forms.Textarea)
    agreed = forms.BooleanField(label="I agree")
    own = forms.CharField(label="Own", error_messages={"required": "Say it in your own words."})


@pytest.fixture
def contact_address(paris):
    paris.contact_email = "equipe@ville.example"
    paris.save()


def told(page: str) -> list[str]:
    """The lines of the list of errors on top of a page's form, as they are read."""
    summary = SUMMARY.search(page)
    return [re.sub(r"<[^>]+>", "", line) for line in SENTENCE.findall(summary.group())] if summary else []


@pytest.mark.parametrize("address", FORMS)
def test_required_public_form_says_what_to_give(client, contact_address, address):
    answer = client.post(address, {"sent": "1"})

    lines = told(answer.content.decode())
    assert lines
    assert "This field is required" not in answer.content.decode()
    assert all(re.fullmatch(r"[A-Z].* .*[.?”]", line) for line in lines), lines


def test_required_reservation_says_what_to_give(client, paris):
    debate = published(a_debate(a_night(paris)))

    page = client.post(f"/en/debates/{debate.code}/seats/", {"seats": "1"}).content.decode()

    assert "Give your e-mail address, such as name@example.org." in told(page)
    assert "This field is required" not in page


def test_required_entry_of_a_consultation_says_what_to_give(client):
    consultation = make_consultation()

    page = client.post(f"/en/consultations/{consultation.slug}/answer/", {"sent": "1"}).content.decode()

    assert len(told(page)) == 2
    assert "This field is required" not in page


def test_required_names_the_thing_by_its_purpose_or_its_label():
    with override("en"):
        form = Asked({})
        said = {field.name: list(field.errors) for field in form}
        page = str(form)

    assert said == {
        "email": ["Give your e-mail address, such as name@example.org."],
        "password1": ["Choose a password."],
        "password2": ["Type the same password once more."],
        "guest": ["Give an e-mail address, such as name@example.org."],
        "why": ["Answer “Why do you ask?”"],
        "place": ["Choose in “Place”."],
        "plan": ["Choose a file for “Plan”."],
        "days": ["Tick at least one box of “Days”."],
        "story": ["Fill in “Story”."],
        "agreed": ["Tick this box to go on."],
        "own": ["Say it in your own words."],
    }
    assert told(page)[0] == "Give your e-mail address, such as name@example.org."
    assert told(page)[-1] == "Own – Say it in your own words."


def test_required_leaves_other_errors_as_they_are():
    form = Asked({"email": "nobody", "why": "So."})

    assert form["email"].errors == form.errors["email"]
    assert what_to_give(form["email"]) not in form["email"].errors
    assert form["why"].errors == []


def test_required_keeps_its_code_for_programs():
    form = Asked({})

    assert form.errors.get_json_data()["why"][0]["code"] == "required"


def test_required_error_still_belongs_to_its_field():
    form = Asked({})

    assert form["why"].errors.field_id == form.errors["why"].field_id == "id_why"


def test_long_label_in_another_language_is_cut_to_words_alone():
    words = "Depuis combien d’années habitez-vous la ville, le quartier, la rue ou la maison où vous vivez ?"

    class Long(forms.Form):
        years = forms.CharField(label=format_html('<span lang="fr">{}</span>', words))

    sentence = what_to_give(Long({})["years"])

    assert "<" not in sentence
    assert "Depuis combien d’années" in sentence
    assert "…" in sentence
