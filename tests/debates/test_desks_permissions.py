"""Desk against desk, and against everybody who is at none: every address, every form."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from debates.desks.deciding import version_of
from debates.desks.messaging import send
from debates.desks.screens import debate, duplicates, gaps, log, messages, nights, queue
from debates.models import Debate, DebateTheme, DeskMessage, KeptApart
from tests.debates.desk_makers import submitted
from tests.debates.makers import a_debate, a_host, a_night

pytestmark = pytest.mark.django_db
SCREENS = (debate, duplicates, gaps, log, messages, nights, queue)


@pytest.fixture
def paris_debate(paris, citizen):
    return submitted(a_night(paris), host=a_host(paris, user=citizen), themes=("water",))


@pytest.fixture
def message(paris_debate, administrator):
    return send(
        night=paris_debate.night,
        status="submitted",
        subject="Plans",
        text="Bonjour",
        by=administrator,
        at=timezone.now(),
        expected=1,
    )


def addresses(found: Debate, message: DeskMessage) -> dict[str, str]:
    """Every screen of the desks, as of that debate's city."""
    given = {
        "debate": [found.code],
        "comment": [found.code],
        "decide": [found.code, "accept"],
        "message": [message.pk],
        "night": [found.night_id],
        "edition": [found.night.edition.slug],
        "add_night": [found.night.edition.slug],
        "theme": ["water"],
    }
    names = [pattern.name for screen in SCREENS for pattern in screen.urlpatterns]
    return {name: reverse(f"debates_admin:{name}", args=given.get(name, [])) for name in names}


# Of one city, so that another's desk finds nothing there.
OF_A_CITY = ("debate", "comment", "decide", "message", "night")
POSTED = ("comment", "decide", "decide_several", "different")
ADMINISTRATORS = ("new_edition", "edition", "new_theme", "theme")


def test_nobody_without_a_desk_opens_any_address(
    login, paris_debate, message, host, editor, analyst, citizen
):
    every = addresses(paris_debate, message).items()

    for client in (Client(), *(login(Client(), one) for one in (host, editor, analyst, citizen))):
        opened = {name for name, address in every if client.get(address).status_code == 200}
        done = {
            name for name, address in every if client.post(address, {"text": "x"}).status_code in (200, 422)
        }
        assert (opened, done) == (set(), set())
    paris_debate.refresh_from_db()
    assert paris_debate.status == Debate.SUBMITTED


def test_another_citys_desk_finds_nothing(client, login, dakar_coordinator, dakar, paris_debate, message):
    login(client, dakar_coordinator)
    a_night(dakar, edition=paris_debate.night.edition)
    every = addresses(paris_debate, message)
    seen = {"seen": version_of(paris_debate), "text": "x"}

    answers = {
        name: (client.post(every[name], seen) if name in POSTED else client.get(every[name])).status_code
        for name in OF_A_CITY
    }
    narrowed = [client.get(every[name], {"night": paris_debate.night_id}) for name in ("gaps", "duplicates")]
    posted_hours = client.post(every["night"], {"opens_at": "12:00", "closes_at": "23:00"})

    assert answers == dict.fromkeys(OF_A_CITY, 404)
    assert [one.status_code for one in narrowed] == [404, 404]
    assert posted_hours.status_code == 404
    paris_debate.refresh_from_db()
    assert paris_debate.status == Debate.SUBMITTED
    assert not paris_debate.events.filter(kind="commented").exists()


def test_lists_and_files_of_a_desk_hold_its_own_city_only(
    client, login, dakar_coordinator, coordinator, dakar, paris_debate, message
):
    login(client, dakar_coordinator)
    own = submitted(a_night(dakar, edition=paris_debate.night.edition))
    every = addresses(paris_debate, message)

    queue = client.get(every["queue"], {"night": paris_debate.night_id})
    pages = {
        name: client.get(every[name]).content.decode()
        for name in ("log", "messages", "nights", "new_message")
    }
    files = [
        b"".join(client.get(every[name]).streaming_content).decode() for name in ("log_file", "messages_file")
    ]

    assert [row.debate for row in queue.context["rows"]] == [own]
    assert own.code in pages["log"]
    assert own.code in files[0]
    told = "".join([*pages.values(), *files, queue.content.decode()])
    assert paris_debate.code not in told
    assert "Plans" not in told
    assert f'value="{paris_debate.night_id}"' not in pages["new_message"]


def test_ticks_pairs_and_messages_of_another_city_are_refused(
    client, login, dakar_coordinator, paris_debate, message
):
    login(client, dakar_coordinator)
    second = submitted(paris_debate.night)
    every = addresses(paris_debate, message)
    ticks = [f"{paris_debate.code}:{version_of(paris_debate)}"]

    several = client.post(every["decide_several"], {"debate": ticks, "decision": "accept"})
    different = client.post(every["different"], {"first": paris_debate.code, "second": second.code})
    typed = {"night": paris_debate.night_id, "status": "submitted", "subject": "x", "text": "y"}
    sent = client.post(every["new_message"], {**typed, "do": "send", "expected": 1})

    assert (several.status_code, different.status_code, sent.status_code) == (404, 404, 422)
    assert Debate.objects.get(pk=paris_debate.pk).status == Debate.SUBMITTED
    assert not KeptApart.objects.exists()
    assert DeskMessage.objects.get() == message


def test_editions_and_themes_are_administrators(
    client, login, coordinator, administrator, paris_debate, message
):
    every = addresses(paris_debate, message)
    login(client, coordinator)
    refused = {name: client.get(every[name]).status_code for name in ADMINISTRATORS}
    client.post(every["theme"], {"name_fr": "Autre", "slug": "other", "position": 1})

    login(client, administrator)
    opened = {name: client.get(address).status_code for name, address in every.items() if name not in POSTED}

    assert 200 not in refused.values()
    assert DebateTheme.objects.get().slug == "water"
    assert set(opened.values()) == {200}


def test_a_draft_is_its_hosts_own(client, login, coordinator, paris):
    draft = a_debate(a_night(paris))

    page = login(client, coordinator).get(reverse("debates_admin:debate", args=[draft.code]))

    assert page.status_code == 404
