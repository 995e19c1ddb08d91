"""Why the machine sets a text aside, said in a sentence to the person who wrote it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# The one reason that is a person's.
BY_PERSON = "by-person"

SENTENCES = {
    "empty": _("nothing is written in it"),
    "no-words": _("it holds no word"),
    "yes-no": _("it says yes or no, and nothing else"),
    "no-opinion": _("it says that there is nothing to say"),
    "not-concerned": _("it says that the question does not concern the person"),
    BY_PERSON: _("a person read it and found nothing in it about the question"),
    "see-elsewhere": _("it points to another answer without saying anything itself"),
    "set-aside-by-people": _("somebody who read it took it out of the themes"),
}


def sentence_for(reason: str) -> str:
    """The end of “set aside because …”; the engine's own word for a reason that is new to the site."""
    return str(SENTENCES.get(reason, reason))
