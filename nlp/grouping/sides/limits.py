"""What less, too much, without, at most and lesser states do to a clause."""

from nlp.grouping.sides.parts import BE, NOT, WISH
from nlp.grouping.sides.said import Said

NEAR_WITHOUT = 3  # words between a wish and "sans": "pouvoir courir sans laisse"
REACH = 2  # words between what governs and what it governs: "inutile (de) garder", "bad idea (to) ban"
PRONOUNS = frozenset("on ils il elles elle nous vous soit".split())
LIMITS = frozenset("limit limits cap".split())
SCALING = frozenset(
    "reduire limiter baisser diminuer abaisser plafonner reduce lower cut limit cap decrease".split()
)


class Limited(Said):
    """A clause that words of quantity and limit change; a play takes the first word of its phrase."""

    __slots__ = ()

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

    def want_less(self, word):
        if self.place == 0 or self.wish:
            self.ask(turn=-1)

    def find_too(self, word):
        """An excess, of any verb or adjective; "pas trop" and "il ne faut pas trop" say nothing more."""
        if not self.told and not self.pending:
            self.ask(turn=-self.latent)
            self.latent = 1

    def find_too_much(self, word):
        self.ask(turn=-1)

    def compare(self, word):
        self.better = True
        if self.place == 0 or self.wish:
            self.ask()

    def leave_out(self, word):
        """What is left out: "mieux sans X" is against it, "pas de Y sans X" for it, "une ville sans X" against it."""
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

    def may(self, word):
        self.can = self.word not in {"i", "je", "j"}
