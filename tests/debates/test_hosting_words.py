"""Hosts write in the language in which a debate is held, also where the site has no pages in it."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse

from debates.finding.words import with_words
from debates.hosting import typed
from debates.hosting.debate_forms import DebateForm
from debates.hosting.host_forms import HostForm
from debates.hosting.people_forms import PREFIX
from debates.models import Debate
from debates.searchables import texts_of_debate
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_night, a_speaker, published

pytestmark = pytest.mark.django_db

WOLOF = "Lan mooy réew mu baax ?"


@pytest.fixture
def debate(citizen, dakar):
    found = a_debate(a_night(dakar), host=a_host(dakar, user=citizen), languages=("wo",))
    Debate.objects.filter(pk=found.pk).update(
        question={"fr": "Qu’est-ce qu’un bon pays ?", "wo": WOLOF}, presentation={"wo": "Ñu waxtaan."}
    )
    return Debate.objects.get(pk=found.pk)


def _write(client, debate, **changes):
    address = reverse("debates:hosted_debate_form", args=[debate.code])
    return client.post(address, typed_debate(debate) | changes)


def test_an_edit_keeps_words_in_languages_that_the_site_has_no_pages_in(client, login, citizen, debate):
    login(client, citizen)
    page = client.get(reverse("debates:hosted_debate_form", args=[debate.code])).content.decode()

    _write(client, debate, question_wo=WOLOF, presentation_wo="Ñu waxtaan.", save="1")

    debate.refresh_from_db()
    assert 'name="question_wo"' in page
    assert 'lang="wo"' in page
    assert debate.question["wo"] == WOLOF
    assert debate.presentation["wo"] == "Ñu waxtaan."


def test_a_host_adds_a_language_and_nothing_typed_is_lost(client, login, citizen, debate):
    login(client, citizen)

    page = _write(client, debate, question_fr="Tapé à l’instant", more_language="ff", language="1")
    text = page.content.decode()
    _write(client, debate, question_ff="Ko woni leydi moƴƴi ?", save="1")

    debate.refresh_from_db()
    assert page.status_code == 200
    assert 'name="question_ff"' in text
    assert 'name="presentation_ff"' in text
    assert "Tapé à l’instant" in text
    assert debate.question["ff"] == "Ko woni leydi moƴƴi ?"


@pytest.mark.parametrize("code", ["fsl", "xx", "", '"><script>', "fr"])
def test_what_is_no_written_language_adds_nothing(client, login, citizen, debate, code):
    login(client, citizen)

    text = _write(client, debate, more_language=code, language="1").content.decode()

    assert text.count('name="question_') == 3
    assert 'question_"><script>' not in text


def test_words_are_bounded_in_every_language(debate):
    data = QueryDict(mutable=True)
    data.update(typed_debate(debate) | {"question_wo": "w" * 201})

    form = DebateForm(data, debate=debate)

    assert not form.is_valid()
    assert "question" in form.errors


def test_words_of_people_and_hosts_are_kept_too(client, login, citizen, debate):
    speaker = a_speaker(debate, name="Awa Diop")
    speaker.biography = {"wo": "Jàngalekat la."}
    speaker.save()
    debate.host.description = {"fr": "Nous.", "wo": "Nun."}
    debate.host.save()
    login(client, citizen)

    page = client.get(reverse("debates:hosted_debate_form", args=[debate.code])).content.decode()

    assert f'name="{PREFIX}-0-biography_wo"' in page
    assert "description_wo" in str(HostForm(instance=debate.host))


def test_a_debate_in_wolof_is_announced_and_found_in_wolof(client, debate):
    shown = published(debate)

    page = client.get(shown.get_absolute_url()).content.decode()
    texts = {text.language: text for text in texts_of_debate(shown)}

    assert 'lang="wo"' in page
    assert WOLOF[:-2] in texts["fr"].keywords
    assert "waxtaan" in texts["fr"].body
    assert with_words("waxtaan", language="fr").exists()


def test_a_debate_announced_in_wolof_alone_is_found(debate):
    Debate.objects.filter(pk=debate.pk).update(question={"wo": WOLOF})
    debate.refresh_from_db()

    titles = {text.language: text.title for text in texts_of_debate(debate)}

    assert titles == {"fr": WOLOF, "en": WOLOF}


def test_the_key_of_a_browser_is_one_persons_and_one_debates(citizen, neighbour, debate):
    other = a_debate(debate.night, host=debate.host)

    keys = {typed.browser_key(one, person).key for one in (debate, other) for person in (citizen, neighbour)}

    assert len(keys) == 4


def test_what_the_browser_kept_is_taken_as_if_typed_now(client, login, citizen, debate):
    login(client, citizen)
    data = typed_debate(debate) | {"question_ff": "Ko woni leydi ?", "serial": "0"}

    client.post(reverse("debates:hosted_debate_typed", args=[debate.code]), data)
    page = client.get(reverse("debates:hosted_debate_form", args=[debate.code])).content.decode()

    assert "Ko woni leydi ?" in page


def test_a_printed_code_that_is_not_public_says_so_calmly_and_gives_nothing_away(client, debate):
    unknown = client.get(reverse("debates:debate", args=["zzzzzzzz"]))

    hidden = client.get(debate.get_absolute_url())

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.replace(debate.code.encode(), b"zzzzzzzz") == unknown.content
    assert reverse("debates:list").encode() in hidden.content
