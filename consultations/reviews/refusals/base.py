"""What every refusal is: a fact, told in a sentence that says what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A decision that cannot be taken as asked. ``str()`` is a sentence for the person, in the active language."""

    sentence = _("This cannot be done.")

    def __init__(self, **names):
        super().__init__()
        self.names = names

    def __str__(self) -> str:
        return str(self.sentence) % self.names


class Conflict(Refused):
    """Somebody else changed the same thing since the person opened it."""
