"""Tidy a text for reading by machine, and fold it to compare it with others. Offsets are those of the text as given."""

import re
import unicodedata

INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"»”)]*\s+|\s*[\r\n]+\s*|\s+[•*–—-]\s+")
ACCENTS = re.compile("[\u0300-\u036f]")
LIGATURES = (("œ", "oe"), ("æ", "ae"), ("’", "'"), ("ʼ", "'"))  # casefold has already made two s of ß
TYPOGRAPHY = re.compile("[«»“”…–—•€°·]")
ASCII_MARKS = {code: " " for code in range(128) if not chr(code).isalnum()}
CAPITALS_SHARE = 0.7
PLACEHOLDER = re.compile(r"\[[^\W\d_][\w'’ -]{1,40}\]")


def clean(text):
    """The text in composed form, without control or invisible characters, spaces made single."""
    if not text.isprintable():  # what is taken out here is never printable: most texts skip four searches
        text = CONTROLS.sub(" ", INVISIBLE.sub("", SURROGATES.sub("\ufffd", text)))
    return " ".join(unicodedata.normalize("NFC", text).split())


def without_placeholders(text):
    """A cleaned text whose "[name]" and the like, set there for private data, are no words any more."""
    return PLACEHOLDER.sub("…", text) if "[" in text else text


def fold(text):
    """The text without case nor accents: what two spellings of one word share."""
    text = text.casefold()
    if text.isascii():
        return text
    for ligature, letters in LIGATURES:
        text = text.replace(ligature, letters)
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def match_key(text):
    """What is left of a text once case, accents, punctuation and spacing are gone; empty where it has no word.

    Marks outside the Latin range stay: in Arabic or Devanagari they are part of the word.
    """
    folded = fold(clean(text))
    if not folded.isascii():
        folded = TYPOGRAPHY.sub(" ", folded)
    if folded.isascii():
        return " ".join(folded.translate(ASCII_MARKS).split())
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded)
    return " ".join(kept.split())


def extent(text):
    """Offsets of the text without the blanks at its ends."""
    end = len(text.rstrip())
    return min(len(text) - len(text.lstrip()), end), end


def lead(text, *, longest=400):
    """Offsets of a readable beginning: the whole text if short, else whole sentences, else whole words."""
    start, end = extent(text)
    if end - start <= longest:
        return start, end
    stop = start
    for break_ in SENTENCE_END.finditer(text, start, start + longest):
        stop = break_.start()
    if stop - start < longest // 4:
        space = text.rfind(" ", start, start + longest)
        stop = space if space > start else start + longest
    return start, stop


def sentences(text):
    """The sentences of a cleaned text, by punctuation and line ends alone."""
    return [part.strip() for part in SENTENCE_END.split(text) if part and part.strip()]


def is_shouted(text):
    """Whether a text of several words is written in capitals."""
    letters = sum(map(str.isalpha, text))
    return letters > 12 and sum(map(str.isupper, text)) > CAPITALS_SHARE * letters


def calm(text):
    """The text, or where it is shouted its lower-case form: capitals would set it apart from those who say the same."""
    return text[:1] + text[1:].lower() if is_shouted(text) else text
