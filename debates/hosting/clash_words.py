"""What stands in a debate's way, in sentences that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from debates.models import Debate
from debates.occupying import HOURS, NOT_LENT, ROOM, Clash


def sentence(clash: Clash, debate: Debate) -> str:
    """One clash by the clock of the debate's city."""
    zone = debate.night.city.zone
    words = {
        "name": clash.name,
        "first": f"{clash.starts.astimezone(zone):%H:%M}",
        "last": f"{clash.ends.astimezone(zone):%H:%M}",
    }
    if clash.kind == HOURS:
        return _("The night of %(name)s goes from %(first)s to %(last)s: choose hours within it.") % words
    if clash.kind == NOT_LENT:
        return (
            _(
                "The room “%(name)s” is another host’s and is not lent from %(first)s to %(last)s: ask for these "
                "hours, or choose another room."
            )
            % words
        )
    if clash.kind == ROOM:
        return (
            _("The room “%(name)s” is taken from %(first)s to %(last)s: choose another hour or room.") % words
        )
    return (
        _("%(name)s is announced in another debate from %(first)s to %(last)s: agree on another hour.")
        % words
    )


def sentences(clashes: list[Clash], debate: Debate) -> list[str]:
    return list(dict.fromkeys(sentence(clash, debate) for clash in clashes))
