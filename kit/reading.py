"""Pages that anybody may read."""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import Page, PageViewRestriction


def open_to_all(pages: QuerySet) -> QuerySet:
    """Those of these pages that no restriction keeps from anybody, on themselves or on a page above.

    As Wagtail's ``public()``, without the query of its own that it makes each time.
    """
    return pages.filter(~Exists(restrictions_above()))


def restrictions_above() -> QuerySet[PageViewRestriction]:
    """Restrictions of the page of the outer query and of those above it, as a part of that query."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return PageViewRestriction.objects.annotate(below=path).filter(below__startswith=F("page__path"))


def readable_translations(page: Page) -> list[Page]:
    """This page in every language that has it, live and open to all. One query, none for a front page being served."""
    if (known := getattr(page, "open_fronts", None)) is not None:
        return list(known)
    return list(open_to_all(page.get_translations(inclusive=True).live()).select_related("locale"))
