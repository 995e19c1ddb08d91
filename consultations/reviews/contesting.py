"""“This is not what I meant”: what the person who wrote a text says against its place, and what an analyst answers.

A text with several ideas is contested idea by idea. A correction is an ordinary decision on the text, or on those
words of it, pinned as every other; the log keeps ids of both, no word of either.
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
from consultations.reviews.placing_passages import place_passages

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

    ``about`` is the id of the theme of the idea meant, where the text has several: the contestation and its answer
    are about that idea then. Without it, it is the whole text. The caller has checked that the person may speak for
    the text. Raises NothingToContest while no place is shown, ContestedAlready (held by the database) and
    SentenceTooLong.
    """
    at = at or timezone.now()
    sentence = " ".join(sentence.split())
    if len(sentence) > SENTENCE:
        raise refusals.SentenceTooLong(most=SENTENCE)
    analysis, theme, spans = _shown_place(answer, about, at=at)
    try:
        with transaction.atomic():
            made = Contestation.objects.create(
                analysis=analysis, answer=answer, theme=theme, spans=spans, sentence=sentence, made_at=at
            )
            review_log.record(
                analysis,
                review_log.CONTEST,
                by=None,
                at=at,
                theme=theme,
                answer=answer.pk,
                contestation=made.pk,
                spans=spans,
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


def _shown_place(
    answer: Answer, about: int | None, *, at: datetime
) -> tuple[Analysis, Theme | None, list[list[int]]]:
    """The analysis in force, the theme that the author sees their text or idea in, and the words of that idea.

    The theme is None where the machine set the text aside; the words are none where the whole text is meant.
    """
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
        shown = [theme for theme in themes if shown_theme(theme)]
        if not shown:
            raise refusals.NothingToContest
        meant = [one for one in passages if (there := shown_theme(one.theme)) and there.pk == about]
        if not meant or len(meant) == len(passages):
            return placement.analysis, meant[0].theme if meant else shown[0], []
        return placement.analysis, meant[0].theme, [[one.start, one.end] for one in meant]
    membership = (
        Membership.objects.filter(answer=answer, analysis__adopted=True)
        .exclude(excluded="")
        .select_related("analysis")
        .first()
    )
    if membership is None:
        raise refusals.NothingToContest
    return membership.analysis, None, []


def shown_theme(theme: Theme) -> Theme | None:
    """The narrowest theme that its authors are told: a reviewed one, or one that people set aside. Queries nothing."""
    if chain := reviewed_family(theme):
        return chain[-1]
    return next((one for one in (theme, theme.parent) if one and one.state == Theme.SET_ASIDE), None)


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
    if contestation.spans:
        if to.pk == contestation.theme_id:
            raise refusals.NotACorrection(title=str(to.title))
        return place_passages(contestation.answer, contestation.spans, to, by=by, expected=to.revision, at=at)
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
