"""Where a contribution comes from that no single person wrote: a body's own recommendation, public already."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

from .contribution import Contribution


class ContributionOrigin(models.Model):
    """The body that speaks, and the title of what it says. ``path`` is an address below that of the language."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="origin")
    body = LocalizedField(_("body"))
    title = LocalizedField(_("title"))
    path = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("origin of a contribution")
        verbose_name_plural = _("origins of contributions")

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        """Where it can be read whole, in the active language."""
        return f"/{get_language()}/{self.path}"
