"""Read the side that a passage takes, clause by clause."""

from nlp.grouping.sides.clause import Clause
from nlp.grouping.sides.lexicon import LEXICONS
from nlp.grouping.sides.parts import (
    AND,
    BETTER,
    BREAK,
    PAUSE,
    PURPOSE,
    SUBORDINATE,
    WITHOUT,
)
from nlp.grouping.sides.wording import is_infinitive

CONCLUDING = frozenset("donc bref conclusion therefore so".split())
CONDITIONS = frozenset("si s quand lorsque lorsqu apres if when once after whenever".split())
QUESTIONERS = frozenset("qui who".split())
# Adverbs that only stress, and would part words that go together: "I fully support", "il faut absolument".
STRESS = frozenset(
    "fully wholly totally strongly completely absolutely certainly definitely truly wholeheartedly firmly "
    "utterly entirely simply clearly frankly honestly totalement absolument completement entierement "
    "franchement clairement strictement reellement purement fortement fermement resolument pleinement "
    "carrement rapidement urgemment imperativement simplement".split()
)
REALLY = frozenset("vraiment really".split())
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
    A question may doubt, and a condition at the head ("si …,") is passed over.
    """
    if not tokens:
        return 0
    tokens = [
        token
        for token, following in zip(tokens, [*tokens[1:], ""], strict=True)
        if token not in STRESS or following in {"pas", "not", *ENDING_SIGNS, ""}
    ]
    concluding = () if CONCLUDING.isdisjoint(tokens) else range(len(tokens) - 1, 1, -1)
    for at in concluding:
        if tokens[at] in CONCLUDING and LEXICONS[language].get(tokens[at - 1]) in STOPS:
            side = _side(tokens[at + 1 :], language)
            if side:
                return side
    asked = _refused(tokens)
    if asked:
        return -_side(asked, language) or -1
    if "?" in tokens:
        return _side_of_a_question(tokens, language)
    return _side_of_a_statement(tokens, language)


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


def _side_of_a_question(tokens, language):
    """A question that doubts ("qui veut de …?", "do we really …?") is against; what answers a plain one may turn it."""
    at = tokens.index("?")
    asked, answer = tokens[:at], tokens[at + 1 :]
    if not any(sign in asked for sign in ".;!\n"):
        doubts = asked and asked[0] in QUESTIONERS and {"ne", "n", "not"}.isdisjoint(asked)
        if doubts or not REALLY.isdisjoint(asked):
            return -1
        side = _side(asked, language)
        if (
            side
            and answer
            and _side(answer, language) < 0
            and asked[0] not in {"pourquoi", "why", "a", "what"}
        ):
            return -1 if side > 0 else side
    return _side_of_a_statement(tokens, language)


def _side_of_a_statement(tokens, language):
    """What comes after a condition ("si …, il faut …") speaks; "sans X, …" is for X unless all goes better."""
    first = tokens[0] if tokens else ""
    if first in CONDITIONS:
        end = next((at for at, token in enumerate(tokens) if token in ENDING_SIGNS), len(tokens))
        if end < len(tokens) and tokens[end] == ",":
            return _side(tokens[end + 1 :], language, conditional=True)
    ways = LEXICONS[language].get(
        first, ()
    )  # "sans" is no word of English, which French texts are tried in too
    if first in {"sans", "without"} and ways and not _is_done(tokens, 1) and ways[-1][1] == WITHOUT:
        idle = any(tuple(tokens[1 : 1 + len(rest)]) == rest for rest, role in ways if rest)
        if not idle:
            return -1 if _goes_better(tokens, language) else 1
    return _side(tokens, language)


def _goes_better(tokens, language):
    lexicon = LEXICONS[language]
    return any(
        role == BETTER and tuple(tokens[at + 1 : at + 1 + len(rest)]) == rest
        for at, word in enumerate(tokens)
        for rest, role in lexicon.get(word, ())
    )


def _is_done(tokens, at):
    """Whether a verb follows "sans" or "without": how something is done, rather than what is left out."""
    word = tokens[at] if at < len(tokens) else ""
    if word in {"se", "s", "y", "en", "les", "le", "la", "l"} and at + 1 < len(tokens):
        return is_infinitive(tokens[at + 1])
    return is_infinitive(word) or (len(word) > 5 and word.endswith("ing"))


def _side(tokens, language, *, conditional=False):
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
        if part == WITHOUT and _is_done(tokens, at) and not clause.negated and not clause.pending:
            part = SUBORDINATE
        if part in ENDS or (clause.told and clause.verb and _goes_on_to_a_purpose(part, tokens, at)):
            if part in {AND, SUBORDINATE} and not clause.told:
                clause.ne, clause.pending = False, 0
                continue
            clause.end()
            if spoken or clause.told:
                if spoken or not clause.may_change(part):
                    return _together(spoken, clause, conditional)
                spoken = clause
            clause = Clause(place=0 if part in {BREAK, PAUSE, AND} else 1)
        elif part is None:
            clause.pass_word(word, french)
        else:
            clause.take(part, word)
    clause.end()
    return _together(spoken, clause, conditional)


def _goes_on_to_a_purpose(part, tokens, at):
    """Whether "pour …" or "to …" follows what was asked: its purpose; "to 16" is a measure."""
    if part == PURPOSE:
        return True
    return tokens[at - 1] == "to" and not "".join(tokens[at : at + 1]).isdigit()


def _together(spoken, clause, conditional):
    """The side of the clause that spoke first, as the one after it leaves it.

    Under a condition, doing away with something ("if few vote, cancel it") is a remedy, and tells no side.
    """
    if not spoken:
        if conditional and clause.lessening and not clause.negated:
            return 0
        return clause.sign if clause.told else 0
    judges = clause.judged and clause.that
    refuses = clause.told and clause.negated and clause.place == 1
    if judges and spoken.named or refuses:
        return spoken.sign * clause.sign
    if spoken.no_more and clause.told and clause.sign < 0:
        return -1  # "plus de X, ça suffit": the "plus" that means "no more"
    return spoken.sign
