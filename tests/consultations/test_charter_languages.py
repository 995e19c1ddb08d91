"""An amendment taken up in one language leaves the others behind: the editor is told, and says when they fit again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_revisions
from consultations.charters.charter_approval import approval_of
from consultations.charters.charter_claiming import WordingConflict, fingerprint
from consultations.charters.charter_warnings import say_languages_fit, warnings_of
from consultations.models import ArticleVersion
from tests.consultations.discussing import BODY, make_discussion, next_draft, said_and_shown, say, wording
from tests.consultations.test_amendments_decided import decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ENGLISH = "The City answers every contribution within three months."


@pytest.fixture
def version(paris, editor):
    return make_discussion(paris, by=editor)


@pytest.fixture
def draft(version, editor):
    """The next draft, in two languages."""
    made = next_draft(version.charter, by=editor)
    rewrite(wording(made), {"fr": BODY, "en": ENGLISH}, by=editor)
    return made


@pytest.fixture
def taken_up(version, draft, citizen, analyst) -> ArticleVersion:
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst, proposed="deux mois")
    decide(amendment, "accepted", by=analyst, words="deux mois")
    return wording(draft)


def rewrite(about: ArticleVersion, body: dict, *, by) -> ArticleVersion:
    return drafting.reword(about, title=about.title, body=body, by=by, expected=fingerprint(about))


def address(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def test_taking_up_an_amendment_leaves_the_other_languages_behind(taken_up):
    assert taken_up.lagging == ["en"]


def test_refusing_an_amendment_leaves_nothing_behind(version, draft, citizen, analyst):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst, proposed="un jour")

    decide(amendment, "refused", by=analyst)

    assert wording(draft).lagging == []


def test_writing_the_other_language_anew_mends_it(taken_up, editor):
    changed = ENGLISH.replace("three", "two")

    rewritten = rewrite(taken_up, {**taken_up.body, "en": changed}, by=editor)

    assert rewritten.lagging == []


def test_writing_the_same_language_again_mends_nothing(taken_up, editor):
    words = taken_up.body["fr"].replace("deux mois", "soixante jours")

    assert rewrite(taken_up, {**taken_up.body, "fr": words}, by=editor).lagging == ["en"]


def test_an_amendment_in_the_other_language_does_not_hide_the_first(
    taken_up, version, draft, citizen, analyst
):
    second = said_and_shown(version, "pourquoi", by=citizen, reader=analyst, proposed="dit pourquoi")
    decide(second, "accepted", by=analyst, words="dit pourquoi")

    assert wording(draft).lagging == ["en"]


def test_the_screens_say_so_before_publishing(taken_up, client, login, editor):
    login(client, editor)

    article = client.get(address("charter_article", taken_up.pk), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    page = client.get(
        address("charter_version", taken_up.version_id), HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()

    assert "may still say the old thing: English." in article
    assert "The languages already say the same" in article
    assert "may still say the old thing: English." in page
    assert address("charter_article", taken_up.pk) in page
    assert "Publish this version all the same" in page


def test_an_editor_says_that_the_languages_fit(taken_up, client, login, editor):
    login(client, editor)

    page = client.post(
        address("languages_fit", taken_up.pk),
        {"expected": fingerprint(taken_up)},
        HTTP_ACCEPT_LANGUAGE="en",
        follow=True,
    ).content.decode()

    taken_up.refresh_from_db()
    assert taken_up.lagging == []
    assert "may still say the old thing" not in page


def test_who_looked_at_other_words_does_not_speak_for_these(taken_up, editor):
    seen = fingerprint(taken_up)
    words = taken_up.body["fr"].replace("deux mois", "un mois")
    rewrite(taken_up, {**taken_up.body, "fr": words}, by=editor)

    with pytest.raises(WordingConflict):
        say_languages_fit(taken_up, by=editor, expected=seen)


def test_saying_that_languages_fit_changes_no_word_of_what_was_approved(taken_up, draft, editor):
    before = approval_of(draft), draft.revisions.count()

    say_languages_fit(taken_up, by=editor, expected=fingerprint(taken_up))

    assert (approval_of(draft), draft.revisions.count()) == before


def test_an_analyst_cannot_say_so(taken_up, client, login, analyst):
    login(client, analyst)

    client.post(address("languages_fit", taken_up.pk), {"expected": fingerprint(taken_up)})

    taken_up.refresh_from_db()
    assert taken_up.lagging == ["en"]


def test_a_state_that_is_brought_back_brings_this_back_too(taken_up, draft, editor):
    draft.refresh_from_db()
    with_it = draft.latest_revision
    rewrite(taken_up, {**taken_up.body, "en": "Within two months."}, by=editor)
    draft.refresh_from_db()

    charter_revisions.bring_back(draft, with_it, by=editor, expected=draft.latest_revision_id)

    assert wording(draft).lagging == ["en"]


def test_a_discussion_that_waits_for_answers_is_told_and_forbids_nothing(
    version, draft, citizen, neighbour, analyst, client, login, editor
):
    say(version, "trois mois", by=citizen)
    said_and_shown(version, "ce qu’elle retient", by=neighbour, reader=analyst)
    draft.refresh_from_db()
    rewrite(wording(draft), {"fr": "Tout autre chose.", "en": ENGLISH}, by=editor)
    login(client, editor)

    told = [caution.sentence for caution in warnings_of(draft)]
    client.post(address("publish_version", draft.pk))

    assert told == [
        "1 contribution to the discussion of version 1 has not been read.",
        "1 contribution to the discussion of version 1 has no answer.",
        "1 contribution no longer finds its words in this draft.",
    ]
    draft.refresh_from_db()
    assert draft.is_published


def test_warnings_take_the_same_queries_for_1_and_30_contributions(
    version, draft, citizen, analyst, django_assert_max_num_queries
):
    for number in range(30):
        said_and_shown(version, "trois mois", by=citizen, reader=analyst, body=f"Raison {number}.")

    with django_assert_max_num_queries(6):
        warnings_of(draft)
