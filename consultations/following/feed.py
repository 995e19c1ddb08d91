"""The updates of a charter's commitments as an Atom feed, so that anyone is told without leaving an address."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from consultations.models import Charter, CharterVersion, CommitmentUpdate

LATEST = 50


class FollowUpFeed(Feed):
    """The last updates, the latest first, in the language of the address. Two queries."""

    feed_type = Atom1Feed

    def get_object(self, request, slug: str) -> Charter:
        adopted = Charter.objects.filter(versions__state=CharterVersion.PUBLISHED).distinct()
        return get_object_or_404(adopted, slug=slug)

    def title(self, charter: Charter) -> str:
        return _("Follow-up: %(charter)s") % {"charter": charter}

    def subtitle(self, _charter: Charter) -> str:
        return _("What was done about each commitment, as it is written down.")

    def link(self, charter: Charter) -> str:
        return reverse("consultations:follow_up", args=[charter.slug])

    def items(self, charter: Charter):
        updates = CommitmentUpdate.objects.filter(commitment__charter=charter)
        return updates.select_related("commitment__charter").order_by("-written_at", "-pk")[:LATEST]

    def item_title(self, update: CommitmentUpdate) -> str:
        return f"{update.commitment.statement} – {update.get_status_display()}"

    def item_description(self, update: CommitmentUpdate) -> str:
        return str(update.note)

    def item_link(self, update: CommitmentUpdate) -> str:
        page = reverse("consultations:follow_up", args=[update.commitment.charter.slug])
        return f"{page}#commitment-{update.commitment_id}"

    def item_guid(self, update: CommitmentUpdate) -> str:
        return f"tag:palabre,commitment-update:{update.pk}"

    def item_pubdate(self, update: CommitmentUpdate) -> datetime:
        return update.written_at

    item_updateddate = item_pubdate
