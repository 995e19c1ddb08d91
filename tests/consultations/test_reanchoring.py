"""What was said keeps its place in the next draft, or waits for a person; nothing is ever lost."""

from __future__ import annotations

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.amending import moderating, reanchoring, refusals
from consultations.charters import charter_drafting, charter_revisions
from consultations.models import Anchor, CharterVersion
from tests.consultations.discussing import (
    BODY,
    make_discussion,
    next_draft,
    reword,
    said_and_shown,
    say,
    wording,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def version(paris, editor) -> CharterVersion:
    return make_discussion(paris, by=editor)


@pytest.fixture
def said(version, citizen, analyst):
    """A comment on “dans les trois mois”."""
    return said_and_shown(version, "dans les trois mois", by=citizen, reader=analyst)


def words_in(draft: CharterVersion) -> str | None:
    """The words on which the only contribution stands in the draft."""
    anchor = Anchor.objects.get(version=draft)
    return reanchoring.text_of(anchor)[anchor.start : anchor.end] if anchor.is_placed else None


def test_next_draft_holds_every_shown_contribution_at_its_place(version, said, citizen, editor):
    say(version, "trois mois", by=citizen)

    draft = next_draft(version.charter, by=editor)

    assert words_in(draft) == "dans les trois mois"


def test_contribution_shown_after_the_draft_was_begun_is_placed_too(version, citizen, editor, analyst):
    late = say(version, "trois mois", by=citizen)
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Vite : " + BODY, by=editor)

    moderating.show(late, by=analyst, at=timezone.now(), expected=1)

    assert words_in(draft) == "trois mois"


def test_rewording_elsewhere_keeps_the_place_and_removing_the_words_queues_it(version, said, editor):
    draft = next_draft(version.charter, by=editor)

    reword(draft, "Chaque jour. " + BODY + "\n\nEnfin.", by=editor)
    kept = words_in(draft)
    reword(draft, "Elle dit ce qu’elle retient, et pourquoi.", by=editor)

    assert kept == "dans les trois mois"
    assert words_in(draft) is None
    assert [one.amendment for one in reanchoring.waiting_places(version)] == [said]


def test_words_that_come_back_find_their_place_again(version, said, editor):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)

    reword(draft, "De nouveau : " + BODY, by=editor)

    assert words_in(draft) == "dans les trois mois"


def test_article_taken_out_queues_what_was_said_and_bringing_it_back_places_it(version, said, editor):
    draft = next_draft(version.charter, by=editor)
    begun = draft.latest_revision or draft.revisions.first()
    about = wording(draft)

    charter_drafting.remove_article(about, by=editor, expected=charter_drafting.fingerprint(about))
    gone = words_in(draft)
    draft.refresh_from_db()
    charter_revisions.bring_back(draft, begun, by=editor, expected=draft.latest_revision_id)

    assert gone is None
    assert words_in(draft) == "dans les trois mois"


def test_person_places_what_was_lost_and_the_place_follows_the_text(version, said, editor, analyst):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Elle répond avant la fin du trimestre.", by=editor)
    anchor = reanchoring.waiting_places(version).get()

    reanchoring.place(anchor, 12, 38, by=analyst, expected=reanchoring.state_of(anchor))
    reword(draft, "Chaque jour ouvré, elle répond avant la fin du trimestre.", by=editor)

    assert words_in(draft) == "avant la fin du trimestre."
    assert not reanchoring.waiting_places(version).exists()


def test_person_says_that_words_are_gone_and_they_stay_gone(version, said, editor, analyst):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    anchor = reanchoring.waiting_places(version).get()

    reanchoring.drop(anchor, by=analyst, expected=reanchoring.state_of(anchor))
    reword(draft, "Encore autre chose.", by=editor)

    assert Anchor.objects.get(version=draft).is_dropped
    assert not reanchoring.waiting_places(version).exists()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 1), (0, 999), (5, 6)])
def test_place_without_words_is_refused(version, said, editor, analyst, start, end):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    anchor = reanchoring.waiting_places(version).get()

    with pytest.raises(refusals.NoSuchWords):
        reanchoring.place(anchor, start, end, by=analyst, expected=reanchoring.state_of(anchor))


def test_place_chosen_in_a_text_that_changed_meanwhile_is_a_conflict(version, said, editor, analyst):
    draft = next_draft(version.charter, by=editor)
    reword(draft, "Autre chose.", by=editor)
    anchor = reanchoring.waiting_places(version).get()
    seen = reanchoring.state_of(anchor)
    reword(draft, "Tout autre chose.", by=editor)

    with pytest.raises(refusals.AnchorConflict):
        reanchoring.place(anchor, 0, 5, by=analyst, expected=seen)


def test_publication_ends_what_later_versions_have_to_answer(version, said, editor):
    draft = next_draft(version.charter, by=editor)
    charter_drafting.publish(draft, by=editor, at=timezone.now())

    later = next_draft(version.charter, by=editor)

    assert set(Anchor.objects.values_list("version__number", flat=True)) == {1, 2}
    assert not reanchoring.discussions_behind(later).exists()


PARAGRAPHS = ["Premier point, dit ainsi.", "Deuxième point, dit autrement.", "Troisième point, dit enfin."]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([0, 1, 2]), kept=st.sets(st.sampled_from([0, 1, 2])), added=st.booleans())
def test_whatever_is_moved_or_taken_out_each_contribution_is_placed_or_queued(
    paris, editor, citizen, analyst, order, kept, added
):
    version = make_discussion(
        paris, by=editor, bodies={"repondre": "\n\n".join(PARAGRAPHS)}, slug=f"c{timezone.now():%H%M%S%f}"
    )
    for text in PARAGRAPHS:
        said_and_shown(version, text, by=citizen, reader=analyst)
    draft = next_draft(version.charter, by=editor)

    after = [PARAGRAPHS[place] for place in order if place in kept] + ["Ajout sans rapport."] * (
        added or not kept
    )
    reword(draft, "\n\n".join(after), by=editor)

    anchors = Anchor.objects.filter(version=draft).select_related("amendment")
    assert anchors.count() == 3
    for anchor in anchors:
        text = reanchoring.text_of(anchor)[anchor.start : anchor.end] if anchor.is_placed else None
        expected = anchor.amendment.quote if PARAGRAPHS.index(anchor.amendment.quote) in kept else None
        assert text == expected
