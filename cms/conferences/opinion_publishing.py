"""An opinion is published once, by somebody who wrote none of it, and frozen: errata put right what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.conferences import log, refusals
from cms.models import ConferencePage, Erratum, Opinion, Recommendation
from kit.localized import LocalizedText
from search.indexing import index

RECOMMENDATION, MINORITY = "recommendation", "minority"
OPINION_FIELDS = ("opinion_introduction", "opinion")


def publish_opinion(page: ConferencePage, *, by, at: datetime | None = None) -> Opinion:
    """Freeze what the published page says, in each language that it is published in. Raises Refused.

    The page's own language is the opinion's; numbers, votes and order are taken from it alone. ``by`` is somebody who
    wrote nothing of it in any language; None only where no person acts.
    """
    page = ConferencePage.objects.select_related("locale").get(pk=page.pk)
    if page.is_body:
        raise refusals.NotAConference
    if not page.live:
        raise refusals.DossierNotPublished
    pages = pages_of(page)
    blocks = [child for child in page.opinion if child.block_type == RECOMMENDATION]
    if not blocks:
        raise refusals.NoRecommendation
    try:
        with transaction.atomic():
            # Whoever saves the page at this moment waits, so that nobody becomes an author unseen.
            list(Page.objects.select_for_update().filter(pk__in=[one.pk for one in pages.values()]))
            if by is not None and wrote(pages.values(), by):
                raise refusals.NeedsAnotherPerson
            opinion = _write(page, pages, blocks, by=by, at=at or timezone.now())
            log.record(page, log.PUBLISH, by=by, recommendations=len(blocks))
            # Written at one go, they tell nobody that they are there.
            for recommendation in opinion.recommendations.all():
                index(recommendation)
    except IntegrityError as error:
        # Two people pressed at once, or the opinion was there: the constraint let one of them through.
        if Opinion.objects.filter(conference_key=page.translation_key).exists():
            raise refusals.OpinionIsPublished from error
        raise
    return opinion


def pages_of(page: ConferencePage) -> dict[str, ConferencePage]:
    """The published pages of a dossier by language, this one's first. One query."""
    pages = {page.locale.language_code: page}
    for other in page.get_translations().live().select_related("locale"):
        pages[other.locale.language_code] = other
    return pages


def wrote(pages: Iterable[ConferencePage], user) -> bool:
    """Whether that person ever saved a change of the opinion in one of these pages. One query a page.

    To have saved other parts of the dossier, or the page as it was, is no part in it.
    """
    for page in pages:
        before: tuple = ("", "[]")
        for revision in Revision.objects.for_instance(page).order_by("pk").iterator(chunk_size=50):
            said = tuple(_plain(revision.content.get(name)) for name in OPINION_FIELDS)
            if revision.user_id == user.pk and said != before:
                return True
            before = said
    return False


def _plain(value: Any) -> str:
    """A field of a revision in a form to compare: blocks without the order in which a database keeps their parts."""
    if isinstance(value, str) and value.startswith("["):
        return json.dumps(json.loads(value), sort_keys=True)
    return value or ""


@transaction.atomic
def correct(
    page: ConferencePage,
    text: LocalizedText,
    *,
    on: date,
    by,
    recommendation: Recommendation | None = None,
    at: datetime | None = None,
) -> Erratum:
    """Publish a correction of the whole opinion, or of one recommendation. It is written once. Raises Refused."""
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None:
        raise refusals.OpinionNotPublished
    if recommendation is not None and recommendation.opinion_id != opinion.pk:
        raise refusals.NotOfThisOpinion
    if not LocalizedText(text):
        raise refusals.CorrectionMissing
    if on > page.today():
        raise refusals.DayInTheFuture
    erratum = Erratum.objects.create(
        opinion=opinion,
        recommendation=recommendation,
        text=LocalizedText(text),
        on=on,
        written_at=at or timezone.now(),
        actor_id=by.pk if by else None,
    )
    log.record(page, log.CORRECT, by=by, erratum=erratum.pk)
    return erratum


def _write(page: ConferencePage, pages: dict[str, ConferencePage], blocks, *, by, at: datetime) -> Opinion:
    values = {code: _by_id(one) for code, one in pages.items()}
    main = page.locale.language_code
    opinion = Opinion.objects.create(
        conference_key=page.translation_key,
        language=main,
        introduction=_worded({code: one.opinion_introduction for code, one in pages.items()}, main),
        minorities=[
            _minority(child.id, child.value, values, main)
            for child in page.opinion
            if child.block_type == MINORITY
        ],
        published_at=at,
        actor_id=by.pk if by else None,
    )
    Recommendation.objects.bulk_create(
        Recommendation(
            opinion=opinion,
            number=number,
            key=child.id,
            title=_words(child.id, "title", values, main),
            text=_words(child.id, "text", values, main),
            votes_for=child.value["votes_for"],
            votes_against=child.value["votes_against"],
            votes_blank=child.value["votes_blank"],
            minorities=[
                _minority(item.id, item.value, values, main)
                for item in child.value["minorities"].bound_blocks
            ],
        )
        for number, child in enumerate(blocks, start=1)
    )
    return opinion


def _by_id(page: ConferencePage) -> dict[str, Any]:
    """The values of a page's opinion by the id of their block, minority statements inside recommendations too."""
    found: dict[str, Any] = {}
    for child in page.opinion:
        found[child.id] = child.value
        if child.block_type == RECOMMENDATION:
            found.update({item.id: item.value for item in child.value["minorities"].bound_blocks})
    return found


def _words(block_id: str, name: str, values: dict[str, dict[str, Any]], main: str) -> LocalizedText:
    said = {code: found[block_id][name] for code, found in values.items() if block_id in found}
    return _worded(said, main)


def _worded(said: dict[str, str], main: str) -> LocalizedText:
    """What was said by language, without languages that only repeat the main one's words untranslated."""
    original = said.get(main, "")
    return LocalizedText(
        {code: text for code, text in said.items() if text and (code == main or text != original)}
    )


def _minority(block_id: str, value, values: dict[str, dict[str, Any]], main: str) -> dict[str, Any]:
    return {"text": dict(_words(block_id, "text", values, main)), "carried_by": value["carried_by"]}
