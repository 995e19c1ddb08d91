"""Set aside the texts that say nothing, each with its reason.

Only a whole text can be set aside, never a part: "Non" is, "Non au vote obligatoire" is an idea. The lists are short
on purpose, for leaving out an idea is worse than keeping an empty one. They hold French and English, with the
commonest words of German and Spanish.
"""

import re

from nlp.reading.cleaning import match_key

REASONS = {
    "empty": "Nothing written.",
    "no-words": "No word: punctuation, digits, emoji or a single letter only.",
    "yes-no": "Yes or no, and nothing else.",
    "no-opinion": "Says that there is nothing to say.",
    "not-concerned": "Says that the question does not concern the person.",
    "see-elsewhere": "Refers to another answer without saying anything itself.",
}


def _phrases(text):
    return frozenset(part.strip() for part in text.split(","))


YES_NO = _phrases(
    "oui, non, ok, si, yes, no, yep, nope, ja, nein, oui oui, non non, oui et non, non merci, no thanks, d accord, "
    "pas d accord, bien sur, bien sur que oui, bien sur que non, oui bien sur, evidemment, tout a fait, absolument, "
    "peut etre, pourquoi pas, of course, maybe, vielleicht"
)
NO_OPINION = _phrases(
    "ras, r a s, rien, rien du tout, rien a dire, rien a signaler, rien a ajouter, rien de plus, rien de particulier, "
    "rien de special, je n ai rien a dire, neant, le neant, vide, aucun, aucune, aucuns, aucunes, personne, sans idee, "
    "sans avis, sans opinion, sans reponse, sans commentaire, nspp, nsp, ne se prononce pas, bof, joker, "
    "question incomprehensible, none, nothing, nothing to say, nothing to add, nothing else, no idea, no ideas, "
    "no opinion, no comment, no comments, no answer, no view, no views, not sure, unsure, idk, keine, keine angabe, "
    "keine meinung, keine ahnung, nichts, weiss nicht, ninguno, ninguna, nada, no se"
)
NOT_CONCERNED = _phrases(
    "non concerne, non concernee, pas concerne, pas concernee, je ne suis pas concerne, je ne suis pas concernee, "
    "je suis pas concerne, ne me concerne pas, cela ne me concerne pas, nc, n c, so, s o, sans objet, na, n a, "
    "non applicable, pas applicable, not applicable, not concerned, does not apply, not relevant"
)
SEE_ELSEWHERE = _phrases(
    "idem, ibidem, pareil, meme chose, meme reponse, deja dit, deja repondu, j ai deja repondu, same, ditto, "
    "see above, see below, as above, same as above, same answer, already answered"
)


def _any_of(text):
    return f"(?:{'|'.join(text.split(', '))})"


# The patterns read match keys: no case, no accents, words parted by single spaces. They are short enough (see
# `LONGEST`) for their repetitions to cost nothing.
_PERSON = rf"(?:{_any_of('vraiment, franchement, desole, non, c est complique')} )?(?:{_any_of('je, j, on, moi je')} )?"
_OPINION = _any_of(
    "reponses?, idees?, avis, opinion, commentaires?, remarques?, propositions?, suggestions?, solutions?, preference"
)
_DETAIL = _any_of(
    "particulieres?, precises?, a donner, a faire, a proposer, sur la question, sur ce sujet, sur le sujet, la dessus"
)
_NOT_KNOWING = (
    rf"(?:ne |n en |n )?(?:le |l |y )?{_any_of('sai, sais, sait, vois, voit')} "
    rf"(?:{_any_of('vraiment, absolument, trop')} )?(?:pas|rien)"
    rf"(?: {_any_of('trop, vraiment, du tout, quoi, quoi dire, quoi repondre, c est complique, comment faire')})?"
)
_NOT_HAVING = (
    r"(?:n ai |n en ai |ai )?(?:vraiment |absolument )?(?:pas|aucune?|pas encore) (?:de |d |la |l )?"
    rf"{_OPINION}(?: {_DETAIL})?"
)
_NOT_WISHING = (
    rf"(?:ne |n )?{_any_of('souhaite, desire, veux, veut, peux')} pas "
    rf"{_any_of('repondre, repondre a cette question, me prononcer, donner mon avis, donner d avis')}"
)
_NOT_GRASPING = (
    rf"(?:ne |n )?(?:me |se )?{_any_of('prononce, comprend, comprends, ai')} (?:pas compris|pas)"
    r"(?: (?:bien )?(?:cette|la|votre) question)?"
)
_ENGLISH = r"(?:i |we )?(?:really )?(?:do not|don t|dont) (?:know|care|have an? (?:idea|opinion|view))"
UNKNOWING = re.compile(
    rf"{_PERSON}(?:{_NOT_KNOWING}|{_NOT_HAVING}|{_NOT_WISHING}|{_NOT_GRASPING})|{_ENGLISH}"
)

_ANSWER = _any_of(
    "reponses?, propositions?, contributions?, questions?, commentaires?, idees?, remarques?, avis"
)
_BEFORE = rf"(?:(?:ci|au|plus) )?{_any_of('dessus, dessous, haut, bas, supra, infra, avant, precedemment')}"
_PREVIOUS = _any_of("precedente?s?, anterieure?s?")
_SMALL = _any_of(
    "a, au, aux, la, les, l, le, ma, mes, mon, en, que, de, du, des, ce que, j ai, dit, ecrit, mentionnee?s?, deja, "
    "faite?s?, donnee?s?, meme"
)
_SEE = _any_of("idem, voir, cf, lire, vu, meme, deja, confer, voyez, deja vu")
_NUMBER = r"(?:q?\d+|(?:n|numero|q) \d+)"
POINTER = re.compile(
    rf"(?:{_SEE} )?(?:{_SMALL} )*(?:{_ANSWER} )?(?:{_SMALL} )*(?:{_ANSWER} )?(?:{_SMALL} )*(?:{_BEFORE}|{_PREVIOUS})"
    rf"|(?:idem|voir|cf|confer) (?:{_SMALL} )*{_ANSWER}(?: (?:{_SMALL} )*(?:{_ANSWER}|{_NUMBER}))*"
    rf"|(?:idem|voir|cf) (?:la )?{_NUMBER}"
)
LISTS = (
    ("yes-no", YES_NO),
    ("no-opinion", NO_OPINION),
    ("not-concerned", NOT_CONCERNED),
    ("see-elsewhere", SEE_ELSEWHERE),
)
LONGEST = 80
LATIN_END, FIRST_IDEOGRAM = "\u0250", "\u2e80"


def reason_to_set_aside(text, key=None):
    """The key in `REASONS` that fits the whole text, or an empty string if it may hold an idea.

    `key` is the text's match key, where it is known already.
    """
    if not text or text.isspace():
        return "empty"
    key = match_key(text) if key is None else key
    if _has_no_word(key):
        return "no-words"
    if len(key) > LONGEST:
        return ""
    for reason, phrases in LISTS:
        if key in phrases:
            return reason
    if UNKNOWING.fullmatch(key):
        return "no-opinion"
    if POINTER.fullmatch(key):
        return "see-elsewhere"
    return ""


def _has_no_word(key):
    """Whether there is no letter but one, however often. One ideogram is a word; one Latin letter, repeated, is none.

    "CC" is lost with "aaa": accepted.
    """
    letters = [character for character in set(key) if character.isalpha()]
    if len(letters) != 1:
        return not letters
    letter = letters[0]
    return letter <= FIRST_IDEOGRAM and (letter < LATIN_END or key.count(letter) < 2)
