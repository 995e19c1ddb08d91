"""Host against host: whatever is another's is not there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


PAGES = [
    ("get", "hosted_host", "host"),
    ("post", "hosted_host", "host"),
    ("get", "new_venue", "host"),
    ("get", "new_debate", "host"),
    ("get", "hosted_members", "host"),
    ("post", "hosted_members", "host"),
    ("get", "hosted_venue", "venue"),
    ("post", "hosted_venue", "venue"),
    ("post", "remove_venue", "venue"),
    ("get", "hosted_photographs", "venue"),
    ("get", "hosted_debate", "debate"),
    ("get", "hosted_debate_form", "debate"),
    ("post", "hosted_debate_form", "debate"),
    ("post", "hosted_debate_typed", "debate"),
    ("get", "hosted_debate_preview", "debate"),
    ("get", "hosted_debate_image", "debate"),
    ("get", "cancel_debate", "debate"),
    ("post", "delete_draft", "debate"),
]


@pytest.mark.parametrize(("method", "name", "of"), PAGES)
def test_a_host_does_not_reach_what_is_another_hosts(
    client, login, neighbour, citizen, paris, night, method, name, of
):
    host = a_host(paris, user=citizen)
    a_host(paris, user=neighbour)
    debate = published(a_debate(night, host=host))
    key = {"host": host.slug, "venue": debate.room.venue.slug, "debate": debate.code}[of]
    url = reverse(f"debates:{name}", args=[key])

    others = getattr(login(client, neighbour), method)(url)
    own = login(client, citizen).get(url)

    assert others.status_code == 404
    assert own.status_code in (200, 405)


def test_a_host_takes_no_step_and_no_sheet_of_another_hosts(client, login, neighbour, citizen, paris, night):
    host = a_host(paris, user=citizen)
    debate = published(a_debate(night, host=host))
    membership = host.memberships.get()
    login(client, neighbour)

    answers = [
        client.post(reverse("debates:hosted_debate_step", args=[debate.code, "withdraw"])).status_code,
        client.get(reverse("debates:hosted_debate_sheet", args=[debate.code, "poster"])).status_code,
        client.post(reverse("debates:hosted_member", args=[host.slug, membership.pk])).status_code,
        client.post(reverse("debates:revoke_invitation", args=[host.slug, 1])).status_code,
        client.get(reverse("debates:hosted_photograph", args=[debate.room.venue.slug, 1])).status_code,
    ]

    assert answers == [404] * 5


def test_another_hosts_room_is_no_choice(client, login, citizen, neighbour, paris, night):
    login(client, citizen)
    debate = a_debate(night, host=a_host(paris, user=citizen))
    foreign = a_room(a_venue(a_host(paris, user=neighbour)))

    response = client.post(
        reverse("debates:hosted_debate_form", args=[debate.code]),
        typed_debate(debate, room=foreign.pk, save="1"),
    )

    assert response.status_code == 422
