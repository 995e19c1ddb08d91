"""Keep analyses true when words go away: what a person withdraws leaves themes, exemplars and titles too."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from consultations.analysing.kit_editions import mark_departures
from consultations.models import Answer, Group, Theme
from kit.localized import LocalizedText


@transaction.atomic
def forget_answers(answers) -> None:
    """Delete these answers with their memberships, placements and exemplars, and what was named after them alone.

    Kits that hold them are served no more, and their next edition is made without them.

    A machine's title or description is made of citizens' words: when its last text goes, so does the wording. A
    title that people wrote is theirs and stays.
    """
    ids = list(answers.values_list("pk", flat=True))
    groups = Group.objects.filter(Q(memberships__answer__in=ids) | Q(sub_memberships__answer__in=ids))
    group_ids = list(groups.values_list("pk", flat=True).distinct())
    mark_departures(ids, at=timezone.now())
    Answer.objects.filter(pk__in=ids).delete()
    emptied = list(
        Group.objects.filter(pk__in=group_ids)
        .annotate(left=Count("memberships", distinct=True) + Count("sub_memberships", distinct=True))
        .filter(left=0)
    )
    if not emptied:
        return
    for theme in Theme.objects.filter(group__in=emptied).select_related("group"):
        if theme.title.in_language(theme.group.language) == theme.group.title:
            theme.title, theme.description = LocalizedText({"fr": "—", "en": "—"}), LocalizedText()
            theme.save(update_fields=["title", "description"])
    Group.objects.filter(pk__in=[group.pk for group in emptied]).update(
        title="—", description="", keywords=[]
    )
