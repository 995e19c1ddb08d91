"""What a draft lacks, and what to know before it is published: a row each, with where it is mended."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.charters.charter_refusals import Problem
from consultations.charters.charter_warnings import Caution

# (sentence, address where it is mended, words of the link); empty where there is no such place.
Row = tuple[str, str, str]


def problem_rows(problems: list[Problem]) -> list[Row]:
    """A row for each problem."""
    rows = []
    for problem in problems:
        if problem.proposal is not None and problem.wording is None:
            url = reverse("consultations_admin:proposal", args=[problem.proposal.pk])
            label = _("Proposal %(number)s") % {"number": problem.proposal.number}
        elif problem.wording is not None:
            url = reverse("consultations_admin:charter_article", args=[problem.wording.pk])
            label = str(problem.wording.title) or problem.wording.article.identifier
        else:
            url, label = "", ""
        rows.append((problem.sentence, url, label))
    return rows


def warning_rows(warnings: list[Caution]) -> list[Row]:
    """A row for each warning."""
    rows = []
    for warning in warnings:
        if warning.wording is not None:
            url = reverse("consultations_admin:charter_article", args=[warning.wording.pk])
            label = _("Look at the article")
        elif warning.is_about_places:
            url = reverse("consultations_admin:places", args=[warning.discussion.pk])
            label = _("Say where they stand now")
        else:
            url = reverse("consultations_admin:discussion", args=[warning.discussion.pk])
            label = _("Go to the discussion")
        rows.append((warning.sentence, url, label))
    return rows
