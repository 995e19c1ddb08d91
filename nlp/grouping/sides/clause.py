"""What one clause says of the thing it speaks of, told word by word."""

from nlp.grouping.sides.parts import (
    AGAINST,
    BAD,
    BAD_IDEA,
    BE,
    BREAK,
    DOUBT,
    FIND,
    FOR,
    GOOD,
    GOOD_IDEA,
    KEEPING,
    LESS,
    LESS_NOUN,
    LESSENED,
    LESSENING,
    MORE,
    MORE_NOUN,
    NE,
    NO_MORE,
    NOT,
    OPENER,
    PAUSE,
    PURPOSE,
    RESTRICTED,
    THAT,
    TOO_MUCH,
    WHY,
    WISH,
)
from nlp.grouping.sides.wording import is_imperative, is_infinitive

REACH = 2  # words between what governs and what it governs: "inutile (de) garder", "bad idea (to) ban"
NOT_REACH = 4  # words between a negation and the judgement that it turns: "not (at all a very) good idea"
FAR = 99
PRONOUNS = frozenset("on ils il elles elle nous vous soit".split())
LEADING_ONLY = frozenset("stop halte marre fini finis finie finies basta dehors poubelle".split())
DEMONSTRATIVES = frozenset("c ca ce cela ceci it that this".split())
SCALING = frozenset(
    "reduire limiter baisser diminuer abaisser plafonner reduce lower cut limit cap decrease".split()
)
COUNTED = frozenset("nombre number nombres numbers".split())
WANTING = frozenset("manque manquent manquons pas not".split())
# Parts that leave the place in the clause as it is: what follows still leads it.
STILL = frozenset((OPENER, NE, THAT, WHY))


class Clause:
    """What one clause has said so far."""

    __slots__ = (
        "asked", "find", "governed", "judged", "last", "latent", "ne", "negated", "place", "pending", "que", "sign",
        "no_more", "silent", "that", "scaled", "told", "verb", "why", "wish", "word",
    )  # fmt: skip

    def __init__(self, place=0):
        self.sign, self.latent, self.place, self.pending, self.governed = 1, 1, place, 0, FAR
        self.told = self.wish = self.verb = self.ne = self.negated = self.find = self.that = self.why = False
        self.silent = self.que = self.asked = self.judged = self.no_more = self.scaled = False
        self.last, self.word = None, ""

    def pass_word(self, word, french):
        """A word of no part."""
        if self.silent:
            return
        if french and self.place == 0 and (is_infinitive(word) or is_imperative(word)):
            self.ask(verb=True)
        elif french and word in {"que", "qu"}:
            if self.place == 0:
                self.wish = self.told = True
            self.que = True
        elif self.why and not self.told:
            self.silent = True
        if self.scaled and word.isdigit() and self.word in {"a", "to"}:
            self.sign, self.scaled = -self.sign, False  # "lower the age to 16" asks for 16
        elif word in COUNTED:
            self.scaled = False
        self.place += 1
        self.governed += 1
        self.pending = max(0, self.pending - 1)
        self.last, self.word = None, word

    def ask(self, *, verb=False, turn=1):
        """Somebody wants something: from here the clause takes a side."""
        if self.why and not self.told:
            turn = -turn
        self.sign *= turn
        self.told = True
        self.verb = self.verb or verb
        self.asked = self.asked or verb
        self.governed = 0

    def turned(self):
        """-1 where a negation waits for what it turns, and is used up; else 1."""
        if not self.pending:
            return 1
        self.pending = 0
        return -1

    def take(self, part, word):
        """A word or phrase with a part to play; `word` is its first word."""
        if self.silent:
            return
        play = PLAYS.get(part)
        if play:
            play(self, word)
        if part not in STILL:
            self.place += 1
            self.last, self.word = part, word

    def may_change(self, end):
        """Whether what follows may turn this clause: "supprimer X, c'est une erreur", "plus de X, ça suffit"."""
        return (end == PAUSE and (self.asked or self.no_more)) or (end == BREAK and self.no_more)

    def meet_ne(self, word):
        self.ne = True

    def point(self, word):
        """A demonstrative, or "c'est": the clause is about what precedes."""
        self.that = self.that or (self.place == 0 and word in DEMONSTRATIVES)

    def no_longer(self, word):
        if self.ne:
            self.negate(word)

    def negate(self, word):
        after_verb = self.ne and self.place and self.word.endswith(("ez", "ons"))
        self.ne = False
        if self.wish or (self.told and self.governed <= 1):
            if not self.negated:
                self.sign *= -1
                self.negated = True
            self.governed = 0
        elif (self.place == 0 and word not in {"aucun", "aucune", "rien", "loin"}) or (
            after_verb and self.place == 1
        ):
            self.ask(turn=-1)
            self.negated = True
        else:
            self.pending = NOT_REACH

    def judge(self, value):
        self.sign *= value * self.turned() * self.latent
        self.latent = 1
        self.told = self.judged = True
        self.governed = 0

    def lessen(self, word):
        self.scaled = word in SCALING
        if self.place == 0 or self.governed <= REACH:
            self.ask(verb=True, turn=-1)
        else:
            self.latent = -1

    def lessened(self, word):
        after = self.last in {BE, WISH, NOT} or self.word in PRONOUNS
        wished = self.que and word.endswith(("e", "ent"))
        if self.wish and (after or wished):
            self.sign *= -1
            self.governed = 0

    def want(self, word):
        self.wish = True
        self.ask()

    def oppose(self, word):
        if word not in LEADING_ONLY or self.place == 0:
            self.ask(turn=-self.turned())

    def welcome(self, word):
        self.ask(turn=self.turned())

    def keep(self, word):
        if self.place == 0 or self.governed <= REACH:
            self.ask(verb=True)

    def raise_(self, word):
        """A noun of growth: "la création de …", "aucune hausse"."""
        if self.pending and self.place and self.governed > REACH:
            self.ask(verb=True, turn=self.turned())
        else:
            self.keep(word)

    def want_less(self, word):
        if self.place == 0 or self.wish:
            self.ask(turn=-1)

    def find_too_much(self, word):
        self.ask(turn=-1)

    def want_more(self, word):
        if word == "plus" and self.ne:
            self.negate(word)
            return
        self.no_more = word == "plus" and self.place == 0
        if self.place == 0 or self.wish or word in WANTING:
            self.ask()

    def judge_bad(self, word):
        if self.judges():
            self.judge(-1)

    def judge_good(self, word):
        if self.judges():
            self.judge(1)

    def judges(self):
        """Whether an adjective here judges ("est inutile") rather than describes ("les députés inutiles")."""
        return self.place == 0 or self.last in {BE, FIND} or self.find or self.pending > 0

    def judge_bad_idea(self, word):
        self.judge(-1)

    def judge_good_idea(self, word):
        self.judge(1)

    def stand_for(self, word):
        if self.last == BE or self.pending == NOT_REACH:
            self.judge(1)

    def doubt(self, word):
        self.sign *= -1

    def begin_to_find(self, word):
        self.find = True

    def begin_to_ask_why(self, word):
        self.why = self.place == 0

    def let_ne_go(self, word):
        self.ne = False


# What each part does to the clause that it stands in; the others do nothing.
PLAYS = {
    NE: Clause.meet_ne,
    THAT: Clause.point,
    BE: Clause.point,
    NOT: Clause.negate,
    NO_MORE: Clause.no_longer,
    WISH: Clause.want,
    AGAINST: Clause.oppose,
    FOR: Clause.welcome,
    LESSENING: Clause.lessen,
    LESS_NOUN: Clause.lessen,
    KEEPING: Clause.keep,
    MORE_NOUN: Clause.raise_,
    LESSENED: Clause.lessened,
    LESS: Clause.want_less,
    TOO_MUCH: Clause.find_too_much,
    MORE: Clause.want_more,
    BAD: Clause.judge_bad,
    GOOD: Clause.judge_good,
    BAD_IDEA: Clause.judge_bad_idea,
    GOOD_IDEA: Clause.judge_good_idea,
    PURPOSE: Clause.stand_for,
    DOUBT: Clause.doubt,
    FIND: Clause.begin_to_find,
    WHY: Clause.begin_to_ask_why,
    RESTRICTED: Clause.let_ne_go,
}
