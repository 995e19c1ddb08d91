"""What a new analysis moves is shown before it replaces anything, and approved in a person's name."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.analysis import analyse_now
from consultations.answering.contributing import withdraw
from consultations.models import Analysis, Answer, Membership, Move, Placement, ReviewEvent, Theme
from consultations.reviews import reviewing
from kit.localized import LocalizedText
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NEW = "Des pistes cyclables séparées et sûres autour de toutes les écoles"


def address(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def read(client, name: str, *args, **query):
    return client.get(address(name, *args), query, HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def consultation():
    return make_consultation(phase="analysis")


@pytest.fixture
def first(consultation, analyst) -> Analysis:
    make_contributions(consultation, [*CYCLING, *REPLYING, CYCLING[0].upper()])
    analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)
    return Analysis.objects.get()


@pytest.fixture
def second(first, consultation, analyst) -> Analysis:
    """A finished successor: one text is new, and a copy follows the text that an analyst moved."""
    held = Placement.objects.get(analysis=first, answer__text=CYCLING[0])
    to = Placement.objects.get(analysis=first, answer__text=REPLYING[0]).theme
    reviewing.move([held.answer_id], to, source=held.theme, by=analyst, expected=held.theme.revision)
    make_contributions(consultation, [NEW])
    return analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)


@pytest.fixture
def staff(client, login, analyst):
    return login(client, analyst)


def test_report_counts_what_stays_moves_and_is_new_and_says_why(second, staff):
    page = read(staff, "analysis_moves", second.pk)

    text = page.content.decode()
    assert "8 texts stay in their theme." in text
    assert "1 text moves to another theme." in text
    assert "1 text is new in the themes." in text
    assert CYCLING[0].upper() in text
    assert NEW in text
    assert "It says the same words as another text, and goes where people put that one." in text
    assert text.count("<rect") == text.count('class="moves-') - text.count('class="moves-picture') - 2


def test_table_holds_what_the_picture_shows(second, staff):
    report = read(staff, "analysis_moves", second.pk).context["report"]

    assert sum(row.stay for row in report.themes) == report.stay == 8
    assert sum(row.come for row in report.themes) == sum(row.leave for row in report.themes) == 1
    assert sum(row.after for row in report.themes) == 10


def test_themes_that_keep_their_texts_are_folded_away(second, staff):
    page = read(staff, "analysis_moves", second.pk)

    report, text = page.context["report"], page.content.decode()
    assert {row.title for row in report.changed}.isdisjoint({row.title for row in report.unchanged})
    assert len(page.context["bars"]) == len(report.changed) > 0
    assert ("keeps exactly its texts" in text) == (len(report.unchanged) == 1)


def test_an_analysis_that_moves_nothing_says_so(first, analyst, consultation, staff):
    again = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)

    page = read(staff, "analysis_moves", again.pk)

    text = page.content.decode()
    assert "No text moves to another theme." in text
    assert "No text is new in the themes." in text
    assert "No theme gains or loses a text." in text
    assert page.context["bars"] == []


def test_the_analysis_in_force_tells_new_texts_from_those_that_moved(second, staff):
    staff.post(address("adopt_analysis", second.pk))

    text = read(staff, "analysis", second.pk).content.decode()

    assert "1 text changed its theme." in text
    assert "1 text was new." in text


def test_reason_that_is_chosen_shows_its_texts_alone(second, staff):
    page = read(staff, "analysis_moves", second.pk, because="new").content.decode()

    assert NEW in page
    assert CYCLING[0].upper() not in page


def test_bringing_a_successor_into_force_leads_to_what_it_moves_first(second, staff):
    page = read(staff, "adopt_analysis", second.pk)

    assert page.headers["Location"] == address("analysis_moves", second.pk)


def test_approval_puts_it_in_force_in_the_name_of_the_person(first, second, staff, analyst):
    staff.post(address("adopt_analysis", second.pk))

    assert Analysis.objects.in_force().get() == second
    event = ReviewEvent.objects.get(analysis=second)
    assert (event.verb, event.actor_id, event.details["instead_of"]) == ("adopt", analyst.pk, first.pk)
    assert "This analysis is in force." in read(staff, "analysis_moves", second.pk).content.decode()


def test_approved_or_not_the_earlier_analysis_stays_readable_without_withdrawn_words(first, second, staff):
    staff.post(address("adopt_analysis", second.pk))
    withdraw(Answer.objects.get(text=NEW).contribution, at=timezone.now())
    withdraw(Answer.objects.get(text=CYCLING[0].upper()).contribution, at=timezone.now())
    earlier = Theme.objects.filter(analysis=first)

    pages = [read(staff, "analysis", first.pk), read(staff, "review", first.pk)]
    pages += [read(staff, "theme", theme.pk) for theme in earlier]
    pages.append(read(staff, "analysis_moves", second.pk))

    assert {page.status_code for page in pages} == {200}
    assert not any(word in page.content.decode() for page in pages for word in (NEW, CYCLING[0].upper()))


def test_analysis_without_predecessor_has_nothing_to_report(first, staff):
    page = read(staff, "analysis_moves", first.pk)

    assert page.headers["Location"] == address("analysis", first.pk)


@pytest.mark.parametrize("person", ["citizen", "editor"])
def test_report_is_for_those_who_review(second, client, login, person, request):
    page = read(login(client, request.getfixturevalue(person)), "analysis_moves", second.pk)

    assert page.status_code in {302, 403}
    assert "moves" not in page.headers.get("Location", "").partition("?")[0]


def test_screen_asks_what_to_keep_only_where_something_is_in_force(consultation, staff):
    make_contributions(consultation, REPLYING)
    where = (consultation.slug, "promise")
    before = read(staff, "analyses_of", *where).content.decode()
    first = make_analysis(consultation, {"Vélos": CYCLING})

    asked = read(staff, "analyses_of", *where).content.decode()
    staff.post(
        address("analyses_of", *where),
        {"start": "afresh", "max_themes": 20, "language": "auto", "random_state": 0},
    )

    assert 'name="start"' not in before
    assert 'value="keep"' in asked
    assert Analysis.objects.exclude(pk=first.pk).get().previous is None


def test_clash_is_told_on_the_page_of_the_failed_analysis(first, consultation, staff, analyst):
    copy = Placement.objects.get(analysis=first, answer__text=CYCLING[0].upper())
    reviewing.pin([copy.answer_id], copy.theme, by=analyst, expected=copy.theme.revision)
    held = Placement.objects.get(analysis=first, answer__text=CYCLING[0])
    to = Placement.objects.get(analysis=first, answer__text=REPLYING[0]).theme
    to = reviewing.rename(
        to, LocalizedText({"fr": "Réponses"}), LocalizedText(), by=analyst, expected=to.revision
    )
    reviewing.move([held.answer_id], to, source=held.theme, by=analyst, expected=held.theme.revision)
    failed = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)

    page = read(staff, "analysis", failed.pk).content.decode()

    assert "Answers with exactly the same words were placed in" in page
    assert "“Réponses”" in page
    assert address("theme", to.pk) in page
    assert f"<q>{CYCLING[0]}</q>" in page


def moved(first: Analysis, consultation, count: int) -> Analysis:
    """A finished successor that moves so many texts from the first theme to a new one."""
    second = Analysis.objects.create(
        consultation=consultation, question_key="promise", state=Analysis.DONE, previous=first, progress=1
    )
    group = second.groups.create(code="t99", title="Nouveau", language="fr")
    for placement in Placement.objects.filter(analysis=first).order_by("pk")[:count]:
        Membership.objects.create(analysis=second, answer=placement.answer, group=group)
        Move.objects.create(
            analysis=second, answer=placement.answer, theme=placement.theme, group=group, because="cut"
        )
    return second


def test_report_asks_as_many_queries_for_one_text_as_for_thirty(
    consultation, staff, django_assert_max_num_queries
):
    texts = [f"Une piste cyclable au numéro {number}" for number in range(30)]
    first = make_analysis(consultation, {"Vélos": texts[:15], "Routes": texts[15:]})
    one, thirty = moved(first, consultation, 1), moved(first, consultation, 30)
    read(staff, "analysis_moves", one.pk)

    with django_assert_max_num_queries(60) as few:
        read(staff, "analysis_moves", one.pk)
    with django_assert_max_num_queries(60) as many:
        read(staff, "analysis_moves", thirty.pk)

    assert len(few) == len(many)
