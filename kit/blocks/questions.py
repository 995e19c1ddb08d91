"""Questions that people ask, and what the city answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kit.blocks.groups import FACTS
from kit.blocks.text import TEXT_FEATURES


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label=_("question"), max_length=200, help_text=_("As people ask it: “Do I need an account?”")
    )
    answer = blocks.RichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        label = _("Question")
        icon = "help"


class QuestionsBlock(blocks.StructBlock):
    """Questions that open onto their answers, by the browser's own means."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1, max_num=20)

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        group = FACTS
        template = "kit/blocks/questions.html"
        preview_value = {
            "questions": [
                {"question": _("Do I need an account?"), "answer": _("<p>No. A receipt code is enough.</p>")},
                {
                    "question": _("Who reads my answer?"),
                    "answer": _("<p>The city’s analysts, without your name.</p>"),
                },
            ]
        }
        description = _("Up to twenty questions, each of which opens onto its answer.")
