"""What stands around a word in a text, and what it says of a name that begins there."""

from nlp.private import contexts, scenes
from nlp.private.public_figures import PublicFigures
from nlp.private.runs import JOINED, is_public
from nlp.private.vocabulary import (
    is_family,
    is_given,
    is_ordinary,
    is_place,
    key,
    may_be_family,
    public_figures,
)

LONGEST_ROW = 20
ROW_LINKS = frozenset("et and ou or".split())
ROLES_BEGIN = (",", " (", " qui est", " who is", " is ", " mon ", " ma ", " notre ", " my ", " our ")


class Surroundings(PublicFigures):
    """The surroundings of a text's words: `taken` are the spans of other private data in it."""

    def __init__(self, text, words, language, taken):
        super().__init__(words, language)
        self.text = text
        self.taken = taken
        self._told = {end for _, end in spans_of(contexts.INTRODUCED, self.text)}
        self._told |= {end for _, end in spans_of(contexts.FIELD, self.text)}
        self._asked = {end for _, end in spans_of(contexts.ASKED, self.text)}
        self._asked_for_sure = {end for _, end in spans_of(contexts.ASKED_FOR_SURE, self.text)}
        self._bearing = set()
        for span in self.taken:
            if shown := contexts.SHOWS.search(self.text, max(0, span[0] - 24), span[0]):
                self._bearing.update(range(shown.start(), span[0] + 1))

    def is_told(self, at):
        """Whether a field or who speaks of himself gives the name: "Nom :", "je m'appelle"."""
        return self._words[at].start in self._told

    def is_asked_for_sure(self, at):
        """Whether a word stands before that is followed by a person: "demandez à", "thanks to"."""
        return self._words[at].start in self._asked_for_sure

    def is_asked(self, at):
        """Whether somebody is asked, thanked, met or called right before a word, or perhaps something."""
        return self._words[at].start in self._asked

    def _before(self, at):
        start = self._words[at].start
        return self.text[max(0, start - 60) : start]

    def is_introduced(self, at):
        """Whether a name is given as somebody's, or somebody is asked or thanked and the word is a given name."""
        start = self._words[at].start
        if start in self._told:
            return True
        return start in self._asked and is_given(self._words[at].text) and not is_place(self._words[at].text)

    def is_related(self, at):
        """Whether a relation or a trade stands right before: "ma voisine", "notre gardien, ", "le petit"."""
        if at == 0 or self._words[at].gap not in {" ", ", ", " : ", ": ", " (", "\u00a0"}:
            return at > 0 and self._words[at].gap == ", " and key(self._words[at - 1].text) in {"moi", "me"}
        previous = key(self._words[at - 1].text)
        if previous in {"moi", "me"}:
            return self._words[at].gap in {", ", " ("}
        if previous == "son" and self.language == "fr":  # the French for "his"
            return False
        if previous in contexts.DIMINUTIVES:
            return is_given(self._words[at].text) and self._words[at].gap == " "
        if not any(part in contexts.RELATIONS for part in (previous, previous.replace(" ", "-"))):
            return False
        if self._words[at].gap == " " and is_given(self._words[at].text):
            return True
        if at > 1 and self._words[at - 1].gap == "'s ":  # "Mum's friend Doreen"
            return True
        owned = [key(word.text) for word in self._words[max(0, at - 4) : at - 1]]
        return any(word in contexts.OWNERS or word in contexts.ARTICLES for word in owned)

    def is_somebodys(self, at):
        """Whether one relation, and whose it is, stand right before a word: "ma fille", "my daughter"."""
        if at < 2 or self._words[at].gap != " " or key(self._words[at - 1].text) not in contexts.KIN:
            return False
        return key(self._words[at - 2].text) in contexts.OWNERS and self._words[at - 1].gap == " "

    def is_close_to_somebody(self, at):
        """Whether a relation or a trade, and whose it is, stand right before a word: no public figure is meant then."""
        if at < 2 or self._words[at].gap not in {" ", ", "}:
            return False
        owners = {key(word.text) for word in self._words[max(0, at - 3) : at - 1]}  # "our crossing guard"
        is_relation = key(self._words[at - 1].text) in contexts.RELATIONS and self._words[at - 1].gap == " "
        return is_relation and not owners.isdisjoint(contexts.OWNERS)

    def is_close_to_a_title(self, at):
        """Whether a trade stands right before the title of a name: "le propriétaire M. Attal"."""
        return (
            at > 1
            and self._words[at - 1].gap == " "
            and key(self._words[at - 2].text) in contexts.DAILY_TRADES
        )

    def is_of_a_trade(self, at):
        """Whether a trade stands right before a family name that many bear: "le policier Marchand"."""
        if (
            at == 0
            or self._words[at].gap != " "
            or key(self._words[at - 1].text) not in contexts.DAILY_TRADES
        ):
            return False
        return self._words[at - 1].lower and is_family(self._words[at].text)

    def is_told_after(self, end):
        """Whether what follows tells a person: an age, a trade, "here", or an address or a number of his own."""
        stop = self._words[end - 1].end
        after = self.text[stop : stop + 60]
        if contexts.AGED.match(after) or contexts.HERE.match(after):
            return True
        if stop in self._bearing:
            return True
        role = contexts.ROLE_AFTER.match(after) if after[:1] in {",", " "} else None
        if role is None or not after.startswith(ROLES_BEGIN):
            return False
        bare = role.start("role") <= 2 and not is_given(self._words[end - 1].text)
        return not bare and key(role["role"]).replace(" ", "-") in contexts.RELATIONS

    def has_a_role(self, end):
        """Whether a relation or a trade follows between commas: "Pierre, le concierge, "."""
        stop = self._words[end - 1].end
        return self.text[stop : stop + 1] == "," and self.is_told_after(end)

    def is_place_name(self, at, end):
        """Whether a thing stands before that is named after people, or in or after the run."""
        words = self._words
        if is_place(" ".join(word.text for word in words[at:end])) and end - at > 1:
            return True
        if any(
            key(word.text) in contexts.PLACE_THINGS
            for word in words[at:end]
            if not word.lower and end - at > 1
        ):
            return True
        before = at - 1
        if key(words[at].text) in contexts.SAINTS:
            return True
        if before >= 0 and key(words[before].text) in contexts.SAINTS and words[at].gap in {" ", "-"}:
            return True
        if self._follows_thing(at):
            return True
        if end == len(words) or words[end].gap not in {" ", "'s ", "’s "}:
            return False
        after = key(words[end].text)
        return after in contexts.STREETS or (not words[end].lower and after in contexts.PLACE_THINGS)

    def _follows_thing(self, at):
        """Whether a thing that is named after people stands before a name, or before a row that it ends.

        "Rue de la", "centre sportif", "rues Binet et": what lies between is small, says what it is for, or is a name.
        """
        words, before = self._words, at - 1
        while before >= 0 and at - before < 7 and words[before + 1].gap.strip(" '’ldLD/-") == "":
            word = words[before]
            folded = key(word.text)
            if folded in contexts.PLACE_THINGS:
                return True
            named = not word.lower and not word.begins
            joined = folded in {"et", "and"} and before > 0 and not words[before - 1].lower
            if not (folded in contexts.PLACE_LINKS | contexts.THING_KINDS or named or joined):
                return False
            before -= 1
        return False

    def is_a_thing(self, at):
        """Whether an article or a verb of place stands before a lone name, or before the row that it is of.

        So does a public figure in that row, or a journey whose stops it lists.
        """
        first, last = self._row(at)
        before = self._before(first)
        if contexts.WHERE.search(before):
            return True
        if scenes.BETWEEN.search(before) and self.is_in(scenes.JOURNEY, at):
            return True
        _, alone, _ = public_figures()
        if any(key(self._words[other].text) in alone for other in range(first, last + 1) if other != at):
            return True
        return (
            at > 0
            and self._words[at].gap in {" ", "'"}
            and key(self._words[at - 1].text) in contexts.ARTICLES
        )

    def _row(self, at):
        """The first and the last place of the row of words with a capital that a word is of: "Selby, York and Hull"."""
        first = last = at
        while first > max(0, at - LONGEST_ROW):
            step = 2 if key(self._words[first - 1].text) in ROW_LINKS else 1
            if (
                first < step
                or self._words[first - step].lower
                or self._words[first].gap not in JOINED | {" "}
            ):
                break
            if step == 1 and self._words[first].gap == " ":
                break
            first -= step
        while last + 1 < min(len(self._words), at + LONGEST_ROW):
            step = 2 if key(self._words[last + 1].text) in ROW_LINKS else 1
            if last + step >= len(self._words) or self._words[last + step].lower:
                break
            if self._words[last + 1].gap not in JOINED | {" "} or (
                step == 1 and self._words[last + 1].gap == " "
            ):
                break
            last += step
        return first, last

    def is_in(self, scene, at):
        """Whether a scene (see `scenes`) is within reach of a word."""
        return scenes.is_around(scene, self.text, self._words[at].start, self._words[at].end)

    def is_human(self, at, end):
        """Whether what only people do stands right after a name, or what calls for a person right before it."""
        if scenes.HUMAN_ACT.match(self.text, self._words[end - 1].end):
            return True
        return scenes.HUMAN_BEFORE.search(self._before(at)) is not None

    def introduction(self, at):
        """The match of what says right before a word who somebody is ("je suis", "my name is"), or None."""
        return contexts.ONESELF.search(self._before(at)) if self._words[at].gap == " " else None

    def is_family_plural(self, at):
        """Whether a word is a family named by its article, that does what families do: "Les Diop ont emménagé"."""
        if (
            at == 0
            or self._words[at].gap != " "
            or key(self._words[at - 1].text) not in {"les", "the", "des", "aux"}
        ):
            return False
        word = self._words[at]
        name = word.text.removesuffix("s") if self.language == "en" else word.text
        _, alone, _ = public_figures()
        if word.lower or word.upper or is_place(word.text) or key(name) in alone or key(word.text) in alone:
            return False
        owned = at > 1 and key(self._words[at - 2].text) in contexts.RELATIONS | {"chez"}
        if is_ordinary(name, self.language) and not (is_family(name) or (owned and may_be_family(name))):
            return False
        if is_ordinary(word.text, self.language) and name == word.text:
            return False
        if self.language == "en" and not word.text.endswith("s"):
            return False
        if self.language == "fr" and word.text.endswith("s") and not may_be_family(word.text):
            return False
        known = self.language == "fr" and may_be_family(word.text)
        if known and scenes.PLURAL_VERB.match(self.text, word.end):
            return True
        return owned or scenes.FAMILY_ACT.match(self.text, word.end) is not None

    def is_passed_over(self, at, end):
        """Whether words without capitals are a public figure's name, stand by one, or are a place's."""
        return (
            is_public([word.text for word in self._words[at:end]])
            or any(map(self.is_public_from, range(max(0, at - 1), end)))
            or self.is_place_name(at, end)
        )


def spans_of(pattern, text):
    """The (start, end) of every match of a pattern in a text."""
    return [match.span() for match in pattern.finditer(text)]
