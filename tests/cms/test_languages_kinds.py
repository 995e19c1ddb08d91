"""Lotteries, syntheses, nights of debates and meetings are in the report of languages, for those who can mend them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.languages import marks, status
from cms.models import Lottery
from consultations.models import Synthesis
from debates.models import DebateTheme
from tests.cms import lotteries
from tests.cms.test_languages_status import english_of
from tests.consultations.factories import make_consultation
from tests.consultations.following import adopted_charter
from tests.debates.gathering_makers import a_meeting
from tests.debates.makers import a_night

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(paris, editor) -> dict[str, str]:
    """One record of each kind, in French alone: kind → where it is mended."""
    lottery = lotteries.make_lottery(paris)
    Lottery.objects.update(title={"fr": "Panel climat"})
    charter = adopted_charter(paris, by=editor)
    Synthesis.objects.create(charter=charter, year=2025, introduction={"fr": "Une année."})
    night = a_night(paris, notice={"fr": "Le métro roule."})
    DebateTheme.objects.create(slug="ville", name={"fr": "La ville"})
    meeting = a_meeting(make_consultation(city=paris), paris)
    return {
        "lottery": reverse("cms_admin:lottery", args=[lottery.pk]),
        "synthesis": reverse("consultations_admin:synthesis", args=[charter.pk, 2025]),
        "edition": reverse("debates_admin:edition", args=[night.edition.slug]),
        "night": reverse("debates_admin:night", args=[night.pk]),
        "debate_theme": reverse("debates_admin:theme", args=["ville"]),
        "gathering": reverse("debates_admin:gathering", args=[meeting.code]),
    }


def kinds_of(user) -> dict[str, status.Row]:
    return {row.mark.rpartition("-")[0]: row for row in status.record_rows(user)}


def test_every_kind_is_reported_with_where_to_mend_it(everything, client, login, administrator):
    rows = kinds_of(administrator)
    login(client, administrator)

    assert {kind: rows[kind].url for kind in everything} == everything
    for kind, url in everything.items():
        english = next(state for state in rows[kind].states if state.language == "en")
        # The lottery's categories have English names alone: it is begun.
        assert english.key == (status.DRAFT if kind == "lottery" else status.MISSING)
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("who", "theirs"),
    [
        ("coordinator", {"lottery", "night", "gathering"}),
        ("dakar_coordinator", set()),
        ("editor", {"synthesis", "gathering"}),
        ("citizen", set()),
    ],
)
def test_each_is_told_what_they_can_mend_and_nothing_else(request, everything, client, login, who, theirs):
    person = request.getfixturevalue(who)
    login(client, person)

    told = kinds_of(person)

    assert set(told) & set(everything) == theirs
    assert [client.get(told[kind].url).status_code for kind in theirs] == [200] * len(theirs)


def test_coordinator_says_nothing_of_another_citys_lottery(client, login, everything, dakar_coordinator):
    login(client, dakar_coordinator)
    lottery = Lottery.objects.get()

    answer = client.post(
        reverse("cms_admin:language_up_to_date"), {"record": f"lottery-{lottery.pk}", "language": "en"}
    )

    assert answer.status_code == 404


def test_lottery_lags_when_a_value_is_reworded_and_leaves_when_it_is_published(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    value = lottery.categories.first().values.first()
    value.name = {"fr": "Femmes", "en": "Women"}
    value.save()
    marks.look(at=timezone.now())
    value.name = {"fr": "Femmes et filles", "en": "Women"}
    value.save()

    marks.look(at=timezone.now())

    late = {key for key, _since in marks.outdated().items() if key[1] == lottery.pk}
    assert [language for _type, _pk, language in late] == ["en"]
    Lottery.objects.update(state=Lottery.PUBLISHED)
    assert "lottery" not in kinds_of(administrator)


def test_night_without_words_waits_for_no_translation(paris, administrator):
    a_night(paris)

    assert "night" not in kinds_of(administrator)
    assert english_of(status.record_rows(administrator), "Nuit des débats 2027").key == status.MISSING


def test_records_cost_the_same_with_one_and_with_more(paris, everything, administrator):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            list(status.record_rows(administrator))
        return len(seen)

    list(status.record_rows(administrator))
    few = count()
    for number in range(5):
        lotteries.make_lottery(paris, slug=f"l-{number}")
        DebateTheme.objects.create(slug=f"t-{number}", name={"fr": f"Thème {number}"})
        a_meeting(make_consultation(city=paris, slug=f"c-{number}"), paris)

    assert count() == few
