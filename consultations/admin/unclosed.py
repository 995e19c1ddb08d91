"""A warning beside the date of the results: which reviews are not closed. It keeps nobody from publishing."""

from __future__ import annotations

from wagtail.admin.panels import Panel

from consultations.queues.closing import unclosed


class UnclosedReviewsPanel(Panel):
    """Shown while an analysis in force of the consultation has an open review. One query."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/admin/queues/unclosed.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.reviews = unclosed(self.instance) if self.instance.pk else []

        def is_shown(self) -> bool:
            return bool(self.reviews) and super().is_shown()

        def get_context_data(self, parent_context=None):
            may_review = self.request.user.has_perm("consultations.review_themes")
            return {
                **super().get_context_data(parent_context),
                "reviews": self.reviews,
                "may_review": may_review,
            }
