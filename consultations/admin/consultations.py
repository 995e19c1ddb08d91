"""Editing a consultation in Wagtail: drafts, preview, revisions, workflow and scheduling come with the snippet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn, UpdatedAtColumn

from consultations.admin.consultation_form import ConsultationForm
from consultations.admin.unclosed import UnclosedReviewsPanel
from consultations.models import Consultation
from kit.snippets import SecondLookViewSet


class ConsultationViewSet(SecondLookViewSet):
    model = Consultation
    icon = "comment"
    menu_label = _("Consultations")
    menu_name = "consultations"
    menu_order = 110
    add_to_admin_menu = True
    list_display = [
        "title",
        Column("city", label=_("City"), sort_key="city"),
        DateColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        DateColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter = ["city", "access"]
    search_fields = ["slug", "texts__title"]
    copy_view_enabled = False
    inspect_view_enabled = False

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    InlinePanel(
                        "texts",
                        [
                            FieldPanel("language"),
                            FieldPanel("title"),
                            FieldPanel("summary"),
                            FieldPanel("why"),
                            FieldPanel("decision"),
                            FieldPanel("privacy"),
                            FieldPanel("consent"),
                        ],
                        heading=_("Texts, one per language"),
                        label=_("Text"),
                        min_num=1,
                    )
                ],
                heading=_("Texts"),
            ),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldPanel("city"),
                    MultiFieldPanel(
                        [FieldPanel("opens_at"), FieldPanel("closes_at"), FieldPanel("results_at")],
                        heading=_("Calendar"),
                        help_text=_(
                            "Type these hours in the time zone of your account (Paris unless you changed it). "
                            "The public reads them by the clock of the city."
                        ),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("access"), FieldPanel("minimum_age")], heading=_("Who may answer")
                    ),
                    UnclosedReviewsPanel(),
                    FieldPanel("shows_partial_results"),
                    PublishingPanel(),
                ],
                heading=_("Calendar and rules"),
            ),
            ObjectList(
                [
                    FieldPanel(
                        "questionnaire",
                        help_text=_(
                            "Add a section, then its questions: each section is a page. After the first answer, "
                            "words may change; keys, kinds and choices stay. The preview shows the whole "
                            "questionnaire in each language."
                        ),
                    )
                ],
                heading=_("Questionnaire"),
            ),
        ],
        base_form_class=ConsultationForm,
    )

    def get_queryset(self, request):
        """Analysts and coordinators look consultations up once they are published."""
        return Consultation.objects.visible_to(request.user)
