"""From answers to a charter in force, in a few calls of the site's own verbs: what the public pages show."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from consultations.charters import charter_drafting, citing
from consultations.charters.paragraphs import changed_paragraphs
from consultations.models import (
    Analysis,
    Answer,
    ArticleVersion,
    Charter,
    CharterVersion,
    Consultation,
    Proposal,
    Theme,
)
from consultations.proposals import deciding
from consultations.reviews import reviewing
from tests.consultations.reading_themes import theme


def redact(**replacements: str) -> None:
    """Clear every text for the public, as the worker does; ``replacements`` are ``word="[KIND]"``."""
    Answer.objects.exclude(text="").update(public_text=F("text"))
    for word, kind in replacements.items():
        for answer in Answer.objects.filter(text__contains=word):
            Answer.objects.filter(pk=answer.pk).update(public_text=answer.text.replace(word, f"[{kind}]"))


def review(analysis: Analysis, *titles: str, by) -> list[Theme]:
    """Mark the themes of these titles as reviewed, their sub-themes too."""
    found = [theme(analysis, title) for title in titles]
    return [reviewing.mark_family_reviewed(one, by=by, expected=one.revision) for one in found]


def decided(themes: list[Theme], statement: str, decision: str = "kept", *, by) -> Proposal:
    """A proposal that rests on these themes, and its decision, with a reason that quotes the statement."""
    consultation = themes[0].analysis.consultation
    proposal = deciding.propose(consultation, {"fr": statement}, themes, by=by)
    return deciding.decide(
        proposal,
        decision,
        {"fr": f"Raison de : {statement}"},
        "Direction des débats",
        by=by,
        at=timezone.now(),
    )


def make_charter(city, slug: str = "charte-de-la-ville", **fields) -> Charter:
    return Charter.objects.create(
        **{"slug": slug, "city": city, "title": {"fr": f"Titre de {slug}"}, **fields}
    )


def publish_version(
    charter: Charter,
    articles: dict[str, tuple[str, list[Proposal]]],
    *,
    by,
    days_ago: int = 1,
    preamble: dict[str, str] | None = None,
) -> CharterVersion:
    """A published version that holds exactly these articles: ``{identifier: (body, proposals)}``.

    A paragraph that is new and cites nothing is marked as an editorial change.
    """
    draft = charter_drafting.start_draft(charter, by=by)
    charter_drafting.describe_draft(draft, {"fr": "Ce qui change."}, preamble=preamble, by=by)
    held = {
        wording.article.identifier: wording for wording in draft.article_versions.select_related("article")
    }
    for identifier, wording in held.items():
        if identifier not in articles:
            charter_drafting.remove_article(wording, by=by, expected=charter_drafting.fingerprint(wording))
    for identifier, (body, proposals) in articles.items():
        wanted = {
            "title": {"fr": f"Article {identifier}"},
            "body": {"fr": body},
            "proposals": proposals,
            "by": by,
        }
        if identifier in held:
            wording = held[identifier]
            wording = charter_drafting.reword(
                wording, expected=charter_drafting.fingerprint(wording), **wanted
            )
        else:
            wording = charter_drafting.add_article(draft, identifier, **wanted)
        explain_changes(wording, by=by)
    return charter_drafting.publish(draft, by=by, at=timezone.now() - timedelta(days=days_ago))


def explain_changes(wording: ArticleVersion, *, by) -> None:
    """Mark the changed paragraphs of a draft's article that cite no proposal as editorial changes."""
    cited = wording.citations.values_list("paragraph", flat=True)
    silent = citing.uncited(changed_paragraphs(wording), cited)
    if silent:
        note = citing.Answers(note="Mieux dit.")
        answered = {paragraph.digest: note for paragraph in silent}
        citing.cite(wording, answered, by=by, expected=charter_drafting.fingerprint(wording))


def move_results(consultation: Consultation, *, days: int) -> None:
    """Publish the results that many days from now."""
    Consultation.objects.filter(pk=consultation.pk).update(results_at=timezone.now() + timedelta(days=days))


def page(client, name: str, *args) -> str:
    """The HTML of a page of consultations, by the name of its address."""
    response = client.get(reverse(f"consultations:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def status(client, name: str, *args) -> int:
    """The status that a page of consultations answers with."""
    return client.get(reverse(f"consultations:{name}", args=args)).status_code
