"""Staff's screens of a discussion: open it, read before the public, decide, place what moved. Who must fail, fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from consultations.amending import amending
from consultations.charters import charter_drafting
from consultations.models import Amendment, Anchor, CharterVersion
from tests.consultations.discussing import (
    BODY,
    make_discussion,
    next_draft,
    reword,
    said_and_shown,
    say,
    wording,
)
from tests.consultations.publishing import make_charter
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ATTACK = '<script>alert(1)</script>" onmouseover="x'


@pytest.fixture
def version(paris, editor) -> CharterVersion:
    return make_discussion(paris, by=editor)


@pytest.fixture
def amendment(version, citizen, analyst) -> Amendment:
    return said_and_shown(version, "trois mois", by=citizen, reader=analyst, proposed="deux mois")


def screen(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def decision(amendment, seen: str = "", **more) -> dict:
    amendment.refresh_from_db()
    return {
        "do": "decide", "decision": "accepted", "reason_fr": "Oui.", "expected": f"{amendment.revision}:{seen}",
        **more,
    }  # fmt: skip


def test_coordinator_opens_a_draft_of_their_city_to_discussion(client, login, coordinator, paris, editor):
    draft = charter_drafting.start_draft(make_charter(paris), by=editor)
    charter_drafting.add_article(draft, "un", title={"fr": "Un"}, body={"fr": "Mots."}, by=editor)
    today = timezone.now().date()
    login(client, coordinator)

    response = client.post(
        screen("open_discussion", draft.pk), {"starts_on": today, "ends_on": today + timedelta(days=9)}
    )

    draft.refresh_from_db()
    assert response.url == screen("discussion", draft.pk)
    assert draft.state == CharterVersion.DISCUSSED
    assert timezone.localtime(draft.discussed_until, paris.zone).date() == today + timedelta(days=9)


@pytest.mark.parametrize("person", ["citizen", "host", "editor", "dakar_coordinator"])
def test_others_reach_no_screen_of_a_discussion(client, login, request, person, version, amendment, editor):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    anchor = Anchor.objects.get(version=draft)
    login(client, request.getfixturevalue(person))

    answers = [
        client.get(screen("discussion", version.pk)),
        client.get(screen("open_discussion", draft.pk)),
        client.post(screen("open_discussion", draft.pk), {}),
        client.post(screen("close_discussion", version.pk)),
        client.get(screen("said", amendment.pk)),
        client.post(screen("said", amendment.pk), decision(amendment)),
        client.post(screen("said", amendment.pk), {"do": "hide", "why": "insult", "expected": 2}),
        client.get(screen("places", version.pk)),
        client.post(screen("place", anchor.pk), {"do": "drop"}),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert all(
        "/login/" in answer.url or answer.url == "/cms/" for answer in answers if answer.status_code == 302
    )
    amendment.refresh_from_db()
    assert (amendment.is_shown, amendment.is_decided) == (True, False)
    assert not Anchor.objects.filter(is_dropped=True).exists()


def test_reader_shows_one_and_hides_another_with_a_reason(client, login, version, citizen, analyst):
    one = say(version, "trois mois", by=citizen)
    other = say(version, "contribution", by=citizen)
    login(client, analyst)

    client.post(screen("said", one.pk), {"do": "show", "expected": "1"})
    refused = client.post(screen("said", other.pk), {"do": "hide", "expected": "1"})
    client.post(screen("said", other.pk), {"do": "hide", "expected": "1", "why": "personal"})

    one.refresh_from_db()
    other.refresh_from_db()
    assert one.is_shown
    assert refused.context["hiding"].errors
    assert (other.moderation, other.hidden_for) == ("hidden", "personal")


def test_decision_puts_its_words_into_the_next_draft(client, login, version, amendment, editor, analyst):
    draft = next_draft(version.charter, by=editor)
    login(client, analyst)
    page = client.get(screen("said", amendment.pk))

    client.post(
        screen("said", amendment.pk),
        decision(
            amendment,
            puts_words="on",
            words="deux mois",
            seen=page.context["deciding"].initial["expected"].partition(":")[2],
        ),
    )

    amendment.refresh_from_db()
    assert amendment.decision == "accepted"
    assert "deux mois" in wording(draft).body["fr"]


def test_second_decision_meets_the_first_one(client, login, amendment, analyst, second_analyst):
    seen = decision(amendment)
    login(client, analyst).post(screen("said", amendment.pk), seen)

    response = login(client, second_analyst).post(
        screen("said", amendment.pk), {**seen, "decision": "refused", "reason_fr": "Non."}
    )

    assert response.status_code == 409
    assert "Oui." in response.content.decode()
    assert "Non." in response.content.decode()
    amendment.refresh_from_db()
    assert amendment.decision == "accepted"


def test_draft_that_changed_meanwhile_is_shown_before_words_go_in(
    client, login, version, amendment, editor, analyst
):
    draft = next_draft(version.charter, by=editor)
    login(client, analyst)
    seen = client.get(screen("said", amendment.pk)).context["deciding"].initial["expected"].partition(":")[2]
    reword(draft, "Vite : " + BODY, by=editor)
    sent = decision(amendment, puts_words="on", words="deux mois", seen=seen)

    conflict = client.post(screen("said", amendment.pk), sent)
    again = dict(conflict.context["sent"]) | {"expected": conflict.context["expected"]}
    client.post(screen("said", amendment.pk), again)

    assert conflict.status_code == 409
    assert "Vite : " in conflict.content.decode()
    assert wording(draft).body["fr"] == "Vite : " + BODY.replace("trois", "deux")


def test_what_moved_is_placed_by_a_person_from_the_queue(client, login, version, amendment, editor, analyst):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Elle répond avant la fin du trimestre.\n\nRien d’autre.", by=editor)
    anchor = Anchor.objects.get(version=draft)
    login(client, analyst)

    queue = client.get(screen("places", version.pk)).content.decode()
    page = client.get(screen("place", anchor.pk))
    expected = page.context["form"].initial["expected"]
    wrong = client.post(
        screen("place", anchor.pk), {"paragraph": "1", "words": "ailleurs", "expected": expected}
    )
    client.post(screen("place", anchor.pk), {"paragraph": "1", "words": "du trimestre", "expected": expected})

    anchor.refresh_from_db()
    assert screen("place", anchor.pk) in queue
    assert "<mark>trois mois</mark>" in page.content.decode()
    assert wrong.context["form"].errors["words"]
    assert wording(draft).body["fr"][anchor.start : anchor.end] == "du trimestre"
    assert anchor.placed_by == analyst


def test_words_that_are_gone_are_said_to_be_in_public(client, login, version, amendment, editor, analyst):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    anchor = Anchor.objects.get(version=draft)
    login(client, analyst)
    expected = client.get(screen("place", anchor.pk)).context["form"].initial["expected"]

    client.post(screen("place", anchor.pk), {"do": "drop", "expected": expected})

    with translation.override("en"):
        public = reverse(
            "consultations:discussed_article", args=[version.charter.slug, version.number, "repondre"]
        )
    assert "These words are no longer in version 2." in client.get(public).content.decode()


def test_discussion_is_closed_from_its_screen(client, login, version, analyst):
    login(client, analyst).post(screen("close_discussion", version.pk))

    version.refresh_from_db()
    assert version.discussed_until <= timezone.now()


def test_what_citizens_write_is_text_on_every_screen(client, login, version, citizen, editor, analyst):
    amendment = said_and_shown(
        version, "trois mois", by=citizen, reader=analyst, proposed=ATTACK, body=ATTACK, signature=ATTACK
    )
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    anchor = Anchor.objects.get(version=draft)
    login(client, analyst)

    for url in (
        screen("discussion", version.pk) + "?show=all", screen("said", amendment.pk), screen("places", version.pk),
        screen("place", anchor.pk),
    ):  # fmt: skip
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert '" onmouseover="' not in html


def test_screens_ask_as_much_for_one_contribution_as_for_thirty(
    client, login, version, citizen, neighbour, editor, analyst
):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    login(client, analyst)
    urls = [
        screen("discussions"), screen("discussion", version.pk) + "?show=all", screen("places", version.pk),
    ]  # fmt: skip

    def queries() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counts.append(len(asked))
        return counts

    said_and_shown(version, "trois mois", by=citizen, reader=analyst, proposed="deux mois")
    queries()
    one = queries()
    for number in range(29):
        other = said_and_shown(
            version, "trois mois", by=UserFactory(), reader=analyst, proposed=f"{number} mois"
        )
        amending.agree(other, 1, by=neighbour, at=timezone.now())

    assert queries() == one
