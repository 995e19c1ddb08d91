"""One page of a questionnaire as one participant sees it: what is asked, where it stands, where it leads."""

from __future__ import annotations

from collections.abc import Mapping

from consultations.answering.forms import AnswerForm, TypedForm, as_posted, questionnaire_form
from consultations.asking.questions import Question, Questionnaire, Section


class SectionPage:
    """The page of a section, given everything typed so far.

    ``section`` is None when the section does not exist or asks nothing of this person. Without a script, a question
    that depends on another of the same page is shown with its condition; one that depends on an earlier page is
    shown only when it applies.
    """

    def __init__(self, questionnaire: Questionnaire, data: Mapping[str, list[str]], key: str):
        self.questionnaire = questionnaire
        self.data = data
        whole = questionnaire_form(questionnaire, data)
        whole.is_valid()
        self.shown = questionnaire.sections_shown(whole.values)
        self.section: Section | None = next((one for one in self.shown if one.key == key), None)
        here = {question.key for question in self.section.questions} if self.section else set()
        self.earlier = {name: value for name, value in whole.values.items() if name not in here}
        self.asked: list[Question] = [
            question
            for question in (self.section.questions if self.section else ())
            if (question.shown_if and question.shown_if.question in here) or question.is_shown(self.earlier)
        ]

    @property
    def place(self) -> int:
        """Which page this is, from 1."""
        return self.shown.index(self.section) + 1

    @property
    def total(self) -> int:
        """How many pages there are, the last check included."""
        return len(self.shown) + 1

    @property
    def before(self) -> str:
        """The key of the section before, empty on the first page."""
        return self.shown[self.place - 2].key if self.place > 1 else ""

    def typed_form(self) -> TypedForm:
        """What was typed, shown as it is, without a word about what is wrong."""
        return TypedForm(self.asked, values=self.earlier, data=as_posted(self.data))

    def judged_form(self) -> AnswerForm:
        return AnswerForm(self.asked, values=self.earlier, data=as_posted(self.data))

    def after(self, values: Mapping[str, object]) -> str:
        """The key of the next section that asks something of who gave these values; empty when it is time to check."""
        keys = [one.key for one in self.questionnaire.sections_shown(values)]
        later = keys[keys.index(self.section.key) + 1 :] if self.section.key in keys else []
        return later[0] if later else ""
