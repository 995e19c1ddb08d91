"""Which articles a proposal could be tied to, as the text engine reads them. It suggests; people cite.

The worker reads the proposal's statement, the titles of its themes and what people wrote in them, redacted, and
stores ids of articles with scores. No word of a citizen is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.models import ArticleVersion, CharterVersion, Placement, Proposal
from consultations.proposals.evidence import families
from consultations.reviews.refusals import Refused
from kit.localized import content_languages

# The words of this many people, the surest first, are enough to tell what a proposal is about.
VOICES = 200
KEPT = 5
# An article is as close as the statement is to it, or else as what people wrote is. Each of them speaks of several
# things, so that the mean of their scores falls short of what they say together: it counts double. Chosen by reading
# what comes out for the fifteen proposals of the demonstration; of the twelve that articles answer, each is found.
VOICES_COUNT = 2
CLOSE, POSSIBLE = 0.45, 0.1

# (texts, articles, their titles) → for each text, (position of the article, score) of the best.
Rank = Callable[[Sequence[str], Sequence[str], Sequence[str]], list[list[tuple[int, float]]]]


class NoCharterYet(Refused):
    sentence = _("No charter with articles comes from this consultation yet: start one first.")


@dataclass(frozen=True)
class Suggestion:
    """An article that speaks of what a proposal asks; ``word`` says how closely."""

    wording: ArticleVersion
    score: float
    word: str


@transaction.atomic
def ask_for_articles(proposal: Proposal, *, at: datetime) -> None:
    """Have the worker look for the articles that speak of what the proposal asks, in its charter's last version."""
    from consultations.tasks import suggest_articles_task

    version = version_to_search(proposal)
    if version is None:
        raise NoCharterYet
    asked = {"version": version.pk, "at": at.isoformat()}
    Proposal.objects.filter(pk=proposal.pk).update(suggestions=asked)
    transaction.on_commit(partial(suggest_articles_task.enqueue, proposal.pk))


def version_to_search(proposal: Proposal) -> CharterVersion | None:
    """The last version, drafts included, of the charter that the proposal's consultation renews. One query."""
    versions = CharterVersion.objects.filter(
        charter__consultation=proposal.consultation_id, article_versions__isnull=False
    )
    return versions.order_by("-number", "-pk").first()


def store_suggestions(proposal_id: int, *, rank: Rank) -> int:
    """Store the articles that ``rank`` finds for this proposal, the best first; say how many. Safe to repeat."""
    proposal = Proposal.objects.filter(pk=proposal_id).first()
    version = version_to_search(proposal) if proposal else None
    if proposal is None or version is None:
        return 0
    code = content_languages()[0][0]
    wordings = list(version.article_versions.order_by("sort_order", "pk"))
    texts = _texts(proposal, code)
    bodies = [wording.body.in_language(code) for wording in wordings]
    titles = [wording.title.in_language(code) for wording in wordings]
    statement, *voices = rank(texts, bodies, titles)
    totals: dict[int, float] = defaultdict(float)
    for ranked in voices:
        for place, score in ranked:
            totals[place] += VOICES_COUNT * score / len(voices)
    for place, score in statement:
        totals[place] = max(totals[place], score)
    best = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    found = [
        [wordings[place].article_id, round(min(score, 1), 3)] for place, score in best if score >= POSSIBLE
    ]
    Proposal.objects.filter(pk=proposal_id).update(
        suggestions={**proposal.suggestions, "version": version.pk, "articles": found}
    )
    return len(found)


def suggestions_for(proposal: Proposal) -> list[Suggestion]:
    """What was suggested, the best first, in the charter's last version; gone articles left out. Two queries."""
    scores = dict(proposal.suggestions.get("articles") or [])
    version = version_to_search(proposal) if scores else None
    if version is None:
        return []
    wordings = version.article_versions.filter(article__in=scores).select_related(
        "article__charter", "version"
    )
    found = [
        Suggestion(wording, scores[wording.article_id], word_for(scores[wording.article_id]))
        for wording in wordings.prefetch_related("proposals", "citations")
    ]
    return sorted(found, key=lambda one: (-one.score, one.wording.pk))


def suggested_to(wording: ArticleVersion) -> list[tuple[Proposal, str]]:
    """The proposals to which this article was suggested, with the word for how close, the closest first. One query."""
    consultation = wording.version.charter.consultation_id
    found = []
    for proposal in Proposal.objects.filter(consultation=consultation).exclude(suggestions={}):
        score = dict(proposal.suggestions.get("articles") or []).get(wording.article_id)
        if score is not None:
            found.append((score, proposal))
    found.sort(key=lambda pair: (-pair[0], pair[1].number))
    return [(proposal, word_for(score)) for score, proposal in found]


def word_for(score: float) -> str:
    """The score in a word, for people."""
    return str(_("close") if score >= CLOSE else _("possible"))


def _texts(proposal: Proposal, code: str) -> list[str]:
    themes = list(proposal.themes.all())
    placements = Placement.objects.filter(
        theme__in=families([theme.pk for theme in themes]),
        repeats=False,
        answer__contribution__withdrawn_at=None,
    )
    words = placements.exclude(answer__public_text=None).exclude(answer__public_text="")
    voices = words.order_by("-confidence", "pk").values_list("answer__public_text", flat=True)[:VOICES]
    titles = [theme.title.in_language(code) for theme in themes]
    return [proposal.statement.in_language(code), *titles, *voices]
