"""The inverted index: which words stand in which published text. Plain tables, the same on every database.

Nothing here says who searched for what: searches are neither stored nor logged.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 40
LONGEST_FOLDED = 80
HEAD = 3


class IndexedText(models.Model):
    """What a published record says in one language. The words themselves stay with the record."""

    label = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=30)
    # Of the words and their weights: what did not change is not written again.
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("indexed text")
        verbose_name_plural = _("indexed texts")
        constraints = [
            models.UniqueConstraint(
                fields=["label", "object_id", "language"], name="one_indexed_text_a_language"
            )
        ]
        indexes = [models.Index(fields=["language", "kind"], name="indexed_text_kind")]

    def __str__(self) -> str:
        return f"{self.label} {self.object_id} ({self.language})"


class Word(models.Model):
    """A word of at least one published text, as it is written there in small letters, and what it is found by.

    ``folded`` is the word without accents; ``stem`` its stem without accents, ``plain`` the stem of ``folded``: who
    types no accents meets the latter, where the rules of French need accents to find the former.
    """

    language = models.CharField(max_length=10)
    text = models.CharField(max_length=LONGEST_WORD)
    folded = models.CharField(max_length=LONGEST_FOLDED)
    stem = models.CharField(max_length=LONGEST_FOLDED)
    plain = models.CharField(max_length=LONGEST_FOLDED)
    head = models.CharField(max_length=HEAD)

    class Meta:
        verbose_name = _("indexed word")
        verbose_name_plural = _("indexed words")
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="one_word_a_language")]
        indexes = [
            models.Index(fields=["language", "stem"], name="word_stem"),
            models.Index(fields=["language", "plain"], name="word_plain"),
            models.Index(fields=["language", "head"], name="word_head"),
        ]

    def __str__(self) -> str:
        return self.text


class Trace(models.Model):
    """One of the keys under which a word is found when it is mistyped (see search/tolerance.py)."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="traces", db_index=False)
    key = models.CharField(max_length=LONGEST_FOLDED + 1, db_index=True)

    class Meta:
        verbose_name = _("trace of a word")
        verbose_name_plural = _("traces of words")
        constraints = [models.UniqueConstraint(fields=["word", "key"], name="one_trace_a_key")]

    def __str__(self) -> str:
        return f"{self.word_id}: {self.key}"


class Posting(models.Model):
    """A word in a text, with what it weighs there: BM25's term, all but the word's rarity (see indexing.weighed)."""

    indexed = models.ForeignKey(IndexedText, models.CASCADE, related_name="postings", db_index=False)
    # No constraint: two publications at once may drop a word and take it up again, and neither should fail for it.
    # A posting whose word is gone is found by nobody, until its text is indexed anew.
    word = models.ForeignKey(
        Word, models.DO_NOTHING, related_name="postings", db_constraint=False, db_index=False
    )
    weight = models.FloatField()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [models.UniqueConstraint(fields=["indexed", "word"], name="one_posting_a_word")]
        # All that a search reads of a posting stands in the index.
        indexes = [models.Index(fields=["word", "indexed", "weight"], name="posting_by_word")]

    def __str__(self) -> str:
        return f"{self.indexed_id}: {self.word_id}"
