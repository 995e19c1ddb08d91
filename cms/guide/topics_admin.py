"""Topics of the guide in Wagtail's admin: themes, goals, audiences, times, and the situations made of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import Topic


class TopicViewSet(SnippetViewSet):
    """Seen and used by whoever holds the model's permissions."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics of the guide")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["__str__", "get_facet_display", "question", "position"]
    list_filter = ["facet"]
    search_fields = ["slug"]
    copy_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("facet"), FieldPanel("position")]),
        FieldPanel("name"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel("question"), FieldRowPanel([FieldPanel("age"), FieldPanel("as_who")])],
            heading=_("A way to start"),
        ),
    ]
