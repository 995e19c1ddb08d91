"""Fields tied to their label, help and error; what is required is said in words."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.utils.translation import override

from kit.localized import LocalizedFormField, LocalizedText
from kit.templatetags.kit import in_our_manner


class Answer(forms.Form):
    why = forms.CharField(label="Pourquoi", help_text="En quelques mots.", widget=forms.Textarea)
    name = forms.CharField(label="Nom", required=False)
    choice = forms.ChoiceField(
        label="Choix", help_text="Un seul.", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    several = forms.MultipleChoiceField(
        label="Plusieurs", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    consent = forms.BooleanField(label="J’accepte")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def input_of(page: str, id_: str) -> str:
    return re.search(rf"<[^>]*\bid=\"{id_}\"[^>]*>", page).group()


def test_field_ties_help_and_error_to_its_input():
    page = str(Answer({}))

    assert 'aria-describedby="id_why_helptext id_why_error"' in input_of(page, "id_why")
    assert 'aria-invalid="true"' in input_of(page, "id_why")
    assert 'id="id_why_helptext"' in page
    assert 'id="id_why_error"' in page
    assert '<label class="field-label" for="id_why">' in page


def test_field_without_error_is_not_called_invalid():
    page = str(Answer())

    assert "aria-invalid" not in page
    assert "_error" not in page


def test_field_says_in_words_whether_it_is_needed():
    page = str(Answer())

    assert page.count("(required)") == 3
    assert page.count("(optional)") == 2


def test_choices_are_a_group_with_a_legend():
    page = str(Answer({}))

    group = page[page.index("<fieldset") : page.index("</fieldset>")]
    assert "<legend" in group
    assert "Choix" in group
    assert 'aria-describedby="id_choice_helptext id_choice_error"' in group
    assert group.count('type="radio"') == 2


def test_form_lists_its_errors_on_top_and_each_leads_to_an_element():
    page = str(Answer({}))

    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == ["id_why", "id_choice_0", "id_consent"]
    assert all(f'id="{target}"' in page for target in targets)
    assert page.index("error-summary") < page.index("<textarea")


def test_form_shows_errors_of_no_single_field_once():
    form = Answer({})
    form.add_error(None, "Ce questionnaire vient de fermer.")

    assert str(form).count("Ce questionnaire vient de fermer.") == 1


def test_form_escapes_what_was_typed():
    page = str(Answer({"name": '"><script>alert(1)</script>'}))

    assert "<script>" not in page


def test_form_has_no_style_attribute_and_no_handler():
    page = str(Answer({}))

    assert not re.search(r"\s(style|on\w+)=", page)


def test_localized_input_gives_each_language_its_label_and_its_text():
    class Title(forms.Form):
        title = LocalizedFormField(label="Titre")

    page = str(Title(initial={"title": LocalizedText(fr="Bonjour", en="Hello")}))

    for code, name, text in (("fr", "Français", "Bonjour"), ("en", "English", "Hello")):
        label_for = re.search(rf'<label[^>]* for="([^"]+)">{name}</label>', page).group(1)
        assert f'value="{text}"' in input_of(page, label_for)
        assert f'lang="{code}"' in input_of(page, label_for)


def test_form_of_a_library_follows_our_manner():
    bait = forms.TextInput(attrs={"style": "right: -99999px", "tabindex": "-1"})
    hinted = forms.TextInput(attrs={"placeholder": "Nom"})
    form_class = type(
        "Signup",
        (forms.Form,),
        {
            "website": forms.CharField(label="", required=False, widget=bait),
            "name": forms.CharField(label="Nom", widget=hinted),
        },
    )

    page = str(in_our_manner(form_class()))

    assert "style=" not in page
    assert "placeholder=" not in page
    hidden = re.search(r'<div class="field-bait" aria-hidden="true">\s*(<input[^>]*>)', page).group(1)
    assert 'name="website"' in hidden
    assert 'tabindex="-1"' in hidden
