"""What consultations keep about a person with an account: shown on their page, given back, let go."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Contribution, Draft, Subscription


def section(request: HttpRequest) -> tuple[str, dict] | None:
    """The person's contributions, for their own page; None when there is none. Three queries."""
    own = Contribution.objects.of_user(request.user).select_related("consultation__city")
    contributions = list(own.prefetch_related("consultation__texts", "subscriptions"))
    return (
        ("consultations/my_contributions.html", {"contributions": contributions}) if contributions else None
    )


def export(user) -> dict:
    """Every contribution and draft of a person, words included."""
    contributions = Contribution.objects.of_user(user).select_related("consultation", "district")
    return {
        "contributions": [
            {
                "consultation": one.consultation.slug,
                "language": one.language,
                "district": one.district.code if one.district else None,
                "consented_at": _moment(one.consented_at),
                "sent_at": _moment(one.sent_at),
                "corrected_at": _moment(one.corrected_at),
                "withdrawn_at": _moment(one.withdrawn_at),
                "inclusion": {"salt": one.inclusion_salt, "digest": one.inclusion_digest},
                "told_at": [following.email for following in one.subscriptions.all()],
                "answers": [
                    {"question": answer.question_key, "value": answer.value, "text": answer.text}
                    for answer in one.answers.all()
                ],
            }
            for one in contributions.prefetch_related("answers", "subscriptions")
        ],
        "drafts": [
            {
                "consultation": draft.consultation.slug,
                "typed": draft.data,
                "updated_at": _moment(draft.updated_at),
            }
            for draft in Draft.objects.filter(user=user).select_related("consultation")
        ],
    }


def erase(user) -> None:
    """Withdraw every contribution of a person, as they could themselves, and delete what they had begun."""
    Draft.objects.filter(user=user).delete()
    for contribution in Contribution.objects.of_user(user).sent():
        withdraw(contribution, at=timezone.now())
    # Their address may follow what they sent without the account.
    Subscription.objects.filter(email__iexact=user.email).delete()


def _moment(at) -> str | None:
    return at.isoformat() if at else None
