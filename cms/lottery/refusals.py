"""What a lottery refuses, said in a sentence that tells what to do next."""

from __future__ import annotations


class Refused(Exception):
    """The sentence for whoever asked."""


class RegistrationClosed(Refused):
    """Nobody can register now."""
