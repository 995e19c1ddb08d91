"""The paragraphs of an article, each known by a digest of its words, and which of them a draft changes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from consultations.charters.differences import settled
from consultations.models import Article, ArticleVersion, Charter, CharterVersion
from kit.localized import LocalizedText, content_languages

_BETWEEN = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Paragraph:
    """``digest`` is the SHA-256 of the words as they are read aloud: typography alone changes nothing."""

    digest: str
    words: str


@dataclass(frozen=True)
class Changes:
    """What a wording changes beside the one in force: paragraphs that are new, or, where none is, those taken out.

    Where there are new ones, what went away made place for them: they answer for both.
    """

    new: tuple[Paragraph, ...] = ()
    gone: tuple[Paragraph, ...] = ()

    def __iter__(self):
        return iter(self.new or self.gone)

    @property
    def digests(self) -> set[str]:
        return {paragraph.digest for paragraph in self}


def paragraphs(body: LocalizedText) -> list[Paragraph]:
    """The paragraphs of a text in the main language, or in the first that it has."""
    return [
        Paragraph(hashlib.sha256(words.encode()).hexdigest(), words)
        for words in passages_in(body, main_language())
    ]


def passages_in(body: LocalizedText, language: str) -> list[str]:
    """The words of each paragraph in that language, or in the first that the text has."""
    whole = settled(LocalizedText(body).in_language(language))
    return [words.strip() for words in _BETWEEN.split(whole) if words.strip()]


def main_language() -> str:
    """The code of the language in which paragraphs are told apart."""
    return content_languages()[0][0]


def changes(wording: ArticleVersion, before: ArticleVersion | None) -> Changes:
    """What this wording changes; ``before`` is the one in force, None for an article that the charter did not have."""
    now = paragraphs(wording.body)
    then = paragraphs(before.body) if before else []
    kept, had = {one.digest for one in now}, {one.digest for one in then}
    return Changes(
        new=tuple(one for one in now if one.digest not in had),
        gone=tuple(one for one in then if one.digest not in kept),
    )


def wordings_in_force(charter: Charter) -> dict[int, ArticleVersion] | None:
    """The wordings in force by the id of their article, None where no version was ever published. Two queries."""
    version = charter.current_version()
    return None if version is None else wordings_of(version)


def wordings_of(version: CharterVersion) -> dict[int, ArticleVersion]:
    """The wordings of a version by the id of their article. One query."""
    return {one.article_id: one for one in ArticleVersion.objects.filter(version=version)}


def changed_paragraphs(wording: ArticleVersion) -> Changes:
    """What an article of a draft changes beside the version in force; nothing in a charter's first version.

    Two queries.
    """
    charter: Charter = wording.version.charter
    in_force = charter.current_version()
    if in_force is None or in_force.pk == wording.version_id:
        return Changes()
    article: Article = wording.article
    return changes(wording, article.wordings.filter(version=in_force).first())
