"""How editors build a questionnaire in Wagtail: sections, and in each a stream of question blocks.

``definition_of`` turns the stream into the plain definition that is frozen with each publication;
``stream_of`` does the reverse, for questionnaires that come from elsewhere.
"""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from consultations.asking import questions as q
from consultations.asking.block_errors import beside_their_fields
from consultations.asking.block_parts import (
    ChoiceItemBlock,
    ConditionBlock,
    KeyBlock,
    KeyedBlock,
    LocalizedBlock,
    with_key,
    words_of,
)
from consultations.asking.coherence import problems_of


class QuestionBlock(KeyedBlock):
    """What every kind of question has."""

    FOLDED = ("shown_if", "key")
    FOLD_HEADING = _("Condition and key")

    key = KeyBlock()
    label = LocalizedBlock(label=_("Question"))
    help = LocalizedBlock(label=_("Help"), required=False)
    required = blocks.BooleanBlock(required=False, label=_("An answer is required"))
    shown_if = ConditionBlock()

    def clean(self, value):
        return with_key(super().clean(value))

    def get_preview_context(self, value, parent_context=None):
        # Imported here: forms are built on questionnaires, and a preview alone needs the way back.
        from consultations.answering.previewing import preview_field

        context = super().get_preview_context(value, parent_context)
        return {
            **context,
            "field": preview_field(_question_definition(self.name, {"key": "preview", **value})),
        }

    class Meta:
        preview_template = "consultations/previews/question.html"


class ShortTextBlock(QuestionBlock):
    max = blocks.IntegerBlock(
        required=False, min_value=1, max_value=500, label=_("Maximum number of characters")
    )

    class Meta:
        icon = "edit"
        label = capfirst(q.KINDS[q.SHORT_TEXT])
        preview_value = {"label": {"fr": "Pour vous, participer, c’est…", "en": "To you, taking part is…"}}


class LongTextBlock(QuestionBlock):
    max = blocks.IntegerBlock(
        required=False, min_value=1, max_value=20_000, label=_("Maximum number of characters")
    )

    class Meta:
        icon = "pilcrow"
        label = capfirst(q.KINDS[q.LONG_TEXT])
        preview_value = {
            "label": {"fr": "Que doit promettre la Ville ?", "en": "What must the City promise?"}
        }


class OneChoiceBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), min_num=2, label=_("Choices"))
    other = blocks.BooleanBlock(required=False, label=_("Offer “other”, with words"))

    class Meta:
        icon = "radio-full"
        label = capfirst(q.KINDS[q.ONE_CHOICE])
        preview_value = {
            "label": {"fr": "Avez-vous déjà participé ?", "en": "Have you taken part before?"},
            "choices": [
                {"key": "yes", "label": {"fr": "Oui", "en": "Yes"}},
                {"key": "no", "label": {"fr": "Non", "en": "No"}},
            ],
        }


class SeveralChoicesBlock(OneChoiceBlock):
    min = blocks.IntegerBlock(required=False, min_value=0, label=_("At least"))
    max = blocks.IntegerBlock(required=False, min_value=1, label=_("At most"))

    class Meta:
        icon = "list-ul"
        label = capfirst(q.KINDS[q.SEVERAL_CHOICES])


class ScaleBlock(QuestionBlock):
    min = blocks.IntegerBlock(default=1, min_value=0, max_value=1, label=_("From"))
    max = blocks.IntegerBlock(default=5, min_value=2, max_value=11, label=_("To"))
    low = LocalizedBlock(label=_("What the lowest means"))
    high = LocalizedBlock(label=_("What the highest means"))

    class Meta:
        icon = "order"
        label = capfirst(q.KINDS[q.SCALE])
        preview_value = {
            "label": {"fr": "Votre avis compte-t-il ?", "en": "Does your opinion count?"},
            "min": 1,
            "max": 5,
            "low": {"fr": "pas du tout", "en": "not at all"},
            "high": {"fr": "tout à fait", "en": "entirely"},
        }


class NumberBlock(QuestionBlock):
    min = blocks.FloatBlock(required=False, label=_("Lowest value allowed"))
    max = blocks.FloatBlock(required=False, label=_("Highest value allowed"))

    class Meta:
        icon = "decimal"
        label = capfirst(q.KINDS[q.NUMBER])
        preview_value = {"label": {"fr": "Combien d’heures par mois ?", "en": "How many hours a month?"}}


class DateBlock(QuestionBlock):
    class Meta:
        icon = "date"
        label = capfirst(q.KINDS[q.DATE])
        preview_value = {"label": {"fr": "Quand était-ce ?", "en": "When was it?"}}


class RankingBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), min_num=2, label=_("Choices"))

    class Meta:
        icon = "list-ol"
        label = capfirst(q.KINDS[q.RANKING])
        preview_value = {
            "label": {"fr": "Classez ces promesses", "en": "Rank these promises"},
            "choices": [
                {"key": "answer", "label": {"fr": "Recevoir une réponse", "en": "Getting an answer"}},
                {"key": "clarity", "label": {"fr": "Comprendre", "en": "Understanding"}},
            ],
        }


class SectionBlock(KeyedBlock):
    """One page of the questionnaire."""

    key = KeyBlock()
    title = LocalizedBlock(label=_("Title"))
    intro = LocalizedBlock(rows=3, label=_("Introduction"), required=False)
    questions = blocks.StreamBlock(
        [
            (q.LONG_TEXT, LongTextBlock()),
            (q.SHORT_TEXT, ShortTextBlock()),
            (q.ONE_CHOICE, OneChoiceBlock()),
            (q.SEVERAL_CHOICES, SeveralChoicesBlock()),
            (q.SCALE, ScaleBlock()),
            (q.RANKING, RankingBlock()),
            (q.NUMBER, NumberBlock()),
            (q.DATE, DateBlock()),
        ],
        label=_("Questions"),
    )

    def clean(self, value):
        return with_key(super().clean(value), label_field="title")

    def get_form_layout(self) -> blocks.BlockGroup:
        folded = super().get_form_layout()
        # A section's questions can be pages long: the key would be lost below them.
        folded.children.append(folded.children.pop(folded.children.index("questions")))
        return folded

    class Meta:
        icon = "doc-full"
        label = _("Section")


class QuestionnaireBlock(blocks.StreamBlock):
    """Sections in order. Keys are unique, and a condition names an earlier question."""

    section = SectionBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        problems = problems_of(definition_of(cleaned))
        if problems:
            raise beside_their_fields(problems)
        return cleaned


def definition_of(stream: Any) -> dict:
    """The plain definition of a questionnaire's stream (see questions.Questionnaire.from_definition)."""
    return {"sections": [_section_definition(child.value) for child in stream]}


def stream_of(definition: dict) -> list[dict]:
    """The raw stream of a plain definition, to be given to the ``questionnaire`` field."""
    sections = []
    for section in definition["sections"]:
        questions = [
            {"type": question["kind"], "value": _question_value(question)}
            for question in section["questions"]
        ]
        value = {"key": section["key"], "title": section["title"], "intro": section.get("intro") or {}}
        sections.append({"type": "section", "value": {**value, "questions": questions}})
    return sections


def _question_value(question: dict) -> dict:
    value = {name: content for name, content in question.items() if name not in {"kind", "shown_if"}}
    condition = question.get("shown_if")
    if condition:
        value["shown_if"] = {"question": condition["question"], "values": ", ".join(condition["values"])}
    return value


def _section_definition(value: Any) -> dict:
    return {
        "key": value["key"],
        "title": words_of(value["title"]),
        "intro": words_of(value["intro"]),
        "questions": [_question_definition(child.block_type, child.value) for child in value["questions"]],
    }


def _question_definition(kind: str, value: Any) -> dict:
    definition: dict[str, Any] = {"key": value["key"], "kind": kind}
    for name in ("label", "help", "low", "high"):
        if value.get(name):
            definition[name] = words_of(value[name])
    for name in ("min", "max"):
        if value.get(name) is not None:
            definition[name] = value[name]
    definition["required"] = bool(value.get("required"))
    if "choices" in value:
        definition["choices"] = [
            {"key": choice["key"], "label": words_of(choice["label"])} for choice in value["choices"]
        ]
        definition["other"] = bool(value.get("other"))
    condition = value.get("shown_if") or {}
    if condition.get("question"):
        values = [one.strip() for one in (condition.get("values") or "").split(",") if one.strip()]
        definition["shown_if"] = {"question": condition["question"].strip(), "values": values}
    return definition
