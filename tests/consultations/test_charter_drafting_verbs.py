"""Charters: drafts, articles with lasting identifiers, publication that freezes. Two charters side by side."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_log
from consultations.charters.charter_refusals import NotPublishable
from consultations.models import Article, Charter, CharterVersion, Proposal
from consultations.proposals import deciding
from consultations.reviews import refusals, reviewing
from tests.consultations.factories import make_analysis, make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(paris):
    return Charter.objects.create(slug="charte-de-la-ville", city=paris, title={"fr": "Charte de la Ville"})


@pytest.fixture
def district_charter(paris):
    return Charter.objects.create(
        slug="charte-du-quartier",
        city=paris,
        district=paris.districts.first(),
        title={"fr": "Charte du quartier"},
    )


@pytest.fixture
def proposals(paris, analyst):
    """Kept, kept in part, not kept, pending."""
    analysis = make_analysis(make_consultation(phase="analysis", city=paris), {"Répondre": ["Répondez."]})
    theme = reviewing.mark_reviewed(analysis.themes.get(), by=analyst, expected=1)
    made = [
        deciding.propose(analysis.consultation, {"fr": f"Proposition {n}"}, [theme], by=analyst)
        for n in range(4)
    ]
    for proposal, decision in zip(made, deciding.DECISIONS, strict=False):
        deciding.decide(proposal, decision, {"fr": "Parce que."}, "Direction", by=analyst, at=timezone.now())
    return list(Proposal.objects.all())


def write(version, identifier: str, *, by, **fields):
    fields = {
        "title": {"fr": identifier.title()},
        "body": {"fr": f"La Ville promet : {identifier}."},
        **fields,
    }
    return drafting.add_article(version, identifier, by=by, **fields)


def rename(wording, identifier: str, *, by):
    return drafting.reword(
        wording,
        title=wording.title,
        body=wording.body,
        identifier=identifier,
        by=by,
        expected=drafting.fingerprint(wording),
    )


def published(charter, *identifiers: str, by) -> CharterVersion:
    draft = drafting.start_draft(charter, by=by)
    for identifier in identifiers:
        write(draft, identifier, by=by)
    return drafting.publish(draft, by=by, at=timezone.now())


def identifiers(version) -> list[str]:
    return [wording.article.identifier for wording in version.article_versions.select_related("article")]


def test_a_first_draft_is_empty_and_a_charter_has_one_draft_at_a_time(charter, editor):
    draft = drafting.start_draft(charter, by=editor)

    assert (draft.number, draft.state, draft.article_versions.count()) == (1, CharterVersion.DRAFT, 0)
    with pytest.raises(refusals.DraftExists):
        drafting.start_draft(charter, by=editor)


def test_the_database_holds_one_draft_a_charter(charter, editor):
    drafting.start_draft(charter, by=editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        CharterVersion.objects.create(charter=charter, number=2)


def test_start_draft_copies_the_version_in_force_with_identifiers_and_proposals(charter, editor, proposals):
    first = drafting.start_draft(charter, by=editor)
    write(first, "repondre", by=editor, proposals=proposals[:2], chapter={"fr": "Après"})
    write(first, "prevenir", by=editor)
    proposals[3].delete()
    drafting.publish(first, by=editor, at=timezone.now())

    second = drafting.start_draft(charter, by=editor)

    assert (second.number, identifiers(second)) == (2, ["repondre", "prevenir"])
    copied, original = second.article_versions.first(), first.article_versions.first()
    assert (copied.article, copied.chapter, copied.body) == (
        original.article,
        original.chapter,
        original.body,
    )
    assert set(copied.proposals.all()) == set(proposals[:2])
    assert copied.pk != original.pk


def test_rewording_a_draft_leaves_the_version_in_force_alone(charter, editor):
    first = published(charter, "repondre", by=editor)
    copied = drafting.start_draft(charter, by=editor).article_versions.get()

    drafting.reword(
        copied,
        title={"fr": "Répondre à tous"},
        body={"fr": "Neuf", "en": "New"},
        chapter={"fr": "Après"},
        by=editor,
        expected=drafting.fingerprint(copied),
    )

    copied.refresh_from_db()
    assert (copied.body, str(copied.chapter)) == ({"fr": "Neuf", "en": "New"}, "Après")
    assert first.article_versions.get().body == {"fr": "La Ville promet : repondre."}


def test_two_people_on_one_article_get_a_conflict(charter, editor, administrator):
    wording = write(drafting.start_draft(charter, by=editor), "repondre", by=editor)
    seen = drafting.fingerprint(wording)
    drafting.reword(wording, title={"fr": "Un"}, body={"fr": "Un."}, by=administrator, expected=seen)

    with pytest.raises(drafting.WordingConflict) as caught:
        drafting.reword(wording, title={"fr": "Deux"}, body={"fr": "Deux."}, by=editor, expected=seen)
    with pytest.raises(drafting.WordingConflict):
        drafting.remove_article(wording, by=editor, expected=seen)

    assert str(caught.value.wording.title) == "Un"
    wording.refresh_from_db()
    assert str(wording.title) == "Un"


def test_citing_other_proposals_changes_the_fingerprint(charter, editor, proposals):
    wording = write(drafting.start_draft(charter, by=editor), "repondre", by=editor)
    before = drafting.fingerprint(wording)

    drafting.reword(
        wording, title=wording.title, body=wording.body, proposals=proposals[:1], by=editor, expected=before
    )

    wording.refresh_from_db()
    assert drafting.fingerprint(wording) != before
    drafting.reword(
        wording, title=wording.title, body=wording.body, by=editor, expected=drafting.fingerprint(wording)
    )
    assert not wording.proposals.exists()


def test_articles_cite_only_proposals_kept_at_least_in_part(charter, editor, proposals):
    draft = drafting.start_draft(charter, by=editor)
    kept, in_part, not_kept, pending = proposals

    wording = write(draft, "repondre", by=editor, proposals=[kept, in_part])

    assert set(wording.proposals.all()) == {kept, in_part}
    for refused in (not_kept, pending):
        with pytest.raises(refusals.ProposalNotKept):
            write(draft, "autre", by=editor, proposals=[refused])
    assert not Article.objects.filter(identifier="autre").exists()


def test_articles_cite_only_proposals_made_to_their_city(dakar, editor, proposals):
    charter = Charter.objects.create(slug="charte-de-dakar", city=dakar, title={"fr": "Charte"})
    draft = drafting.start_draft(charter, by=editor)

    with pytest.raises(refusals.ProposalOfAnotherCity):
        write(draft, "repondre", by=editor, proposals=proposals[:1])
    assert not drafting.citable_proposals(charter).exists()


def test_identifiers_are_unique_in_a_charter_and_free_in_another(charter, district_charter, editor):
    draft = drafting.start_draft(charter, by=editor)
    write(draft, "repondre", by=editor)
    other = write(drafting.start_draft(district_charter, by=editor), "repondre", by=editor)

    assert other.article.charter == district_charter
    with pytest.raises(refusals.IdentifierTaken):
        write(draft, "repondre", by=editor)
    with pytest.raises(refusals.NotAnIdentifier):
        write(draft, "Répondre à tous", by=editor)


def test_an_identifier_changes_until_its_first_publication_and_never_after(charter, editor):
    draft = drafting.start_draft(charter, by=editor)
    wording = write(draft, "repondre", by=editor)
    write(draft, "prevenir", by=editor)

    rename(wording, "repondre-a-tous", by=editor)
    with pytest.raises(refusals.IdentifierTaken):
        rename(wording, "prevenir", by=editor)
    drafting.publish(draft, by=editor, at=timezone.now())
    copied = drafting.start_draft(charter, by=editor).article_versions.first()

    with pytest.raises(refusals.IdentifierIsPublished):
        rename(copied, "autrement", by=editor)
    assert identifiers(draft) == ["repondre-a-tous", "prevenir"]


def test_a_removed_article_comes_back_under_its_identifier(charter, editor):
    published(charter, "repondre", "prevenir", by=editor)
    article = Article.objects.get(identifier="repondre")
    second = drafting.start_draft(charter, by=editor)
    copied = second.article_versions.first()

    drafting.remove_article(copied, by=editor, expected=drafting.fingerprint(copied))
    gone = identifiers(second)
    back = write(second, "repondre", by=editor)

    assert (gone, back.article) == (["prevenir"], article)


def test_removing_an_article_never_published_frees_its_identifier(charter, editor):
    wording = write(drafting.start_draft(charter, by=editor), "repondre", by=editor)

    drafting.remove_article(wording, by=editor, expected=drafting.fingerprint(wording))

    assert not Article.objects.exists()


def test_reorder_puts_articles_in_the_order_given(charter, editor):
    draft = drafting.start_draft(charter, by=editor)
    one, two, three = (write(draft, name, by=editor) for name in ("un", "deux", "trois"))

    drafting.reorder(draft, [three.pk, one.pk], by=editor)

    assert identifiers(draft) == ["trois", "un", "deux"]
    assert two.article.identifier == "deux"


def test_publish_freezes_the_version(charter, editor, proposals):
    version = published(charter, "repondre", by=editor)
    wording = version.article_versions.get()

    assert (version.state, version.published_by, charter.current_version()) == ("published", editor, version)
    for change in (
        lambda: write(version, "autre", by=editor),
        lambda: drafting.reword(
            wording, title={"fr": "Un"}, body={"fr": "Un."}, by=editor, expected=drafting.fingerprint(wording)
        ),
        lambda: drafting.remove_article(wording, by=editor, expected=drafting.fingerprint(wording)),
        lambda: drafting.reorder(version, [], by=editor),
        lambda: drafting.describe_draft(version, {"fr": "Rien."}, by=editor),
        lambda: drafting.publish(version, by=editor, at=timezone.now()),
        lambda: drafting.discard_draft(version, by=editor),
    ):
        with pytest.raises(refusals.VersionIsPublished):
            change()
    with pytest.raises(ValidationError):
        version.full_clean()
    assert identifiers(version) == ["repondre"]


def test_publish_says_all_that_is_missing(charter, editor, proposals, analyst):
    draft = drafting.start_draft(charter, by=editor)
    with pytest.raises(NotPublishable):
        drafting.publish(draft, by=editor, at=timezone.now())
    write(draft, "sans-titre", by=editor, title={"en": "Reply"})
    write(draft, "sans-texte", by=editor, body={"en": "The City replies."})
    write(draft, "cite", by=editor, proposals=proposals[:1])
    proposals[3].delete()
    deciding.decide(
        proposals[0], Proposal.NOT_KEPT, {"fr": "Non."}, "Direction", by=analyst, at=timezone.now()
    )

    with pytest.raises(NotPublishable) as caught:
        drafting.publish(draft, by=editor, at=timezone.now())

    problems = [str(problem) for problem in caught.value.problems]
    assert len(problems) == 3
    assert ["sans-titre" in problems[0], "sans-texte" in problems[1], "cite" in problems[2]] == [True] * 3
    draft.refresh_from_db()
    assert not draft.is_published


def test_discard_draft_keeps_what_was_published(charter, editor):
    version = published(charter, "repondre", by=editor)
    draft = drafting.start_draft(charter, by=editor)
    write(draft, "neuf", by=editor)

    drafting.discard_draft(draft, by=editor)

    assert list(charter.versions.all()) == [version]
    assert list(charter.articles.values_list("identifier", flat=True)) == ["repondre"]


def test_two_charters_one_of_a_district_live_apart(charter, district_charter, editor):
    published(charter, "repondre", "prevenir", by=editor)
    published(district_charter, "repondre", by=editor)

    draft = drafting.start_draft(district_charter, by=editor)

    assert (draft.number, identifiers(draft)) == (2, ["repondre"])
    assert charter.current_version().number == 1
    assert identifiers(charter.current_version()) == ["repondre", "prevenir"]
    assert not charter.versions.filter(state=CharterVersion.DRAFT).exists()


def test_what_is_done_to_a_charter_is_logged_with_who(charter, district_charter, editor):
    version = published(charter, "repondre", by=editor)

    lines = charter_log.history(charter)

    assert [line.action.rpartition(".")[2] for line in lines] == ["publish", "add_article", "start_draft"]
    assert {line.user for line in lines} == {editor}
    assert lines[1].data == {"version": version.number, "article": "repondre"}
    assert charter_log.history(district_charter) == []
