"""Letters, who reads them, and each sending of one: to whom it went, once."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cities.models import City
from kit.blocks import BodyField
from kit.pages import KitPage

from ..letters.blocks import LetterBlocks
from .topic import Topic

UNCONFIRMED_KEPT = timedelta(days=7)


class LettersPage(KitPage):
    """The archive: every published letter, and the way to receive the next ones."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.Letter"]
    max_count_per_parent = 1
    template = "cms/letters/archive.html"

    class Meta:
        verbose_name = _("archive of letters")
        verbose_name_plural = _("archives of letters")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["letters"] = (
            Letter.objects.child_of(self).live().public().order_by("-first_published_at", "-pk")
        )
        return context


class Letter(KitPage):
    """A letter in one language: a page that everybody can read, and the mail that subscribers are sent."""

    HTML_MAIL, PLAIN_MAIL = "html", "plain"

    body = BodyField(LetterBlocks(), verbose_name=_("text"))
    city = models.ForeignKey(
        City,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("city"),
        help_text=_("Leave empty for a letter to the readers of every city."),
    )
    topics = ParentalManyToManyField(
        Topic,
        blank=True,
        limit_choices_to={"facet": Topic.THEME},
        related_name="letters",
        verbose_name=_("topics"),
        help_text=_(
            "It goes to who chose one of them, or none in particular. Leave empty to reach everybody."
        ),
    )

    content_panels = [
        *KitPage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("city"), FieldPanel("topics")], heading=_("To whom")),
    ]
    override_translatable_fields = [
        SynchronizedField("city", overridable=False),
        SynchronizedField("topics", overridable=False),
    ]
    parent_page_types = ["cms.LettersPage"]
    subpage_types: list[str] = []
    template = "cms/letters/letter.html"
    preview_modes = [("", _("On the site")), (HTML_MAIL, _("As a mail")), (PLAIN_MAIL, _("As a plain mail"))]

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def serve_preview(self, request, mode_name):
        from cms.letters.previews import preview_of_mail

        if mode_name in {self.HTML_MAIL, self.PLAIN_MAIL}:
            return preview_of_mail(self, as_html=mode_name == self.HTML_MAIL)
        return super().serve_preview(request, mode_name)


class LetterReaderQuerySet(models.QuerySet):
    def confirmed(self) -> LetterReaderQuerySet:
        """Those whose address said yes."""
        return self.exclude(confirmed_at=None)

    def forgotten(self, *, at: datetime) -> LetterReaderQuerySet:
        """Those whose address never said yes in time: they are to be deleted."""
        return self.filter(confirmed_at=None, asked_at__lt=at - UNCONFIRMED_KEPT)

    def of(self, letter: Letter) -> LetterReaderQuerySet:
        """Those whom that letter is for: of its city, and of one of its topics. Queries the letter's topics."""
        found = self.confirmed()
        if letter.city_id:
            found = found.filter(Q(cities=None) | Q(cities=letter.city_id))
        topics = [topic.pk for topic in letter.topics.all()]
        if topics:
            found = found.filter(Q(topics=None) | Q(topics__in=topics))
        return found.distinct()


class LetterReader(models.Model):
    """An address that letters are sent to. It is deleted by one click in any of them."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=10)
    cities = models.ManyToManyField(City, blank=True, related_name="+", verbose_name=_("cities"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = LetterReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader of letters")
        verbose_name_plural = _("readers of letters")

    def __str__(self) -> str:
        return f"reader {self.pk}"


class LetterSendingQuerySet(models.QuerySet):
    def due(self, *, at: datetime) -> LetterSendingQuerySet:
        """Those that two people have agreed on, whose moment has come, and that have not reached everybody."""
        return self.exclude(approved_at=None).filter(send_at__lte=at, finished_at=None)


class LetterSending(models.Model):
    """One letter on its way, in every language that it was in when it was agreed on, with its words of that moment.

    ``editions`` is ``{"fr": {"subject": …, "text": …, "html": …}}``; ``letter_key`` is what the pages of one letter
    have in common.
    """

    letter_key = models.UUIDField(unique=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="sendings")
    send_at = models.DateTimeField(_("leaves on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    editions = models.JSONField(default=dict)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    sent_count = models.PositiveIntegerField(default=0)

    objects = LetterSendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sending of a letter")
        verbose_name_plural = _("sendings of letters")
        permissions = [("send_letter", _("Can have letters sent"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")), name="letter_needs_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"sending {self.pk}"


class LetterDelivery(models.Model):
    """One reader and one sending: made and committed before the mail leaves, so that nobody is sent a letter twice."""

    sending = models.ForeignKey(LetterSending, models.CASCADE, related_name="deliveries")
    reader = models.ForeignKey(LetterReader, models.CASCADE, related_name="deliveries")
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a letter")
        verbose_name_plural = _("deliveries of letters")
        constraints = [models.UniqueConstraint(fields=["sending", "reader"], name="one_letter_a_reader")]

    def __str__(self) -> str:
        return f"{self.sending_id} → {self.reader_id}"
