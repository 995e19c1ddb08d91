"""What one clause says of the thing it speaks of, told word by word."""

from dataclasses import dataclass

from nlp.grouping.sides.parts import (
    AGAINST,
    APART,
    AT_MOST,
    BAD,
    BAD_IDEA,
    BE,
    BETTER,
    BREAK,
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
    PAUSE,
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
from nlp.grouping.sides.wording import is_imperative, is_infinitive

REACH = 2  # words between what governs and what it governs: "inutile (de) garder", "bad idea (to) ban"
NOT_REACH = 4  # words between a negation and the judgement that it turns: "not (at all a very) good idea"
NEAR = 1  # words between "is" and the noun that judges: "is a fire risk"
NEAR_WITHOUT = 3  # words between a wish and "sans": "pouvoir courir sans laisse"
FAR = 99
PRONOUNS = frozenset("on ils il elles elle nous vous soit".split())
LEADING_ONLY = frozenset("encore stop halte marre fini finis finie finies basta dehors poubelle".split())
DEMONSTRATIVES = frozenset("quel quelle what c ca ce cela ceci it that this".split())
SCALING = frozenset(
    "reduire limiter baisser diminuer abaisser plafonner reduce lower cut limit cap decrease".split()
)
COUNTED = frozenset("nombre number nombres numbers".split())
WANTING = frozenset("manque manquent manquons pas not trop too hardly barely scarcely presque a".split())
ONLY = frozenset("only seul seule seuls seules".split())
PLAIN = frozenset(
    "complique compliquee compliques compliquees complexe complexes long longue longs longues lourd lent lente difficile eloigne complicated complex slow difficult".split()
)
LIMITS = frozenset("limit limits cap".split())
MAKING = frozenset("rendre rendons rendez make making keep keeping garder laisser maintenir".split())
# Parts that leave the place in the clause as it is: what follows still leads it.
STILL = frozenset((OPENER, NE, THAT, WHY))


@dataclass(slots=True)
class Clause:
    """What one clause has said so far; `place` counts its words, other numbers the words since something was said."""

    place: int = 0
    sign: int = 1
    latent: int = 1  # the sign that a judgement will take: "la suppression de X est …"
    pending: int = 0  # words for which a negation still waits for what it turns
    governed: int = FAR
    since: int = FAR  # words since a verb of being
    last: str | None = None
    word: str = ""
    told: bool = False  # a side is taken
    wish: bool = False
    verb: bool = False
    asked: bool = False
    named: bool = False  # what is asked is an action that can be judged: "supprimer X, …"
    lessening: bool = False
    judged: bool = False
    find: bool = False
    ne: bool = False
    ne_met: bool = False
    negated: bool = False
    none: bool = False  # begins with "aucun X"
    no_more: bool = False
    better: bool = False
    absent: bool = False  # speaks of something "sans X"
    can: bool = False
    making: bool = False
    scaled: bool = False
    que: bool = False
    that: bool = False
    why: bool = False
    silent: bool = False

    def pass_word(self, word, french):
        """A word of no part."""
        if self.silent:
            return
        if self.last in {TOO, TOO_MUCH} and word in PLAIN:
            self.told = False  # what is too complicated may be wanted, only simpler
        if french and self.place == 0 and (is_infinitive(word) or is_imperative(word)):
            self.ask(word, verb=True)
        elif french and self.place == 1 and self.word == "en" and not self.told and word.endswith("ant"):
            self.ask(word, verb=True)  # "en consultant les habitants"
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
        self.since += 1
        self.pending = max(0, self.pending - 1)
        self.last, self.word = None, word

    def ask(self, word="", *, verb=False, turn=1):
        """Somebody wants something: from here the clause takes a side."""
        if self.why and not self.told:
            turn = -turn
        self.sign *= turn
        self.told = True
        self.named = self.named or (verb and self.place == 0 and word.endswith(("er", "ir", "re", "ing")))
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
        self.since = 0 if part == BE else self.since + (part not in STILL)
        self.making = self.making or word in MAKING
        if part not in STILL:
            self.place += 1
            self.last, self.word = part, word

    def may_change(self, end):
        """Whether what follows may turn this clause: "supprimer X, c'est une erreur", "plus de X, ça suffit"."""
        return (end == PAUSE and (self.asked or self.no_more)) or (end == BREAK and self.no_more)

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

    def lessen(self, word):
        self.scaled = word in SCALING
        if word in LIMITS and self.last is None and self.place:
            return  # "the speed limit"
        self.lessening = True
        if self.place == 0 or self.governed <= REACH:
            self.ask(word, verb=True, turn=-1)
        elif self.can and not self.told:
            self.ask(verb=True, turn=-self.turned())
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
        self.ne = self.ne and not self.none
        self.ask(turn=-1 if self.none and not self.told else 1)

    def oppose(self, word):
        if word not in LEADING_ONLY or self.place == 0:
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
        """ "Aucun X": what is not wanted, unless the sentence only tells that there is none."""
        if self.place and word in ONLY:
            return
        if self.place == 0:
            self.none = True
            self.governed = 0
        elif self.last == BE and word.startswith("nul"):
            self.judge(-1)
        else:
            self.negate(word)

    def find_too(self, word):
        """ "Trop" with any verb or adjective; "pas trop" and "il ne faut pas trop" say nothing more."""
        if not self.told and not self.pending:
            self.ask(turn=-self.latent)
            self.latent = 1

    def compare(self, word):
        self.better = True
        if self.place == 0 or self.wish:
            self.ask()

    def leave_out(self, word):
        """ "Sans X": "mieux sans" is against it, "pas de Y sans" and "perdu sans" are for it, "une ville sans" is not."""
        if self.place == 0 or (self.better and not self.wish):
            self.absent = True
            self.told = True
            self.sign = -1 if self.better else 1
        elif self.negated or self.pending or self.none:
            self.told, self.sign, self.pending, self.none = True, 1, 0, False
        elif self.told and self.governed <= NEAR_WITHOUT:
            self.sign = -self.sign
        elif not self.told:
            self.absent = True
        self.governed = 0

    def shut(self, word):
        """A lesser state, of what has to be in it."""
        if self.told and (
            self.last == BE or self.making or self.word in {"rester", "etre", "stay", "remain", "be"}
        ):
            self.sign *= -1

    def set_apart(self, word):
        if self.told or self.pending:
            self.sign *= -1
        elif self.place:
            self.latent = -self.latent

    def cap(self, word):
        """What is said to be the most is a limit, however it is asked for."""
        if self.place == 0:
            self.ask(turn=-1)
        elif not self.told:
            self.absent = True
        elif not self.lessening:
            self.sign = -1

    def price(self, word):
        """What must not cost anything is to be free."""
        if self.told and self.negated:
            self.sign, self.negated = -self.sign, False

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

    def may(self, word):
        self.can = self.word not in {"i", "je", "j"}

    def end(self):
        """The clause is over: what it only named is told now."""
        if self.told:
            return
        if self.none and not self.ne_met:
            self.told, self.sign = True, -1
        elif self.absent:
            self.told, self.sign = True, -1


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
