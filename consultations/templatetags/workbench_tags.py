"""What the workbench says in words and draws small: a circle's name, a lift and its picture."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from consultations.publishing.written_numbers import whole
from consultations.workbench.lift import Counts, Lift
from consultations.workbench.lift_words import Picture, lift_sentence, picture_of
from consultations.workbench.theme_facts import ThemeFacts
from consultations.workbench.theme_map import Node
from consultations.workbench.theme_table import STATUSES

register = template.Library()


@register.filter
def lift_picture(lift: Lift) -> Picture:
    return picture_of(lift)


@register.simple_tag
def lift_words(lift: Lift | None, counts: Counts) -> str:
    return lift_sentence(lift, counts)


@register.filter
def status_words(facts: ThemeFacts) -> str:
    """Where the review of a theme and its parts stands: “to review”, “begun”, “reviewed”."""
    return str(STATUSES[facts.status])


@register.filter
def people_words(people: int) -> str:
    return ngettext("%(people)s person", "%(people)s people", people) % {"people": whole(people)}


@register.filter
def circle_name(node: Node) -> str:
    """All that a circle shows, for those who hear it: title, people, parts, review, lift, and what a click does."""
    facts = node.facts
    said = [people_words(node.people)]
    if node.inside is not None:
        said.append(_("%(inside)s of them among the filtered") % {"inside": whole(node.inside)})
    if node.opens:
        said.append(
            ngettext("%(parts)d sub-theme", "%(parts)d sub-themes", len(facts.parts))
            % {"parts": len(facts.parts)}
        )
    said.append(status_words(facts))
    if facts.counts and not node.is_itself:
        said.append(lift_sentence(facts.lift, facts.counts))
    does = pgettext("on choosing it", "see inside") if node.opens else pgettext("on choosing it", "read")
    return _("%(title)s: %(facts)s – %(does)s") % {
        "title": node.title,
        "facts": ", ".join(said),
        "does": does,
    }
