"""A night's programme on paper, as it was last set."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.localized import site_languages

from .edition import Night


class PrintedProgramme(models.Model):
    """One document of a night in one language, whole, so that nobody who asks for it waits until it is set.

    ``digest`` is of all its words but the sentence that dates it; ``made_at`` says since when it has these words.
    """

    BOOKLET, POSTER_A3, POSTER_A2 = "booklet", "poster-a3", "poster-a2"
    SHEETS = [
        (BOOKLET, _("Booklet, A5")),
        (POSTER_A3, _("Poster, A3")),
        (POSTER_A2, _("Poster, A2")),
    ]

    night = models.ForeignKey(Night, models.CASCADE, related_name="printed_programmes")
    language = models.CharField(max_length=10, choices=site_languages)
    sheet = models.CharField(max_length=12, choices=SHEETS)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["night", "language", "sheet"]
        verbose_name = _("programme to print")
        verbose_name_plural = _("programmes to print")
        constraints = [
            models.UniqueConstraint(fields=["night", "language", "sheet"], name="one_programme_a_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.night}, {self.sheet}, {self.language}"
