"""From what is wrong with a questionnaire to errors that Wagtail shows beside the fields to change."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks

from consultations.asking.coherence import Problem


def beside_their_fields(problems: list[Problem]) -> blocks.StreamBlockValidationError:
    """One error of the whole stream, holding each sentence at its section, question and field."""
    sections: dict[int, dict] = {}
    for problem in problems:
        section = sections.setdefault(problem.section, {"own": {}, "questions": {}})
        fields = (
            section["own"]
            if problem.question is None
            else section["questions"].setdefault(problem.question, {})
        )
        fields.setdefault(problem.field, ValidationError(problem.sentence))
    return blocks.StreamBlockValidationError(
        block_errors={place: _section_error(found) for place, found in sections.items()}
    )


def _section_error(found: dict) -> blocks.StructBlockValidationError:
    errors = dict(found["own"])
    if found["questions"]:
        errors["questions"] = blocks.StreamBlockValidationError(
            block_errors={place: _question_error(fields) for place, fields in found["questions"].items()}
        )
    return blocks.StructBlockValidationError(block_errors=errors)


def _question_error(fields: dict[str, ValidationError]) -> blocks.StructBlockValidationError:
    errors: dict[str, ValidationError] = {}
    for name, error in fields.items():
        # Lists and groups show what is wrong with them as a whole at their own top.
        if name == "choices":
            error = blocks.ListBlockValidationError(non_block_errors=[error])
        elif name == "shown_if":
            error = blocks.StructBlockValidationError(block_errors={"question": error})
        errors[name] = error
    return blocks.StructBlockValidationError(block_errors=errors)
