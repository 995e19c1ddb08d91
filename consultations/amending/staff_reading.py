"""Discussions as staff work through them: what waits to be read, decided and placed, article by article."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from accounts.people import cities_served_by
from consultations.models import Amendment, Anchor, ArticleVersion, Charter, CharterVersion

ALL = "all"
WAITING, UNDECIDED, DECIDED, HIDDEN = "waiting", "undecided", "decided", "hidden"


def charters_for(user) -> QuerySet[Charter]:
    """The charters whose discussions this person handles: all for analysts, else those of the cities of their desks."""
    if user.has_perm("consultations.review_themes"):
        return Charter.objects.all()
    return Charter.objects.filter(city__in=cities_served_by(user))


def versions_for(user) -> QuerySet[CharterVersion]:
    """The drafts and discussed versions of those charters, the newest first."""
    states = (CharterVersion.DRAFT, CharterVersion.DISCUSSED)
    versions = CharterVersion.objects.filter(charter__in=charters_for(user), state__in=states)
    return versions.select_related("charter__city").order_by(
        "charter__city__slug", "charter__slug", "-number"
    )


def amendments_for(user) -> QuerySet[Amendment]:
    """What was said in the discussions that this person handles."""
    said = Amendment.objects.filter(version__charter__in=charters_for(user))
    return said.select_related("version__charter__city", "article", "moderated_by", "decided_by")


def anchors_for(user) -> QuerySet[Anchor]:
    """The anchors of those contributions in later versions."""
    anchors = Anchor.objects.filter(version__charter__in=charters_for(user))
    anchors = anchors.exclude(amendment__version=F("version"))
    return anchors.select_related("amendment__article", "amendment__version__charter__city", "version")


def work_left(versions: Collection[CharterVersion]) -> dict[int, dict[str, int]]:
    """How many contributions wait to be read, decided and placed in each discussion, by its id. Three queries."""
    said = Amendment.objects.filter(version__in=[one.pk for one in versions]).order_by()
    lost = Anchor.objects.to_place().filter(amendment__version__in=[one.pk for one in versions])
    counts = {
        "waiting": said.to_moderate().values_list("version").annotate(count=Count("pk")),
        "undecided": said.undecided().values_list("version").annotate(count=Count("pk")),
        "to_place": lost.values_list("amendment__version").annotate(count=Count("pk")),
    }
    left: dict[int, dict[str, int]] = {one.pk: dict.fromkeys(counts, 0) for one in versions}
    for name, rows in counts.items():
        for version, count in rows:
            left[version][name] = count
    return left


def said_in(version: CharterVersion, show: str) -> QuerySet:
    """What was said in a discussion, in the order of its articles; the most discussed of each first.

    Each comes with ``title``, that of its article in the discussed version.
    """
    said = Amendment.objects.filter(version=version)
    match show:
        case "waiting":
            said = said.to_moderate()
        case "undecided":
            said = said.undecided()
        case "decided":
            said = said.public().exclude(decision=Amendment.PENDING)
        case "hidden":
            said = said.filter(moderation=Amendment.HIDDEN)
    wording = ArticleVersion.objects.filter(version=version, article=OuterRef("article")).order_by()
    told = said.with_agreements().select_related("article")
    told = told.annotate(
        place=Subquery(wording.values("sort_order")[:1]), title=Subquery(wording.values("title")[:1])
    )
    return told.order_by("place", "article__pk", "-opinions", "made_at", "pk")
