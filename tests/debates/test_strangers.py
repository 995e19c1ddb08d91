"""Every address of staff and hosts, opened and posted to by people of another city and another host.

The addresses are taken from the app itself: one that is added without its protection fails here, and one that takes
something this test does not know fails until it is told what of Paris to try it with.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from debates import urls
from debates.desks.deciding import comment, version_of
from debates.desks.messaging import send
from debates.exchanging.lending import accept
from debates.models import (
    Appearance,
    Debate,
    DebateEvent,
    DebateTheme,
    DeskMessage,
    Edition,
    Gathering,
    Host,
    Imported,
    Invitation,
    KeptApart,
    Loan,
    Membership,
    News,
    Night,
    Report,
    Room,
    RoomOffer,
    RoomRequest,
    Seating,
    Venue,
    WaitingImport,
    Writing,
)  # fmt: skip
from debates.wagtail_hooks import SCREENS
from tests.consultations.factories import make_consultation
from tests.debates.desk_makers import submitted
from tests.debates.exchanging_makers import a_coming_night, a_request, an_offer
from tests.debates.gathering_makers import a_meeting
from tests.debates.importing_makers import a_place, read
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, published
from tests.debates.reporting_makers import a_debate_that_is_over, reported

pytestmark = pytest.mark.django_db
# A word that is said in everything of Paris, and nowhere else.
SECRET = "Zanzibarique"
WATCHED = (
    Appearance, Debate, DebateEvent, DebateTheme, DeskMessage, Edition, Gathering, Host, Imported, Invitation,
    KeptApart, Loan, Membership, News, Night, Report, Room, RoomOffer, RoomRequest, Seating, Venue, WaitingImport,
    Writing,
)  # fmt: skip
# Rooms that a host lends are shown to all other hosts, with their place: that is what they are offered for.
SHOWN_TO_HOSTS = {"offered_rooms", "ask_for_room"}


class World:
    """One thing of each kind that belongs to Paris and to a host there."""

    def __init__(self, paris, coordinator, owner):
        now = timezone.now()
        self.night = a_coming_night(paris)
        self.host = a_host(paris, user=owner, name=f"Cercle {SECRET}")
        self.venue = a_venue(self.host, name=f"Café {SECRET}")
        self.room = a_room(self.venue)
        own = {"host": self.host, "question": f"Que veut dire {SECRET} ?"}
        self.debate = submitted(self.night, room=self.room, themes=("eau",), **own)
        self.public = published(a_debate(self.night, room=a_room(self.venue), **own))
        self.over = a_debate_that_is_over(paris, **own)
        reported(self.over)
        comment(self.debate, coordinator, at=now, text=f"Merci de dire ce que veut dire {SECRET}.")
        self.offer = an_offer(self.night, room=a_room(self.venue))
        self.request = a_request(self.offer, host=a_host(paris, name=f"Chorale {SECRET}"))
        accept(self.request, by=owner, at=now, answer=f"Oui, {SECRET}.")
        self.waiting = WaitingImport.objects.create(
            host=self.host, night=self.night, by=owner, name=f"{SECRET}.csv", at=now,
            rows=[row.as_json() for row in read(a_place(name=SECRET))],
        )  # fmt: skip
        self.invitation = Invitation.objects.create(
            host=self.host, email="zoe@example.org", token_digest="0" * 64, expires_at=now + timedelta(days=3)
        )
        self.meeting = a_meeting(make_consultation(city=paris), paris, title={"fr": f"Réunion {SECRET}"})
        self.message = send(
            night=self.night, status="submitted", subject=f"Clés {SECRET}", text="Bonjour", by=coordinator, at=now,
            expected=1,
        )  # fmt: skip

    def key(self, name: str, taken: str):
        """What the address of that name is tried with, of Paris, for the part that it takes."""
        if "gathering" in name or name == "open_table":
            return self.meeting.code
        # Where it is 1 there is no such thing: the debate or place before it is what stops a stranger.
        by_name = {
            ("message", "pk"): self.message.pk, ("night", "pk"): self.night.pk, ("remove_night", "pk"): self.night.pk,
            ("theme", "slug"): "eau", ("remove_theme", "slug"): "eau", ("report", "code"): self.over.code,
            ("remind_of_report", "code"): self.over.code, ("hosted_offer", "pk"): self.offer.pk,
            ("ask_for_room", "pk"): self.offer.pk, ("room_request", "pk"): self.request.pk,
            ("room_request_step", "pk"): self.request.pk, ("room_request_step", "name"): "end",
            ("waiting_import", "pk"): self.waiting.pk, ("import_template", "name"): "places",
            ("import_template", "ending"): "csv", ("revoke_invitation", "pk"): self.invitation.pk,
            ("hosted_member", "pk"): self.host.memberships.get().user_id, ("invitation", "token"): "x" * 43,
            ("hosted_debate_step", "name"): "withdraw", ("hosted_debate_sheet", "sheet"): "poster",
            ("edition", "slug"): self.night.edition.slug, ("remove_edition", "slug"): self.night.edition.slug,
            ("hosted_photograph", "pk"): 1, ("remove_report_picture", "pk"): 1, ("answer_sending", "pk"): 1,
            ("add_night", "slug"): self.night.edition.slug, ("decide", "decision"): "accept",
        }  # fmt: skip
        if (name, taken) in by_name:
            return by_name[name, taken]
        of_venue = "venue" in name or "photograph" in name or name == "offer_room"
        if taken == "slug" and name in OF_A_HOST:
            return self.host.slug
        if taken == "slug" and of_venue:
            return self.venue.slug
        if taken == "code" and name in OF_A_DEBATE_THAT_IS_OVER:
            return self.over.code
        if taken == "code":
            return self.public.code if name in OF_A_PUBLIC_DEBATE else self.debate.code
        raise AssertionError(f"Tell this test what of Paris to put for “{taken}” in the address “{name}”.")

    def typed(self) -> dict:
        """Every number and code of Paris in one form, under all names that forms here give them."""
        both = f"{self.debate.code}:{version_of(self.debate)}"
        return {
            "debate": [both], "decision": "accept", "do": "send", "expected": "1", "codes": self.debate.code,
            "first": self.debate.code, "second": self.public.code, "seen": version_of(self.debate), "text": "x",
            "night": self.night.pk, "status": "submitted", "subject": "x", "words": "x", "city": self.night.city_id,
            "host": self.host.pk, "room": self.room.pk, "opens_at": "10:00", "closes_at": "11:00",
            "reason_code": "off_topic", "revision": self.debate.revision, "email": "x@example.org",
        }  # fmt: skip


OF_A_HOST = {
    "hosted_host", "new_venue", "new_debate", "hosted_members", "hosted_member", "revoke_invitation", "new_import",
}  # fmt: skip
OF_A_DEBATE_THAT_IS_OVER = {"remove_report_picture", "answer_sending", "report_pictures", "report_sendings"}
OF_A_PUBLIC_DEBATE = {"door", "door_marks", "door_worker", "change_tonight", "cancel_debate"}


@pytest.fixture
def world(paris, coordinator, citizen):
    return World(paris, coordinator, citizen)


def taken_by(pattern) -> list[str]:
    """The names of what that address takes."""
    return [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]


def staff_addresses(world: World) -> dict[str, str]:
    return {
        pattern.name: reverse(
            f"debates_admin:{pattern.name}",
            kwargs={taken: world.key(pattern.name, taken) for taken in taken_by(pattern)},
        )
        for screen in SCREENS
        for pattern in screen.urlpatterns
    }


def hosts_addresses(world: World) -> dict[str, str]:
    return {
        pattern.name: reverse(
            f"debates:{pattern.name}",
            kwargs={taken: world.key(pattern.name, taken) for taken in taken_by(pattern)},
        )
        for pattern in urls.urlpatterns
        if "hosting/" in str(pattern.pattern)
    }


def everything() -> dict[str, list[dict]]:
    """All rows of what people here write, as they stand."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in WATCHED}


def said(response) -> str:
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode("utf-8", errors="replace")


def leaks(client: Client, addresses: dict[str, str], world: World) -> dict[str, str]:
    """Which addresses told something of Paris or changed something, and how."""
    found, before = {}, everything()
    narrowed = {"night": world.night.pk, "words": "veut dire", "status": "submitted"}
    for name, address in addresses.items():
        cache.clear()
        for method, sent in ((client.get, {}), (client.get, narrowed), (client.post, world.typed())):
            response = method(address, sent)
            if response.status_code >= 500 or SECRET in said(response):
                found[name] = f"{method.__name__} {response.status_code}"
        if (now := everything()) != before:
            changed = [table for table, rows in now.items() if rows != before[table]]
            found[name] = f"changed {changed}"
            before = now
    return found


def test_another_citys_desk_neither_reads_nor_changes_anything(
    world, client, login, dakar, dakar_coordinator
):
    a_night(dakar, edition=world.night.edition)
    client.raise_request_exception = False

    told = leaks(login(client, dakar_coordinator), staff_addresses(world), world)

    assert told == {}


def test_another_host_neither_reads_nor_changes_anything(world, client, login, paris, neighbour):
    a_host(paris, user=neighbour)
    client.raise_request_exception = False

    told = leaks(login(client, neighbour), hosts_addresses(world) | staff_addresses(world), world)

    assert set(told) <= SHOWN_TO_HOSTS, told
    assert "changed" not in "".join(told.values())


def test_another_citys_desk_is_no_host_either(world, client, login, dakar, dakar_coordinator):
    a_host(dakar, user=dakar_coordinator)
    client.raise_request_exception = False

    told = leaks(login(client, dakar_coordinator), hosts_addresses(world), world)

    assert set(told) <= SHOWN_TO_HOSTS, told
    assert "changed" not in "".join(told.values())


def test_its_own_desk_and_host_read_what_the_others_do_not(world, client, login, coordinator, citizen):
    staff, hosts = staff_addresses(world), hosts_addresses(world)

    desk = {name for name, one in staff.items() if SECRET in said(login(client, coordinator).get(one))}
    host = {name for name, one in hosts.items() if SECRET in said(login(client, citizen).get(one))}

    assert desk >= {
        "queue",
        "debate",
        "message",
        "messages",
        "log",
        "log_file",
        "messages_file",
        "reports",
        "report",
    }
    assert host >= {
        "hosting",
        "hosted_host",
        "hosted_venue",
        "hosted_debate",
        "hosted_debate_form",
        "room_request",
    }
    assert host >= {"room_exchange", "hosted_offer", "waiting_import", "hosted_members", "door"}


def test_ticks_of_two_cities_move_neither(world, client, login, dakar, dakar_coordinator):
    own = submitted(a_night(dakar, edition=world.night.edition))
    login(client, dakar_coordinator)
    ticks = [f"{one.code}:{version_of(one)}" for one in (own, world.debate)]

    answers = [
        client.post(reverse("debates_admin:decide_several"), {"debate": ticks, "decision": "accept"}),
        client.post(reverse("debates_admin:new_message"), {"debate": ticks, "do": "choose"}),
        client.post(reverse("debates_admin:different"), {"first": own.code, "second": world.debate.code}),
    ]

    own.refresh_from_db()
    world.debate.refresh_from_db()
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert (own.status, world.debate.status) == (Debate.SUBMITTED, Debate.SUBMITTED)
