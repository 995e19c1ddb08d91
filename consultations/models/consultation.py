"""A consultation: what a city asks, of whom, until when, and what it promises to do with the answers."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cities.models import City
from consultations.asking.blocks import QuestionnaireBlock, definition_of
from consultations.asking.freezing import refuse_frozen_changes
from consultations.asking.questions import Questionnaire
from kit.blocks import BodyField
from kit.localized import content_languages

RICH = ["bold", "italic", "link", "ol", "ul", "h3"]


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user) -> ConsultationQuerySet:
        """What this person may see: published consultations, and drafts too for those who edit them."""
        if user.has_perm("consultations.change_consultation"):
            return self
        return self.filter(live=True)

    def in_city(self, city: City) -> ConsultationQuerySet:
        return self.filter(city=city)

    def open(self, *, at: datetime) -> ConsultationQuerySet:
        return self.filter(live=True, opens_at__lte=at, closes_at__gt=at)

    def with_results(self, *, at: datetime | None = None) -> ConsultationQuerySet:
        """Those whose results are out: their day has come, and no proposal of before it lacks its decision."""
        found = self.filter(live=True, results_at__lte=at or timezone.now())
        return found.with_what_holds_back().filter(is_held_back=False)

    def with_what_holds_back(self) -> ConsultationQuerySet:
        """Add ``is_held_back``, so that asking each for its phase costs no query."""
        from .proposal import Proposal

        lacking = Proposal.objects.lacking().filter(
            consultation=OuterRef("pk"), created_at__lt=OuterRef("results_at")
        )
        return self.annotate(is_held_back=Exists(lacking))

    def for_listing(self) -> ConsultationQuerySet:
        return self.with_what_holds_back().select_related("city").prefetch_related("texts")


class Consultation(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel
):
    """One record in every language: its texts are rows by language, its questions hold all of them."""

    UPCOMING, OPEN, ANALYSIS, PUBLISHED = "upcoming", "open", "analysis", "published"
    PHASES = {
        UPCOMING: _("Upcoming"),
        OPEN: _("Open"),
        ANALYSIS: _("Being analysed"),
        PUBLISHED: _("Results published"),
    }
    RECEIPT, EMAIL, ACCOUNT = "receipt", "email", "account"
    ACCESS = [
        (RECEIPT, _("Anyone, with a receipt code")),
        (EMAIL, _("Anyone with a confirmed e-mail address")),
        (ACCOUNT, _("People with an account")),
    ]

    slug = models.SlugField(
        _("address"),
        unique=True,
        help_text=_("The last part of the web address, the same in every language."),
    )
    city = models.ForeignKey(City, models.PROTECT, related_name="consultations", verbose_name=_("city"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    results_at = models.DateTimeField(_("results published"), null=True, blank=True)
    access = models.CharField(_("who may answer"), max_length=10, choices=ACCESS, default=RECEIPT)
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, help_text=_("Leave empty to apply the city's own.")
    )
    shows_partial_results = models.BooleanField(
        _("show figures while it is open"),
        default=False,
        help_text=_("Counts of closed questions only; free texts appear once they are reviewed."),
    )
    questionnaire = BodyField(QuestionnaireBlock(), verbose_name=_("questionnaire"), blank=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="consultation")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="consultation",
        for_concrete_model=False,
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "slug"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        permissions = [
            ("publish_consultation_results", "Can publish the results of a consultation"),
            ("review_themes", "Can review the themes of a consultation"),
            ("decide_proposals", "Can decide on proposals"),
            ("enter_paper", "Can enter paper and spoken answers"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(results_at=None) | Q(results_at__gte=F("closes_at")),
                name="results_after_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError(
                {"closes_at": _("A consultation closes after it opens: choose a later date.")}
            )
        if self.results_at and self.closes_at and self.results_at < self.closes_at:
            raise ValidationError({"results_at": _("Results come after the end: choose a later date.")})
        refuse_frozen_changes(self)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        # A revision saved as a draft updates a few columns only; what people are asked changes on publication.
        if self.live and kwargs.get("update_fields") is None:
            self.freeze_questionnaire()

    @property
    def title(self) -> str:
        return self.text.title if self.text else self.slug

    @cached_property
    def text(self) -> ConsultationText | None:
        """The texts in the active language, or else in the first there is. One query, unless prefetched."""
        return self.text_in(get_language() or settings.LANGUAGE_CODE)

    @property
    def zone(self):
        return self.city.zone

    @property
    def age_needed(self) -> int:
        return self.minimum_age if self.minimum_age is not None else self.city.minimum_age

    def text_in(self, language: str) -> ConsultationText | None:
        texts = list(self.texts.all())
        return next((text for text in texts if text.language == language), texts[0] if texts else None)

    def phase(self, *, at: datetime | None = None) -> str:
        at = at or timezone.now()
        if at < self.opens_at:
            return self.UPCOMING
        if at < self.closes_at:
            return self.OPEN
        is_time = self.results_at is not None and at >= self.results_at
        return self.PUBLISHED if is_time and not self.is_held_back else self.ANALYSIS

    @cached_property
    def is_held_back(self) -> bool:
        """Whether a proposal written before the results' day keeps them from coming out. One query, unless listed.

        Proposals written since don't count: what is published stays so.
        """
        return self.lacking_proposals().exists()

    def lacking_proposals(self):
        """The proposals that keep the results from coming out: none while no day is set for them."""
        return self.proposals.lacking().filter(created_at__lt=self.results_at or self.opens_at)

    def is_open(self, *, at: datetime | None = None) -> bool:
        return self.live and self.phase(at=at) == self.OPEN

    def has_published_results(self, *, at: datetime | None = None) -> bool:
        return self.phase(at=at) == self.PUBLISHED

    def shows_figures(self, *, at: datetime | None = None) -> bool:
        """Whether the public may see the counts of closed questions now."""
        phase = self.phase(at=at)
        return phase == self.PUBLISHED or (phase in {self.OPEN, self.ANALYSIS} and self.shows_partial_results)

    def current_version(self):
        """The wording asked now (QuestionnaireVersion), or None before the first publication. One query."""
        return self.versions.order_by("-number").first()

    def freeze_questionnaire(self):
        """Keep the published wording as a version of its own, unless it is the last one unchanged."""
        definition = definition_of(self.questionnaire)
        last = self.current_version()
        if last is not None and last.definition == definition:
            return last
        return self.versions.create(number=last.number + 1 if last else 1, definition=definition)

    def draft_questionnaire(self) -> Questionnaire:
        """The questionnaire as it stands in the editor, published or not."""
        return Questionnaire.from_definition(definition_of(self.questionnaire))

    def get_absolute_url(self) -> str:
        return reverse("consultations:detail", args=[self.slug])

    @property
    def full_url(self) -> str:
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The page and the questionnaire, each in every language."""
        return [
            (f"{what}-{code}", f"{name} – {language}")
            for code, language in content_languages()
            for what, name in (("page", _("Page")), ("questionnaire", _("Questionnaire")))
        ]

    @property
    def default_preview_mode(self) -> str:
        return self.preview_modes[0][0]

    def serve_preview(self, request, mode_name):
        what, _dash, language = (mode_name or self.default_preview_mode).partition("-")
        with translation.override(language):
            # The texts may have been looked up already, in the language of the editor.
            self.text = self.text_in(language)
            # Rendered here and now: a template rendered later would speak the editor's language.
            return super().serve_preview(request, what).render()

    def get_preview_template(self, request, mode_name):
        if mode_name == "questionnaire":
            return "consultations/previews/questionnaire.html"
        return "consultations/consultation.html"

    def get_preview_context(self, request, mode_name):
        from consultations.answering.previewing import pages_of
        from consultations.asking.presenting import consultation_context

        context = {"request": request, **consultation_context(self, at=timezone.now()), "is_preview": True}
        return {**context, "pages": pages_of(self)} if mode_name == "questionnaire" else context


class ConsultationText(models.Model):
    """The words of a consultation in one language."""

    consultation = ParentalKey(Consultation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=content_languages)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300)
    why = RichTextField(_("why this consultation"), features=RICH)
    decision = RichTextField(_("what is decided, by whom"), features=RICH)
    privacy = RichTextField(_("privacy notice"), features=RICH)
    consent = models.CharField(
        _("consent"),
        max_length=500,
        help_text=_(
            "The sentence that a person agrees to before answering: political opinions are sensitive data."
        ),
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("text by language")
        verbose_name_plural = _("texts by language")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "language"], name="one_consultation_text_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
