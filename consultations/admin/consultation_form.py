"""The editor's form of a consultation: results are not brought out while a proposal lacks its decision."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from consultations.models import Consultation
from consultations.proposals.lacking import sentence_for


class ConsultationForm(WagtailAdminModelForm):
    """Refuses a day of results that has come while proposals lack something, each named with its link.

    A day to come may be announced: the results then wait for the last decision by themselves.
    """

    def clean(self):
        words = super().clean()
        day = words.get("results_at")
        if (
            day is None
            or day > timezone.now()
            or not self.instance.pk
            or "results_at" not in self.changed_data
        ):
            return words
        before = Consultation.objects.get(pk=self.instance.pk)
        was_out = before.results_at is not None and before.has_published_results()
        if not was_out and (lacking := list(before.proposals.lacking().order_by("number"))):
            self.add_error("results_at", _refusal(lacking))
        return words


def _refusal(lacking) -> str:
    named = (
        (sentence_for(one), reverse("consultations_admin:proposal", args=[one.pk]), _("Open it"))
        for one in lacking
    )
    intro = _("The results cannot be published yet.")
    return format_html("{} {}", intro, format_html_join(" ", '{} <a href="{}">{}</a>', named))
