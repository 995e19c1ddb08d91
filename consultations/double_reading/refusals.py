"""Why a step of a double reading is refused, each in a sentence that says what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.reviews.refusals import Conflict, Refused


class SampleIsOpen(Refused):
    sentence = _(
        "A double reading of this analysis is under way: close it or give it up before drawing another."
    )


class SampleSize(Refused):
    sentence = _("Draw at least %(least)s texts and at most %(most)s: the analysis has no more.")


class SameReader(Refused):
    sentence = _("The two readers are two different people: choose another second reader.")


class ReaderMayNotReview(Refused):
    sentence = _("%(name)s does not have the right to review themes: choose another reader.")


class NotAReader(Refused):
    sentence = _("You are not one of the two readers of this sample.")


class SampleIsClosed(Refused):
    sentence = _("This double reading is closed: its readings no longer change.")


class ReadingsAreFinal(Refused):
    sentence = _("Both readers have finished: their readings no longer change.")


class TextHasLeft(Refused):
    sentence = _("The person who wrote this text has withdrawn it meanwhile: go on with the next one.")


class NotAMainTheme(Refused):
    sentence = _("“%(title)s” is not a main theme of this analysis any more: choose another.")


class NotReadByBoth(Refused):
    sentence = _("Both readers have to finish before anybody settles where they differ.")


class ReadersDoNotSettle(Refused):
    sentence = _(
        "You are one of the two readers, and a third person settles where they differ: ask a colleague who has not "
        "read this sample."
    )


class NothingToSettle(Refused):
    sentence = _("Both readers gave this text the same theme: there is nothing to settle.")


class SettledMeanwhile(Conflict):
    sentence = _("%(name)s has settled this text meanwhile: read what was decided before you go on.")


class NotSettledYet(Refused):
    sentence = _("The readers differ on %(number)s more texts: have a third person settle them first.")
