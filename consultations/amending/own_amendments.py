"""What discussions keep about a person with an account: shown on their page, given back, let go."""

from __future__ import annotations

from django.http import HttpRequest

from consultations.amending.addresses import contribution_url
from consultations.models import Agreement, Amendment


def section(request: HttpRequest) -> tuple[str, dict] | None:
    """The person's comments and amendments, for their own page; None when there is none. One query."""
    own = list(_own(request.user))
    for one in own:
        one.url = contribution_url(one)
    return ("consultations/amendments/mine.html", {"amendments": own}) if own else None


def export(user) -> dict:
    """Every comment, amendment and opinion of a person, words included."""
    return {
        "contributions": [
            {
                "charter": one.version.charter.slug,
                "version": one.version.number,
                "article": one.article.identifier,
                "kind": one.kind,
                "quote": one.quote,
                "proposed": one.proposed,
                "comment": one.body,
                "signed": one.signature,
                "made_at": one.made_at.isoformat(),
                "moderation": one.moderation,
                "decision": one.decision,
            }
            for one in _own(user)
        ],
        "opinions": [
            {
                "contribution": one.amendment_id,
                "agrees": one.value == Agreement.AGREE,
                "at": one.at.isoformat(),
            }
            for one in Agreement.objects.filter(user=user).order_by("pk")
        ],
    }


def erase(user) -> None:
    """Forget who wrote what. What everybody has read stays under the name it was signed with, as people were told;
    what was never shown goes, and so does what this person thought of others' words.
    """
    Agreement.objects.filter(user=user).delete()
    Amendment.objects.of_author(user).exclude(moderation=Amendment.SHOWN).delete()
    Amendment.objects.of_author(user).update(author=None)


def _own(user):
    related = ("version__charter", "article")
    return Amendment.objects.of_author(user).select_related(*related).order_by("made_at", "pk")
