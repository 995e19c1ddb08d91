"""An agreement that ends takes the room from what is planned there, and everybody whom it concerns is told."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from debates.desks.deciding import ACCEPT, decide_each, version_of
from debates.exchanging import lending
from debates.hosting.hosted import hosted
from debates.lifecycle import NotReady, accept, submit
from debates.models import Debate, DebateEvent, News, Registration
from debates.registering.reserving import Wish, confirm, reserve
from debates.registering.rules import rules_of
from debates.registering.telling import deliver
from tests.debates.exchanging_makers import a_coming_night, a_request, an_offer
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_room, a_venue, at_night, published

pytestmark = pytest.mark.django_db
WORDS = "La chaudière est en panne."


@pytest.fixture
def lent(paris, host, citizen):
    asked = a_request(an_offer(a_coming_night(paris), user=host), user=citizen, hours=(20, 22))
    lending.accept(asked, by=host, at=timezone.now())
    return asked


def planned(asked, **fields) -> Debate:
    night = asked.offer.night
    return a_debate(night, host=asked.host, room=asked.offer.room, starts=at_night(night, 20), **fields)


def end(asked) -> None:
    lending.end(asked, asked.offer.host, at=timezone.now(), words=WORDS)


def test_a_draft_loses_the_room_without_a_word_to_anybody_else(lent):
    draft = planned(lent)

    end(lent)

    draft.refresh_from_db()
    assert (draft.room, draft.status, draft.place_lost_at) == (None, Debate.DRAFT, None)
    assert not draft.events.exists()


def test_a_published_debate_stays_public_and_looks_for_a_place(lent, client):
    debate = published(planned(lent))
    before = debate.sequence

    end(lent)

    debate.refresh_from_db()
    page = client.get(debate.get_absolute_url()).content.decode()
    event = debate.events.latest("pk")
    assert (debate.status, debate.room, debate.needs_place) == (Debate.PUBLISHED, None, True)
    assert debate.sequence > before
    assert (event.kind, event.snapshot["room"]) == (DebateEvent.PLACE_LOST, "")
    assert lent.offer.room.name in event.text
    assert lent.offer.room.venue.name not in page
    assert 'class="callout' in page
    assert not debate.slots.filter(resource__startswith="room:").exists()


def test_everybody_who_reserved_is_told_once(lent):
    debate = published(planned(lent))
    wish = Wish(email="ada@example.org", seats=2, language="fr")
    registration = reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())
    confirm(registration, at=timezone.now())
    mail.outbox.clear()

    end(lent)
    news = News.objects.get()
    sent = [deliver(news), deliver(news)]

    assert (news.kind, sent) == (News.NO_PLACE, [1, 0])
    assert debate.get_absolute_url().rstrip("/").rsplit("/", 1)[-1] in mail.outbox[0].body
    assert lent.offer.room.venue.name not in mail.outbox[0].body
    registration.refresh_from_db()
    assert registration.status in Registration.STANDING


def test_no_desk_takes_a_debate_without_a_place(lent, coordinator):
    debate = planned(lent)
    submit(debate, None, at=timezone.now())

    end(lent)

    debate.refresh_from_db()
    with pytest.raises(NotReady):
        accept(debate, coordinator, at=timezone.now())
    done = decide_each([(debate, version_of(debate))], ACCEPT, coordinator, at=timezone.now())
    assert (done.moved, [left for left, _why in done.left]) == ([], [debate])


def test_its_host_is_told_what_to_do_and_finds_another_room(lent, client, login, citizen):
    debate = published(planned(lent))
    login(client, citizen)
    end(lent)
    debate.refresh_from_db()
    room = a_room(a_venue(lent.host))
    form = reverse("debates:hosted_debate_form", args=[debate.code])

    line = next(one for _title, group in hosted(citizen, at=timezone.now())[0].groups for one in group)
    asked = client.get(reverse("debates:room_request", args=[lent.pk]))
    client.post(form, typed_debate(debate, room=room.pk))

    assert "room" in [point.key for point in line.missing]
    assert asked.context["without_place"] == [debate]
    debate.refresh_from_db()
    assert (debate.room, debate.place_lost_at) == (room, None)
    assert list(News.objects.values_list("kind", flat=True)) == [News.NO_PLACE, News.MOVED]


def test_words_are_kept_up_while_a_place_is_looked_for(lent, client, login, citizen):
    debate = published(planned(lent))
    login(client, citizen)
    end(lent)
    debate.refresh_from_db()
    form = reverse("debates:hosted_debate_form", args=[debate.code])

    client.post(form, typed_debate(debate, room="", question_fr="Et maintenant ?"))

    debate.refresh_from_db()
    assert (str(debate.question), debate.needs_place) == ("Et maintenant ?", True)


def test_a_debate_that_can_be_followed_online_is_held_there(lent):
    debate = published(planned(lent, online_link="https://example.org/salle"))

    end(lent)

    debate.refresh_from_db()
    assert (debate.room, debate.needs_place, debate.place_lost_at) == (None, False, None)
    assert News.objects.get().kind == News.NO_PLACE


def test_whoever_ends_it_is_warned_of_what_is_announced(lent, client, login, host):
    published(planned(lent))

    page = login(client, host).get(reverse("debates:room_request", args=[lent.pk]))

    assert page.context["published"] == 1


def test_an_agreement_whose_hours_are_over_stays(lent, client, login, host):
    debate = published(planned(lent))

    with pytest.raises(lending.Answered):
        lending.end(lent, lent.offer.host, at=lent.ends, words=WORDS)

    debate.refresh_from_db()
    assert debate.room == lent.offer.room
    assert not News.objects.exists()
