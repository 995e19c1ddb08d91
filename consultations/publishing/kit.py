"""The kits with which anyone can repeat the analyses of a consultation: which may be taken now, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consultations.analysing.kit_files import archive_of
from consultations.asking.questions import Question
from consultations.models import Consultation, Kit


@dataclass(frozen=True)
class PublicKit:
    """The kit of one question's analysis in force; while a next edition is being made there is no ``archive``."""

    question: Question | None
    kit: Kit
    archive: Path | None

    @property
    def key(self) -> str:
        return self.kit.analysis.question_key


def kits_of(consultation: Consultation, *, at: datetime) -> list[PublicKit]:
    """The kits in a consultation's open data, in the order of the questions. Two queries at most.

    They hold redacted words, as the open data does once results are published: before, there is none.
    """
    if not consultation.has_published_results(at=at):
        return []
    kits = list(
        Kit.objects.filter(analysis__consultation=consultation, analysis__adopted=True)
        .select_related("analysis")
        .order_by("pk")
    )
    version = consultation.current_version() if kits else None
    asked = {question.key: question for question in version.questionnaire} if version else {}
    order = list(asked)
    kits.sort(key=lambda kit: _place(kit.analysis.question_key, order))
    return [PublicKit(asked.get(kit.analysis.question_key), kit, _archive(kit)) for kit in kits]


def _place(key: str, order: list[str]) -> int:
    return order.index(key) if key in order else len(order)


def _archive(kit: Kit) -> Path | None:
    archive = archive_of(kit.analysis_id, kit.edition)
    return archive if kit.is_current and archive.is_file() else None
