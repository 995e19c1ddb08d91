"""Tell which language each text is in. The only module that imports pycld2 (Compact Language Detector 2).

On a line or less the detector mistakes French with names in it for English, and says that it is sure; its score a
thousand bytes is the better witness. So texts with a high score vote first; the others are told by their function words
(le, des, the, of), else they take the commonest language of the vote.

Short Wolof, and Wolof as it is written in Dakar with French words in it or in French spelling, escapes the detector:
its function words and the letters that no other language here puts so (ñu, dëkk) tell it. A text that mixes languages
is in the one that has most of the function words; where Wolof and another have as many, it is Wolof, for the sentence
is then built in Wolof and the encoder does not know it.
"""

import re
from collections import Counter

import numpy as np

from nlp.reading.cleaning import match_key
from nlp.reading.stretches import Batches

UNKNOWN = "un"
# What the bundled sentence encoder was trained on (Yang et al. 2020, table of languages), by the detector's codes.
ENCODER_LANGUAGES = frozenset("ar zh zh-Hant nl en fr de it ja ko pl pt es th tr ru".split())
CHUNK = 4000
GUESS, LEANING, SURE = 0, 1, 2
SURE_LENGTH = 24
SURE_SCORE = 800
COMMON_SHARE = 0.03
CLEAR_LEAD = 4
LONGEST = 2000
# Words as match keys have them: without accents, parted at apostrophes. What two languages share counts for both.
FUNCTION_WORDS = {
    "fr": frozenset(
        "le la les un une des du de et au aux dans pour par sur avec ne pas que qui est sont ce cette il je nous plus "
        "ou faut d l qu n s c a an on".split()
    ),
    "en": frozenset(
        "the a an of and to in for by with not that which is are this it i we you more be my on how what do can".split()
    ),
    "de": frozenset(
        "der die das ein eine und zu im fur von mit nicht dass ist sind es ich wir den dem auf auch sich mehr".split()
    ),
    "es": frozenset("el los las una y del en para por con no que es son lo se mas al como".split()),
    "it": frozenset(
        "di che per con della nella anche sono piu gli dei nel alla delle degli questo una".split()
    ),
    "pt": frozenset("os da do dos das em na para por com nao uma um ao pela pelo isso".split()),
    "wo": frozenset(
        "ci cii ak yi yii bi bii gi gii ji jii ngir ndax ndaxte waaye wante walla wala bala ginaaw ginnaaw ba lu nu "
        "nun dafa dafay danu danuy dama damay danga dangay dagnou dagno dagnu nanu nanuy nagnou lanu lanuy lagnu laa "
        "nga ngeen moo mooy moy maa yaa noo dina dinaa dinanu duma dunu dunuy doyul doyunu doyuma amul amunu amuma "
        "amoul menul menunu menuma munul munuma mounoul menoul mena bari barina begg bugg beug begguma soxla sokhla "
        "wara warul warna warnanu nepp nopp gnepp gnou niou bepp yepp lepp kepp sunu sounou sama seen samay sunuy ay "
        "benn yenn yeneen beneen rekk rek lool torop loolu loolou itam tamit leegi legui fii foofu noonu noonou naka "
        "lan kan leen naa neen nekk nekkul xale khale jigeen goor nit dekk deuk reew rew gox ker liggeey ligeey "
        "liguey xaalis khaliss ndox ndaw mag yoon mbedd waxtaan wakhtan waxtane wax jang njang jangalekat jappale jox "
        "dimbali ndimbal taxaw taxawu taxawal defar def setal tabax ubbi deglu askan njiit jamm doole mbalit garab "
        "beykat nappkat guddi".split()
    ),
}
LANGUAGES_OF = {
    word: [code for code, words in FUNCTION_WORDS.items() if word in words]
    for word in sorted(frozenset().union(*FUNCTION_WORDS.values()))
}
# Wolof words that French, English or German texts hold too, in names and compounds: alone they are no witness.
SHARED = frozenset("ci bi ak ba lu nu nun ker mag wax def lan kan nit ay rek dina goor jox gi ji".split())
OTHER_SCRIPT = re.compile(
    "[\u0370-\u1dff\u2c80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)  # Greek and on, no marks
PULAAR_LETTERS = re.compile("[ɓɗƴƁƊƳ]")  # Hausa's too, which the detector knows
# ñ and ŋ where Spanish has none, ë between consonants, à before one: French has à at the end of words only.
RARE_LETTERS = re.compile("[ñŋëÑŊ]|à[^ ]")
WOLOF_LETTERS = re.compile(
    r"\b[ñÑ]\w|[aeiou]ñu?\b|[ŋŊ]|[bcdfgjklmnprstwxyBDFGJKLMNPRSTWXY]ë[bcdfgjklmnprstwxy]|à[bcdfgjklmnpqrstwxy]"
)


def knows(code):
    """Whether the bundled encoder was trained on the language; of what can't be told it is assumed."""
    return code == UNKNOWN or code in ENCODER_LANGUAGES


def detect(text):
    """(language code, whether it is sure) of one cleaned text by the detector."""
    import pycld2

    try:
        reliable, _, guesses = pycld2.detect(text[:LONGEST], bestEffort=True)
    except pycld2.error:  # characters that it refuses: no language can be told
        return UNKNOWN, False
    _, code, _, score = guesses[0]
    return code, bool(reliable) and code != UNKNOWN and score >= SURE_SCORE and len(text) >= SURE_LENGTH


def by_function_words(text, key):
    """(language whose function words lead in the text of that match key, or UNKNOWN; whether they lead by far)."""
    counts = dict.fromkeys(FUNCTION_WORDS, 0)
    words = [word for word in key[:LONGEST].split(" ") if word in LANGUAGES_OF]
    for word in words:
        for code in LANGUAGES_OF[word]:
            counts[code] += 1
    marks = (
        0 if text.isascii() or not RARE_LETTERS.search(text) else len(WOLOF_LETTERS.findall(text[:LONGEST]))
    )
    if marks or _are_wolof(FUNCTION_WORDS["wo"].intersection(words)):
        wolof, others = counts["wo"] + marks, max(count for code, count in counts.items() if code != "wo")
        if wolof >= max(others, 1):
            return "wo", wolof >= max(2 * others, 2)
    del counts["wo"]
    first, second = sorted(counts, key=lambda code: (-counts[code], code))[:2]
    if counts[first] == counts[second]:
        return UNKNOWN, False
    return first, counts[first] >= CLEAR_LEAD and counts[first] >= 2 * counts[second]


def _are_wolof(words):
    """Whether these different Wolof words are witness enough: two of them, not both said in other languages too."""
    return len(words) >= 2 and not words <= SHARED


def look(texts, keys=None):
    """(codes, levels) of cleaned texts, each by itself: what it seems to be in, and how far to believe that.

    Two arrays, of strings and of uint8: SURE, LEANING (by a few function words) or GUESS (the detector's, unsure).
    `keys` are the match keys of the texts, where they are known already.
    """
    told = list(map(_told, texts, map(match_key, texts) if keys is None else keys))
    codes = np.array([code for code, _ in told], dtype="U8")
    return codes, np.array([level for _, level in told], dtype=np.uint8)


def _told(text, key):
    code, sure = detect(text)
    if not text.isascii() and _is_of_another_script(text):
        return code, SURE if code != UNKNOWN else GUESS
    words, clear = by_function_words(text, key)
    if words == "wo" and (clear or code == "wo"):
        return words, SURE
    if not sure and PULAAR_LETTERS.search(text):
        return "ff", SURE
    if sure and (
        words in {code, UNKNOWN} or (code not in FUNCTION_WORDS and not (clear and words in {"fr", "en"}))
    ):
        return code, SURE
    if words != UNKNOWN:
        return words, SURE if clear or words == code else LEANING
    return code, LEANING if sure else GUESS


def _is_of_another_script(text):
    """Whether most letters are of a script other than Latin: a few of them then tell the language."""
    text = text[:LONGEST]
    return bool(OTHER_SCRIPT.search(text)) and 2 * len(OTHER_SCRIPT.findall(text)) > sum(
        map(str.isalpha, text)
    )


class LanguageTeller:
    """Learn the languages of a set of texts: `languages_`, one code a text, and `main_`, the commonest.

    What a text seems to be in by itself is told first (`look`, in chunks through `pool` where there is one); then all
    vote. A text that is sure keeps its language, one that leans keeps it where it is common in the set, the others take
    the commonest.
    """

    def __init__(self, language="auto"):
        self.language = language

    def fit(self, texts, *, pool=None):
        """Learn from cleaned texts."""
        if self.language != "auto":
            return self.fit_looks(np.full(len(texts), self.language), np.full(len(texts), SURE))
        chunks = Batches(texts, CHUNK)
        looks = [look([])]
        looks += map(look, chunks) if pool is None else pool.map_chunks(look, chunks, step="languages")
        return self.fit_looks(*map(np.concatenate, zip(*looks, strict=True)))

    def fit_looks(self, codes, levels):
        """Learn from what `look` told of the texts."""
        if self.language != "auto":
            self.languages_, self.main_ = [self.language] * len(codes), self.language
            return self
        votes = _votes(codes, levels)
        ranked = sorted(votes, key=lambda code: (-votes[code], code))
        self.main_ = ranked[0] if ranked else UNKNOWN
        common = [code for code in ranked if votes[code] >= COMMON_SHARE * votes.total()]
        believed = (levels == SURE) | ((levels == LEANING) & np.isin(codes, common))
        if not knows(self.main_):
            # Wolof shows in its words: what shows none, and seems to be in another language of the set, is in that.
            believed |= np.isin(codes, common)
        self.languages_ = np.where(believed, codes, self.main_).tolist()
        return self


def _votes(codes, levels):
    """How many texts speak for each language: those that are sure; where none is, those that lean, or that guess."""
    for level in (SURE, LEANING):
        if (levels == level).any():
            return Counter(codes[levels == level].tolist())
    return Counter(code for code in codes.tolist() if code in FUNCTION_WORDS)
