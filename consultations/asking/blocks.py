"""How editors build a questionnaire in Wagtail: sections, and in each a stream of question blocks.

``definition_of`` turns the stream into the plain definition that is frozen with each publication;
``stream_of`` does the reverse, for questionnaires that come from elsewhere.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from consultations.asking import questions as q
from kit.localized import content_languages

KEY_LENGTH = 60
KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"


class LocalizedBlock(blocks.StructBlock):
    """The same words once a language; at least the main language when required."""

    def __init__(self, *, rows: int = 1, **kwargs):
        main = content_languages()[0][0]
        required = kwargs.pop("required", True)
        children = []
        for code, name in content_languages():
            options = {"label": name, "required": required and code == main}
            children.append(
                (code, blocks.CharBlock(**options) if rows == 1 else blocks.TextBlock(rows=rows, **options))
            )
        super().__init__(children, **kwargs)

    class Meta:
        form_classname = "struct-block localized-block"


class KeyBlock(blocks.RegexBlock):
    """A short name for machines, made from the French label when left empty."""

    def __init__(self, **kwargs):
        super().__init__(
            regex=KEY_PATTERN,
            required=False,
            max_length=KEY_LENGTH,
            label=_("Key"),
            help_text=_(
                "Used in the open data. Left empty, it is made from the label. It never changes after the "
                "first answer."
            ),
            error_messages={"invalid": _("A key holds small letters, digits, - and _ only.")},
            **kwargs,
        )

    def deconstruct(self):
        # Migrations keep Wagtail's block, not ours, so that they outlive a move of this module.
        return (
            "wagtail.blocks.RegexBlock",
            (),
            {"regex": KEY_PATTERN, "required": False, "max_length": KEY_LENGTH},
        )

    def deconstruct_with_lookup(self, lookup):
        return self.deconstruct()


class ChoiceItemBlock(blocks.StructBlock):
    key = KeyBlock()
    label = LocalizedBlock(label=_("Label"))

    def clean(self, value):
        return _with_key(super().clean(value))


class ConditionBlock(blocks.StructBlock):
    question = blocks.CharBlock(required=False, label=_("Key of an earlier question"))
    values = blocks.CharBlock(
        required=False, label=_("Keys of the choices"), help_text=_("Separated by commas: never, once")
    )

    class Meta:
        label = _("Shown only if")
        form_classname = "struct-block condition-block"


class QuestionBlock(blocks.StructBlock):
    """What every kind of question has."""

    key = KeyBlock()
    label = LocalizedBlock(label=_("Question"))
    help = LocalizedBlock(label=_("Help"), required=False)
    required = blocks.BooleanBlock(required=False, label=_("An answer is required"))
    shown_if = ConditionBlock()

    def clean(self, value):
        return _with_key(super().clean(value))

    class Meta:
        preview_template = "consultations/previews/question.html"


class ShortTextBlock(QuestionBlock):
    max = blocks.IntegerBlock(
        required=False, min_value=1, max_value=500, label=_("Maximum number of characters")
    )

    class Meta:
        icon = "edit"
        label = q.KINDS[q.SHORT_TEXT]
        preview_value = {"label": {"fr": "Pour vous, participer, c’est…", "en": "To you, taking part is…"}}


class LongTextBlock(QuestionBlock):
    max = blocks.IntegerBlock(
        required=False, min_value=1, max_value=20_000, label=_("Maximum number of characters")
    )

    class Meta:
        icon = "pilcrow"
        label = q.KINDS[q.LONG_TEXT]
        preview_value = {
            "label": {"fr": "Que doit promettre la Ville ?", "en": "What must the City promise?"}
        }


class OneChoiceBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), min_num=2, label=_("Choices"))
    other = blocks.BooleanBlock(required=False, label=_("Offer “other”, with words"))

    class Meta:
        icon = "radio-full"
        label = q.KINDS[q.ONE_CHOICE]
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
        label = q.KINDS[q.SEVERAL_CHOICES]


class ScaleBlock(QuestionBlock):
    min = blocks.IntegerBlock(default=1, min_value=0, max_value=1, label=_("From"))
    max = blocks.IntegerBlock(default=5, min_value=2, max_value=11, label=_("To"))
    low = LocalizedBlock(label=_("What the lowest means"))
    high = LocalizedBlock(label=_("What the highest means"))

    class Meta:
        icon = "order"
        label = q.KINDS[q.SCALE]
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
        label = q.KINDS[q.NUMBER]
        preview_value = {"label": {"fr": "Combien d’heures par mois ?", "en": "How many hours a month?"}}


class DateBlock(QuestionBlock):
    class Meta:
        icon = "date"
        label = q.KINDS[q.DATE]
        preview_value = {"label": {"fr": "Quand était-ce ?", "en": "When was it?"}}


class RankingBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), min_num=2, label=_("Choices"))

    class Meta:
        icon = "list-ol"
        label = q.KINDS[q.RANKING]
        preview_value = {
            "label": {"fr": "Classez ces promesses", "en": "Rank these promises"},
            "choices": [
                {"key": "answer", "label": {"fr": "Recevoir une réponse", "en": "Getting an answer"}},
                {"key": "clarity", "label": {"fr": "Comprendre", "en": "Understanding"}},
            ],
        }


class SectionBlock(blocks.StructBlock):
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
        return _with_key(super().clean(value), label_field="title")

    class Meta:
        icon = "doc-full"
        label = _("Section")


class QuestionnaireBlock(blocks.StreamBlock):
    """Sections in order. Keys are unique, and a condition names an earlier question."""

    section = SectionBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        problems = _key_problems(definition_of(cleaned))
        if problems:
            raise blocks.StreamBlockValidationError(non_block_errors=problems)
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
        "title": _words(value["title"]),
        "intro": _words(value["intro"]),
        "questions": [_question_definition(child.block_type, child.value) for child in value["questions"]],
    }


def _question_definition(kind: str, value: Any) -> dict:
    definition: dict[str, Any] = {"key": value["key"], "kind": kind}
    for name in ("label", "help", "low", "high"):
        if value.get(name):
            definition[name] = _words(value[name])
    for name in ("min", "max"):
        if value.get(name) is not None:
            definition[name] = value[name]
    definition["required"] = bool(value.get("required"))
    if "choices" in value:
        definition["choices"] = [
            {"key": choice["key"], "label": _words(choice["label"])} for choice in value["choices"]
        ]
        definition["other"] = bool(value.get("other"))
    condition = value.get("shown_if") or {}
    if condition.get("question"):
        values = [one.strip() for one in (condition.get("values") or "").split(",") if one.strip()]
        definition["shown_if"] = {"question": condition["question"].strip(), "values": values}
    return definition


def _words(value: Any) -> dict:
    return {code: text for code, text in (value or {}).items() if text}


def _with_key(value: Any, *, label_field: str = "label") -> Any:
    if not value.get("key"):
        words = _words(value.get(label_field))
        value["key"] = slugify(next(iter(words.values()), ""))[:KEY_LENGTH].strip("-")
    return value


def _key_problems(definition: dict) -> list[ValidationError]:
    problems, earlier, sections = [], {}, set()
    for section in definition["sections"]:
        if section["key"] in sections:
            problems.append(_("Two sections have the key “%(key)s”: change one.") % {"key": section["key"]})
        sections.add(section["key"])
        for question in section["questions"]:
            problems.extend(_question_problems(question, earlier))
            earlier[question["key"]] = question
    return [ValidationError(problem) for problem in problems]


def _question_problems(question: dict, earlier: dict[str, dict]) -> list[str]:
    key, problems = question["key"], []
    if key in earlier:
        problems.append(_("Two questions have the key “%(key)s”: change one.") % {"key": key})
    keys = [choice["key"] for choice in question.get("choices", [])]
    if len(set(keys)) < len(keys):
        problems.append(_("The question “%(key)s” has two choices with the same key.") % {"key": key})
    low, high = question.get("min"), question.get("max")
    if low is not None and high is not None and low > high:
        problems.append(_("The question “%(key)s” has a minimum above its maximum.") % {"key": key})
    condition = question.get("shown_if")
    if not condition:
        return problems
    asked = earlier.get(condition["question"])
    if asked is None:
        problems.append(
            _("“%(key)s” is shown only if “%(other)s” was answered, but no earlier question has that key.")
            % {"key": key, "other": condition["question"]}
        )
        return problems
    known = {choice["key"] for choice in asked.get("choices", [])} | (
        {q.OTHER} if asked.get("other") else set()
    )
    unknown = [value for value in condition["values"] if known and value not in known]
    if unknown or not condition["values"]:
        problems.append(
            _("“%(key)s” is shown only for the answer “%(value)s”, which “%(other)s” does not offer.")
            % {"key": key, "value": unknown[0] if unknown else "", "other": condition["question"]}
        )
    return problems
