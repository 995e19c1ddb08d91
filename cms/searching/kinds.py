"""The kinds of things that a search brings, in the order in which the page lists them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

GUIDE, CONSULTATION, PROPOSAL, ARTICLE = "guide", "consultation", "proposal", "article"
CONFERENCE, DISTRICT, DEBATE, PAGE = "conference", "district", "debate", "page"

KINDS = {
    GUIDE: _("Guide to participation"),
    CONSULTATION: _("Consultations"),
    PROPOSAL: _("Proposals"),
    ARTICLE: _("Charters"),
    CONFERENCE: _("Citizen conferences"),
    DEBATE: _("Debates"),
    DISTRICT: _("Districts"),
    PAGE: _("Pages"),
}
# What one result is, beside its title.
KIND_OF_ONE = {
    GUIDE: _("Guide"),
    CONSULTATION: _("Consultation"),
    PROPOSAL: _("Proposal"),
    ARTICLE: _("Charter"),
    CONFERENCE: _("Conference"),
    DEBATE: _("Debate"),
    DISTRICT: _("District"),
    PAGE: _("Page"),
}
