"""What the blocks of a questionnaire are made of: words in every language, keys, choices, conditions."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

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


class KeyedBlock(blocks.StructBlock):
    """A block with a key: its words first, and what is for machines folded away at the end."""

    FOLDED: tuple[str, ...] = ("key",)
    FOLD_HEADING = _("Key")

    def get_form_layout(self) -> blocks.BlockGroup:
        words = [name for name in self.child_blocks if name not in self.FOLDED]
        fold = blocks.BlockGroup(list(self.FOLDED), heading=self.FOLD_HEADING, classname="collapsed")
        return blocks.BlockGroup([*words, fold])


class ChoiceItemBlock(KeyedBlock):
    key = KeyBlock()
    label = LocalizedBlock(label=_("Label"))

    def clean(self, value):
        return with_key(super().clean(value))


class ConditionBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        required=False,
        label=_("Key of an earlier question"),
        help_text=_("Left empty, everybody is asked. A key left empty is made when the draft is saved."),
    )
    values = blocks.CharBlock(
        required=False, label=_("Keys of the choices"), help_text=_("Separated by commas: never, once")
    )

    class Meta:
        label = _("Shown only if")
        form_classname = "struct-block condition-block"


def words_of(value: Any) -> dict:
    """The words of a localized block, without the languages left empty."""
    return {code: text for code, text in (value or {}).items() if text}


def with_key(value: Any, *, label_field: str = "label") -> Any:
    """The same value with a key, made from its words when the editor left it empty."""
    if not value.get("key"):
        words = words_of(value.get(label_field))
        value["key"] = slugify(next(iter(words.values()), ""))[:KEY_LENGTH].strip("-")
    return value
