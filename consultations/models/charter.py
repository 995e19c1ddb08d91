"""Charters: articles with permanent identifiers, versions, and the proposals that each article answers.

Nothing here knows *the* charter: a city may have several, a district its own.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from cities.models import City, District
from kit.localized import LocalizedField

from .consultation import Consultation
from .proposal import Proposal


class Charter(models.Model):
    slug = models.SlugField(_("address"), unique=True)
    city = models.ForeignKey(City, models.PROTECT, related_name="charters", verbose_name=_("city"))
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="charters", verbose_name=_("district")
    )
    consultation = models.ForeignKey(
        Consultation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="charters",
        verbose_name=_("consultation that renews it"),
    )
    title = LocalizedField(_("title"), text_length=200)
    workflow = models.ForeignKey(
        "wagtailcore.Workflow",
        models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"active": True},
        related_name="+",
        verbose_name=_("approval before publication"),
    )

    class Meta:
        ordering = ["city", "slug"]
        verbose_name = _("charter")
        verbose_name_plural = _("charters")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("consultations:charter", args=[self.slug])

    def published_versions(self):
        return self.versions.filter(state=CharterVersion.PUBLISHED)

    def current_version(self):
        """The version in force (the last published), or None. One query."""
        return self.published_versions().order_by("-number").first()


class Article(models.Model):
    """The lasting identity of an article: its identifier never changes, its wording lives in versions."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="articles")
    identifier = models.SlugField(_("identifier"), max_length=60)

    class Meta:
        ordering = ["charter", "identifier"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["charter", "identifier"], name="one_article_an_identifier")
        ]

    def __str__(self) -> str:
        return self.identifier

    def get_absolute_url(self) -> str:
        return reverse("consultations:article", args=[self.charter.slug, self.identifier])


class CharterVersion(RevisionMixin, ClusterableModel):
    """A draft that staff write, a frozen draft that citizens discuss, or a published text in force.

    Only a draft changes. A draft opened for discussion is frozen: what comes of it is written in a next draft.
    Everything that is done to a draft keeps a revision of the whole of it (see charters/charter_revisions.py).
    """

    DRAFT, DISCUSSED, PUBLISHED = "draft", "discussed", "published"
    STATES = [(DRAFT, _("draft")), (DISCUSSED, _("under discussion")), (PUBLISHED, _("published"))]

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=DRAFT)
    preamble = LocalizedField(_("preamble"), rows=6, blank=True)
    note = LocalizedField(_("what changes"), rows=3, blank=True)
    publish_at = models.DateTimeField(_("to be published on"), null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # When the time came and something was missing: people were told then, and have to mend it and choose anew.
    held_at = models.DateTimeField(_("held back"), null=True, blank=True)
    discussed_from = models.DateTimeField(_("discussed from"), null=True, blank=True)
    discussed_until = models.DateTimeField(_("discussed until"), null=True, blank=True)
    # Raised by every change to the draft's own words and order, so that two people don't overwrite each other.
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    # Wagtail asks which revision of what waits for an approval is live: none is, a version is published once.
    live_revision_id = None
    # Wagtail's approval of a draft goes with the draft.
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta:
        ordering = ["charter", "-number"]
        verbose_name = _("version of a charter")
        verbose_name_plural = _("versions of charters")
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="one_charter_version_a_number"),
            models.UniqueConstraint(
                fields=["charter"], condition=Q(state="draft"), name="one_draft_version_a_charter"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state="discussed")
                | Q(discussed_from__isnull=False, discussed_until__gt=models.F("discussed_from")),
                name="discussed_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charter} – {self.number}"

    @property
    def is_published(self) -> bool:
        return self.state == self.PUBLISHED

    @property
    def is_draft(self) -> bool:
        return self.state == self.DRAFT

    def serializable_data(self) -> dict:
        """What a revision keeps: the draft's own columns, each article's wording and what it cites. Four queries."""
        data = super().serializable_data()
        data.pop("article_versions", None)
        wordings = self.article_versions.model.objects.filter(version=self).select_related("article")
        data["articles"] = [wording.said() for wording in wordings.prefetch_related("proposals", "citations")]
        return data

    def publish(self, revision, **_how) -> None:
        """What Wagtail calls at the end of a workflow. Approved is not published: that is a decision of its own."""

    def clean(self):
        super().clean()
        if self.pk and CharterVersion.objects.filter(pk=self.pk, state=self.PUBLISHED).exists():
            raise ValidationError(_("This version is published and no longer changes: start a new draft."))


class ArticleVersion(models.Model):
    """The wording of one article in one version of the charter."""

    version = ParentalKey(CharterVersion, on_delete=models.CASCADE, related_name="article_versions")
    article = models.ForeignKey(Article, models.PROTECT, related_name="wordings", verbose_name=_("article"))
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    chapter = LocalizedField(_("chapter"), blank=True, text_length=200)
    title = LocalizedField(_("title"), text_length=200)
    body = LocalizedField(_("text"), rows=6)
    # Codes of the languages that still say what an amendment has changed in another, until somebody looks at them.
    lagging = models.JSONField(_("languages to look at"), default=list, blank=True)
    proposals = ParentalManyToManyField(
        Proposal, blank=True, related_name="article_versions", verbose_name=_("proposals it answers")
    )

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("article in this version")
        verbose_name_plural = _("articles in this version")
        constraints = [
            models.UniqueConstraint(fields=["version", "article"], name="one_wording_an_article_a_version")
        ]

    def __str__(self) -> str:
        return str(self.title)

    def said(self) -> dict:
        """The wording and what it cites, as JSON. Two queries, unless prefetched."""
        return {
            "article": self.article_id,
            "identifier": self.article.identifier,
            "chapter": dict(self.chapter),
            "title": dict(self.title),
            "body": dict(self.body),
            "lagging": self.lagging,
            "proposals": sorted(proposal.pk for proposal in self.proposals.all()),
            "citations": [[one.paragraph, one.proposal_id, one.note] for one in self.citations.all()],
        }


class Citation(models.Model):
    """What a paragraph of an article answers: a proposal, or none, and then ``note`` says what the change is for.

    ``paragraph`` is the digest of its words in the main language (see charters/paragraphs.py), of the old words
    where it was taken out. What a citation points at is words, not a place: it stays when paragraphs are moved about.
    """

    wording = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="citations")
    paragraph = models.CharField(max_length=64)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="citations")
    note = models.CharField(_("editorial change"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "paragraph", "proposal"], name="one_citation_a_paragraph"
            ),
            models.UniqueConstraint(
                fields=["wording", "paragraph"], condition=Q(proposal=None), name="one_note_a_paragraph"
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, note="") | (Q(proposal=None) & ~Q(note="")),
                name="cites_a_proposal_or_says_why_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wording_id}: {self.proposal_id or self.note}"
