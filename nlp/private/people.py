"""Find private persons in one text: names that its words, their neighbours and their capitals tell.

What a name is taken from: a civil title, a relation or a trade before it, a field ("Nom :"), a row that holds the
speaker, who is asked or thanked, who introduces himself, a known given name with another name, what only people do, an
e-mail address or a telephone number right after it. Words with a capital that may be a name and that nothing explains
are left to the language's model as doubts. Public figures, places and what is named after people are passed over.
"""

import re

from nlp.private import contexts, scenes
from nlp.private.fields import form_names
from nlp.private.introductions import introduced_end
from nlp.private.lists import listed_names
from nlp.private.runs import (
    JOINED,
    capital_run,
    could_be_name,
    could_partly_be_name,
    first_name_word,
    is_acronym,
    is_full_name,
    is_plain_pair,
    is_public,
    may_be_surname,
    name_end,
    trimmed,
)
from nlp.private.surroundings import Surroundings, spans_of
from nlp.private.titled import is_titled, titled_name
from nlp.private.vocabulary import (
    ambiguous_names,
    is_clear_given,
    is_family,
    is_given,
    is_ordinary,
    is_place,
    is_stop_word,
    key,
    may_be_family,
    may_be_given,
)
from nlp.private.words import words_of
from nlp.reading.cleaning import is_shouted

POSSESSIVE = re.compile(r"['’]s [a-z]")


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
            self._block(start, end)
        self._around = Surroundings(self.text, self._words, self.language, self.taken)
        self._names, self._lone, self._unsure = [], [], []
        self._take_whole(form_names(self.text, self._words, self.language))
        self._take_whole(listed_names(self._words, self.language, shouted=self._shouted))
        at = 0
        while at < len(self._words):
            at = max(at + 1, self._read_at(at))
        self._join_lone()
        self.found_ = sorted(self._span(first, end) for first, end in self._names)
        self.doubts_ = [self._span(first, end) for first, end in self._unsure]
        return self

    def keep_known(self):
        """Keep only those found whose first word is a given name of our lists, and no doubts."""
        self.found_ = [
            (start, end) for start, end in self.found_ if is_clear_given(self.text[start:end].split()[0])
        ]
        self.doubts_ = []

    def _block(self, start, end):
        self._blocked[start:end] = b"x" * (end - start)

    def _span(self, first, end):
        return self._words[first].start, self._words[end - 1].end

    def _take_whole(self, names):
        """Take names that a form or a row tells, unless other private data stands there."""
        for first, end in names:
            start, stop = self._span(first, end)
            if not any(self._blocked[start:stop]):
                self._names.append((first, end))
                self._block(start, stop)

    def _read_at(self, at):
        """Read what begins at a word; where to go on."""
        word = self._words[at]
        if any(self._blocked[word.start : word.end]):
            return at + 1
        if is_titled(self._words, at):
            end, named = titled_name(self._words, at, self._around, shouted=self._shouted)
            if named:
                self._names.append((at, end))
            return end
        if at + 1 < len(self._words) and is_titled(self._words, at + 1):
            return at + 1
        if word.lower or self._shouted:
            return self._read_without_capitals(at)
        return self._read_capitals(at)

    # in lower case, or all in capitals

    def _read_without_capitals(self, at):
        if (end := introduced_end(self._words, at, self._around)) > at:
            self._names.append((at, end))
            return end
        word = self._words[at]
        if is_stop_word(word.text, self.language):
            return at + 1
        given = may_be_given(word.text, self.language)
        if not given:
            told = self._around.is_introduced(at) and not self._shouted
            if not told or word.begins or is_ordinary(word.text, self.language) or len(word.text) < 3:
                return at + 1
        child = self._around.is_somebodys(at) and key(word.text) not in contexts.VERBS_AND_NAMES
        if child and given and not self._shouted:
            self._names.append((at, name_end(self._words, at, self.language)))
            return at + 1
        if key(word.text) in ambiguous_names() and (
            not self._shouted
            or at + 1 >= len(self._words)
            or is_ordinary(self._words[at + 1].text, self.language)
        ):
            return at + 1
        end = name_end(self._words, at, self.language)
        if not self._around.is_close_to_somebody(at) and self._around.is_passed_over(at, end):
            return end
        told = (
            self._around.is_introduced(at) or self._around.is_related(at) or self._around.is_told_after(end)
        )
        clear = is_clear_given(word.text) and not is_ordinary(word.text, self.language)
        surname = end - at > 1 and may_be_family(self._words[end - 1].text)
        alone = end - at == 1 and not self._shouted
        sure = is_clear_given(word.text) or (given and surname)
        if told or (self._careless and not alone and (clear or surname) and sure):
            self._names.append((at, end))
        return end

    # with a capital

    def _read_capitals(self, at):
        end = capital_run(self._words, at)
        names = [word.text for word in self._words[at:end]]
        private = self._around.is_close_to_somebody(at) or (end - at == 1 and self._around.is_of_a_trade(at))
        if not private and (
            (is_public(names) and not _is_first_name(names)) or self._around.begins_public(at)
        ):
            return end
        start = first_name_word(self._words, at, end, self.language)
        if start == end == at + 1 and is_given(self._words[at].text) and self._around.has_a_role(end):
            start = at  # "Pierre, le concierge"
        stop = trimmed(self._words, start, end, self.language, shouted=self._shouted)
        if start >= stop:
            return end
        names = [word.text for word in self._words[start:stop]]
        told = (
            self._around.is_introduced(start)
            or self._around.is_related(start)
            or self._around.is_told_after(stop)
        )
        with_title = (
            [self._words[start - 1].text, *names] if start and self._words[start].gap == " " else names
        )
        public = is_public(names) and not private and not (told and _is_first_name(names))
        if public or is_public(with_title) and with_title != names or self._around.is_place_name(start, stop):
            return end
        if stop - start == 1 and self._is_second_of_pair(at, start):
            self._read_plain_pair(start)
        elif stop - start == 1:
            self._read_lone(start, told)
        else:
            self._read_run(start, stop, told)
        return end

    def _is_second_of_pair(self, at, start):
        """Whether a word is what is left of a run inside a sentence whose word before it is an ordinary one."""
        if start == at or self._words[start - 1].begins or self._words[start - 1].lower:
            return False
        return not self._around.is_related(start)

    def _read_plain_pair(self, second):
        """Read an ordinary word and another, both with a capital: a name where people are spoken of, else a doubt."""
        pair = self._words[second - 1 : second + 1]
        longer = second > 1 and not self._words[second - 2].lower and self._words[second - 1].gap == " "
        if (
            longer
            or not is_plain_pair(pair, self.language)
            or self._around.is_place_name(second - 1, second + 1)
        ):
            return
        human = self._around.is_human(second - 1, second + 1) or self._around.is_asked(second - 1)
        if self._around.is_in(scenes.HISTORICAL, second):
            return
        (self._names if human else self._unsure).append((second - 1, second + 1))

    def _read_run(self, start, stop, told):
        words, around = self._words[start:stop], self._around
        if is_place(words[0].text) and words[1].lower:  # "le Sénégal de Senghor"
            return
        human = told or around.is_human(start, stop)
        if not human and around.is_in(scenes.HISTORICAL, start):
            return
        likely = could_be_name(words, self.language)
        if (
            is_full_name(words, self.language)
            or (likely and (human or around.is_asked_for_sure(start) or may_be_family(words[-1].text)))
            or could_partly_be_name(words, self.language)
            and human
        ):
            self._names.append((start, stop))
        elif likely or could_partly_be_name(words, self.language):
            self._unsure.append((start, stop))

    def _read_lone(self, at, told):
        word = self._words[at]
        folded = key(word.text)
        if not self._shouted and is_acronym(word):
            return
        around = self._around
        of_politics = around.is_of_a_public_pair(at) or around.is_among_public_figures(at)
        if not told and (of_politics or around.is_in(scenes.HISTORICAL, at)):
            return
        if self._around.is_family_plural(at):
            self._names.append((at, at + 1))
        elif is_given(word.text):
            close = self._around.is_close_to_somebody(at)
            if (told and (close or not is_place(word.text))) or (
                is_clear_given(word.text) and not self._around.is_a_thing(at)
            ):
                self._names.append((at, at + 1))
            else:
                self._lone.append((at, at + 1))
        elif is_place(word.text):
            return
        elif may_be_given(word.text, self.language):
            owning = POSSESSIVE.match(self.text, word.end) is not None
            acting = (owning or self._around.is_human(at, at + 1)) and not self._around.is_a_thing(at)
            (self._names if told or acting else self._lone).append((at, at + 1))
        elif told and may_be_surname(word, self.language) and folded not in contexts.OFFICES:
            if word.upper and not self._around.is_told(at):
                return
            if is_family(word.text) or not is_ordinary(word.text, self.language):
                self._names.append((at, at + 1))

    def _join_lone(self):
        """A lone given name that is also a word is a person where it is joined to one: "Faith or her brother Ali"."""
        by_start, by_end = dict(self._names), {end: first for first, end in self._names}
        for first, end in self._lone:
            after = [(start, by_start[start]) for start in range(end, end + 4) if start in by_start]
            before = [(by_end[stop], stop) for stop in (first - 1, first) if stop in by_end]
            if any(self._are_joined(first, end, other) for other in (*after, *before)):
                self._names.append((first, end))
                by_start[first], by_end[end] = end, first

    def _are_joined(self, first, end, other):
        """Whether two stretches of words are joined by a comma or by "and", with at most a relation after it."""
        before, after = sorted([(first, end), other])
        between = [key(word.text) for word in self._words[before[1] : after[0]]]
        if not between:
            return before[1] == after[0] and self._words[after[0]].gap in JOINED
        longest = 3 if before == (first, end) else 1
        return len(between) <= longest and between[0] in {"et", "and", "ou", "or"}


def _is_first_name(names):
    """Whether a name is one given name: public figures who go by theirs share it with many."""
    return len(names) == 1 and is_given(names[0])
