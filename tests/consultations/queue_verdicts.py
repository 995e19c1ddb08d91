"""An analysis whose queues wait to be read, and verdicts on its texts in one call."""

from __future__ import annotations

from consultations.models import Analysis, Answer, Membership, Placement
from consultations.queues import kinds
from consultations.queues.verdicts import Verdict, decide
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse.", "Une réponse.", "Dites pourquoi."],
    "Réunir": ["Le soir.", "Avec une garderie."],
}


def analysis_to_read() -> Analysis:
    """An analysis that the machine is unsure of, with two copies, one rare idea and one text set aside."""
    analysis = make_analysis(make_consultation(phase="published"), GROUPS, set_aside={"no-opinion": ["RAS"]})
    redact()
    Placement.objects.update(confidence=0.2)
    Membership.objects.filter(answer__text="Le soir.").update(rare=True)
    return analysis


def answer(text: str) -> Answer:
    return Answer.objects.filter(text=text).order_by("pk").first()


def say(
    analysis: Analysis,
    key: str,
    text: str,
    word: str,
    *,
    by,
    to: str = "",
    seen: str | None = None,
    reply: str = "",
):
    """A verdict on that text, as seen in the theme that it is in, unless ``seen`` names another."""
    one = answer(text)
    placed = Placement.objects.filter(answer=one).first()
    seen_in = theme(analysis, seen).pk if seen else placed and placed.theme_id
    verdict = Verdict(word, seen=seen_in, to=theme(analysis, to) if to else None, reply=reply)
    return decide(analysis, kinds.queue(key), one, verdict, by=by)


def placements(text: str) -> list[Placement]:
    return list(Placement.objects.filter(answer__text=text).select_related("theme").order_by("pk"))
