"""The night of debates in a third language that a setting and a catalogue bring: no English is left on any page.

As tests/cms/test_languages_third.py has it for the rest of the site, in the language that nobody speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from icalendar import Calendar
from wagtail.users.models import UserProfile

from cms.models import NightPage
from debates.hosting.printing import moderator_content, poster_content, sign_in_content
from debates.models import Debate, Edition, Gathering, Host, Night, Registration, Venue
from debates.programme.booklet import booklet_of
from debates.programme.loading import listed_of
from debates.programme.poster import poster_of
from debates.registering.reserving import Wish, confirm, reserve
from debates.registering.rules import rules_of
from tests import pseudo_language
from tests.cms.test_languages_third import CODE, NO_LANGUAGE, crawl, our_screens, third_language  # noqa: F401
from tests.cms.trees import trees  # noqa: F401 - fixture
from tests.consultations.factories import make_consultation
from tests.debates.desk_makers import submitted
from tests.debates.exchanging_makers import an_offer
from tests.debates.gathering_makers import a_meeting
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_speaker, a_venue, an_edition, published
from tests.debates.reporting_makers import a_debate_that_is_over, reported

pytestmark = pytest.mark.django_db
FEWEST_PAGES = 15


@pytest.fixture
def night(paris) -> Night:
    """A night to come, all of it: hosts, places, debates in every state, rooms lent, meetings, a year that is over."""
    edition = an_edition(on=timezone.localdate() + timedelta(days=21))
    return a_night(paris, edition=edition, notice={"fr": "Le métro roule."})


@pytest.fixture
def host(night, citizen) -> Host:
    return a_host(night.city, user=citizen)


@pytest.fixture
def debate(night, host) -> Debate:
    """Published, with speakers and somebody who comes."""
    venue = a_venue(host, hearing_loop="unknown", hearing_loop_note="On demande.", step_free="no")
    made = a_debate(night, host=host, room=a_room(venue), themes=("ville",), languages=("fr", "wo"))
    a_speaker(made, name="Awa Diop", role="moderator")
    return published(made)


@pytest.fixture
def reservation(debate) -> Registration:
    wish = Wish(email="awa@example.org", seats=2, language=CODE)
    made = reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())
    confirm(made, at=timezone.now())
    return made


@pytest.fixture
def content(night, host, debate, reservation, paris, citizen, trees) -> None:  # noqa: F811
    a_debate(night, host=host)
    submitted(night, host=host)
    an_offer(night, host=host)
    a_meeting(make_consultation(city=paris), paris, capacity=30)
    over = a_debate_that_is_over(paris, host=host)
    reported(over)
    trees.fr.add_child(instance=NightPage(title="La nuit", slug="nuit", city=paris, locale=trees.fr.locale))


def left_on(client, urls, post=None) -> dict[str, str]:
    """What these pages say in another language, the page that says it."""
    known = f"{pseudo_language.content_of_database()} {together()}"
    found = {}
    for url in urls:
        response = client.get(url) if post is None else client.post(url, post)
        assert response.status_code in {200, 400, 403, 404, 422}, (url, response.status_code)
        for piece in pseudo_language.leftovers(response.content.decode(), known):
            if pseudo_language.plain(piece) not in NO_LANGUAGE:
                found[piece] = url
    return found


def ours(name: str, *args) -> str:
    with override(CODE):
        return reverse(f"debates:{name}", args=args)


def test_public_pages_speak_it_alone(client, content, third_language, debate, reservation):  # noqa: F811
    edition = Edition.objects.get(pk=debate.night.edition_id)
    starts = [
        ours("list"),
        ours("meetings"),
        ours("now"),
        ours("now_in", "paris"),
        ours("embed"),
        ours("programme", edition.slug, "paris"),
        *(ours("figures", one.slug, "paris") for one in Edition.objects.all()),
        ours("reservation", reservation.key),
        ours("reserve", debate.code),
        *(ours("meeting_seats", one.code) for one in Gathering.objects.all()),
        *(ours("venue", one.slug) for one in Venue.objects.all()[:2]),
    ]

    left = crawl(client, starts, inside=is_public, fewest=FEWEST_PAGES, also=together())

    assert left == {}


def is_public(url: str) -> bool:
    return url.startswith((f"/{CODE}/debates/", f"/{CODE}/meetings/", f"/{CODE}/nuit/"))


def test_hosts_pages_speak_it_alone(client, content, third_language, citizen, login):  # noqa: F811
    citizen.preferred_language = CODE
    login(client, citizen)
    starts = [ours("hosting"), ours("new_host"), ours("offered_rooms"), ours("room_exchange")]

    left = crawl(
        client,
        starts,
        inside=lambda url: url.startswith(f"/{CODE}/hosting/"),
        fewest=FEWEST_PAGES,
        also=together(),
    )

    assert left == {}


def test_screens_of_desks_speak_it_alone(client, content, third_language, administrator, login):  # noqa: F811
    profile = UserProfile.get_for_user(administrator)
    profile.preferred_language = CODE
    profile.save()
    login(client, administrator)

    left = crawl(
        client,
        our_screens("debates_admin"),
        inside=lambda url: url.startswith("/cms/debates/"),
        fewest=FEWEST_PAGES,
        also=together(),
    )

    assert left == {}


def test_refused_forms_speak_it_alone(client, content, third_language, citizen, login, debate, host):  # noqa: F811
    venue = debate.room.venue
    meeting = Gathering.objects.get()
    reserving = left_on(client, [ours("reserve", debate.code), ours("meeting_seats", meeting.code)], post={})
    login(client, citizen)

    hosting = left_on(
        client,
        [
            ours("new_host"),
            ours("hosted_host", host.slug),
            ours("new_venue", host.slug),
            ours("hosted_venue", venue.slug),
            ours("new_debate", host.slug),
            ours("hosted_debate_form", debate.code),
            ours("offer_room", venue.slug),
            ours("new_import", host.slug),
            ours("report", Debate.objects.filter(report__isnull=False).get().code),
        ],
        post={"revision": "1"},
    )

    assert reserving | hosting == {}


def test_calendars_and_feeds_speak_it_alone(client, content, third_language, debate):  # noqa: F811
    said = []
    for address in ("debates.ics", f"debates/{debate.code}.ics", "meetings.ics"):
        calendar = Calendar.from_ical(client.get(f"/{address}?lang={CODE}").content)
        said += [
            str(event.get(name, ""))
            for event in calendar.walk("VEVENT")
            for name in ("SUMMARY", "DESCRIPTION", "LOCATION")
        ]
    feed = ElementTree.fromstring(client.get(f"/debates.rss?lang={CODE}").content)
    said += [one.text or "" for name in ("title", "description", "category") for one in feed.iter(name)]

    assert any(pseudo_language.OPEN in text for text in said)
    assert left_in(line for text in said for line in text.splitlines()) == []


@pytest.mark.parametrize("made_by", [poster_content, sign_in_content, moderator_content])
def test_papers_of_hosts_speak_it_alone(content, third_language, debate, made_by):  # noqa: F811
    with override(CODE):
        said = list(words_in(made_by(debate)))

    assert any(pseudo_language.OPEN in text for text in said)
    assert left_in(said) == []


def test_programme_on_paper_speaks_it_alone(content, third_language, night):  # noqa: F811
    with override(CODE):
        listed = listed_of(night)
        said = [*words_in(booklet_of(night, listed)), *words_in(poster_of(night, listed, paper="a3"))]

    assert any(pseudo_language.OPEN in text for text in said)
    assert left_in(said) == []


def words_in(value: object, name: str = "") -> Iterator[str]:
    """Every text of what a paper is set from, but for what is drawn or tells how to set it."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from words_in(child, key)
    elif isinstance(value, (list, tuple)):
        for child in value:
            yield from words_in(child, name)
    elif isinstance(value, str) and name not in {"language", "qr", "paper", "address"}:
        yield value


def left_in(said: Iterable[str]) -> list[str]:
    """What these texts say in another language, and is nobody's own words."""
    known = f"{pseudo_language.content_of_database()} {together()}"
    page = "".join(f"<p>{escape(text)}</p>" for text in said)
    return [
        piece
        for piece in pseudo_language.leftovers(page, known)
        if pseudo_language.plain(piece) not in NO_LANGUAGE and not piece.startswith(("http", "127.0.0.1"))
    ]


def together() -> str:
    """Addresses as pages put them together, and mail addresses as they hide them."""
    venues = [f"{one.address} {one.city}" for one in Venue.objects.select_related("city")]
    return pseudo_language.plain(" ".join([*venues, "a…@example.org"]))


@pytest.fixture(autouse=True)
def nothing_kept():
    """Pages and figures that another test has had made."""
    cache.clear()
