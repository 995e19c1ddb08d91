"""Choose each group's title among its possible ones: like no other, on the side of its texts, showing nobody's data."""

from itertools import chain, islice

from nlp.grouping.stances import stance
from nlp.naming.checking import flagged, named_chunk, private_chunk
from nlp.naming.distinct import TakenTitles
from nlp.naming.grammar import heading_chunk
from nlp.naming.groups import AGAINST_IT, BOTH, FOR
from nlp.naming.tagging import MODELS

OPTIONS = 30
TRIED = 6
LONGEST_JOINED = 90
TELLING_QUOTE = 0.4
OBJECTION_SHARE = 0.35
QUOTED_SHARE = 0.25
LEANING = 0.1  # how much more voices a side must have for a title to take it where most hold none


class TitleChooser:
    """Give groups their `title` and `phrases`; what is given once is never given again.

    `written` tells how a phrase is written, from its key.
    """

    def __init__(self, written, workers):
        self.written = written
        self.workers = workers
        self._taken = TakenTitles()

    def reserve(self, group):
        """Keep a group's title, decided by people, for it alone."""
        self._taken.take(group.title, parent=group.parent)

    def choose(self, groups, words, quotes):
        """Name the groups in their order, from the GroupWords and the Quotes (best first) of each."""
        options = [
            [list(islice(found, OPTIONS)) for found in (own.objections(), own.titles(), own.listings())]
            for own in words
        ]
        phrases = [
            (group.language, title)
            for group, found in zip(groups, options, strict=True)
            for kind in found
            for title, _ in kind
        ]
        said = [
            (group.language, quote.text) for group, own in zip(groups, quotes, strict=True) for quote in own
        ]
        private = flagged(private_chunk, filter(_may_name_somebody, phrases), self.workers)
        private |= flagged(named_chunk, filter(_may_name_somebody, said), self.workers)
        self._headings = self._found_headings(groups, quotes)
        for group, found, quoted in zip(groups, options, quotes, strict=True):
            shown = [[one for one in kind if (group.language, one[0]) not in private] for kind in found]
            said = [quote for quote in quoted if (group.language, quote.text) not in private]
            objections, titles, listings = shown
            group.title, group.phrases = self._best(group, objections, titles, listings, said)
            written = map(self.written, group.phrases)
            if group.title:
                self._taken.take(group.title, parent=group.parent, phrases=written)

    def join(self, theme, parts):
        """Name a theme that has no words of its own by its biggest parts."""
        first, *others = [part.title for part in parts]
        titles = [f"{first}, {_within(other, theme.language)}" for other in others] + [first]
        short = [title for title in titles if len(title) <= LONGEST_JOINED and self._taken.is_free(title)]
        theme.title = short[0] if short else self._numbered(first)
        self._taken.take(theme.title)

    def _found_headings(self, groups, quotes):
        """The telling quotes that read as headings."""
        asked = [
            (group.language, quote.text)
            for group, quoted in zip(groups, quotes, strict=True)
            for quote in [one for one in quoted if one.readable and one.told >= TELLING_QUOTE][:TRIED]
        ]
        return {text for _, text in flagged(heading_chunk, asked, self.workers)}

    def _best(self, group, objections, options, listings, quotes):
        """The first title that suits the group and is new; then one that is only free; then a numbered one."""
        quotes = [quote for quote in quotes if _suits(group, quote.text)]
        if group.side == AGAINST_IT:
            objecting = [
                quote for quote in quotes if quote.readable and stance(quote.text, group.language) < 0
            ]
            objections = objections + _as_options(objecting, OBJECTION_SHARE)
        headings = [quote for quote in quotes if quote.readable and quote.text in self._headings]
        good = _as_options(headings, TELLING_QUOTE) if group.parent is not None else []
        phrases = [option for option in options if option not in listings]
        for title, keys in chain(objections, phrases, good, options):
            if self._taken.is_new(title, parent=group.parent, phrases=map(self.written, keys)):
                return title, keys
        if group.parent is None and quotes and not listings:
            return "", ()
        for title, keys in chain(
            options, _as_options(quotes, QUOTED_SHARE), listings, _as_options(quotes, 0.0)
        ):
            if self._taken.is_free(title):
                return title, keys
        return self._numbered(quotes[0].text if quotes else group.language), ()

    def _numbered(self, title):
        """Where every title is taken already, as in a set of one text: the first one, with a number."""
        number = 2
        while not self._taken.is_free(f"{title} ({number})"):
            number += 1
        return f"{title} ({number})"


def _within(title, language):
    """A title inside another: no capital first, unless it is an acronym or may be a German noun."""
    return title if title[1:2].isupper() or language not in MODELS else title[:1].lower() + title[1:]


def _as_options(quotes, least):
    return [(quote.text, ()) for quote in quotes if quote.told >= least]


def _suits(group, title):
    """Whether a sentence takes no other side than the group's texts do, and none where they hold both or none."""
    favour, against = group.sides
    side = stance(title, group.language) if favour or against else 0
    if group.side is None:
        return not side or side * (favour - against) >= LEANING
    return {FOR: side >= 0, AGAINST_IT: side <= 0, BOTH: side == 0}[group.side]


def _may_name_somebody(pair):
    """Whether a (language, title) has a capital or a digit beyond its first letter, as a name or a number would."""
    title = pair[1]
    return any(word[:1].isupper() or word[:1].isdigit() for word in title.split()[1:]) or "@" in title
