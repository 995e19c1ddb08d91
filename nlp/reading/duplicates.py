"""Find the texts that say the same words: alike up to case, accents, punctuation and spacing."""

from collections import Counter

from nlp.reading.cleaning import match_key

CAMPAIGN_COPIES = 3
CAMPAIGN_WORDS = 12


class Duplicates:
    """Learn which texts repeat an earlier one.

    `originals_` has, for each text, the position of the first text with the same words (its own where it is the
    first); `distinct_` lists those firsts; `campaigns_` has the position of the first copy for every text of a likely
    copy-paste campaign, else None: nobody writes twelve words in the same order three times over by chance.
    """

    def __init__(self, *, campaign_copies=CAMPAIGN_COPIES, campaign_words=CAMPAIGN_WORDS):
        self.campaign_copies = campaign_copies
        self.campaign_words = campaign_words

    def fit(self, texts):
        keys = [match_key(text) for text in texts]
        first = {}
        self.originals_ = [first.setdefault(key, place) for place, key in enumerate(keys)]
        self.distinct_ = sorted(first.values())
        self.voices_ = Counter(self.originals_)
        self.campaigns_ = [
            original
            if self.voices_[original] >= self.campaign_copies and len(key.split()) >= self.campaign_words
            else None
            for key, original in zip(keys, self.originals_, strict=True)
        ]
        return self
