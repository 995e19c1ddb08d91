"""Why a change to a charter is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import Refused


class VersionIsPublished(Refused):
    sentence = _("This version is published and no longer changes: start a new draft.")


class DraftExists(Refused):
    sentence = _("This charter has a draft already: carry on with it, or delete it first.")


class IdentifierTaken(Refused):
    sentence = _("“%(identifier)s” already names an article of this charter: choose another identifier.")


class IdentifierIsPublished(Refused):
    sentence = _("“%(identifier)s” has been published, and people link to it: it never changes.")


class NotAnIdentifier(Refused):
    sentence = _("An identifier is made of letters without accents, digits, hyphens and underscores.")


class ArticleOfAnotherCharter(Refused):
    sentence = _("This article belongs to another charter.")


class ProposalNotKept(Refused):
    sentence = _("Proposal %(number)s is not decided as kept or kept in part: an article cannot cite it yet.")


class ProposalOfAnotherCity(Refused):
    sentence = _("Proposal %(number)s was made to another city: an article cannot cite it.")
