"""French typography: the spaces that keep a mark with its word, put in when a text is shown, never in what is stored.

Source: Imprimerie nationale, *Lexique des règles typographiques* — a narrow no-break space before ; ! ? and a full
one before : and inside « ». Addresses, times such as 18:30 and tags are left alone.
"""

from __future__ import annotations

import re

NARROW = "\u202f"
FULL = "\u00a0"
_SPACES = f"[ \t{NARROW}{FULL}]"

# What must stay as it is: tags, comments, character references, addresses of pages and of people.
_UNTOUCHED = re.compile(
    r"<!--.*?-->|<[A-Za-z/!?](?:\"[^\"]*\"|'[^']*'|[^'\">])*>|&[#\w]+;"
    r"|\b[A-Za-z][A-Za-z0-9+.-]*://[^\s<>«»\"]+|\bmailto:[^\s<>«»\"]+|\bwww\.[^\s<>«»\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.DOTALL,
)
_RULES = (
    # Quotation marks first: the space that they bring is one that a colon before them looks for.
    (re.compile(rf"«{_SPACES}*(?=\S)"), f"«{FULL}"),
    (re.compile(rf"(?<=[^\s«]){_SPACES}*»"), f"{FULL}»"),
    # A space that is there becomes one that does not break; a missing one is added only where a word or a closing
    # mark comes before, so that "?!" and "18:30" stay together.
    (re.compile(rf"{_SPACES}+([;!?]+)"), rf"{NARROW}\1"),
    (re.compile(r"(?<=[\w)\]»”’%€])([;!?]+)(?=$|[\s)»”\]])"), rf"{NARROW}\1"),
    (re.compile(rf"{_SPACES}+:(?=$|[\s«])"), f"{FULL}:"),
    (re.compile(r"(?<=[\w)\]»”’%€]):(?=$|[\s«])"), f"{FULL}:"),
    (re.compile(rf"(?<=\d){_SPACES}+(?=[%€])"), NARROW),
)


def french(text: str) -> str:
    """That French text, or HTML, with its no-break spaces. Doing it twice changes nothing more."""
    parts = []
    position = 0
    for untouched in _UNTOUCHED.finditer(text):
        parts.append(_spaced(text[position : untouched.start()]))
        parts.append(untouched.group())
        position = untouched.end()
    parts.append(_spaced(text[position:]))
    return "".join(parts)


def _spaced(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
