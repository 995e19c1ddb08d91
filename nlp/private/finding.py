"""Find private data in texts: where it stands and of what kind. Offsets are those of the text as given.

What has a form is found by patterns, people by what stands around their names (see `people`). Only a text with a
run of capitals that nothing explains is read by the model of its language: about one text in twenty, which is what
keeps this fast.
"""

import re
from typing import NamedTuple

from nlp.private.addresses import addresses
from nlp.private.identifiers import emails, ibans, phones, social_security_numbers
from nlp.private.people import PeopleReader
from nlp.private.triggers import may_name_people
from nlp.reading.languages import LanguageTeller

READ_BY_MODELS = ("fr", "en")
# Where nouns have capitals these tell nothing.
CAPITAL_NOUNS = frozenset({"de", "lb"})
NUMBERED = re.compile(r"\d.*?\d", re.DOTALL)


class Private(NamedTuple):
    """A stretch of a text that holds private data."""

    start: int
    end: int
    kind: str


def has_private_pattern(text):
    """Whether a text holds private data with a form: an address, a number, an account."""
    return any(True for _ in private_patterns(text))


def private_patterns(text):
    """Yield what has a form, the earlier kinds taking precedence over the later ones they overlap."""
    taken = bytearray(len(text))
    for kind, find, needs in PATTERNS:
        if not needs(text):
            continue
        for start, end in find(text):
            free = taken.find(1, start, end)
            end = start + len(text[start : end if free < 0 else free].rstrip(" ,;:(\n"))
            if end > start:
                taken[start:end] = b"\x01" * (end - start)
                yield Private(start, end, kind)


def _says_at(text):
    lowered = text.lower()
    return "@" in lowered or "arobas" in lowered or "at" in lowered or "(a)" in lowered


def _has_number(text):
    return NUMBERED.search(text) is not None


def _has_digit(text):
    return any(map(str.isdigit, text))


PATTERNS = (
    ("EMAIL", emails, _says_at),
    ("IBAN", ibans, _has_number),
    ("SSN", social_security_numbers, _has_number),
    ("PHONE", phones, _has_number),
    ("ADDRESS", addresses, _has_digit),
)


def find_private(texts, *, language="auto"):
    """For each text the list of Private in it, in order."""
    texts = list(texts)
    found = [list(private_patterns(text)) for text in texts]
    named = [place for place, text in enumerate(texts) if may_name_people(text)]
    languages = LanguageTeller(language).fit([texts[place] for place in named]).languages_
    doubts = {code: [] for code in READ_BY_MODELS}
    for place, told in zip(named, languages, strict=True):
        code = told if told in READ_BY_MODELS else READ_BY_MODELS[0]
        reader = PeopleReader(texts[place], code, tuple(found[place])).read()
        if told in CAPITAL_NOUNS:
            reader.keep_known()
        found[place] += [Private(start, end, "PERSON") for start, end in reader.found_]
        if reader.doubts_:
            doubts[code].append((place, reader.doubts_))
    for code, doubtful in doubts.items():
        for place, spans in _decided(code, doubtful, texts):
            found[place] += [Private(start, end, "PERSON") for start, end in spans]
    return [sorted(set(spans)) for spans in found]


def _decided(code, doubtful, texts):
    """For each text with doubts the doubtful spans that the language's model takes for persons."""
    if not doubtful:
        return
    from nlp.naming.tagging import people

    seen = people(code, [texts[place] for place, _ in doubtful])
    for (place, spans), persons in zip(doubtful, seen, strict=True):
        yield (
            place,
            [
                (start, end)
                for start, end in spans
                if any(2 * (min(end, stop) - max(start, first)) > end - start for first, stop in persons)
            ],
        )
