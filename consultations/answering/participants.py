"""Who answers a consultation, as far as it asks, and the key that makes them one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consultations.answering.receipt_codes import participant_key, participant_keys


@dataclass(frozen=True)
class Participant:
    """Who is about to answer, as far as the consultation asks: an account, a confirmed address, or nobody known."""

    user: Any = None
    email: str = ""

    def identity(self) -> tuple[str, str] | None:
        if self.user is not None:
            return "user", str(self.user.pk)
        return ("email", self.email) if self.email else None

    def key(self) -> str:
        identity = self.identity()
        return participant_key(*identity) if identity else ""

    def keys(self) -> list[str]:
        identity = self.identity()
        return participant_keys(*identity) if identity else []
