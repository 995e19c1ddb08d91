"""The words of debates: French stems, accents or not, typing errors forgiven, the same on both databases."""

from __future__ import annotations

from django.db.models import QuerySet

from search.finding import ids_filter

KIND = "debate"


def with_words(text: str, *, language: str) -> QuerySet:
    """The keys of the debates that have these words, as a part of another query: however many they are, they stay in
    the database. Two queries at most to learn what is meant, a few more for each word that no text holds."""
    return ids_filter(text, kind=KIND, language=language)
