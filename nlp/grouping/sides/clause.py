"""What one clause says of the thing it speaks of, told word by word."""

from nlp.grouping.sides.limits import REACH, Limited
from nlp.grouping.sides.parts import (
    AGAINST,
    APART,
    AT_MOST,
    BAD,
    BAD_IDEA,
    BE,
    BETTER,
    CAN,
    DOUBT,
    EVIL,
    FIND,
    FOR,
    GOOD,
    GOOD_IDEA,
    HARM,
    KEEPING,
    LESS,
    LESS_NOUN,
    LESSENED,
    LESSENING,
    MORE,
    MORE_NOUN,
    NE,
    NO_MORE,
    NONE,
    NOT,
    OPENER,
    PRICE,
    PURPOSE,
    RESTRICTED,
    SHUT,
    THAT,
    TOO,
    TOO_MUCH,
    WHY,
    WISH,
    WITHOUT,
)
from nlp.grouping.sides.said import FAR

NOT_REACH = 4  # words between a negation and the judgement that it turns: "not (at all a very) good idea"
NEAR = 1  # words between "is" and the noun that judges: "is a fire risk"
LEADING_ONLY = frozenset("encore stop halte marre fini finis finie finies basta dehors poubelle".split())
DEMONSTRATIVES = frozenset("quel quelle what c ca ce cela ceci it that this".split())
WANTING = frozenset("manque manquent manquons pas not trop too hardly barely scarcely presque a".split())
ONLY = frozenset("only seul seule seuls seules".split())
MAKING = frozenset("rendre rendons rendez make making keep keeping garder laisser maintenir".split())
# Parts that leave the place in the clause as it is: what follows still leads it.
STILL = frozenset((OPENER, NE, THAT, WHY))


class Clause(Limited):
    """A clause that words of each part change; a play takes the first word of its phrase."""

    __slots__ = ()

    def take(self, part, word):
        """A word or phrase with a part to play; `word` is its first word."""
        if self.silent:
            return
        play = PLAYS.get(part)
        if play:
            play(self, word)
        self.since = 0 if part == BE else self.since + (part not in STILL)
        self.making = self.making or word in MAKING
        if part not in STILL:
            self.place += 1
            self.last, self.word = part, word

    def meet_ne(self, word):
        self.ne = self.ne_met = True

    def point(self, word):
        """A demonstrative, or "c'est": the clause is about what precedes."""
        self.that = self.that or (self.place == 0 and word in DEMONSTRATIVES)

    def no_longer(self, word):
        if self.ne:
            self.negate(word)

    def negate(self, word):
        after_verb = self.ne and self.place and self.word.endswith(("ez", "ons"))
        unwished = self.told and self.que and self.ne and not (self.negated or self.asked or self.wish)
        self.ne = False
        if unwished:
            self.sign, self.negated = -self.sign, True  # "il est anormal que X ne soit pas …"
        elif self.wish or (self.told and self.governed <= 1):
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
        self.sign *= value * self.turned() * self.latent * (-1 if self.none and not self.told else 1)
        self.latent = 1
        self.told = self.judged = True
        self.governed = 0

    def want(self, word):
        self.wish = True
        self.ne = self.ne and not self.none
        self.ask(turn=-1 if self.none and not self.told else 1)

    def oppose(self, word):
        explained = word == "a" and self.asked  # "expliquer à quoi sert l'impôt"
        if (word not in LEADING_ONLY or self.place == 0) and not explained:
            self.ask(turn=-self.turned())

    def welcome(self, word):
        self.ask(turn=self.turned())

    def keep(self, word):
        if self.place == 0 or self.governed <= REACH:
            self.ask(word, verb=True)

    def raise_(self, word):
        """A noun of growth: "la création de …", "aucune hausse"."""
        if self.pending and self.place and self.governed > REACH:
            self.ask(verb=True, turn=self.turned())
        else:
            self.keep(word)

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
        return self.place == 0 or self.since <= NEAR or self.last == FIND or self.find or self.pending > 0

    def judge_bad_idea(self, word):
        self.judge(-1)

    def judge_good_idea(self, word):
        self.judge(1)

    def stand_for(self, word):
        if self.last == BE or self.pending == NOT_REACH:
            self.judge(1)

    def doubt(self, word):
        self.sign *= -1
        self.absent = not self.told

    def begin_to_find(self, word):
        self.find = True

    def begin_to_ask_why(self, word):
        self.why = self.place == 0

    def let_ne_go(self, word):
        self.ne = False

    def name_none(self, word):
        """What "aucun" names is not wanted, unless the sentence only tells that there is none."""
        if self.place and word in ONLY:
            if word == "only" and self.wish and not self.governed:
                self.sign = -self.sign  # "should only be advisory"
            return
        if self.place == 0:
            self.none = True
            self.governed = 0
        elif self.last == BE and word.startswith("nul"):
            self.judge(-1)
        else:
            self.negate(word)

    def harm(self, word):
        """A verb or noun of harm tells a side where none was told; "ne divise pas" tells the other."""
        if word in LEADING_ONLY and self.place:
            return
        if not self.told:
            self.ask(turn=-self.turned() * self.latent)
        elif self.named and not self.wish and self.last == BE:
            self.sign = -self.sign  # "taxer X serait du racket"
        self.judged = True
        self.governed = FAR

    def fight(self, word):
        """Who fights an evil is for something."""
        if self.told and self.sign < 0 and self.governed <= REACH:
            self.sign = 1
        elif not self.told and self.place <= 1:
            self.latent = -1


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
    HARM: Clause.harm,
    EVIL: Clause.fight,
    NONE: Clause.name_none,
    TOO: Clause.find_too,
    BETTER: Clause.compare,
    WITHOUT: Clause.leave_out,
    SHUT: Clause.shut,
    APART: Clause.set_apart,
    AT_MOST: Clause.cap,
    PRICE: Clause.price,
    CAN: Clause.may,
}
