"""Where quotas leave little to chance: told with numbers, before publication and after."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cms.lottery import gathering, publishing
from cms.lottery.narrowness import as_json, from_json, narrowness_of
from cms.lottery.pool import pool_of, sha256_of
from cms.lottery.tickets import TICKETS
from cms.models import FoundPanels, Lottery
from tests.cms import lotteries


def categories(**values) -> list[dict]:
    """One category with these values: (minimum, maximum)."""
    rows = [{"key": key, "minimum": least, "maximum": most} for key, (least, most) in values.items()]
    return [{"key": "age", "name": {"en": "Age"}, "values": rows}]


def people(**answers) -> list[dict]:
    return [{"id": key, "answers": {"age": value}} for key, value in answers.items()]


def test_quota_that_shuts_people_out_and_one_that_leaves_no_choice_are_named():
    candidates = people(a="old", b="old", c="young", d="young", e="young")
    panels = [
        {"members": ["a", "b", "c"], "tickets": 600_000},
        {"members": ["a", "b", "d"], "tickets": 400_000},
    ]

    narrow = narrowness_of(panels, candidates, categories(old=(2, 2), young=(0, 1)), TICKETS)

    assert (narrow.able, narrow.never, narrow.always, narrow.panels) == (4, 1, 2, 2)
    assert [(one.value, one.seats, one.candidates, one.people) for one in narrow.full] == [("young", 1, 3, 1)]
    assert [(one.value, one.seats, one.candidates, one.people) for one in narrow.needed] == [("old", 2, 2, 2)]
    assert from_json(as_json(narrow)) == narrow


def test_quota_with_room_in_some_panel_is_not_blamed():
    candidates = people(a="old", b="old", c="young", d="young", e="young")
    panels = [{"members": ["a", "c"], "tickets": 500_000}, {"members": ["c", "d"], "tickets": 500_000}]

    narrow = narrowness_of(panels, candidates, categories(old=(0, 1), young=(0, 2)), TICKETS)

    assert narrow.never == 2
    assert narrow.full == []


def test_draw_with_room_for_everybody_has_nothing_to_tell():
    candidates = people(**{f"p{n}": "old" for n in range(12)})
    panels = [{"members": [f"p{n}"], "tickets": TICKETS // 12} for n in range(12)]

    assert not narrowness_of(panels, candidates, categories(old=(0, 1)), TICKETS).is_told


@pytest.mark.django_db
def test_narrow_draw_is_told_to_staff_before_publication_and_to_everybody_after(
    client, login, coordinator, paris
):
    lottery = lotteries.make_lottery(paris, categories={"gender": {"women": (2, 2), "men": (2, 2)}})
    gathering.add(lottery, lotteries.crowd(12), by=coordinator, at=timezone.now())
    lotteries.close(lottery)
    pool = pool_of(lottery)
    women, men = (
        [one.id for one in pool.people if one.answers["gender"] == gender] for gender in ("women", "men")
    )
    FoundPanels.objects.create(
        lottery=lottery,
        panels=[{"members": sorted(women[:2] + men[:2]), "tickets": TICKETS}],
        of_sha256=sha256_of(pool, lottery.algorithm),
        found_by="by hand",
    )
    Lottery.objects.update(state=Lottery.FOUND)
    login(client, coordinator)

    with translation.override("en"):
        staff = client.get(reverse("cms_admin:publish_lottery", args=[lottery.pk]))
    lottery.refresh_from_db()
    lotteries.publish(lottery, by=coordinator)
    with translation.override("en"):
        public = client.get(reverse("cms:lottery", args=[lottery.slug])).content.decode()

    assert (staff.context["narrow"].never, staff.context["narrow"].able) == (8, 4)
    assert [one.value for *_names, one in staff.context["full"]] == ["women", "men"]
    said = re.sub(r"\s+", " ", public)
    assert "Of 12 candidates 4 can be drawn: 8 can be in no panel." in said
    assert "“Gender”, “Women”: every panel holds the maximum of 2, and 6 came forward" in said
    assert publishing.published_categories(lottery)[0]["key"] == "gender"
