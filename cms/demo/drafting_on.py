"""What goes on in the demonstration today: words chosen for and against proposals, a decision that is late, a draft
that waits for somebody else's approval. Done with the verbs of staff.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail.models import Workflow

from cms.demo.texts import read
from consultations.analysis import suggest_articles
from consultations.charters import charter_approval, citing
from consultations.charters.charter_drafting import describe_draft, fingerprint, reword, start_draft
from consultations.charters.paragraphs import changed_paragraphs
from consultations.models import (
    Answer,
    ArticleVersion,
    Charter,
    CharterVersion,
    Contribution,
    Evidence,
    Proposal,
    Theme,
)
from consultations.proposals.deciding import propose
from consultations.proposals.evidence import Stretch, keep_evidence
from kit.localized import LocalizedText

DAY = timedelta(days=1)
SIDES = {"for": Evidence.FOR, "against": Evidence.AGAINST}


def choose_words(
    proposals: dict[int, Proposal], contributions: dict[str, Contribution], question: str, *, by
) -> None:
    """Keep, for and against each proposal, what these people wrote, as far as it is in the proposal's themes."""
    for number, sides in read("next_draft")["evidence"].items():
        proposal = proposals[int(number)]
        for side, names in sides.items():
            if stretches := _stretches(proposal, [contributions[name] for name in names], question):
                proposal.refresh_from_db(fields=["revision"])
                keep_evidence(proposal, stretches, SIDES[side], by=by, expected=proposal.revision)


def leave_one_undecided(
    proposals: dict[int, Proposal], themes: dict[str, Theme], *, by, now: datetime
) -> Proposal:
    """Write a proposal whose decision is late, and have the engine suggest articles for it and for a few others."""
    wanted = read("next_draft")["pending"]
    theme = themes[wanted["theme"]]
    late = propose(
        theme.analysis.consultation,
        LocalizedText(wanted["statement"]),
        [theme],
        by=by,
        owner=wanted["owner"],
        due_on=(now + wanted["due"] * DAY).date(),
    )
    for proposal in [late, *(proposals[number] for number in read("next_draft")["suggest"])]:
        suggest_articles(proposal.pk)
    return late


def write_the_next_draft(proposals: dict[int, Proposal], *, by) -> CharterVersion:
    """Begin the next version of the district's charter, cite paragraph by paragraph, and submit it for approval."""
    wanted = read("next_draft")["draft"]
    charter = Charter.objects.get(slug=wanted["charter"])
    charter.workflow = Workflow.objects.filter(active=True).first()
    charter.save(update_fields=["workflow"])
    draft = start_draft(charter, by=by)
    describe_draft(draft, LocalizedText(wanted["note"]), by=by)
    for article in wanted["articles"]:
        wording = _rewrite(draft, article, by=by)
        answers = citing.Answers(
            tuple(proposals[number] for number in article.get("cites", [])), article.get("editorial", "")
        )
        answered = {paragraph.digest: answers for paragraph in changed_paragraphs(wording)}
        citing.cite(wording, answered, by=by, expected=fingerprint(wording))
    if charter.workflow is not None:
        charter_approval.submit(draft, by=by)
    return draft


def _rewrite(draft: CharterVersion, wanted: dict, *, by) -> ArticleVersion:
    """Give one paragraph of an article other words, in each language."""
    wording = draft.article_versions.select_related("article").get(article__identifier=wanted["identifier"])
    body = {}
    for code, words in wording.body.items():
        parts = words.split("\n\n")
        parts[wanted["paragraph"]] = wanted["body"][code]
        body[code] = "\n\n".join(parts)
    return reword(
        wording,
        title=wording.title,
        body=LocalizedText(body),
        chapter=wording.chapter,
        proposals=list(wording.proposals.all()),
        by=by,
        expected=fingerprint(wording),
    )


def _stretches(proposal: Proposal, people: list[Contribution], question: str) -> list[Stretch]:
    """The whole text of each of these people, where it is in one of the proposal's themes or in their sub-themes."""
    themes = proposal.themes.all()
    answers = Answer.objects.cleared_for_public().filter(contribution__in=people, question_key=question)
    placed = answers.filter(placements__theme__in=themes) | answers.filter(
        placements__theme__parent__in=themes
    )
    by_person = {answer.contribution_id: answer for answer in placed.distinct()}
    found = [by_person[person.pk] for person in people if person.pk in by_person]
    return [Stretch(answer.pk, 0, len(answer.public_text or "")) for answer in found]
