"""Putting a draft in force, now or at a moment chosen beforehand, once nothing is missing any more."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.charters import charter_approval, charter_log, charter_mail, charter_refusals
from consultations.charters.charter_claiming import claim_draft
from consultations.charters.charter_refusals import NotPublishable, Problem
from consultations.charters.citing import uncited
from consultations.charters.paragraphs import Changes, changes, wordings_of
from consultations.models import ArticleVersion, CharterVersion, Consultation, Proposal
from consultations.proposals.citable import CITABLE
from consultations.proposals.lacking import sentence_for
from consultations.reviews.refusals import Refused
from kit.localized import content_languages

log = structlog.get_logger(__name__)


@transaction.atomic
def publish(version: CharterVersion, *, by, at: datetime) -> CharterVersion:
    """Put the draft in force and freeze it. NotPublishable says all that is missing, one sentence each."""
    version = claim_draft(version)
    # Whoever writes a proposal waits here (see deciding.propose), so that none slips in without its decision.
    list(Consultation.objects.select_for_update().filter(pk__in=_consultations(version)).order_by("pk"))
    if problems := what_is_missing(version):
        raise NotPublishable(problems)
    version.state, version.published_at, version.published_by = CharterVersion.PUBLISHED, at, by
    version.publish_at, version.held_at = None, None
    version.save(update_fields=["state", "published_at", "published_by", "publish_at", "held_at"])
    charter_log.record(version.charter, charter_log.PUBLISH, by=by, version=version.number)
    return version


@transaction.atomic
def schedule(version: CharterVersion, publish_at: datetime, *, by, at: datetime) -> CharterVersion:
    """Have the draft put in force at that moment, if nothing is missing then; another moment replaces the first."""
    if publish_at <= at:
        raise charter_refusals.NotInTheFuture
    version = claim_draft(version)
    version.publish_at, version.scheduled_by, version.held_at = publish_at, by, None
    version.save(update_fields=["publish_at", "scheduled_by", "held_at"])
    charter_log.record(version.charter, charter_log.SCHEDULE, by=by, version=version.number)
    return version


@transaction.atomic
def unschedule(version: CharterVersion, *, by) -> CharterVersion:
    """Give the planned publication up."""
    version = claim_draft(version)
    if version.publish_at is None:
        raise charter_refusals.NotScheduled
    version.publish_at, version.scheduled_by, version.held_at = None, None, None
    version.save(update_fields=["publish_at", "scheduled_by", "held_at"])
    charter_log.record(version.charter, charter_log.UNSCHEDULE, by=by, version=version.number)
    return version


def publish_due(*, at: datetime) -> int:
    """Publish the drafts whose moment has come, with the same checks as by hand; say how many were published.

    A draft that lacks something is held back once: its history and its page say so, and who planned it is told.
    """
    due = CharterVersion.objects.filter(
        state=CharterVersion.DRAFT, publish_at__lte=at, held_at=None
    ).select_related("scheduled_by")
    return sum(_publish_or_hold(version, at=at) for version in due)


def what_is_missing(version: CharterVersion) -> list[Problem]:
    """What keeps a draft from being published. The same number of queries, however many articles and proposals."""
    wordings = list(
        ArticleVersion.objects.filter(version=version)
        .select_related("article")
        .prefetch_related("proposals", "citations")
    )
    if not wordings:
        return [Problem(_("The draft has no article: write one."))]
    return [
        *(problem for wording in wordings for problem in _in_words(wording)),
        *_uncited(version, wordings),
        *_undecided(version),
        *charter_approval.missing(version),
    ]


def _publish_or_hold(version: CharterVersion, *, at: datetime) -> bool:
    try:
        publish(version, by=version.scheduled_by, at=at)
    except Refused as refusal:
        problems = refusal.problems if isinstance(refusal, NotPublishable) else [Problem(str(refusal))]
        _hold(version, problems, at=at)
        return False
    return True


@transaction.atomic
def _hold(version: CharterVersion, problems: list[Problem], *, at: datetime) -> None:
    held = CharterVersion.objects.filter(pk=version.pk, state=CharterVersion.DRAFT, held_at=None)
    if not held.update(held_at=at):
        return
    charter_log.record(version.charter, charter_log.HOLD, by=None, version=version.number)
    log.warning("publication of a charter held back", version=version.pk, problems=len(problems))
    transaction.on_commit(partial(charter_mail.tell_held_back, version, problems))


def _in_words(wording: ArticleVersion) -> list[Problem]:
    code, language = content_languages()[0]
    names = {"article": wording.article.identifier, "language": language}
    found = []
    if not wording.title.get(code):
        found.append(
            Problem(_("Article “%(article)s” has no title in %(language)s.") % names, wording=wording)
        )
    if not wording.body.get(code):
        found.append(
            Problem(_("Article “%(article)s” has no text in %(language)s.") % names, wording=wording)
        )
    for proposal in wording.proposals.all():
        if proposal.decision not in CITABLE:
            sentence = _(
                "Article “%(article)s” cites proposal %(number)s, which is not decided as kept or kept in part."
            )
            found.append(Problem(sentence % {**names, "number": proposal.number}, proposal, wording))
    return found


def _uncited(version: CharterVersion, wordings: list[ArticleVersion]) -> list[Problem]:
    """Changed paragraphs that cite nothing, and changes that no paragraph tells while the summary is empty."""
    in_force = version.charter.current_version()
    if in_force is None:
        return []
    before = wordings_of(in_force)
    found = []
    for wording in wordings:
        if not wording.body.get(content_languages()[0][0]):
            continue
        changed: Changes = changes(wording, before.pop(wording.article_id, None))
        for paragraph in uncited(changed, {one.paragraph for one in wording.citations.all()}):
            sentence = _(
                "Article “%(article)s” changes a paragraph that cites no proposal: “%(words)s”. Say which proposals "
                "it answers, or that the change is editorial."
            )
            names = {"article": wording.article.identifier, "words": _beginning(paragraph.words)}
            found.append(Problem(sentence % names, wording=wording))
    there = {wording.article_id for wording in wordings}
    tells_nothing = not version.note.get(content_languages()[0][0])
    if tells_nothing and (before.keys() - there or version.preamble != in_force.preamble):
        found.append(
            Problem(_("The preamble or the list of articles changes: say why in the summary for readers."))
        )
    return found


def _undecided(version: CharterVersion) -> list[Problem]:
    """The proposals of the charter's consultation, and of those that it cites, which lack something."""
    lacking = Proposal.objects.lacking().filter(consultation__in=_consultations(version))
    return [
        Problem(sentence_for(proposal), proposal) for proposal in lacking.order_by("consultation", "number")
    ]


def _consultations(version: CharterVersion) -> set[int]:
    cited = Proposal.objects.filter(article_versions__version=version).values_list(
        "consultation_id", flat=True
    )
    own = version.charter.consultation_id
    return {*cited, *([own] if own else [])}


def _beginning(words: str, *, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]}…"
