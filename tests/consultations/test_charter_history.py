"""The history of a draft: every save is kept, can be looked at and brought back; nobody overwrites what they missed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_log, charter_refusals
from consultations.charters import charter_revisions as revisions
from consultations.models import Article, CharterVersion
from consultations.reviews import refusals
from tests.consultations.publishing import make_charter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def draft(paris, editor):
    draft = drafting.start_draft(make_charter(paris), by=editor)
    for identifier in ("repondre", "ecouter"):
        drafting.add_article(
            draft,
            identifier,
            title={"fr": identifier.title()},
            body={"fr": f"Nous allons {identifier}."},
            by=editor,
        )
    return fresh(drafting.describe_draft(draft, {"fr": "Début."}, preamble={"fr": "Nous."}, by=editor))


@pytest.fixture
def editor_client(client, login, editor):
    return login(client, editor)


def fresh(version) -> CharterVersion:
    return CharterVersion.objects.select_related("charter").get(pk=version.pk)


def article(version, identifier: str):
    return version.article_versions.get(article__identifier=identifier)


def reword(version, identifier: str, body: str, *, by):
    wording = article(version, identifier)
    return drafting.reword(
        wording, title=wording.title, body={"fr": body}, by=by, expected=drafting.fingerprint(wording)
    )


def says(version) -> list[tuple[str, str]]:
    rows = version.article_versions.select_related("article").order_by("sort_order")
    return [(row.article.identifier, str(row.body)) for row in rows]


def url(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def test_every_thing_done_to_a_draft_keeps_a_revision_with_who_did_it(draft, editor, administrator):
    before = revisions.revisions_of(draft).count()
    reword(draft, "repondre", "Répondre vite.", by=administrator)
    drafting.reorder(draft, [article(draft, "ecouter").pk], by=editor)
    gone = article(draft, "ecouter")
    drafting.remove_article(gone, by=editor, expected=drafting.fingerprint(gone))

    kept = list(revisions.revisions_of(draft))

    assert before == 4
    assert [one.user for one in kept[:3]] == [editor, editor, administrator]
    assert fresh(draft).latest_revision == kept[0]


def test_a_revision_reads_as_the_draft_was(draft, editor):
    was = draft.latest_revision
    reword(draft, "repondre", "Répondre vite.", by=editor)

    kept = revisions.read(draft, was)

    assert (kept.preamble, kept.note) == ({"fr": "Nous."}, {"fr": "Début."})
    assert [(one.article.identifier, str(one.body)) for one in kept.wordings] == [
        ("repondre", "Nous allons repondre."),
        ("ecouter", "Nous allons ecouter."),
    ]


def test_a_draft_is_brought_back_with_words_order_and_articles(draft, editor):
    was, said = draft.latest_revision, says(draft)
    reword(draft, "repondre", "Répondre vite.", by=editor)
    gone = article(draft, "ecouter")
    drafting.remove_article(gone, by=editor, expected=drafting.fingerprint(gone))
    drafting.add_article(draft, "neuf", title={"fr": "Neuf"}, body={"fr": "Neuf."}, by=editor)
    drafting.describe_draft(draft, {"fr": "Autre."}, preamble={"fr": "Eux."}, by=editor)
    now = fresh(draft)

    back = revisions.bring_back(now, was, by=editor, expected=now.latest_revision_id)

    assert says(back) == said
    assert (back.preamble, back.note) == ({"fr": "Nous."}, {"fr": "Début."})
    assert not Article.objects.filter(identifier="neuf").exists()
    assert charter_log.history(back.charter)[0].action.endswith(charter_log.BRING_BACK)


def test_bringing_back_can_be_taken_back(draft, editor):
    was = draft.latest_revision
    reword(draft, "repondre", "Répondre vite.", by=editor)
    later = fresh(draft)
    revisions.bring_back(later, was, by=editor, expected=later.latest_revision_id)

    back = revisions.bring_back(
        later, later.latest_revision, by=editor, expected=fresh(draft).latest_revision_id
    )

    assert dict(says(back))["repondre"] == "Répondre vite."


def test_bringing_back_over_what_one_has_not_seen_or_from_another_draft_is_refused(draft, paris, editor):
    was = draft.latest_revision
    other = drafting.start_draft(make_charter(paris, slug="autre"), by=editor)
    reword(draft, "repondre", "Répondre vite.", by=editor)

    with pytest.raises(drafting.DraftConflict):
        revisions.bring_back(draft, was, by=editor, expected=was.pk)
    with pytest.raises(charter_refusals.RevisionOfAnotherDraft):
        revisions.bring_back(
            draft, fresh(other).latest_revision, by=editor, expected=fresh(draft).latest_revision_id
        )


def test_a_published_version_is_not_brought_back(draft, editor):
    was = draft.latest_revision
    drafting.publish(draft, by=editor, at=timezone.now())

    with pytest.raises(refusals.VersionIsPublished):
        revisions.bring_back(draft, was, by=editor, expected=fresh(draft).latest_revision_id)


def test_two_people_on_the_preamble_or_the_order_get_a_conflict(draft, editor, administrator):
    seen = draft.revision
    drafting.describe_draft(draft, {"fr": "D’abord."}, by=administrator, expected=seen)

    with pytest.raises(drafting.DraftConflict) as caught:
        drafting.describe_draft(draft, {"fr": "Ensuite."}, by=editor, expected=seen)
    with pytest.raises(drafting.DraftConflict):
        drafting.reorder(draft, [], by=editor, expected=seen)

    assert str(caught.value.version.note) == "D’abord."
    assert fresh(draft).note == {"fr": "D’abord."}


def test_the_conflict_page_shows_both_and_lets_the_second_through(editor_client, draft, administrator):
    seen = draft.revision
    drafting.describe_draft(draft, {"fr": "D’abord."}, by=administrator, expected=seen)
    data = {"note_fr": "Ensuite.", "preamble_fr": "Nous.", "expected": seen}

    page = editor_client.post(url("describe_draft", draft.pk), data)
    again = {**dict(page.context["sent"]), "expected": page.context["expected"]}
    editor_client.post(url("describe_draft", draft.pk), again)

    assert page.status_code == 409
    content = page.content.decode()
    assert "D’abord." in content
    assert "Ensuite." in content
    assert fresh(draft).note == {"fr": "Ensuite."}


def test_the_history_screens_show_a_state_and_bring_it_back(editor_client, draft, editor):
    was = draft.latest_revision_id
    reword(draft, "repondre", "Répondre vite.", by=editor)
    latest = fresh(draft).latest_revision_id

    listed = editor_client.get(url("draft_history", draft.pk)).content.decode()
    state = editor_client.get(url("draft_revision", draft.pk, was)).content.decode()
    editor_client.post(url("bring_draft_back", draft.pk, was), {"expected": latest})

    assert url("draft_revision", draft.pk, was) in listed
    assert "Nous allons repondre." in state
    assert "<ins>" in state
    assert dict(says(draft))["repondre"] == "Nous allons repondre."


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_only_those_who_write_charters_see_the_history_and_bring_back(
    client, login, request, draft, editor, person
):
    was = draft.latest_revision_id
    reword(draft, "repondre", "Répondre vite.", by=editor)
    login(client, request.getfixturevalue(person))

    assert client.get(url("draft_history", draft.pk)).status_code == 302
    assert client.get(url("draft_revision", draft.pk, was)).status_code == 302
    client.post(url("bring_draft_back", draft.pk, was), {"expected": fresh(draft).latest_revision_id})

    assert dict(says(draft))["repondre"] == "Répondre vite."


def test_discarding_a_draft_takes_its_history_away(draft, editor):
    kept = list(revisions.revisions_of(draft).values_list("pk", flat=True))

    drafting.discard_draft(draft, by=editor)

    assert kept
    assert not draft.revisions.filter(pk__in=kept).exists()
