"""The front page: what is asked now, how it works, what was decided."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from consultations.asking.presenting import PHASE_TAGS
from consultations.models import Charter, Consultation, Contribution, Proposal
from kit.blocks import TextBlocks
from kit.pages import KitPage


class HomePage(KitPage):
    """One a language. The lists follow the database; the words are the editors'."""

    body = StreamField(TextBlocks(), blank=True, verbose_name=gettext_lazy("text"))

    content_panels = [*KitPage.content_panels, FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.TextPage"]
    template = "cms/home.html"

    class Meta:
        verbose_name = gettext_lazy("home page")
        verbose_name_plural = gettext_lazy("home pages")

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        context = super().get_context(request, *args, **kwargs)
        rows = [
            {
                "consultation": one,
                "phase": one.phase(at=now),
                "phase_name": Consultation.PHASES[one.phase(at=now)],
                "phase_tag": PHASE_TAGS[one.phase(at=now)],
            }
            for one in Consultation.objects.filter(live=True).for_listing()[:12]
        ]
        order = [Consultation.OPEN, Consultation.UPCOMING, Consultation.ANALYSIS, Consultation.PUBLISHED]
        rows.sort(key=lambda row: order.index(row["phase"]))
        context["consultations"] = rows[:6]
        context["charters"] = Charter.objects.filter(versions__state="published").distinct()[:4]
        context["figures"] = figures()
        return context


def figures() -> list[tuple[str, str]]:
    """What the whole site adds up to, as (number, what it counts). Three queries."""
    contributions = Contribution.objects.sent().count()
    decided = Proposal.objects.visible_to(None).count()
    articles = Charter.objects.filter(versions__state="published").aggregate(
        n=Count("articles", distinct=True)
    )["n"]
    return [
        (intcomma(contributions), _("contributions received")),
        (intcomma(decided), _("proposals decided, each with its reason")),
        (intcomma(articles), _("articles of charters")),
    ]
