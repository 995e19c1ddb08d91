"""Tell which language each text is in. The only module that imports pycld2 (Compact Language Detector 2).

On a line or less the detector mistakes French with names in it for English, and says that it is sure; its score a
thousand bytes is the better witness. So texts with a high score vote first; the others are told by their function words
(le, des, the, of), else they take the commonest language of the vote.
"""

from collections import Counter

from nlp.reading.cleaning import match_key

UNKNOWN = "un"
SURE_LENGTH = 24
SURE_SCORE = 800
COMMON_SHARE = 0.03
CLEAR_LEAD = 4
LONGEST = 2000
FUNCTION_WORDS = {
    "fr": frozenset(
        "le la les un une des du de et au aux dans pour par sur avec ne pas que qui est sont ce cette il je nous plus "
        "ou faut d l qu n s c".split()
    ),
    "en": frozenset(
        "the a an of and to in for by with not that which is are this it i we you more be my on how what do can".split()
    ),
    "de": frozenset(
        "der die das ein eine und zu im fur von mit nicht dass ist sind es ich wir den dem auf auch sich mehr".split()
    ),
    "es": frozenset("el los las una y del en para por con no que es son lo se mas al como".split()),
}


def detect(text):
    """(language code, whether it is sure) of one cleaned text by the detector."""
    import pycld2

    try:
        reliable, _, guesses = pycld2.detect(text[:LONGEST], bestEffort=True)
    except pycld2.error:  # characters that it refuses: no language can be told
        return UNKNOWN, False
    _, code, _, score = guesses[0]
    return code, bool(reliable) and code != UNKNOWN and score >= SURE_SCORE and len(text) >= SURE_LENGTH


def by_function_words(text):
    """(language whose function words lead in the text, or UNKNOWN; whether they lead by far)."""
    words = Counter(match_key(text[:LONGEST]).split())
    counts = {code: sum(words[word] for word in listed) for code, listed in FUNCTION_WORDS.items()}
    first, second = sorted(counts, key=lambda code: (-counts[code], code))[:2]
    if counts[first] == counts[second]:
        return UNKNOWN, False
    return first, counts[first] >= CLEAR_LEAD and counts[first] >= 2 * counts[second]


class LanguageTeller:
    """Learn the languages of a set of texts: `languages_`, one code a text, and `main_`, the commonest."""

    def __init__(self, language="auto"):
        self.language = language

    def fit(self, texts):
        if self.language != "auto":
            self.languages_ = [self.language] * len(texts)
            self.main_ = self.language
            return self
        told = [self._told(text) for text in texts]
        votes = (
            Counter(code for code, sure in told if sure)
            or Counter(code for code, _ in told if code != UNKNOWN)
            or Counter(code for code, _ in map(detect, texts) if code in FUNCTION_WORDS)
        )
        ranked = sorted(votes, key=lambda code: (-votes[code], code))
        self.main_ = ranked[0] if ranked else UNKNOWN
        common = {code for code in ranked if votes[code] >= COMMON_SHARE * votes.total()}
        self.languages_ = [
            code if code != UNKNOWN and (sure or code in common) else self.main_ for code, sure in told
        ]
        return self

    def _told(self, text):
        code, sure = detect(text)
        words, clear = by_function_words(text)
        if sure and (words in {code, UNKNOWN} or code not in FUNCTION_WORDS):
            return code, True
        if words != UNKNOWN:
            return words, clear
        return (code if sure else UNKNOWN), False
