"""A panel that was drawn here is shown as it was drawn; a lottery that is not drawn yet shows nothing."""

from __future__ import annotations

import pytest

from cms.conferences.panel import panel_of
from tests.cms.conferences import make_conference
from tests.cms.lotteries import drawn, published

pytestmark = pytest.mark.django_db
BY_HAND = [
    {
        "type": "category",
        "value": {
            "name": "Âge",
            "shares": [
                {"label": "Jeunes", "members": 1, "minimum": None, "maximum": None, "population": "33.3"},
                {"label": "Autres", "members": 2, "minimum": 2, "maximum": 2, "population": None},
            ],
        },
    }
]


def test_panel_of_a_draw_is_told_by_numbers_and_quotas(paris, administrator, client):
    lottery = drawn(paris, by=administrator)
    page = make_conference(lottery=lottery, composition=BY_HAND)

    panel = panel_of(page)
    html = client.get(page.url).content.decode()

    assert set(panel.pseudonyms) == set(lottery.draw.members)
    assert all(group.is_within for category in panel.categories for group in category.groups)
    assert "Jeunes" not in html
    assert lottery.get_absolute_url() in html


def test_pseudonyms_of_the_page_stand_for_the_numbers_of_the_draw(paris, administrator):
    page = make_conference(lottery=drawn(paris, by=administrator), pseudonyms="Acacia\nTilleul")

    assert panel_of(page).pseudonyms == ("Acacia", "Tilleul")


def test_panel_before_the_draw_is_what_the_page_says(paris, administrator):
    page = make_conference(lottery=published(paris, by=administrator), composition=BY_HAND)

    panel = panel_of(page)

    assert [category.name for category in panel.categories] == ["Âge"]
    assert panel.lottery is None


def test_shares_are_rounded_and_quotas_told():
    (category,) = panel_of(make_conference(composition=BY_HAND)).categories

    young, others = category.groups
    assert (young.share, others.share) == (33, 67)
    assert young.is_within is None
    assert others.is_within
    assert young.mark == pytest.approx(33.3)
