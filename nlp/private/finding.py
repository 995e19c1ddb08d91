"""Find private data in texts: where it stands and of what kind. Offsets are those of the text as given.

Patterns, checked by their own arithmetic where they have one (IBAN, social security number), find what has a form. A
person has none: the model of the text's language proposes names, and only full names or names after a civil title are
kept. Known limits: a lone first name is missed, addresses are the French and English ones with a house number, and the
public figures that are let through are a short list.
"""

import re
from typing import NamedTuple

from nlp.reading.cleaning import fold
from nlp.reading.languages import LanguageTeller

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")
PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)33[ .-]?(?:\(0\)[ .-]?)?|0)[1-9](?:[ .-]?\d\d){4}(?![\w€%])"
    r"|(?<![\w+])\+(?!33)\d{1,3}(?:[ .-]?\d{2,4}){2,5}(?!\w)"
)
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)", re.IGNORECASE)
SSN = re.compile(
    r"(?<!\w)[12][ .-]?\d\d[ .-]?(?:0[1-9]|1[0-2]|[2-5]\d)[ .-]?(?:\d\d|2[AB])(?:[ .-]?\d{3}){2}[ .-]?\d\d(?!\w)",
    re.IGNORECASE,
)
STREET = (
    r"rue|avenue|av\.?|boulevard|bd\.?|place|impasse|allée|allee|chemin|route|quai|square|cours|passage|villa|"
    r"sentier|faubourg|résidence|residence|lotissement|cité"
)
ADDRESS = re.compile(
    rf"(?<![\w/])\d{{1,4}}(?: ?(?:bis|ter|quater))?,? (?:{STREET}) "
    r"(?:[\w'’.-]+ ?){1,6}?(?=,|;|\.|\n|\)|$| à | et | \d{5}\b)"
    r"(?:,? ?(?:à )?\d{5} [A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+){0,4})?"
    r"|(?<!\w)\d{1,4} (?:[A-Z][\w'’-]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Square)\b",
    re.IGNORECASE,
)
PATTERNS = (("EMAIL", EMAIL), ("IBAN", IBAN), ("SSN", SSN), ("PHONE", PHONE), ("ADDRESS", ADDRESS))
CIVIL = r"\b(?:m\.|mr\.?|mme|mlle|monsieur|madame|mademoiselle|docteur|dr\.?|mrs\.?|ms\.?)\s+"
CIVIL_BEFORE = re.compile(rf"{CIVIL}$", re.IGNORECASE)
CIVIL_FIRST = re.compile(CIVIL, re.IGNORECASE)
PLACE_BEFORE = re.compile(
    rf"\b(?:{STREET}|pont|station|gare|métro|lycée|collège|école|hôpital|stade|parc|bibliothèque|médiathèque|gymnase|"
    r"loi|prix|fondation|street|school|park|hospital|station|law|act)(?: (?:du|de|des|de la|of))?\s+(?:[\w'’-]+\s+)?$",
    re.IGNORECASE,
)
PUBLIC_FIGURES = frozenset(
    "emmanuel macron,edouard philippe,marine le pen,jean luc melenchon,francois hollande,nicolas sarkozy,"
    "jacques chirac,francois mitterrand,charles de gaulle,general de gaulle,simone veil,jean jaures,anne hidalgo,"
    "victor hugo,donald trump,joe biden,angela merkel,boris johnson,greta thunberg".split(",")
)


class Private(NamedTuple):
    """A stretch of a text that holds private data."""

    start: int
    end: int
    kind: str


def has_private_pattern(text):
    """Whether a text holds private data with a form: an address, a number, an account."""
    if "@" not in text and not any(map(str.isdigit, text)):
        return False
    return any(True for _ in private_patterns(text))


def private_patterns(text):
    """Yield what the patterns find, the earlier kinds taking precedence over the later ones they overlap."""
    taken = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.start(), match.start() + len(match.group().rstrip(" ,.;"))
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            if (kind == "IBAN" and not is_iban(match.group())) or (
                kind == "SSN" and not is_social_security(match.group())
            ):
                continue
            taken.append((start, end))
            yield Private(start, end, kind)


def is_iban(text):
    """Whether the check digits of an international bank account number hold (ISO 13616, modulo 97)."""
    compact = text.replace(" ", "").upper()
    moved = compact[4:] + compact[:4]
    return 15 <= len(compact) <= 34 and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def is_social_security(text):
    """Whether the key of a French registration number (NIR) holds; Corsica's 2A and 2B count as 19 and 18."""
    compact = re.sub(r"[ .-]", "", text).upper()
    number = compact[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and compact[13:].isdigit() and 97 - int(number) % 97 == int(compact[13:])


def find_private(texts, *, language="auto"):
    """For each text the list of Private in it, in order."""
    from nlp.naming.tagging import people

    languages = LanguageTeller(language).fit(texts).languages_
    found = [list(private_patterns(text)) for text in texts]
    for code in sorted(set(languages)):
        places = [place for place, other in enumerate(languages) if other == code]
        for place, spans in zip(places, people(code, [texts[place] for place in places]), strict=True):
            found[place] += _private_people(texts[place], spans, found[place])
    return [sorted(spans) for spans in found]


def _private_people(text, spans, taken):
    people = []
    for start, end in spans:
        civil = CIVIL_FIRST.match(text, start, end)
        titled = bool(civil or CIVIL_BEFORE.search(text, 0, start))
        start = civil.end() if civil else start
        name = text[start:end]
        words = re.findall(r"[^\W\d_]{3,}", name)
        full = len(words) > 1 and all(word[0].isupper() for word in words) and not name.isupper()
        public = (
            PLACE_BEFORE.search(text[max(0, start - 80) : start])
            or fold(name.replace("-", " ")) in PUBLIC_FIGURES
        )
        overlaps = any(start < other.end and other.start < end for other in taken)
        if name and not public and not overlaps and (titled or full):
            people.append(Private(start, end, "PERSON"))
    return people
