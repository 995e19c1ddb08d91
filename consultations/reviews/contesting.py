"""“This is not what I meant”: what the person who wrote a text says against its place, and what an analyst answers.

A correction is an ordinary decision on the text, pinned as every other; the log keeps ids of both, no word of either.
Open ones are answered in the analysis in force, whichever they were made against.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from consultations.models import Analysis, Answer, Contestation, Contribution, Membership, Placement, Theme
from consultations.publishing.passages import passages_of
from consultations.publishing.voices import reviewed_family
from consultations.reviews import placing, refusals, review_log
from consultations.reviews.pinning import pin

SENTENCE = 500


@dataclass(frozen=True)
class Counts:
    """How many placements were contested in all, how many of those people corrected, how many wait for an answer."""

    contested: int = 0
    corrected: int = 0
    open: int = 0


def contest(
    answer: Answer, *, sentence: str = "", about: int | None = None, at: datetime | None = None
) -> Contestation:
    """Say that this text is not where its author meant, for any place that they are shown; return what waits.

    ``about`` is the id of the theme meant, where its passages are in several; without it, that of the whole text. The
    caller has checked that the person may speak for the text. Raises NothingToContest while no place is shown,
    ContestedAlready (held by the database) and SentenceTooLong.
    """
    at = at or timezone.now()
    sentence = " ".join(sentence.split())
    if len(sentence) > SENTENCE:
        raise refusals.SentenceTooLong(most=SENTENCE)
    analysis, theme = _shown_place(answer, about, at=at)
    try:
        with transaction.atomic():
            made = Contestation.objects.create(
                analysis=analysis, answer=answer, theme=theme, sentence=sentence, made_at=at
            )
            review_log.record(
                analysis,
                review_log.CONTEST,
                by=None,
                at=at,
                theme=theme,
                answer=answer.pk,
                contestation=made.pk,
            )
    except IntegrityError as error:
        raise refusals.ContestedAlready from error
    return made


@transaction.atomic
def answer_contestation(
    contestation: Contestation,
    *,
    by,
    reply: str,
    corrected_to: Theme | None = None,
    at: datetime | None = None,
) -> Contestation:
    """Answer the person, and put their text in ``corrected_to`` when they are right; return what was answered.

    Raises ReplyMissing, ContestationAnswered when a colleague was quicker, ContestationGone when the person withdrew,
    NotACorrection, AnalysisNotInForce, and what placing refuses.
    """
    reply, at = reply.strip(), at or timezone.now()
    if not reply:
        raise refusals.ReplyMissing
    fresh = _claim(contestation)
    if corrected_to is not None:
        corrected_to = _correct(fresh, corrected_to, by=by, at=at)
    fresh.state = Contestation.KEPT if corrected_to is None else Contestation.CORRECTED
    fresh.reply, fresh.corrected_to, fresh.answered_by, fresh.answered_at = reply, corrected_to, by, at
    fresh.save(update_fields=["state", "reply", "corrected_to", "answered_by", "answered_at"])
    review_log.record(
        corrected_to.analysis if corrected_to else fresh.analysis,
        review_log.ANSWER_CONTESTATION,
        by=by,
        at=at,
        theme=corrected_to or fresh.theme,
        answer=fresh.answer_id,
        contestation=fresh.pk,
        state=fresh.state,
    )
    return fresh


def contested_in(analysis: Analysis) -> QuerySet[Contestation]:
    """Every contested text of this question, the first made first, whichever analysis it was made against."""
    return Contestation.objects.filter(
        analysis__consultation=analysis.consultation_id, analysis__question_key=analysis.question_key
    )


def open_in(analysis: Analysis) -> QuerySet[Contestation]:
    """Those that nobody has answered yet."""
    return contested_in(analysis).filter(state=Contestation.OPEN)


def counts(analysis: Analysis) -> Counts:
    """The public figures of one question. One query.

    Counted from rows: who withdraws takes theirs along.
    """
    found = contested_in(analysis).aggregate(
        contested=Count("pk"),
        corrected=Count("pk", filter=Q(state=Contestation.CORRECTED)),
        open=Count("pk", filter=Q(state=Contestation.OPEN)),
    )
    return Counts(**found)


def _shown_place(answer: Answer, about: int | None, *, at: datetime) -> tuple[Analysis, Theme | None]:
    """The analysis in force and the theme that the author sees their text in, None where the machine set it aside."""
    consultation = answer.contribution.consultation
    if not (consultation.live and consultation.has_published_results(at=at)):
        raise refusals.NothingToContest
    placement = (
        Placement.objects.filter(answer=answer, analysis__adopted=True)
        .select_related("analysis", "theme__parent")
        .first()
    )
    if placement is not None:
        passages = passages_of([answer]).get(answer.pk, [])
        themes = [placement.theme, *(one.theme for one in passages)]
        shown = [theme for theme in themes if _is_shown(theme)]
        if not shown:
            raise refusals.NothingToContest
        meant = (theme for theme in shown if about in (theme.pk, theme.parent_id))
        return placement.analysis, next(meant, shown[0])
    membership = (
        Membership.objects.filter(answer=answer, analysis__adopted=True)
        .exclude(excluded="")
        .select_related("analysis")
        .first()
    )
    if membership is None:
        raise refusals.NothingToContest
    return membership.analysis, None


def _is_shown(theme: Theme) -> bool:
    family = [one for one in (theme.parent, theme) if one is not None]
    return bool(reviewed_family(theme)) or any(one.state == Theme.SET_ASIDE for one in family)


def _claim(contestation: Contestation) -> Contestation:
    """The contestation as it is now, held until the answer is stored. Withdrawals wait, or have been before."""
    # The contribution first, as a withdrawal does: two that lock the same rows the other way round would deadlock.
    writer = Answer.objects.filter(pk=contestation.answer_id).values("contribution_id")
    list(Contribution.objects.select_for_update().filter(pk__in=writer).only("pk"))
    found = Contestation.objects.select_for_update().filter(pk=contestation.pk).first()
    if found is None:
        raise refusals.ContestationGone
    if found.state != Contestation.OPEN:
        raise refusals.ContestationAnswered
    return found


def _correct(contestation: Contestation, to: Theme, *, by, at: datetime) -> Theme:
    """Put the text in that theme by a decision of the ordinary kind; return the theme as it is afterwards."""
    to = Theme.objects.select_related("analysis").get(pk=to.pk)
    was = contestation.analysis
    if (to.analysis.consultation_id, to.analysis.question_key) != (was.consultation_id, was.question_key):
        raise refusals.ThemesOfDifferentAnalyses
    answer = contestation.answer_id
    held = (
        Placement.objects.filter(analysis=to.analysis, answer=answer).select_related("theme__parent").first()
    )
    if held is None:
        return placing.place([answer], to, by=by, expected=to.revision, at=at)
    if held.theme_id == to.pk:
        if to.pk == contestation.theme_id:
            raise refusals.NotACorrection(title=str(to.title))
        # A colleague put it there since the person spoke, or only one of its passages stood elsewhere.
        return to if held.by_person else pin([answer], to, by=by, expected=to.revision, at=at)
    if held.theme.is_living:
        moved = placing.move([answer], to, source=held.theme, by=by, expected=held.theme.revision, at=at)
        return Theme.objects.select_related("analysis").get(pk=moved.pk)
    # Nothing is moved out of a theme that is set aside: the text leaves it, and is placed as one that is in none.
    repeats = held.repeats
    held.delete()
    to = placing.place([answer], to, by=by, expected=to.revision, at=at)
    Placement.objects.filter(analysis=to.analysis, answer=answer).update(repeats=repeats)
    return to
