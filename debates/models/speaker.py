"""Who speaks and who moderates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

from .debate import Debate
from .host import Host


class Speaker(models.Model):
    """Somebody who speaks or moderates.

    ``key`` tells the same person apart from all others: by e-mail address, else by host and name.
    """

    host = models.ForeignKey(Host, models.CASCADE, related_name="speakers", verbose_name=_("host"))
    name = models.CharField(_("name"), max_length=120)
    biography = LocalizedField(_("short biography"), rows=3, blank=True, text_length=600)
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Never shown; it tells two people of one name apart.")
    )
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        indexes = [models.Index(fields=["key"], name="speaker_by_key")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        from debates.occupying import person_key

        self.key = person_key(self)
        super().save(*args, **kwargs)


class Appearance(models.Model):
    """That somebody moderates a debate or speaks there."""

    MODERATOR, SPEAKER = "moderator", "speaker"
    ROLES = [(MODERATOR, _("moderator")), (SPEAKER, _("speaker"))]

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="appearances")
    role = models.CharField(_("role"), max_length=10, choices=ROLES, default=SPEAKER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["debate", "role", "position", "pk"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [models.UniqueConstraint(fields=["debate", "speaker"], name="one_appearance_a_debate")]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.get_role_display()}"
