"""The workbench's screens: who may see them, that each view says the same, and that more texts cost no more queries."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import Group, Theme
from consultations.reviews import reviewing
from tests.consultations.crowds import describe
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

GROUPS = {
    "Répondre": {"À chacun": ["Répondez à chacun."] * 2, "Vite": ["Répondez vite."]},
    "Réunir": ["Le soir.", "Le midi."],
}


@pytest.fixture
def analysis():
    analysis = make_analysis(make_consultation(phase="analysis"), GROUPS)
    describe(analysis, [{"channel": channel} for channel in ("paper", "paper", "online", "online", "paper")])
    return analysis


@pytest.fixture
def analyst_client(client, login, analyst):
    analyst.language = "en"
    analyst.save()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return login(client, analyst)


def bench_url(analysis, query: str = "") -> str:
    return reverse("consultations_admin:workbench", args=[analysis.pk]) + query


def addresses(analysis) -> list[str]:
    return [
        bench_url(analysis),
        bench_url(analysis, "?view=tree"),
        bench_url(analysis, "?view=table"),
        reverse("consultations_admin:workbench_csv", args=[analysis.pk]),
        reverse("consultations_admin:who_speaks", args=[theme(analysis, "Répondre").pk]),
    ]


@pytest.mark.parametrize("person", ["citizen", "editor", "coordinator"])
def test_only_those_who_review_themes_see_the_workbench(client, login, request, analysis, person):
    login(client, request.getfixturevalue(person))

    assert [client.get(url).status_code for url in addresses(analysis)] == [302] * 5


def test_the_workbench_of_an_unpublished_consultation_is_absent(analyst_client, analysis):
    analysis.consultation.live = False
    analysis.consultation.save(update_fields=["live"])

    assert [analyst_client.get(url, follow=True).status_code for url in addresses(analysis)] == [404] * 5


def test_map_links_every_circle_in_reading_order(analyst_client, analysis):
    page = analyst_client.get(bench_url(analysis)).content.decode()

    names = re.findall(r'<a href="([^"]+)" aria-label="([^:"]+):', page)
    reply = theme(analysis, "Répondre")
    assert [title for _url, title in names] == ["Répondre", "À chacun", "Vite", "Réunir"]
    assert names[0][0].endswith(f"theme={reply.pk}")
    assert names[1][0] == reverse("consultations_admin:theme", args=[theme(analysis, "À chacun").pk])
    assert page.count("</title></circle>") == len(names)


def test_map_names_say_people_parts_and_review(analyst_client, analysis, analyst):
    vite = theme(analysis, "Vite")
    reviewing.mark_reviewed(vite, by=analyst, expected=1)

    page = analyst_client.get(bench_url(analysis)).content.decode()

    assert 'aria-label="Répondre: 3 people, 2 sub-themes, begun – see inside"' in page
    assert 'aria-label="Vite: 1 person, reviewed – read"' in page


def test_map_zooms_into_a_theme_by_its_address(analyst_client, analysis):
    page = analyst_client.get(bench_url(analysis, f"?channel=paper&theme={theme(analysis, 'Répondre').pk}"))

    assert [node.title for node in page.context["drawn"].nodes] == ["À chacun", "Vite"]
    assert "channel=paper" in page.context["whole"]


@pytest.mark.parametrize("odd", ["0", "x", "99999999999999999999", "-1"])
def test_map_of_no_such_theme_is_the_whole_map(analyst_client, analysis, odd):
    page = analyst_client.get(bench_url(analysis, f"?theme={odd}"))

    assert page.context["zoomed"] is None
    assert len(page.context["drawn"].nodes) == 4


def test_tree_and_table_say_what_the_map_says(analyst_client, analysis):
    tree = analyst_client.get(bench_url(analysis, "?view=tree&channel=paper")).content.decode()
    table = analyst_client.get(bench_url(analysis, "?view=table&channel=paper&sort=-people"))

    assert "3 people, 2 among the filtered" in " ".join(tree.split())
    assert [(row.facts.title, row.facts.people, row.facts.inside) for row in table.context["rows"]] == [
        ("Répondre", 3, 2),
        ("À chacun", 2, 2),
        ("Réunir", 2, 1),
        ("Vite", 1, 0),
    ]
    assert "too few to say" in table.content.decode()


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("title", ["À chacun", "Répondre", "Réunir", "Vite"]),
        ("-title", ["Vite", "Réunir", "Répondre", "À chacun"]),
        ("people", ["Vite", "À chacun", "Réunir", "Répondre"]),
        ("no-such", ["Répondre", "À chacun", "Vite", "Réunir"]),
        ("lift", ["Répondre", "À chacun", "Vite", "Réunir"]),  # not without a filter
    ],
)
def test_table_is_sorted_by_the_address(analyst_client, analysis, sort, titles):
    page = analyst_client.get(bench_url(analysis, f"?view=table&sort={sort}"))

    assert [row.facts.title for row in page.context["rows"]] == titles


def test_table_headings_say_how_it_is_sorted_and_keep_the_filters(analyst_client, analysis):
    page = analyst_client.get(bench_url(analysis, "?view=table&sort=-people&channel=paper")).content.decode()

    assert page.count('aria-sort="descending"') == 1
    assert "channel=paper&amp;view=table&amp;sort=people" in page


def test_table_as_csv_holds_the_counts_and_no_formula(analyst_client, analysis, analyst):
    gather = theme(analysis, "Réunir")
    reviewing.rename(gather, {"fr": "=CMD()"}, {}, by=analyst, expected=1)
    url = reverse("consultations_admin:workbench_csv", args=[analysis.pk])

    response = analyst_client.get(f"{url}?channel=paper&sort=-people")

    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row["people"] for row in rows] == ["3", "2", "2", "1"]
    assert rows[0]["filtered_speaking"] == "2"
    assert (rows[0]["filtered_people"], rows[0]["all_people"]) == ("3", "5")
    assert rows[0]["filters"] == "How they answered: On paper"
    assert any(row["theme"].startswith("'=") for row in rows)
    assert "attachment" in response["Content-Disposition"]


def test_who_speaks_leads_to_the_workbench_of_those_people(analyst_client):
    analysis = make_analysis(
        make_consultation(phase="analysis", slug="foule"),
        {"Un": [f"Un {n}" for n in range(30)], "Deux": [f"Deux {n}" for n in range(30)]},
    )
    describe(analysis, [{"channel": "paper" if n < 25 or n > 55 else "online"} for n in range(60)])

    page = analyst_client.get(reverse("consultations_admin:who_speaks", args=[theme(analysis, "Un").pk]))

    assert f"{bench_url(analysis)}?channel=paper" in page.content.decode()
    assert "1.7 times as often" in page.content.decode()


def test_who_speaks_of_a_merged_theme_is_absent(analyst_client, analysis, analyst):
    vite = theme(analysis, "Vite")
    reviewing.merge(vite, theme(analysis, "À chacun"), by=analyst, expected=1)

    page = analyst_client.get(reverse("consultations_admin:who_speaks", args=[vite.pk]), follow=True)

    assert page.status_code == 404


def test_an_analysis_without_themes_says_what_to_do(analyst_client):
    waiting = make_analysis(
        make_consultation(phase="analysis", slug="neuve"), {"Un": ["Texte"]}, adopted=False
    )

    page = analyst_client.get(bench_url(waiting)).content.decode()

    assert "There is no theme to show." in page
    assert reverse("consultations_admin:analysis", args=[waiting.pk]) in page


def test_titles_and_values_are_escaped(analyst_client, analysis, analyst):
    attack = '"><script>alert(1)</script>'
    reviewing.rename(theme(analysis, "Réunir"), {"fr": attack}, {}, by=analyst, expected=1)

    for query in ("", "?view=tree", "?view=table", "?channel=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"):
        assert "<script>alert(1)" not in analyst_client.get(bench_url(analysis, query)).content.decode()


def large(number: int, *, is_placed: bool):
    """An analysis of so many texts in ten themes of two parts, each person with answers to closed questions."""
    groups = {
        f"Thème {n}": {f"Partie {n}.{k}": [f"Texte {n}.{k}.{i}" for i in range(number // 20)] for k in (1, 2)}
        for n in range(10)
    }
    analysis = make_analysis(make_consultation(phase="analysis", slug=f"textes-{number}"), groups)
    total = number // 20 * 20
    describe(
        analysis,
        [
            {
                "channel": ("online", "paper")[n % 2],
                "experience": "often",
                "schemes": ["budget"],
                "hours": n % 30,
            }
            for n in range(total)
        ],
    )
    if is_placed:
        Group.objects.filter(analysis=analysis).update(map_x=0.4, map_y=0.6)
        Theme.objects.filter(analysis=analysis, parent=None).order_by("pk").first().children.update(
            group=None
        )
    return analysis


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) if response.streaming else response.content
    return len(captured)


def test_workbench_takes_as_many_queries_for_40_texts_as_for_400(analyst_client):
    few, many = large(40, is_placed=True), large(400, is_placed=True)
    filters = "channel=paper&q-experience=often&q-schemes=budget&from=2020-01-01"

    for query in (
        "",
        f"?{filters}",
        f"?view=tree&{filters}",
        f"?view=table&sort=-lift&repeats=hide&{filters}",
    ):
        counted = [queries(analyst_client, bench_url(one, query)) for one in (few, many)]
        assert counted[0] == counted[1], query
        assert counted[1] < 30, query
    for name, args in (
        ("workbench_csv", [few.pk]),
        ("who_speaks", [few.themes.filter(parent=None).first().pk]),
    ):
        larger = many.pk if name == "workbench_csv" else many.themes.filter(parent=None).first().pk
        urls = [reverse(f"consultations_admin:{name}", args=one) for one in (args, [larger])]
        assert queries(analyst_client, urls[0]) == queries(analyst_client, urls[1]), name
