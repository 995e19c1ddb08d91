"""Find private persons in one text: names that its words, their neighbours and their capitals tell.

What a name is taken from: a civil title, a relation or a trade before it, a field ("Nom :"), who is asked or thanked, a
known given name with another name, an e-mail address or a telephone number right after it. A run of capitals that
nothing explains is left to the language's model as a doubt. Public figures, places and what is named after people are
passed over.
"""

from nlp.private import contexts
from nlp.private.contexts import PARTICLES, TITLES, WEAK_TITLES
from nlp.private.runs import (
    JOINED,
    capital_run,
    could_be_name,
    is_acronym,
    is_full_name,
    is_public,
    is_public_after_title,
    may_be_surname,
    name_end,
)
from nlp.private.surroundings import Surroundings, spans_of
from nlp.private.vocabulary import (
    ambiguous_names,
    is_clear_given,
    is_family,
    is_function_word,
    is_given,
    is_ordinary,
    is_place,
    key,
)
from nlp.private.words import words_of
from nlp.reading.cleaning import is_shouted


class PeopleReader:
    """Read one text: `found_`, the (start, end) of private persons; `doubts_`, those that a model must decide.

    `taken` are the spans of other private data in the text: no person is found in them, and a name right before one is
    its bearer's.
    """

    def __init__(self, text, language, taken=()):
        self.text = text
        self.language = language
        self.taken = taken

    def read(self):
        """Fill `found_` and `doubts_`."""
        self._words = words_of(self.text)
        self._shouted = is_shouted(self.text)
        self._careless = self._shouted or not any(
            not word.lower and not word.begins and not word.upper for word in self._words
        )
        self._blocked = bytearray(len(self.text))
        for start, end in (*(span[:2] for span in self.taken), *spans_of(contexts.IDIOMS, self.text)):
            self._blocked[start:end] = b"x" * (end - start)
        self._around = Surroundings(self.text, self._words, self.language, self.taken)
        self._names, self._lone, self._unsure = [], [], []
        at = 0
        while at < len(self._words):
            at = max(at + 1, self._read_at(at))
        self._join_lone()
        self.found_ = sorted(self._span(first, end) for first, end in self._names)
        self.doubts_ = [self._span(first, end) for first, end in self._unsure]
        return self

    def _span(self, first, end):
        return self._words[first].start, self._words[end - 1].end

    def _read_at(self, at):
        """Read what begins at a word; where to go on."""
        word = self._words[at]
        if any(self._blocked[word.start : word.end]):
            return at + 1
        if self._is_titled(at):
            return self._read_titled(at)
        if at + 1 < len(self._words) and self._is_titled(at + 1):
            return at + 1
        if word.lower or self._shouted:
            return self._read_without_capitals(at)
        return self._read_capitals(at)

    # after a civil title

    def _is_titled(self, at):
        if at == 0:
            return False
        title, word = self._words[at - 1], self._words[at]
        folded = key(title.text)
        if folded not in TITLES or word.gap not in {" ", ". ", ".", "\u00a0"} or key(word.text) in TITLES:
            return False
        if folded in {"m", "mm", "pr", "me"}:
            if title.upper or (word.gap == "." and len(word.text) < 3):
                return False
            return "." in word.gap or (not title.lower and not word.lower)
        if word.gap.startswith(".") and len(folded) > 4:
            return False
        return not (folded in WEAK_TITLES and word.lower and not is_clear_given(word.text))

    def _read_titled(self, at):
        strong = key(self._words[at - 1].text) not in WEAK_TITLES
        first = self._words[at]
        if first.lower or self._shouted:
            end = self._end_after_title(at)
        else:
            end = self._trimmed(at, capital_run(self._words, at))
        if end <= at:
            return at + 1
        names = [word.text for word in self._words[at:end]]
        keys = [key(name) for name in names]
        if all(is_function_word(name) or len(name) < 2 for name in keys) or (
            not strong and first.lower and keys[0] in PARTICLES
        ):
            return at + 1
        office = keys[0] in contexts.OFFICES and not (
            len(keys) > 1 and may_be_surname(self._words[end - 1], self.language)
        )
        acronym = not (strong or self._shouted) and all(map(is_acronym, self._words[at:end]))
        public = is_public_after_title(names) or is_public([self._words[at - 1].text, *names])
        if office or acronym or public or self._around.begins_public(at):
            return end
        weak_word = (
            not strong
            and not any(map(is_given, names))
            and not any(may_be_surname(word, self.language) for word in self._words[at:end])
        )
        if not weak_word and not self._around.is_place_name(at, end):
            self._names.append((at, end))
        return end

    def _end_after_title(self, at):
        """The end of a name in lower case after a title; `at` where none is there."""
        start = at
        while start < len(self._words) - 1 and start < at + 2 and key(self._words[start].text) in PARTICLES:
            start += 1
        word = self._words[start]
        folded = key(word.text)
        if folded in contexts.OFFICES or folded in PARTICLES or len(folded) < 2:
            return at
        known = is_given(word.text) or is_family(word.text)
        after_article = (
            start > at and key(self._words[start - 1].text) in contexts.ARTICLES and not self._shouted
        )
        if not known and (after_article or is_ordinary(word.text, self.language)):
            return at
        return name_end(self._words, start, self.language)

    # in lower case, or all in capitals

    def _read_without_capitals(self, at):
        word = self._words[at]
        if not is_given(word.text):
            told = self._around.is_introduced(at) and not self._shouted
            if not told or word.begins or is_ordinary(word.text, self.language) or len(word.text) < 3:
                return at + 1
        if key(word.text) in ambiguous_names() and (
            not self._shouted
            or at + 1 >= len(self._words)
            or is_ordinary(self._words[at + 1].text, self.language)
        ):
            return at + 1
        end = name_end(self._words, at, self.language)
        names = [one.text for one in self._words[at:end]]
        if (
            is_public(names)
            or any(map(self._around.is_public_from, range(max(0, at - 1), end)))
            or self._around.is_place_name(at, end)
        ):
            return end
        told = (
            self._around.is_introduced(at) or self._around.is_related(at) or self._around.is_told_after(end)
        )
        clear = is_clear_given(word.text) and not is_ordinary(word.text, self.language)
        surname = end - at > 1 and is_family(self._words[end - 1].text)
        alone = end - at == 1 and not self._shouted
        if told or (self._careless and not alone and (clear or surname) and is_clear_given(word.text)):
            self._names.append((at, end))
        return end

    # with a capital

    def _read_capitals(self, at):
        end = capital_run(self._words, at)
        names = [word.text for word in self._words[at:end]]
        if (is_public(names) and not _is_first_name(names)) or self._around.begins_public(at):
            return end
        start, stop = self._first_name_word(at, end), self._trimmed(at, end)
        if start >= stop:
            return end
        names = [word.text for word in self._words[start:stop]]
        told = (
            self._around.is_introduced(start)
            or self._around.is_related(start)
            or self._around.is_told_after(stop)
        )
        if start and self._words[start].gap == " ":
            titled = is_public([self._words[start - 1].text, *names])
        else:
            titled = False
        if (
            titled
            or self._around.is_place_name(start, stop)
            or (is_public(names) and not (told and _is_first_name(names)))
        ):
            return end
        words = self._words[start:stop]
        if stop - start == 1:
            self._read_lone(start, told)
        elif is_full_name(words, self.language) or (
            (told or self._around.is_asked_for_sure(start)) and could_be_name(words, self.language)
        ):
            self._names.append((start, stop))
        elif could_be_name(words, self.language):
            self._unsure.append((start, stop))
        return end

    def _first_name_word(self, at, end):
        """Skip the ordinary words at the beginning of a run: "Merci Karim", "Contact Faith"."""
        while at < end:
            word = self._words[at]
            if word.lower or (word.begins and key(word.text) in contexts.ARTICLES):
                at += 1
                continue
            last = at == end - 1
            known = is_given(word.text) and not (last and key(word.text) in ambiguous_names() and word.begins)
            if known or word.initial or (is_family(word.text) and not word.begins):
                return at
            if key(word.text) not in contexts.NOT_IN_NAMES and not is_ordinary(word.text, self.language):
                return at
            if is_family(word.text) and not last and is_given(self._words[at + 1].text):
                return at
            at += 1
        return at

    def _trimmed(self, at, end):
        """Leave out the ordinary words and the particles at the end of a run."""
        while end > at:
            word = self._words[end - 1]
            known = is_given(word.text) or is_family(word.text) or (word.initial and end - at > 1)
            refused = key(word.text) in contexts.NOT_IN_NAMES or key(word.text) in PARTICLES
            # "Cyril Nègre": a capital inside a sentence makes a name of a word, after a name that is nothing else.
            if (
                end - at == 2
                and is_clear_given(self._words[at].text)
                and not (refused or word.upper or self._shouted)
            ):
                return end
            if known or (not refused and (end - at == 1 or not is_ordinary(word.text, self.language))):
                return end
            end -= 1
        return end

    def _read_lone(self, at, told):
        word = self._words[at]
        folded = key(word.text)
        if not self._shouted and is_acronym(word):
            return
        if is_given(word.text):
            if (told and not is_place(word.text)) or (
                is_clear_given(word.text) and not self._around.is_a_thing(at)
            ):
                self._names.append((at, at + 1))
            else:
                self._lone.append((at, at + 1))
        elif is_place(word.text):
            return
        elif told and may_be_surname(word, self.language) and folded not in contexts.OFFICES:
            if word.upper and not self._around.is_told(at):
                return
            if is_family(word.text) or not is_ordinary(word.text, self.language):
                self._names.append((at, at + 1))

    def _join_lone(self):
        """A lone given name that is also a word is a person where it is joined to one: "Faith or her brother Ali"."""
        for first, end in self._lone:
            if is_place(self._words[first].text):
                continue
            for other, other_end in list(self._names):
                if (other == end and self._words[other].gap in JOINED) or (
                    other_end == first and self._words[first].gap in JOINED
                ):
                    self._names.append((first, end))
                    break
                between = [key(word.text) for word in self._words[end:other]]
                if 0 < other - end <= 3 and between[0] in {"et", "and", "ou", "or"}:
                    self._names.append((first, end))
                    break


def _is_first_name(names):
    """Whether a name is one given name: public figures who go by theirs share it with many."""
    return len(names) == 1 and is_given(names[0])
