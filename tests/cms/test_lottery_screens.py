"""Screens of lotteries: who may see what, and that pages cost the same with few and with many."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cms.lottery import drawing, gathering, searching
from cms.lottery.pool import pool_of
from cms.lottery.reading import composition_of, panel_of
from cms.models import Lottery, LotteryCategory, PanelSearch
from tests.cms import lotteries


def admin(name: str, *args) -> str:
    return reverse(f"cms_admin:{name}", args=args)


SCREENS = ["lottery", "edit_lottery", "lottery_candidates", "lottery_panel", "lottery_panel_csv"]


@pytest.fixture
def drawn(paris, administrator):
    return lotteries.drawn(paris, by=administrator)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("who", ["editor", "analyst", "citizen", "dakar_coordinator"])
def test_only_the_city_s_coordinators_and_administrators_run_it(client, login, request, drawn, screen, who):
    login(client, request.getfixturevalue(who))

    response = client.get(admin(screen, drawn.pk))

    assert response.status_code in (302, 404)
    assert "person1@example.org" not in response.content.decode()


@pytest.mark.parametrize("screen", SCREENS)
def test_coordinator_of_the_city_runs_it(client, login, coordinator, drawn, screen):
    login(client, coordinator)

    assert client.get(admin(screen, drawn.pk)).status_code == 200


def test_coordinator_sets_a_lottery_up_from_nothing(client, login, coordinator, paris):
    login(client, coordinator)
    now = timezone.now()
    said = {
        "city": paris.pk,
        "title_fr": "Panel",
        "slug": "panel",
        "size": 4,
        "algorithm": "maximin",
        "registration_opens_at": f"{now - timedelta(days=1):%Y-%m-%d %H:%M}",
        "registration_closes_at": f"{now + timedelta(days=9):%Y-%m-%d %H:%M}",
        "erase_on": f"{now + timedelta(days=90):%Y-%m-%d}",
    }
    client.post(admin("new_lottery"), said)
    lottery = Lottery.objects.get()
    values = {"values-TOTAL_FORMS": 2, "values-INITIAL_FORMS": 0}
    for place, word in enumerate(("Femmes", "Hommes")):
        values |= {
            f"values-{place}-name_fr": word,
            f"values-{place}-minimum": 2,
            f"values-{place}-maximum": 2,
        }
    client.post(admin("new_lottery_category", lottery.pk), {"name_fr": "Genre", **values})
    rows = "nom;genre\n" + "\n".join(f"P{n};{('femmes', 'Hommes')[n % 2]}" for n in range(6))
    Lottery.objects.update(one_an_address=False)
    file = SimpleUploadedFile("candidates.csv", rows.encode())
    client.post(admin("lottery_candidates", lottery.pk), {"file": file, "do": "import"})

    assert [value.key for value in LotteryCategory.objects.get().values.all()] == ["femmes", "hommes"]
    assert lottery.candidates.confirmed().count() == 6
    assert client.get(reverse("cms:lottery", args=["panel"])).status_code == 200


def test_whole_way_by_the_screens(client, login, coordinator, paris):
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, lotteries.crowd(12), by=coordinator, at=timezone.now())
    lotteries.close(lottery)
    login(client, coordinator)
    tomorrow = timezone.localdate() + timedelta(days=1)

    client.post(admin("lottery_search", lottery.pk), {"do": "start"})
    state = searching.run_search(lottery.searches.get().pk)
    client.post(
        admin("publish_lottery", lottery.pk),
        {"do": "source", "source": "The draw", "url": "https://example.org/", "day": str(tomorrow)},
    )
    early = client.post(
        admin("draw_lottery", lottery.pk),
        {"seed": "1 2", "url": "https://example.org/", "day": str(tomorrow)},
    )
    lottery.refresh_from_db()

    assert state == PanelSearch.DONE
    assert early.status_code == 422
    assert lottery.state == Lottery.PUBLISHED


def test_impossible_quotas_are_explained_on_the_screen(client, login, coordinator, paris):
    lottery = lotteries.make_lottery(paris, categories={"gender": {"women": (3, 4), "men": (0, 1)}})
    men = [one for one in lotteries.crowd(12) if one.answers["gender"] == "men"]
    gathering.add(lottery, men, by=coordinator, at=timezone.now())
    lotteries.close(lottery)
    login(client, coordinator)
    client.post(admin("lottery_search", lottery.pk), {"do": "start"})

    state = searching.run_search(lottery.searches.get().pk)
    page = client.get(admin("lottery", lottery.pk)).content.decode()

    assert state == PanelSearch.FAILED
    assert lottery.searches.get().problems[0][0] == "value_short"
    assert "Women" in page
    assert "Traceback" not in page


def test_search_waits_for_the_end_of_registration_and_runs_once(client, login, coordinator, paris):
    lottery = lotteries.make_lottery(paris)
    login(client, coordinator)
    client.post(admin("lottery_search", lottery.pk), {"do": "start"})
    while_open = lottery.searches.count()
    lotteries.close(lottery)
    for _time in range(2):
        client.post(admin("lottery_search", lottery.pk), {"do": "start"})

    assert while_open == 0
    assert lottery.searches.count() == 1


def test_cancelled_search_finds_nothing(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    lotteries.close(lottery)
    search = searching.ask_search(lottery, by=administrator, at=timezone.now())

    searching.cancel_search(lottery, by=administrator, at=timezone.now())

    assert searching.run_search(search.pk) == PanelSearch.CANCELLED


def test_panels_are_void_when_candidates_changed_during_the_search(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, lotteries.crowd(8), by=administrator, at=timezone.now())
    search = PanelSearch.objects.create(lottery=lottery, state=PanelSearch.RUNNING)
    before = pool_of(lottery)
    gathering.withdraw(lottery.candidates.first(), at=timezone.now())

    searching.keep(search, before, [], "by hand", seconds=1.0)

    search.refresh_from_db()
    assert (search.state, search.problems) == (PanelSearch.FAILED, [["changed", {}]])


def test_lottery_is_hidden_until_registration_begins(client, login, paris, coordinator, dakar_coordinator):
    lottery = lotteries.make_lottery(paris, registration_opens_at=None, registration_closes_at=None)
    url = reverse("cms:lottery", args=[lottery.slug])

    assert client.get(url).status_code == 404
    assert client.get(login(client, dakar_coordinator) and url).status_code == 404
    assert client.get(login(client, coordinator) and url).status_code == 200


def test_public_pages_name_nobody(client, drawn):
    pages = [
        client.get(reverse(f"cms:{name}", args=[drawn.slug]))
        for name in ("lottery", "lottery_candidates", "lottery_panels")
    ]

    for page in pages:
        assert page.status_code == 200
        assert "Person " not in page.content.decode()
        assert "rue des Lilas" not in page.content.decode()
    assert client.get(reverse("cms:lottery_kit", args=[drawn.slug])).content[:2] == b"PK"


def test_candidate_finds_their_own_chance(client, drawn):
    public_id, tickets = next(iter(json.loads(drawn.publication.text)["chances"].items()))
    url = reverse("cms:lottery_candidates", args=[drawn.slug])

    page = client.get(url, {"id": public_id.lower().replace("-", " ")}).content.decode()

    assert f"{tickets / 10_000:.2f}".replace(".", ",") in page
    assert page.count("<tr>") == 2


def test_panel_is_read_with_its_replacements(drawn, administrator):
    left = drawn.draw.members[0]
    made = drawing.replace(drawn, left, reason="declined", by=administrator, at=timezone.now())

    members = panel_of(drawn)

    assert left not in [one.public_id for one in members]
    assert (members[-1].public_id, members[-1].follows) == (made.chosen, left)
    lines = composition_of(drawn, members=[one.public_id for one in members])[0].lines
    assert sum(line.members for line in lines) == drawn.size


@pytest.mark.parametrize("name", ["lottery", "lottery_candidates"])
def test_public_page_costs_the_same_with_many_candidates(
    client, paris, administrator, django_assert_max_num_queries, name
):
    few = lotteries.drawn(paris, by=administrator, candidates=8)
    many = lotteries.drawn(paris, by=administrator, candidates=24, slug="many")
    counts = []
    for lottery in (few, many, few, many):
        with django_assert_max_num_queries(40) as seen:
            client.get(reverse(f"cms:{name}", args=[lottery.slug]))
        counts.append(len(seen))

    assert counts[2] == counts[3]


def test_lists_cost_the_same_with_one_and_with_thirty(
    client, login, administrator, paris, django_assert_max_num_queries
):
    login(client, administrator)
    urls = [reverse("cms:lotteries"), admin("lotteries")]
    counts = []
    for number in (1, 30):
        for place in range(Lottery.objects.count(), number):
            lotteries.make_lottery(paris, slug=f"l-{place}")
        for url in urls:
            client.get(url)
            with django_assert_max_num_queries(60) as seen:
                client.get(url)
            counts.append(len(seen))

    assert counts[:2] == counts[2:]
