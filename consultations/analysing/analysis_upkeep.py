"""Keep analyses true when words go away: what a person withdraws leaves themes, exemplars and titles too."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from consultations.analysing.kit_editions import mark_departures
from consultations.analysing.succession import names_given
from consultations.models import Answer, Group, Membership, Passage, Placement, Theme
from kit.localized import LocalizedText


@transaction.atomic
def forget_answers(answers) -> None:
    """Delete these answers, with their places in analyses and themes, and what was named after them alone.

    Kits that hold them are served no more, and their next edition is made without them.

    A machine's title or description is made of citizens' words: when its last text goes, so does the wording. A
    title that people wrote is theirs and stays.
    """
    ids = list(answers.values_list("pk", flat=True))
    spoken_of, placed_in = _groups_of(ids), _groups_placed_in(ids)
    mark_departures(ids, at=timezone.now())
    Answer.objects.filter(pk__in=ids).delete()
    emptied = list(
        Group.objects.filter(pk__in=spoken_of | placed_in)
        .annotate(left=Count("memberships", distinct=True) + Count("sub_memberships", distinct=True))
        .filter(left=0)
        .exclude(pk__in=placed_in - spoken_of, theme__placements__isnull=False)
    )
    if not emptied:
        return
    for theme in Theme.objects.filter(group__in=emptied).select_related("group", "analysis"):
        is_given = theme.group.code in names_given(theme.analysis)
        if not is_given and theme.title.in_language(theme.group.language) == theme.group.title:
            theme.title, theme.description = LocalizedText({"fr": "—", "en": "—"}), LocalizedText()
            theme.save(update_fields=["title", "description"])
    Group.objects.filter(pk__in=[group.pk for group in emptied]).update(
        title="—", description="", keywords=[]
    )


def _groups_of(answers: list[int]) -> set[int]:
    """The groups that these texts speak of, mainly or in one of their ideas. Two queries."""
    members = Membership.objects.filter(answer__in=answers).values_list("group", "subgroup")
    ideas = Passage.objects.filter(answer__in=answers).values_list("group", "subgroup")
    return {pk for pair in (*members, *ideas) for pk in pair if pk}


def _groups_placed_in(answers: list[int]) -> set[int]:
    """The groups whose themes hold these texts. Those that an earlier analysis named hold none by themselves."""
    placed = Placement.objects.filter(answer__in=answers, theme__group__isnull=False)
    return set(placed.values_list("theme__group", flat=True))
