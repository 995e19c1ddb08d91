"""“What can I do?”: what fits a situation, why, what remains to be checked, and never nothing."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from cms.guide.finding import find
from cms.guide.matching import Situation
from cms.models import GuideEntryPage
from tests.cms.guide_pages import make_entry, make_guide, make_topic, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def found(**said):
    answer = find(GuideEntryPage.objects.for_listing(), Situation(**said))
    return [fit.entry.title for fit in answer.fits], answer


def test_finder_leaves_out_who_is_too_young_and_says_why_the_rest_fits(guide, paris):
    make_entry(guide, "Council of the young", city=paris, minimum_age=15, maximum_age=30)
    make_entry(guide, "Vote", city=paris, minimum_age=18)

    titles, answer = found(age=17)

    assert titles == ["Council of the young"]
    assert answer.fits[0].reasons == ["You are 17: it is open from 15 to 30 years old."]
    assert answer.given_up == []


def test_finder_puts_what_the_reader_can_read_first_and_marks_the_rest(client, guide, paris):
    make_entry(guide, "Assemblée", city=paris, minimum_age=15, maximum_age=20)
    translate(make_entry(guide, "Vote du budget", city=paris), "Vote on the budget")

    html = client.get("/en/guide/?age=17").content.decode()

    answers = html[html.index('id="answers"') :]
    assert answers.index("Vote on the budget") < answers.index("Only in this language: French")
    assert answers.index("Only in this language: French") < answers.index("Assemblée")
    assert answers.count("Only in this language") == 1
    assert "One entry is not translated yet." in answers
    # The reader's language is kept on the way to it.
    assert re.search(r'href="/en/guide/[^"]+"[^>]*>Assemblée', answers)
    with translation.override("fr"):
        assert (
            find(GuideEntryPage.objects.in_language("fr").for_listing(), Situation(age=17)).untranslated == 0
        )


@pytest.mark.parametrize(("age", "titles"), [(15, ["Council"]), (30, ["Council"])])
def test_finder_counts_the_limits_in(guide, paris, age, titles):
    make_entry(guide, "Council", city=paris, minimum_age=15, maximum_age=30)

    assert found(age=age)[1].given_up == []
    assert found(age=age)[0] == titles


def test_finder_gives_up_what_matters_least_and_says_so(guide, paris):
    street, room = make_topic("goal", "street"), make_topic("goal", "room")
    month, week = make_topic("time", "month", position=1), make_topic("time", "week", position=2)
    make_entry(guide, "Street every week", city=paris, topics=[street, week])
    make_entry(guide, "Room every month", city=paris, topics=[room, month])

    titles, answer = found(goal=street, time=month)

    assert titles == ["Street every week"]
    assert answer.given_up == ["time"]
    assert answer.fits[0].misfits == {"time": "It takes more time: “week”."}


def test_finder_never_answers_nothing_while_there_is_an_entry(guide, paris):
    make_entry(guide, "Vote", city=paris, minimum_age=18, as_who=["individual"])

    titles, answer = found(age=9, as_who="association", goal=make_topic("goal", "room"))

    assert titles == ["Vote"]
    assert answer.given_up == ["want", "as", "age"]


def test_finder_takes_who_has_more_time_for_what_takes_less(guide, paris):
    hour, day = make_topic("time", "hour", position=1), make_topic("time", "day", position=2)
    make_entry(guide, "An hour", city=paris, topics=[hour])
    make_entry(guide, "A day", city=paris, topics=[day])

    assert found(time=day)[0] == ["A day", "An hour"]
    assert found(time=hour)[0] == ["An hour"]


def test_finder_tells_what_it_could_not_know(guide, paris):
    make_entry(
        guide,
        "Vote",
        city=paris,
        minimum_age=18,
        residence="city",
        nationality="eu",
        conditions="Be on the list.",
    )

    _titles, answer = found(as_who="individual")

    assert answer.fits[0].unknowns == [
        "You have to be at least 18.",
        "You have to live in Paris.",
        "You have to be a citizen of a country of the European Union.",
        "Be on the list.",
    ]


def test_finder_keeps_another_district_and_another_city_apart(guide, paris, dakar):
    here, there = paris.districts.all()[:2]
    make_entry(guide, "Here", city=paris, residence="district", districts=[here])
    make_entry(guide, "There", city=paris, residence="district", districts=[there])
    make_entry(guide, "Everywhere in Paris", city=paris, residence="city")
    make_entry(guide, "Dakar", city=dakar, residence="city")

    assert found(district=here)[0] == ["Here", "Everywhere in Paris"]


def test_finder_knows_what_is_open_to_those_who_live_elsewhere(guide, paris):
    make_entry(guide, "For residents", city=paris, residence="city")
    make_entry(guide, "For who works here", city=paris, residence="ties")
    make_entry(guide, "For all", city=paris)

    titles, answer = found(lives_elsewhere=True)

    assert titles == ["For all", "For who works here"]
    assert answer.fits[1].unknowns == ["You have to work or study in Paris."]


def test_finder_answers_for_an_association_without_asking_its_age(guide, paris):
    make_entry(guide, "A room", city=paris, as_who=["association"], minimum_age=18)

    titles, answer = found(as_who="association")

    assert titles == ["A room"]
    assert answer.fits[0].unknowns == []


def test_finder_page_says_why_and_keeps_what_was_said_in_its_address(client, guide, paris):
    make_entry(guide, "Council of the young", city=paris, minimum_age=15, maximum_age=30)

    page = client.get("/fr/guide/", {"age": "17"})

    html = page.content.decode()
    assert page.context["state"] == "answers"
    assert "Council of the young" in html
    assert 'value="17"' in html


def test_finder_sends_to_the_address_without_what_was_left_empty(client, guide):
    page = client.get("/fr/guide/?age=17&time=&want=")

    assert page.status_code == 302
    assert page["Location"] == "/fr/guide/?age=17"


def test_finder_sends_an_empty_form_to_everything(client, guide):
    assert client.get("/fr/guide/?age=&time=")["Location"] == "/fr/guide/?all=1"


@pytest.mark.parametrize("age", ["abc", "-3", "900", "²", "1" * 5000, "\x00"])
def test_finder_refuses_an_impossible_age_with_words(client, guide, paris, age):
    make_entry(guide, "Vote", city=paris)

    page = client.get("/fr/guide/", {"age": age, "as": "individual"})

    assert page.status_code == 200
    assert "Vote" in page.content.decode()
    assert "age" not in page.context["asked"].values


def test_finder_passes_over_what_nothing_is_called_by_any_more(client, guide, paris):
    make_entry(guide, "Vote", city=paris)

    page = client.get("/fr/guide/", {"want": "<script>", "district": "paris-99", "kind": "x"})

    assert page.status_code == 200
    assert page.context["asked"].values == {}


def test_finder_offers_situations_as_links(client, guide):
    make_topic("time", "month", question="J’ai deux heures par mois")
    make_topic("audience", "young", question="J’ai 17 ans", age=17)
    make_topic("goal", "room", question="Notre association cherche une salle", as_who="association")

    html = client.get("/fr/guide/").content.decode()

    assert 'href="?time=month"' in html
    assert 'href="?age=17"' in html
    assert 'href="?as=association&amp;want=room"' in html


def test_finder_shows_no_draft_and_nothing_twice(client, guide, paris):
    draft = make_entry(guide, "Secret", city=paris)
    draft.unpublish()
    entry = make_entry(guide, "Vote", city=paris)
    translate(entry, "Voting")

    french = client.get("/fr/guide/", {"as": "individual"}).content.decode()
    english = client.get("/en/guide/", {"as": "individual"}).content.decode()

    assert "Secret" not in french + english
    assert "Voting" not in french
    assert ">Voting<" in english
    assert ">Vote<" not in english


def test_finder_shows_what_exists_only_in_another_language_as_such(client, guide, paris):
    translate(make_entry(guide, "Vote", city=paris), "Voting")
    make_entry(guide, "Conseil de quartier", city=paris)

    html = client.get("/en/guide/", {"as": "individual"}).content.decode()

    assert 'lang="fr" hreflang="fr">Conseil de quartier' in html


def test_finder_puts_what_is_made_for_somebody_before_what_is_open_to_all(guide, paris):
    make_entry(guide, "A house for all", city=paris)
    make_entry(guide, "Youth council", city=paris, minimum_age=15, maximum_age=30)

    assert found(age=17)[0] == ["Youth council", "A house for all"]


def test_finder_shows_twelve_answers_a_page_and_keeps_the_question(client, guide, paris):
    for number in range(13):
        make_entry(guide, f"Fiche {number:02}", city=paris)

    first = client.get("/fr/guide/?age=17")
    second = client.get("/fr/guide/?age=17&page=2")

    assert len(first.context["page_of_fits"]) == 12
    assert 'href="?age=17&amp;page=2"' in first.content.decode()
    assert [fit.entry.title for fit in second.context["page_of_fits"]] == ["Fiche 12"]
