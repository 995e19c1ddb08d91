"""Public addresses of discussions, in the active language."""

from __future__ import annotations

from django.urls import reverse

from consultations.models import Amendment, CharterVersion


def discussion_url(version: CharterVersion) -> str:
    return reverse("consultations:discussion", args=[version.charter.slug, version.number])


def article_url(version: CharterVersion, identifier: str) -> str:
    """The page where one article of a discussed version is talked over."""
    return reverse("consultations:discussed_article", args=[version.charter.slug, version.number, identifier])


def contribution_url(amendment: Amendment) -> str:
    """Where a contribution can be read, on the page of its article."""
    return (
        f"{article_url(amendment.version, amendment.article.identifier)}?one={amendment.pk}#c{amendment.pk}"
    )
