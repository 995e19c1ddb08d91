"""A draft under discussion and what people say of it, made with the site's own verbs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from consultations.amending import discussing, moderating
from consultations.amending.amending import Said, write
from consultations.charters import charter_drafting
from consultations.models import Amendment, ArticleVersion, Charter, CharterVersion
from tests.consultations.publishing import make_charter

BODY = (
    "La Ville répond à chaque contribution dans les trois mois.\n\nElle dit ce qu’elle retient, et pourquoi."
)
EVENING = "Les réunions ont lieu le soir."
DAY = timedelta(days=1)


def make_discussion(
    city,
    *,
    by,
    starts: timedelta = -DAY,
    ends: timedelta = 10 * DAY,
    bodies: dict[str, str] | None = None,
    slug: str = "charte-de-la-ville",
) -> CharterVersion:
    """A charter's first version, open to discussion since yesterday, with one article a text."""
    now = timezone.now()
    charter = make_charter(city, slug)
    draft = charter_drafting.start_draft(charter, by=by)
    for identifier, body in (bodies or {"repondre": BODY, "horaires": EVENING}).items():
        title = {"fr": f"Titre {identifier}"}
        charter_drafting.add_article(draft, identifier, title=title, body={"fr": body}, by=by)
    return discussing.open_discussion(draft, starts=now + starts, ends=now + ends, by=by, at=now + starts)


def wording(version: CharterVersion, identifier: str = "repondre") -> ArticleVersion:
    related = ArticleVersion.objects.select_related("version__charter", "article")
    return related.get(version=version, article__identifier=identifier)


def say(version: CharterVersion, quote: str, *, by, article: str = "repondre", **said) -> Amendment:
    """What this person says of these words, not read by anybody yet: an amendment if words are proposed."""
    kind = Amendment.AMENDMENT if "proposed" in said else Amendment.COMMENT
    about = wording(version, article)
    start = about.body["fr"].index(quote)
    return write(
        about,
        Said(**{"kind": kind, "body": "Pourquoi ?", **said}),
        language="fr",
        start=start,
        end=start + len(quote),
        by=by,
        at=timezone.now(),
    )


def said_and_shown(version: CharterVersion, quote: str, *, by, reader, **said) -> Amendment:
    amendment = say(version, quote, by=by, **said)
    return moderating.show(amendment, by=reader, at=timezone.now(), expected=1)


def next_draft(charter: Charter, *, by) -> CharterVersion:
    return charter_drafting.start_draft(charter, by=by)


def reword(version: CharterVersion, body: str, *, by, article: str = "repondre") -> ArticleVersion:
    """Give an article of a draft this text."""
    about = wording(version, article)
    return charter_drafting.reword(
        about, title=about.title, body={"fr": body}, by=by, expected=charter_drafting.fingerprint(about)
    )
