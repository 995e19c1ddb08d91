"""Who may see which part of the results, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from consultations.models import Consultation, Theme
from consultations.publishing import open_data


@dataclass(frozen=True)
class Shown:
    """What somebody may see now. ``is_preview`` says that the public does not see all of it yet."""

    figures: bool
    themes: bool
    is_preview: bool
    open_data: bool


def shown_to(user, consultation: Consultation, *, at: datetime) -> Shown:
    """Figures once they are public, themes once results are published; staff who prepare them see them before."""
    figures = consultation.live and consultation.shows_figures(at=at)
    themes = consultation.live and consultation.has_published_results(at=at)
    is_staff = user.has_perm("consultations.change_consultation") or user.has_perm(
        "consultations.review_themes"
    )
    return Shown(
        figures=figures or is_staff,
        themes=themes or is_staff,
        is_preview=is_staff and not themes,
        open_data=figures and open_data.published(at=at).filter(pk=consultation.pk).exists(),
    )


def themes_visible_to(user, consultation: Consultation) -> QuerySet[Theme]:
    """Reviewed themes of published results; for those who review, every living theme of the analyses in force."""
    themes = Theme.objects.filter(analysis__consultation=consultation)
    if user.has_perm("consultations.review_themes"):
        return themes.living().filter(analysis__adopted=True)
    return themes.public()
