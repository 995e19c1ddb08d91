"""The contributions of a discussion keep their place in the versions that follow it, or wait for a person to say where.

From the draft that comes after a discussion up to the version that is published from it, each shown contribution has
an anchor in every version. Each revision of a draft calls ``follow``; nothing that was said ever loses its anchor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from consultations.amending import amending_log, refusals
from consultations.amending.anchoring import Place, find_again
from consultations.amending.discussing import locked
from consultations.amending.paragraph_places import trimmed
from consultations.models import Amendment, Anchor, ArticleVersion, Charter, CharterVersion
from kit.localized import LocalizedText


def discussions_behind(version: CharterVersion) -> QuerySet[CharterVersion]:
    """The discussed versions that this one has to answer: those since the last version published before it."""
    earlier = CharterVersion.objects.filter(charter=version.charter_id, number__lt=version.number)
    published_since = earlier.filter(state=CharterVersion.PUBLISHED, number__gt=OuterRef("number"))
    return earlier.filter(~Exists(published_since), state=CharterVersion.DISCUSSED)


@transaction.atomic
def anchor_version(version: CharterVersion) -> None:
    """Give every shown contribution behind this version its place in it. Safe to repeat; queries don't grow."""
    shown = Amendment.objects.public().filter(version__in=discussions_behind(version))
    _anchor(shown.exclude(anchors__version=version), [version])


@transaction.atomic
def anchor_amendment(amendment: Amendment) -> None:
    """Give a contribution that is shown now its place in the versions that were made since."""
    # Whoever starts a draft holds the charter too: of the two, the second one sees what the first one made.
    Charter.objects.select_for_update().get(pk=amendment.version.charter_id)
    later = CharterVersion.objects.filter(
        charter=amendment.version.charter_id, number__gt=amendment.version.number
    )
    following = []
    for version in later.exclude(anchors__amendment=amendment).order_by("number"):
        following.append(version)
        if version.is_published:
            break
    _anchor([amendment], following)


@transaction.atomic
def follow(version: CharterVersion, before: Mapping[int, LocalizedText] | None) -> None:
    """Move the anchors of a draft whose articles may have changed; ``before`` has the text of each by its id.

    None before a first state, in which anchors are made. An anchor that no longer finds its words is tried again from
    the words first quoted, then waits for a person. One query when nobody speaks of the draft, else five.
    """
    if before is None:
        anchor_version(version)
        return
    anchors = Anchor.objects.filter(version=version, is_dropped=False).exclude(amendment__version=version)
    held = list(anchors.select_related("amendment"))
    after = {article: body for (_v, article), body in (_bodies_in([version]) if held else {}).items()}
    changed = [
        one for one in held if before.get(one.amendment.article_id) != after.get(one.amendment.article_id)
    ]
    at_first = _at_first([anchor.amendment for anchor in changed])
    for anchor in changed:
        article, language = anchor.amendment.article_id, anchor.amendment.language
        old = before.get(article, LocalizedText()).get(language, "")
        new = after.get(article, LocalizedText()).get(language, "")
        place = find_again(old, anchor.start, anchor.end, new) if anchor.is_placed else None
        if place is None:
            place, anchor.placed_by = _from_first(at_first.get(anchor.amendment_id), new), None
        anchor.start, anchor.end = place or (None, None)
    Anchor.objects.bulk_update(changed, ["start", "end", "placed_by"])


@transaction.atomic
def place(anchor: Anchor, start: int, end: int, *, by, expected: str) -> Anchor:
    """Say where the words of a contribution are in the new wording, by offsets into the article's text."""
    anchor, text = _claim(anchor, expected)
    words = trimmed(text, start, end) if 0 <= start < end <= len(text) else None
    if words is None:
        raise refusals.NoSuchWords
    anchor.start, anchor.end = words
    anchor.is_dropped, anchor.placed_by = False, by
    anchor.save(update_fields=["start", "end", "is_dropped", "placed_by"])
    _record(anchor, amending_log.PLACE, by=by)
    return anchor


@transaction.atomic
def drop(anchor: Anchor, *, by, expected: str) -> Anchor:
    """Say that the words of a contribution are gone from the new wording: the page of the discussion says so too."""
    anchor, _text = _claim(anchor, expected)
    anchor.start, anchor.end, anchor.is_dropped, anchor.placed_by = None, None, True, by
    anchor.save(update_fields=["start", "end", "is_dropped", "placed_by"])
    _record(anchor, amending_log.DROP, by=by)
    return anchor


def waiting_places(version: CharterVersion) -> QuerySet[Anchor]:
    """The queue: anchors in the versions that follow this discussion, for a person to place."""
    anchors = Anchor.objects.to_place().filter(amendment__version=version)
    related = anchors.select_related("amendment__article", "amendment__version__charter", "version")
    return related.order_by("amendment__article__identifier", "amendment__pk", "version__number")


def text_of(anchor: Anchor) -> str:
    """The article's text in the anchor's version and language; empty when it has none. One query."""
    body = ArticleVersion.objects.filter(version=anchor.version_id, article=anchor.amendment.article_id)
    found: dict[str, str] = body.values_list("body", flat=True).first() or {}
    return found.get(anchor.amendment.language, "")


def state_of(anchor: Anchor) -> str:
    """What a person sees before placing an anchor, in a short code that changes with it. One query."""
    seen = f"{anchor.start}:{anchor.end}:{anchor.is_dropped}:{text_of(anchor)}"
    return hashlib.sha256(seen.encode()).hexdigest()[:20]


def _anchor(amendments: Iterable[Amendment], versions: Collection[CharterVersion]) -> None:
    amendments = list(amendments)
    at_first, bodies = _at_first(amendments), _bodies_in(versions)
    made = []
    for amendment in amendments:
        for version in versions:
            text = bodies.get((version.pk, amendment.article_id), LocalizedText()).get(amendment.language, "")
            start, end = _from_first(at_first.get(amendment.pk), text) or (None, None)
            made.append(Anchor(amendment=amendment, version=version, start=start, end=end))
    Anchor.objects.bulk_create(made, ignore_conflicts=True)


def _from_first(at_first: tuple[str, Place] | None, text: str) -> Place | None:
    """Where the words first quoted are in this text."""
    if at_first is None or not text:
        return None
    old, (start, end) = at_first
    return find_again(old, start, end, text)


def _at_first(amendments: Collection[Amendment]) -> dict[int, tuple[str, Place]]:
    """The text that each contribution was made about and its place there, by the contribution's id. Two queries."""
    homes = Anchor.objects.placed().filter(amendment__in=[one.pk for one in amendments])
    places = {
        (one.amendment_id, one.version_id): (one.start, one.end)
        for one in homes
        if one.start is not None and one.end is not None
    }
    bodies = _bodies_in({one.version_id for one in amendments})
    found = {}
    for one in amendments:
        body = bodies.get((one.version_id, one.article_id))
        if body is not None and (one.pk, one.version_id) in places:
            found[one.pk] = (body.get(one.language, ""), places[one.pk, one.version_id])
    return found


def _bodies_in(versions: Iterable) -> dict[tuple[int, int], LocalizedText]:
    """The text of each article of those versions, by version and article. One query."""
    rows = ArticleVersion.objects.filter(version__in=list(versions)).order_by()
    return {
        (version, article): body for version, article, body in rows.values_list("version", "article", "body")
    }


def _claim(anchor: Anchor, expected: str) -> tuple[Anchor, str]:
    """The anchor as it is now, while nobody changes its version; a conflict when it is not as the person saw it."""
    locked(anchor.version)
    related = ("amendment__article", "amendment__version__charter", "version")
    fresh = Anchor.objects.select_related(*related).get(pk=anchor.pk)
    if state_of(fresh) != expected:
        raise refusals.AnchorConflict
    return fresh, text_of(fresh)


def _record(anchor: Anchor, action: str, *, by) -> None:
    amending_log.record_about(anchor.amendment, action, by=by, into=anchor.version.number)
