"""Sentences of the demonstration's people, which the debates of a measured night are made of."""

from __future__ import annotations

import re

from cms.demo.texts import contributions

SENTENCES = sorted(
    {
        sentence
        for entry in contributions().values()
        if entry["language"] == "fr"
        for text in entry["answers"].values()
        if isinstance(text, str)
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if 30 < len(sentence) < 150
    }
)
