"""What citizens do in a discussion: comment or amend words of an article, agree with others or not, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction

from consultations.amending import amending_log, refusals
from consultations.amending.discussing import refuse_unless_open
from consultations.amending.paragraph_places import trimmed
from consultations.models import Agreement, Amendment, Anchor, ArticleVersion


@dataclass(frozen=True)
class Said:
    """What a citizen says of some words: a comment, or other words for them with a reason if they like."""

    kind: str
    body: str = ""
    proposed: str = ""
    signature: str = ""


@transaction.atomic
def write(
    wording: ArticleVersion, said: Said, *, language: str, start: int, end: int, by, at: datetime
) -> Amendment:
    """Keep what this person says of ``wording.body[language][start:end]``. Nobody else sees it before it is read.

    An amendment with no words proposes that those of the article be taken out.
    """
    refuse_unless_open(wording.version, at=at)
    quote = _quote(wording, language, start, end)
    if said.kind == Amendment.COMMENT and not said.body:
        raise refusals.CommentMissing
    if said.kind == Amendment.AMENDMENT and _settled(said.proposed) == _settled(quote):
        raise refusals.NothingAmended
    # The author's row is the turnstile: a form sent twice at once is one contribution.
    get_user_model().objects.select_for_update().get(pk=by.pk)
    same = Amendment.objects.of_author(by).filter(
        version=wording.version_id, article=wording.article_id, kind=said.kind, quote=quote
    )
    proposed = said.proposed if said.kind == Amendment.AMENDMENT else ""
    if same.filter(body=said.body, proposed=proposed).exists():
        raise refusals.SaidAlready
    amendment = Amendment.objects.create(
        version_id=wording.version_id,
        article_id=wording.article_id,
        kind=said.kind,
        language=language,
        quote=quote,
        body=said.body,
        proposed=proposed,
        signature=said.signature,
        author=by,
        made_at=at,
    )
    Anchor.objects.create(amendment=amendment, version_id=wording.version_id, start=start, end=end)
    return amendment


@transaction.atomic
def withdraw(amendment: Amendment) -> None:
    """Remove a contribution with all that hangs on it, as its author asked. The log keeps its number alone."""
    related = Amendment.objects.select_for_update(of=("self",)).select_related("version__charter", "article")
    amendment = related.get(pk=amendment.pk)
    amending_log.record_about(amendment, amending_log.WITHDRAWN, by=None)
    amendment.delete()


@transaction.atomic
def agree(amendment: Amendment, value: int, *, by, at: datetime) -> None:
    """Keep whether this person agrees (1) or disagrees (-1) with a contribution; 0 takes back what they said.

    Each person counts once, whatever they press and however often: a unique constraint holds it.
    """
    amendment = Amendment.objects.select_related("version").get(pk=amendment.pk)
    refuse_unless_open(amendment.version, at=at)
    if amendment.author_id == by.pk:
        raise refusals.OwnWords
    if not amendment.is_shown:
        raise refusals.NotShown
    if value not in (Agreement.AGREE, Agreement.DISAGREE):
        amendment.agreements.filter(user=by).delete()
        return
    Agreement.objects.update_or_create(amendment=amendment, user=by, defaults={"value": value, "at": at})


def _quote(wording: ArticleVersion, language: str, start: int, end: int) -> str:
    text = wording.body.get(language, "")
    if not 0 <= start < end <= len(text) or trimmed(text, start, end) != (start, end):
        raise refusals.NoSuchWords
    return text[start:end]


def _settled(text: str) -> str:
    return " ".join(text.split())
