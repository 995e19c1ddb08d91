"""Bars that tell the truth."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from kit.charts import bar_chart

ROWS = [("Des arbres", 41, 0.41), ("Des bancs", 33, 0.33), ("Rien", 0, 0.0)]


def test_bar_chart_draws_lengths_in_proportion():
    bars = bar_chart("Que faire ?", ROWS).bars

    assert [bar.length for bar in bars] == [41, 33, 0]
    assert [bar.is_largest for bar in bars] == [True, False, False]


def test_bar_chart_of_nothing_marks_no_bar_as_the_largest():
    bars = bar_chart("Que faire ?", [("Oui", 0, 0), ("Non", 0, 0)]).bars

    assert not any(bar.is_largest for bar in bars)


@pytest.mark.parametrize("share", [1.01, -0.1, float("nan"), float("inf")])
def test_bar_chart_refuses_a_share_that_is_none(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        bar_chart("Que faire ?", [("Oui", 1, share)])


@pytest.mark.parametrize(("share", "percentage"), [(0.005, 1), (0.125, 13), (0.994, 99), (1, 100)])
def test_bar_percentage_rounds_half_up(share, percentage):
    assert bar_chart("", [("Oui", 1, share)]).bars[0].percentage == percentage


def test_bar_chart_component_says_the_same_in_its_table():
    page = render_to_string("kit/components/bar_chart.html", {"title": "Que faire ?", "rows": ROWS})

    assert page.count('scope="row">Des arbres</th>') == 1
    assert "41&nbsp;%" in page
    assert 'width="41%"' in page
    assert "style=" not in page


def test_bar_chart_component_escapes_labels():
    page = render_to_string("kit/components/bar_chart.html", {"title": "<i>", "rows": [("<script>", 1, 0.5)]})

    assert "<script>" not in page
    assert "<i>" not in page
