"""What a person should know before a draft is put in force, though nothing of it forbids that.

Languages of an article that still say what an amendment has changed in another, and what people said in the
discussion that nobody has answered or placed yet.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.charters import charter_log
from consultations.charters.charter_claiming import claim_wording
from consultations.models import Amendment, Anchor, ArticleVersion, CharterVersion
from kit.localized import content_languages


class Caution(NamedTuple):
    """One sentence, with the article or the discussed version where it is mended."""

    sentence: str
    wording: ArticleVersion | None = None
    discussion: CharterVersion | None = None
    is_about_places: bool = False


def warnings_of(version: CharterVersion) -> list[Caution]:
    """All of them, those about words first. Five queries at most, however many articles and contributions."""
    lagging = ArticleVersion.objects.filter(version=version).exclude(lagging=[]).select_related("article")
    found = [Caution(lagging_sentence(wording), wording=wording) for wording in lagging]
    discussed = version.charter.versions.filter(state=CharterVersion.DISCUSSED, number__lt=version.number)
    for discussion in discussed.order_by("number"):
        found += _of_discussion(discussion)
        found += _of_places(version, discussion)
    return found


def lagging_sentence(wording: ArticleVersion) -> str:
    """Which languages of an article somebody has to look at; empty for none."""
    names = dict(content_languages())
    languages = ", ".join(names.get(code, code) for code in wording.lagging)
    if not languages:
        return ""
    told = _(
        "“%(title)s”: an amendment was taken up in one language. The text in these others may still say the old "
        "thing: %(languages)s."
    )
    return told % {"title": wording.title, "languages": languages}


@transaction.atomic
def say_languages_fit(wording: ArticleVersion, *, by, expected: str) -> ArticleVersion:
    """Somebody has looked at every language of the article: they say the same. WordingConflict if it reads otherwise.

    No word changes, so that an approval of the draft stands.
    """
    wording = claim_wording(wording, expected)
    if wording.lagging:
        ArticleVersion.objects.filter(pk=wording.pk).update(lagging=[])
        wording.lagging = []
        version = wording.version
        charter_log.record(
            version.charter,
            charter_log.CONSISTENT,
            by=by,
            version=version.number,
            article=wording.article.identifier,
        )
    return wording


def _of_discussion(discussion: CharterVersion) -> list[Caution]:
    said = Amendment.objects.filter(version=discussion)
    found = []
    if unread := said.to_moderate().count():
        sentence = ngettext(
            "%(number)s contribution to the discussion of version %(version)s has not been read.",
            "%(number)s contributions to the discussion of version %(version)s have not been read.",
            unread,
        )
        found.append(sentence % {"number": unread, "version": discussion.number})
    if undecided := said.undecided().count():
        sentence = ngettext(
            "%(number)s contribution to the discussion of version %(version)s has no answer.",
            "%(number)s contributions to the discussion of version %(version)s have no answer.",
            undecided,
        )
        found.append(sentence % {"number": undecided, "version": discussion.number})
    return [Caution(sentence, discussion=discussion) for sentence in found]


def _of_places(version: CharterVersion, discussion: CharterVersion) -> list[Caution]:
    lost = Anchor.objects.to_place().filter(version=version, amendment__version=discussion).count()
    if not lost:
        return []
    sentence = ngettext(
        "%(number)s contribution no longer finds its words in this draft.",
        "%(number)s contributions no longer find their words in this draft.",
        lost,
    )
    return [Caution(sentence % {"number": lost}, discussion=discussion, is_about_places=True)]
