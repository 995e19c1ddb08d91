"""Whether a name in a text is a public figure's, whom everybody may name."""

from nlp.private.vocabulary import is_ordinary, key, public_figures, public_names_unspaced, public_surnames


def public_surnames_among(words):
    """The family names of public figures among a text's words with a capital, in order."""
    _, alone, _ = public_figures()
    return sorted({key(word.text) for word in words if not word.lower} & alone)


class PublicFigures:
    """What the words of a text say of public figures."""

    def __init__(self, words, language):
        self._words = words
        self.language = language
        self._public = public_surnames_among(words)

    def is_public_from(self, at):
        """Whether a public figure's full name begins at a word, or the word is one's name."""
        _, alone, _ = public_figures()
        word = self._words[at]
        stands_alone = key(word.text) in alone and not (word.lower and is_ordinary(word.text, self.language))
        return stands_alone or self.begins_public(at)

    def begins_public(self, at):
        """Whether a public figure's full name begins at a word, whatever its capitals: "Jacques chirac"."""
        full, _, _ = public_figures()
        keys = [key(word.text) for word in self._words[at : at + 4]]
        counts = range(2, len(keys) + 1)
        return any(" ".join(keys[:count]) in full for count in counts) or (
            not self._words[at].lower
            and any("".join(keys[:count]).replace(" ", "") in public_names_unspaced() for count in counts)
        )

    def is_among_public_figures(self, at):
        """Whether a given name is a public figure's family name too, beside another: "Macron, puis Philippe"."""
        name = key(self._words[at].text)
        return name in public_surnames() and any(other != name for other in self._public)

    def is_of_a_public_pair(self, at):
        """Whether a given name with a surname found in the text is a public figure's: "Macron et Brigitte"."""
        full, _, _ = public_figures()
        first = key(self._words[at].text)
        return any(f"{first} {surname}" in full for surname in self._public)
