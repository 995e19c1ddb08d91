"""The declaration of accessibility, in the model that French law sets out, with words of their own for other laws."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from kit.pages import KitPage

HALF, WHOLE = 50, 100


class AccessibilityPage(KitPage):
    """What was tested, what was found, and whom to turn to. The footer of every page says its state.

    The order and the headings are those of the decree of 24 July 2019 and of its model. Without an audit the state is
    “not compliant”, whatever machines have found: the law has no other word for it.
    """

    NONE, PARTIAL, FULL = "none", "partial", "full"
    STATES = [(NONE, _("not compliant")), (PARTIAL, _("partially compliant")), (FULL, _("fully compliant"))]

    organisation = models.CharField(_("who declares"), max_length=120)
    standard = models.CharField(
        _("standard"),
        max_length=80,
        default="RGAA 4.1",
        help_text=_("The text that the site is held against."),
    )
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=NONE)
    audited_by = models.CharField(_("audited by"), max_length=120, blank=True)
    audited_on = models.DateField(_("audited on"), null=True, blank=True)
    rate = models.PositiveSmallIntegerField(
        _("criteria met"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(WHOLE)],
        help_text=_("Percentage of the criteria that apply."),
    )
    not_compliant = models.TextField(
        _("what does not comply"), blank=True, help_text=_("One finding a line.")
    )
    burdens = models.TextField(
        _("exceptions for disproportionate burden"), blank=True, help_text=_("One a line, with its reason.")
    )
    exempt = models.TextField(_("content outside of the law’s scope"), blank=True, help_text=_("One a line."))
    technologies = models.TextField(_("technologies"), help_text=_("One a line."))
    environments = models.TextField(
        _("how it was tested"), blank=True, help_text=_("One browser and assistive technology a line.")
    )
    tools = models.TextField(_("tools"), blank=True, help_text=_("One a line."))
    sample = models.TextField(_("pages that were tested"), blank=True, help_text=_("One a line."))
    contact_email = models.EmailField(_("contact address"))
    remedies = models.TextField(
        _("whom to turn to"),
        help_text=_("One paragraph a line: who helps when no answer came, and how to reach them."),
    )
    established_on = models.DateField(_("declared on"))

    content_panels = [
        *KitPage.content_panels,
        FieldPanel("organisation"),
        FieldPanel("standard"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("state", "audited_by", "audited_on", "rate")], heading=_("Result")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("not_compliant", "burdens", "exempt")],
            heading=_("What is not accessible"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("technologies", "environments", "tools", "sample")],
            heading=_("How it was established"),
        ),
        FieldPanel("contact_email"),
        FieldPanel("remedies"),
        FieldPanel("established_on"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/accessibility.html"

    class Meta:
        verbose_name = _("declaration of accessibility")
        verbose_name_plural = _("declarations of accessibility")

    def clean(self):
        super().clean()
        if self.state == self.NONE:
            return
        if not (self.audited_by and self.audited_on and self.rate is not None):
            sentence = _("Say who audited the site, when, and which share of the criteria it meets.")
            raise ValidationError({"state": sentence})
        if self.state == self.FULL and self.rate != WHOLE:
            raise ValidationError(
                {"rate": _("A site is fully compliant when it meets all criteria: write 100.")}
            )
        if self.state == self.PARTIAL and not HALF <= self.rate < WHOLE:
            raise ValidationError({"rate": _("A site is partially compliant from 50 to 99 percent.")})

    @property
    def footer_label(self) -> str:
        """What the law wants the footer to say."""
        return gettext("Accessibility: %(state)s") % {"state": self.get_state_display()}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        named = (
            "not_compliant",
            "burdens",
            "exempt",
            "technologies",
            "environments",
            "tools",
            "sample",
            "remedies",
        )
        context["lines"] = {name: lines(getattr(self, name)) for name in named}
        return context


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
