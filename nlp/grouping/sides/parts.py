"""The parts that words play where people take a side, and how phrases are listed."""

# Where a clause ends: at a stop, a comma, a subordinate, a second member.
BREAK, PAUSE, SUBORDINATE, AND = "break", "pause", "subordinate", "and"
# Words that change nothing ("franchement"), or that only look like another part ("au moins", "pas seulement").
OPENER, IDLE, RESTRICTED = "opener", "idle", "restricted"
# Negations: the French "ne", what negates, "plus" after "ne", and doubt ("je ne pense pas que").
NE, NOT, NO_MORE, DOUBT = "ne", "not", "no more", "doubt"
# What somebody asks for, refuses or welcomes.
WISH, AGAINST, FOR = "wish", "against", "for"
# Verbs and nouns that lessen or keep; participles that lessen ("interdit") where a wish governs them.
LESSENING, KEEPING, LESSENED, LESS_NOUN, MORE_NOUN = (
    "lessening",
    "keeping",
    "lessened",
    "less noun",
    "more noun",
)
# What nobody wants ("la fraude"): who fights it is for something; and what does harm ("divise les gens").
EVIL, HARM = "evil", "harm"
# Quantities, and what is too much before any word ("on donne trop la parole").
LESS, TOO_MUCH, MORE, TOO = "less", "too much", "more", "too"
# What is left out ("sans", "zéro"), and what is better ("on vivrait mieux sans").
WITHOUT, NONE, BETTER, AT_MOST = "without", "none", "better", "at most"
# The lesser of two states: of what has to be so ("doit rester privé"), or wherever it is said ("à huis clos"); a price;
# and what may be done.
SHUT, APART, PRICE, CAN = "shut", "apart", "price", "can"
# Judgements, which count after a verb of being or finding; ideas count anywhere ("mauvaise idée").
BAD, GOOD, BAD_IDEA, GOOD_IDEA, BE, FIND = "bad", "good", "bad idea", "good idea", "be", "find"
# "pour" (a side or a purpose), "pourquoi", and "cela", which takes up what precedes.
PURPOSE, WHY, THAT = "purpose", "why", "that"

PUNCTUATION = dict.fromkeys(".!?;\n…", BREAK) | dict.fromkeys(",:()", PAUSE)


def phrases(text):
    """The phrases of a text where commas part them."""
    return [phrase.strip() for phrase in text.split(",")]
