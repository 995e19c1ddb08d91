"""Read the side that a passage takes, clause by clause."""

from nlp.grouping.sides.clause import Clause
from nlp.grouping.sides.lexicon import LEXICONS
from nlp.grouping.sides.parts import (
    AND,
    BREAK,
    PAUSE,
    PURPOSE,
    SUBORDINATE,
)

CONCLUDING = frozenset("donc bref conclusion therefore so".split())
REFUSALS = tuple(
    tuple(refusal.split())
    for refusal in (
        "non,non merci,certainement pas,surement pas,absolument pas,surtout pas,jamais,jamais de la vie,pas question,"
        "hors de question,c est non,pas pour moi,sans moi,quelle horreur,pour quoi faire,quelle mauvaise "
        "idee,quelle betise,"
        "quelle folie,merci bien,no,no thanks,no thank you,no way,certainly not,absolutely not,"
        "definitely not,of course not,"
        "never,not for me,count me out,what for,what a waste,what a bad idea,what a stupid idea,over my "
        "dead body,forget it"
    ).split(",")
)
PLAIN_REFUSALS = (("c", "est", "non"),)
REFUSING = frozenset(refusal[-1] for refusal in REFUSALS)
ENDING_SIGNS = frozenset(".!?,;:…\n")
STOPS = ((((), BREAK),), (((), PAUSE),))
ENDS = frozenset((BREAK, PAUSE, SUBORDINATE, AND))


def side_of(tokens, language):
    """+1 (for), -1 (against) or 0 of a passage's folded tokens.

    The first clause that takes a side speaks, unless a later one concludes ("…, donc …") or refuses ("…, non merci").
    """
    concluding = () if CONCLUDING.isdisjoint(tokens) else range(len(tokens) - 1, 1, -1)
    for at in concluding:
        if tokens[at] in CONCLUDING and LEXICONS[language].get(tokens[at - 1]) in STOPS:
            side = _side(tokens[at + 1 :], language)
            if side:
                return side
    asked = _refused(tokens)
    if asked:
        return -_side(asked, language) or -1
    return _side(tokens, language)


def _refused(tokens):
    """What comes before a refusal at the end ("…, certainement pas", "…? No thanks"); empty where there is none."""
    end = len(tokens)
    while end and tokens[end - 1] in ENDING_SIGNS:
        end -= 1
    if not end or tokens[end - 1] not in REFUSING:
        return []
    for refusal in REFUSALS:
        begin = end - len(refusal)
        apart = refusal in PLAIN_REFUSALS or (begin > 0 and tokens[begin - 1] in ENDING_SIGNS)
        if begin > 0 and apart and tuple(tokens[begin:end]) == refusal:
            return tokens[:begin]
    return []


def _side(tokens, language):
    lexicon = LEXICONS[language]
    french, spoken, clause, at = language == "fr", None, Clause(), 0
    while at < len(tokens):
        word = tokens[at]
        length, part = 1, None
        for rest, role in lexicon.get(word, ()):
            if not rest or tuple(tokens[at + 1 : at + 1 + len(rest)]) == rest:
                length, part = 1 + len(rest), role
                break
        at += length
        if part in ENDS or (clause.told and clause.verb and _goes_on_to_a_purpose(part, tokens, at)):
            if part in {AND, SUBORDINATE} and not clause.told:
                clause.ne, clause.pending = False, 0
                continue
            if spoken or clause.told:
                if spoken or not clause.may_change(part):
                    return _together(spoken, clause)
                spoken = clause
            clause = Clause(place=0 if part in {BREAK, PAUSE, AND} else 1)
        elif part is None:
            clause.pass_word(word, french)
        else:
            clause.take(part, word)
    return _together(spoken, clause)


def _goes_on_to_a_purpose(part, tokens, at):
    """Whether "pour …" or "to …" follows what was asked: its purpose; "to 16" is a measure."""
    if part == PURPOSE:
        return True
    return tokens[at - 1] == "to" and not "".join(tokens[at : at + 1]).isdigit()


def _together(spoken, clause):
    """The side of the clause that spoke first, as the one after it leaves it."""
    if not spoken:
        return clause.sign if clause.told else 0
    judges = clause.judged and clause.that
    refuses = clause.told and clause.negated and clause.place == 1
    if judges and spoken.asked or refuses:
        return spoken.sign * clause.sign
    if spoken.no_more and clause.told and clause.sign < 0:
        return -1  # "plus de X, ça suffit": the "plus" that means "no more"
    return spoken.sign
