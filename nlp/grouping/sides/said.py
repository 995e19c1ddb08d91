"""What a clause has said so far of the thing it speaks of."""

from dataclasses import dataclass

from nlp.grouping.sides.parts import BREAK, PAUSE, TOO, TOO_MUCH
from nlp.grouping.sides.wording import is_imperative, is_infinitive

FAR = 99
COUNTED = frozenset("nombre number nombres numbers".split())
PLAIN = frozenset(
    "complique compliquee compliques compliquees complexe complexes long longue longs longues lourd lent lente "
    "difficile eloigne complicated complex slow difficult".split()
)


@dataclass(slots=True)
class Said:
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
        elif word == "enough" and self.pending and not self.told:
            self.ask()  # "do not get enough help"
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

    def may_change(self, end):
        """Whether what follows may turn this clause: "supprimer X, c'est une erreur", "plus de X, ça suffit"."""
        return (end == PAUSE and (self.asked or self.no_more)) or (end == BREAK and self.no_more)

    def end(self):
        """The clause is over: what it only named is told now."""
        if self.told:
            return
        if self.absent or (self.none and not self.ne_met):
            self.told, self.sign = True, -1
