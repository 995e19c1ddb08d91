"""Filters of the workbench: what each lets through, that they compose, and how they are said."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from cities.models import District
from consultations.asking.questions import NUMBER, RANKING, SCALE, SEVERAL_CHOICES, Question
from consultations.models import Theme
from consultations.workbench.answer_options import option_label, options_given, options_of
from consultations.workbench.filtering import read_filters
from consultations.workbench.speakers import speakers_of
from consultations.workbench.theme_facts import workbench_of
from tests.consultations.crowds import at_noon, describe
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.reading_themes import theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

GROUPS = {"Répondre": ["Répondez."] * 3, "Réunir": {"Le soir": ["Le soir."], "Les enfants": ["Une garde."]}}


@pytest.fixture
def analysis(paris):
    consultation = make_consultation(phase="analysis", city=paris)
    analysis = make_analysis(consultation, GROUPS, set_aside={"no-opinion": ["RAS"]})
    eleventh, twelfth = District.objects.filter(city=paris, code__in=["11", "12"]).order_by("code")
    describe(
        analysis,
        [
            {
                "channel": "online",
                "district": eleventh,
                "experience": "often",
                "schemes": ["budget", "debate"],
            },
            {"channel": "online", "district": twelfth, "experience": "often", "hours": 2.5, "trust": 4},
            {
                "channel": "paper",
                "district": eleventh,
                "experience": "never",
                "priorities": ["time", "reply"],
            },
            {"channel": "paper", "language": "wo", "sent_at": at_noon(consultation, days=0), "hours": 10},
            {"channel": "paper", "experience": "often", "schemes": ["council"], "trust": 4},
            {"channel": "online"},
        ],
    )
    return analysis


def counted(analysis, **data) -> tuple[int | None, dict[str, int | None]]:
    bench = workbench_of(analysis, read_filters(analysis, data))
    return bench.group, {one.title: one.inside for one in bench.all if one.inside}


@pytest.mark.parametrize(
    ("data", "group", "themes"),
    [
        ({"channel": "paper"}, 3, {"Répondre": 1, "Réunir": 2, "Le soir": 1, "Les enfants": 1}),
        ({"language": "wo"}, 1, {"Réunir": 1, "Le soir": 1}),
        ({"q-experience": "often"}, 3, {"Répondre": 2, "Réunir": 1, "Les enfants": 1}),
        ({"q-schemes": "debate"}, 1, {"Répondre": 1}),
        ({"q-trust": "4"}, 2, {"Répondre": 1, "Réunir": 1, "Les enfants": 1}),
        ({"q-priorities": "time"}, 1, {"Répondre": 1}),
        ({"q-priorities": "reply"}, 0, {}),
        ({"q-hours": "2~10"}, 2, {"Répondre": 1, "Réunir": 1, "Le soir": 1}),
        ({"city": "paris"}, 6, {"Répondre": 3, "Réunir": 2, "Le soir": 1, "Les enfants": 1}),
    ],
)
def test_a_filter_counts_those_who_pass_it(analysis, data, group, themes):
    assert counted(analysis, **data) == (group, themes)


def test_filters_compose(analysis):
    eleventh = District.objects.get(city__slug="paris", code="11")

    both = counted(analysis, channel="online", district=str(eleventh.pk))
    three = counted(analysis, channel="paper", **{"q-experience": "often", "q-schemes": "council"})
    none = counted(analysis, channel="paper", **{"q-schemes": "budget"})

    assert both == (1, {"Répondre": 1})
    assert three == (1, {"Réunir": 1, "Les enfants": 1})
    assert none == (0, {})


def test_dates_take_in_both_days_by_the_citys_clock(analysis):
    day = at_noon(analysis.consultation, days=0).date()

    on_the_day = counted(analysis, **{"from": day.isoformat(), "to": day.isoformat()})
    after_it = counted(analysis, **{"from": (day + timedelta(days=1)).isoformat()})

    assert on_the_day == (1, {"Réunir": 1, "Le soir": 1})
    assert after_it[0] == 5


def test_without_a_filter_nothing_is_compared(analysis):
    bench = workbench_of(analysis, read_filters(analysis, {"city": "", "q-experience": ""}))

    assert (bench.group, bench.people, bench.in_no_theme) == (None, 6, 1)
    assert all(one.inside is None and one.lift is None for one in bench.all)


def test_repeats_can_be_left_out_of_everything(analysis):
    bench = workbench_of(analysis, read_filters(analysis, {"repeats": "hide", "q-experience": "often"}))

    reply = next(one for one in bench.themes if one.title == "Répondre")
    assert (bench.people, reply.people, reply.inside, bench.group) == (4, 1, 1, 2)


def test_filters_are_said_in_words_and_taken_off_one_by_one(analysis):
    filters = read_filters(analysis, {"channel": "paper", "q-experience": "often", "repeats": "hide"})

    said = [f"{one.label}: {one.said}" for one in filters.on]
    without = parse_qs(filters.query(filters.on[0], view="tree"))
    assert said == ["How they answered: On paper", "Have you taken part before?: Often"]
    assert without == {"q-experience": ["often"], "repeats": ["hide"], "view": ["tree"]}


@pytest.mark.parametrize(
    "data",
    [
        {"channel": "pigeon"},
        {"district": "999999999999999999999"},
        {"district": "1 OR 1=1"},
        {"from": "hier"},
        {"to": "9999-12-31"},
        {"q-experience": "jamais"},
        {"q-hours": "beaucoup"},
        {"q-hours": "9~1"},
        {"city": "\x00"},
    ],
)
def test_a_value_that_is_none_is_told_and_left_out(analysis, data):
    filters = read_filters(analysis, data)

    assert len(filters.refused) == 1
    assert filters.on == ()
    assert workbench_of(analysis, filters).group is None


def test_values_of_one_filter_widen_and_filters_narrow_each_other(analysis):
    both, _inside = counted(analysis, **{"q-experience": ["often", "never"]})
    narrowed, _inside = counted(analysis, channel=["paper"], **{"q-experience": ["often", "never"]})
    channels, _inside = counted(analysis, channel=["paper", "online"])

    assert (both, narrowed, channels) == (4, 2, 6)


def test_each_of_several_values_is_taken_off_by_itself(analysis):
    filters = read_filters(analysis, {"q-experience": ["often", "never"], "channel": ["paper", "pigeon"]})

    said = [(one.name, one.said) for one in filters.on]
    assert said == [("channel", "On paper"), ("q-experience", "Often"), ("q-experience", "Never")]
    assert len(filters.refused) == 1
    without = parse_qs(filters.query(filters.on[1]))
    assert without == {"channel": ["paper"], "q-experience": ["never"]}


def test_who_speaks_tells_numbers_in_the_bands_of_the_filters(paris):
    consultation = make_consultation(phase="analysis", city=paris)
    groups = {name: [f"{name} {number}." for number in range(40)] for name in ("Répondre", "Réunir")}
    analysis = make_analysis(consultation, groups)
    describe(analysis, [{"hours": number} for number in range(80)])
    # Those who wrote no text count for the bands, and for no theme.
    for contribution in make_contributions(consultation, [""] * 40, key="hours"):
        contribution.answers.update(value=200)

    facet = next(one for one in read_filters(analysis, {}).questions if one.name == "q-hours")
    groups = speakers_of(theme(analysis, "Répondre"), analysis).groups
    told = {one.filters["q-hours"] for one in groups if "q-hours" in one.filters}

    assert told
    assert told <= {option.value for option in facet.options}


def test_a_withdrawal_corrects_every_count(analysis):
    first = analysis.consultation.contributions.order_by("pk").first()
    first.answers.all().delete()

    bench = workbench_of(analysis, read_filters(analysis, {"q-experience": "often"}))

    assert (bench.people, bench.group) == (5, 2)


def question(kind: str, **fields) -> Question:
    return Question("k", kind, {"en": "?"}, **fields)


def test_options_of_numbers_are_bands_once_there_are_many():
    hours = question(NUMBER)

    few = options_of(hours, [(2, 5), (4.5, 1)])
    many = options_of(hours, [(number, 1) for number in range(1, 13)])

    assert few == ["2~2", "4.5~4.5"]
    assert many == ["1~3", "4~6", "7~9", "10~12"]
    assert options_given(hours, 6, many) == {"4~6"}
    assert option_label(hours, "4~6") == "from 4 to 6"


def test_every_stored_number_lies_in_one_band():
    hours = question(NUMBER)
    values = [(number / 7, 1 + number % 3) for number in range(40)]

    bands = options_of(hours, values)

    assert [len(options_given(hours, value, bands)) for value, _times in values] == [1] * 40


@pytest.mark.parametrize(
    ("kind", "value", "options"),
    [
        (SCALE, 4, {"4"}),
        (SEVERAL_CHOICES, ["a", "b"], {"a", "b"}),
        (SEVERAL_CHOICES, "a", set()),
        (RANKING, ["b", "a"], {"b"}),
        (RANKING, [], set()),
        (SCALE, None, set()),
        ("date", "2019-05-02", {"2019"}),
        ("date", "jadis", set()),
        ("one_choice", {"odd": 1}, set()),
    ],
)
def test_stored_values_count_for_the_options_that_they_hold(kind, value, options):
    assert options_given(question(kind), value) == options


def crowd(analysis_of: dict[str, int], paper: dict[str, int]):
    """An analysis with so many texts a theme, the first of each on paper."""
    groups = {title: [f"{title} {n}" for n in range(number)] for title, number in analysis_of.items()}
    analysis = make_analysis(make_consultation(phase="analysis", slug="foule"), groups)
    people = [
        {"channel": "paper" if n < paper[title] else "online"}
        for title, number in analysis_of.items()
        for n in range(number)
    ]
    describe(analysis, people)
    return analysis


def test_lift_on_the_workbench_is_the_formula_on_its_counts():
    analysis = crowd({"Un": 40, "Deux": 60}, paper={"Un": 30, "Deux": 10})

    bench = workbench_of(analysis, read_filters(analysis, {"channel": "paper"}))

    one, two = bench.find(theme(analysis, "Un").pk), bench.find(theme(analysis, "Deux").pk)
    # 30 of 40 on paper, 40 of 100 in all: 0.75 / 0.4.
    assert one.lift.value == pytest.approx(1.875)
    assert one.lift.is_over
    assert two.lift.value == pytest.approx((10 / 40) / (60 / 100))
    assert two.lift.is_under
    assert bench.compared == 2


def test_who_speaks_lists_groups_by_lift_and_leaves_out_the_few():
    analysis = crowd({"Un": 40, "Deux": 60}, paper={"Un": 30, "Deux": 10})
    shy = analysis.consultation.contributions.order_by("pk").first()
    shy.language = "wo"
    shy.save()

    found = speakers_of(Theme.objects.get(pk=theme(analysis, "Un").pk), analysis)

    assert [(one.said, round(one.lift.value, 3)) for one in found.groups] == [
        ("On paper", 1.875),
        ("Online", round((10 / 60) / 0.4, 3)),
    ]
    assert [one.filters for one in found.groups][0] == {"channel": "paper"}
    assert (found.speaking, found.people) == (40, 100)
    assert found.suppressed >= 1
