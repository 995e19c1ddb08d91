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
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
_LANG = re.compile(r"\slang=[\"']?([A-Za-z]+)")
_CODE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "source", "wbr"})
_RULES = (
    # Quotation marks first: the space that they bring is one that a colon before them looks for.
    (re.compile(rf"«{_SPACES}*(?=\S)"), f"«{FULL}"),
    (re.compile(rf"(?<=[^\s«]){_SPACES}*»"), f"{FULL}»"),
    # A space that is there becomes one that does not break; a missing one is added only where a word or a closing
    # mark comes before, so that "?!" and "18:30" stay together.
    # A face such as ;-) is no mark.
    (re.compile(rf"{_SPACES}+(?!;-?[)(DPp])([;!?]+)"), rf"{NARROW}\1"),
    (re.compile(r"(?<=[\w)\]»”’%€])([;!?]+)(?=$|[\s)»”\]])"), rf"{NARROW}\1"),
    (re.compile(rf"{_SPACES}+:(?=$|[\s«])"), f"{FULL}:"),
    (re.compile(r"(?<=[\w)\]»”’%€]):(?=$|[\s«])"), f"{FULL}:"),
    (re.compile(rf"(?<=\d){_SPACES}+(?=[%€])"), NARROW),
)


def french(text: str) -> str:
    """That French text, or HTML, with its no-break spaces. Doing it twice changes nothing more.

    Inside of HTML, code and words marked as another language's stay as they are. One pass, whatever the text.
    """
    parts = []
    position = 0
    quiet = _Quiet()
    for untouched in _UNTOUCHED.finditer(text):
        between = text[position : untouched.start()]
        parts.append(between if quiet else _spaced(between))
        parts.append(untouched.group())
        quiet.meet(untouched.group())
        position = untouched.end()
    parts.append(text[position:] if quiet else _spaced(text[position:]))
    return "".join(parts)


class _Quiet:
    """Whether the words at hand are code, or another language's: true from such an element's tag to its end."""

    def __init__(self):
        self.name, self.depth = "", 0

    def __bool__(self) -> bool:
        return self.depth > 0

    def meet(self, piece: str) -> None:
        """Go on past a tag; anything else is passed over."""
        tag = _TAG.match(piece)
        if tag is None:
            return
        name = tag["name"].lower()
        if self and name == self.name:
            self.depth += -1 if tag["close"] else 1
        elif not self and not tag["close"] and name not in _VOID and self._silences(name, piece):
            self.name, self.depth = name, 1

    @staticmethod
    def _silences(name: str, piece: str) -> bool:
        spoken = _LANG.search(piece)
        return name in _CODE or (spoken is not None and not spoken[1].lower().startswith("fr"))


def spaced(text) -> str:
    """A localized text as it is read, spaced when the language that it is found in is French."""
    written = str(text)
    return french(written) if text.language() == "fr" else written


def _spaced(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
