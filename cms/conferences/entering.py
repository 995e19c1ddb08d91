"""A recommendation enters a consultation as its body's contribution: somebody decides it, and once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.conferences import log, refusals
from cms.conferences.dossier import stable_address
from cms.models import ConferencePage, EnteredRecommendation, Recommendation
from consultations.answering import contributing, entering
from consultations.models import Consultation, Contribution
from kit.localized import LocalizedText


@transaction.atomic
def enter(
    page: ConferencePage,
    recommendation: Recommendation,
    consultation: Consultation,
    question_key: str,
    *,
    by,
    at: datetime | None = None,
) -> EnteredRecommendation:
    """Count it as an answer to that question, in the words that were voted. Raises Refused or UnknownQuestion."""
    at = at or timezone.now()
    language = recommendation.opinion.language
    title, text = (words.in_language(language) for words in (recommendation.title, recommendation.text))
    origin = entering.Origin(
        key=f"recommendation:{recommendation.key}",
        body=body_names(page),
        title=recommendation.title,
        path=stable_path(recommendation),
    )
    try:
        contribution = entering.enter_for_body(
            consultation, question_key, f"{title}\n\n{text}", language=language, origin=origin, at=at
        )
    except entering.NotBegun as error:
        raise refusals.NotOpenYet from error
    except entering.ResultsPublished as error:
        raise refusals.TooLateToEnter from error
    except entering.EnteredBefore as error:
        raise refusals.EnteredAlready from error
    entered = EnteredRecommendation.objects.create(
        recommendation=recommendation,
        consultation=consultation,
        contribution=contribution,
        entered_at=at,
        actor_id=by.pk if by else None,
    )
    log.record(page, log.ENTER, by=by, recommendation=recommendation.pk, consultation=consultation.pk)
    return entered


@transaction.atomic
def take_back(
    page: ConferencePage, entered: EnteredRecommendation, reason: str, *, by, at: datetime | None = None
) -> None:
    """Withdraw what was entered by mistake, with its words; the page's history keeps who, and why. Raises Refused.

    It does not come back: a recommendation enters a consultation once. Published figures correct themselves.
    """
    if not reason.strip():
        raise refusals.WithdrawalReasonMissing
    held = Contribution.objects.select_for_update().get(pk=entered.contribution_id)
    if held.is_withdrawn:
        raise refusals.WithdrawnAlready
    contributing.withdraw(held, at=at or timezone.now())
    log.record(
        page,
        log.WITHDRAW,
        by=by,
        recommendation=entered.recommendation_id,
        consultation=entered.consultation_id,
        reason=reason.strip(),
    )


def consultations_to_enter(user, *, at: datetime) -> QuerySet[Consultation]:
    """The consultations that have begun and whose results are not out, of those that this person may see."""
    visible = Consultation.objects.visible_to(user).filter(live=True, opens_at__lte=at)
    return visible.exclude(pk__in=Consultation.objects.with_results(at=at).values("pk"))


def body_names(page: ConferencePage) -> LocalizedText:
    """How the body is called in each language: its own page's title, or that of the conference. Two queries."""
    above = page.get_parent().specific
    speaker = above if isinstance(above, ConferencePage) else page
    pages = ConferencePage.objects.live().filter(translation_key=speaker.translation_key)
    return LocalizedText({one.locale.language_code: one.title for one in pages.select_related("locale")})


def stable_path(recommendation: Recommendation) -> str:
    """Its address that stays, without the language that it begins with."""
    return stable_address(recommendation).lstrip("/").partition("/")[2]


def entries_public(recommendation: Recommendation) -> QuerySet[EnteredRecommendation]:
    """Where it was entered, as far as anyone may see it: in consultations that are published, if it still counts."""
    return (
        recommendation.entries.filter(Q(consultation__live=True), contribution__withdrawn_at=None)
        .select_related("consultation", "contribution__consultation")
        .prefetch_related("consultation__texts")
    )
