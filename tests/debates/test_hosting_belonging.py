"""Who acts for a host: founding, inviting, accepting, leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from debates.hosting import belonging
from debates.models import Host, Invitation, Membership
from tests.debates.makers import a_host

pytestmark = pytest.mark.django_db


def described(city, **changes) -> dict:
    return {"name": "Les Voisins", "kind": "association", "city": city.pk} | changes


def link_in(letter) -> str:
    return (
        next(word for word in letter.body.split() if "/invitations/" in word)
        .partition("://")[2]
        .partition("/")[2]
    )


def test_a_citizen_becomes_a_host_without_staff(client, login, citizen, paris):
    login(client, citizen)

    response = client.post(reverse("debates:new_host"), described(paris), follow=True)

    host = Host.objects.get()
    assert host.slug == "les-voisins"
    assert belonging.is_owner(host, citizen)
    assert citizen.groups.filter(name="host").exists()
    assert "Les Voisins" in response.content.decode()


def test_a_host_without_a_name_is_told_what_to_do(client, login, citizen, paris):
    login(client, citizen)

    response = client.post(reverse("debates:new_host"), described(paris, name=""))

    assert response.status_code == 422
    assert not Host.objects.exists()


def test_two_hosts_of_one_name_have_two_addresses(citizen, neighbour, paris):
    first = belonging.found_host(Host(name="Les Voisins", kind="person", city=paris), citizen)
    second = belonging.found_host(Host(name="Les Voisins", kind="person", city=paris), neighbour)
    reserved = belonging.found_host(Host(name="New", kind="person", city=paris), neighbour)

    assert (first.slug, second.slug) == ("les-voisins", "les-voisins-2")
    assert reserved.slug == "new-2"


def test_hosts_of_one_person_are_numbered(citizen, paris, monkeypatch):
    monkeypatch.setattr(belonging, "HOSTS_AT_MOST", 1)
    a_host(paris, user=citizen)

    with pytest.raises(belonging.TooMany):
        belonging.found_host(Host(name="Encore", kind="person", city=paris), citizen)


def test_pages_ask_who_is_there(client, paris):
    response = client.get(reverse("debates:hosting"))

    assert response.status_code == 302
    assert "login" in response.url


def test_an_invitation_lets_another_account_act_once(client, login, citizen, neighbour, editor, paris):
    host = a_host(paris, user=citizen)
    login(client, citizen)
    client.post(reverse("debates:hosted_members", args=[host.slug]), {"email": "Bernard@Example.org"})
    link = "/" + link_in(mail.outbox[0])

    page = login(client, neighbour).get(link)
    accepted = client.post(link, follow=True)
    again = login(client, editor).post(link)

    assert mail.outbox[0].to == ["bernard@example.org"]
    assert host.name not in mail.outbox[0].subject + mail.outbox[0].body
    assert "bernard@example.org" in page.content.decode()
    assert accepted.status_code == 200
    assert Membership.objects.get(user=neighbour).role == Membership.MEMBER
    assert again.status_code == 410
    assert not Membership.objects.filter(user=editor).exists()


def test_the_token_is_not_kept(citizen, paris):
    host = a_host(paris, user=citizen)

    invitation, token = belonging.invite(host, "x@example.org", by=citizen, at=timezone.now())

    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())


def test_a_lapsed_or_revoked_invitation_opens_nothing(citizen, neighbour, paris):
    host = a_host(paris, user=citizen)
    now = timezone.now()
    _late, lapsed = belonging.invite(host, "a@example.org", by=citizen, at=now - timedelta(days=15))
    revoked_invitation, revoked = belonging.invite(host, "b@example.org", by=citizen, at=now)
    held = belonging.invitation_of(revoked, at=now)
    revoked_invitation.delete()

    with pytest.raises(belonging.InvitationClosed):
        belonging.invitation_of(lapsed, at=now)
    with pytest.raises(belonging.InvitationClosed):
        belonging.accept(held, neighbour, at=now)


def test_one_address_is_invited_once_at_a_time(citizen, paris):
    host = a_host(paris, user=citizen)
    now = timezone.now()
    belonging.invite(host, "b@example.org", by=citizen, at=now)

    with pytest.raises(belonging.AlreadyIn):
        belonging.invite(host, "B@example.org", by=citizen, at=now)
    with pytest.raises(belonging.AlreadyIn):
        belonging.invite(host, citizen.email, by=citizen, at=now)


def test_invitations_of_one_person_are_limited(client, login, citizen, paris):
    host = a_host(paris, user=citizen)
    login(client, citizen)
    url = reverse("debates:hosted_members", args=[host.slug])

    answers = [client.post(url, {"email": f"p{n}@example.org"}).status_code for n in range(11)]

    assert answers == [302] * 10 + [422]
    assert len(mail.outbox) == 10


def test_the_last_owner_stays(client, login, citizen, neighbour, paris):
    host = a_host(paris, user=citizen)
    own = host.memberships.get()
    other = Membership.objects.create(host=host, user=neighbour)
    login(client, citizen)
    leave = reverse("debates:hosted_member", args=[host.slug, own.pk])

    client.post(leave, {"remove": "1"})
    stayed = belonging.is_owner(host, citizen)
    client.post(reverse("debates:hosted_member", args=[host.slug, other.pk]), {"owner": "1"})
    client.post(leave, {"remove": "1"})

    assert stayed
    assert belonging.is_owner(host, neighbour)
    assert not Membership.objects.filter(user=citizen).exists()


def test_a_cohost_neither_invites_nor_removes_but_may_leave(client, login, citizen, neighbour, paris):
    host = a_host(paris, user=citizen)
    owner = host.memberships.get()
    own = Membership.objects.create(host=host, user=neighbour)
    login(client, neighbour)
    members = reverse("debates:hosted_members", args=[host.slug])

    invited = client.post(members, {"email": "x@example.org"})
    removed = client.post(reverse("debates:hosted_member", args=[host.slug, owner.pk]), {"remove": "1"})
    crowned = client.post(reverse("debates:hosted_member", args=[host.slug, own.pk]), {"owner": "1"})
    left = client.post(reverse("debates:hosted_member", args=[host.slug, own.pk]), {"remove": "1"})

    assert (invited.status_code, removed.status_code, crowned.status_code) == (404, 404, 404)
    assert left.status_code == 302
    assert list(host.memberships.all()) == [owner]
    assert not mail.outbox
