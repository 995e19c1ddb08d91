"""Set aside the texts that say nothing, each with its reason.

Only a whole text can be set aside, never a part: "Non" is, "Non au vote obligatoire" is an idea. The lists are short
on purpose, for leaving out an idea is worse than keeping an empty one. They hold French and English, with the
commonest words of German and Spanish.
"""

import re

from nlp.cleaning import match_key

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
    "rien de special, neant, le neant, vide, aucun, aucune, aucuns, aucunes, personne, aucune idee, pas d idee, "
    "pas d idees, sans idee, aucun avis, pas d avis, sans avis, pas d opinion, aucune opinion, sans opinion, nspp, nsp, "
    "ne se prononce pas, je ne me prononce pas, pas de reponse, aucune reponse, sans reponse, pas de commentaire, "
    "aucun commentaire, sans commentaire, pas de remarque, aucune remarque, pas de proposition, aucune proposition, "
    "pas de suggestion, aucune suggestion, je n ai pas d avis, je n ai pas d idee, je n ai pas d opinion, "
    "je n ai aucune idee, je n ai rien a dire, je n ai pas de reponse, je n ai pas d avis sur la question, "
    "je ne comprends pas la question, je n ai pas compris la question, question incomprehensible, bof, joker, "
    "none, nothing, nothing to say, nothing to add, nothing else, no idea, no ideas, no opinion, no comment, "
    "no comments, no answer, no view, no views, not sure, unsure, idk, dont know, i have no idea, i have no opinion, "
    "keine, keine angabe, keine meinung, keine ahnung, nichts, weiss nicht, ninguno, ninguna, nada, no se"
)
NOT_CONCERNED = _phrases(
    "non concerne, non concernee, pas concerne, pas concernee, je ne suis pas concerne, je ne suis pas concernee, "
    "je suis pas concerne, ne me concerne pas, cela ne me concerne pas, nc, n c, so, s o, sans objet, na, n a, "
    "non applicable, pas applicable, not applicable, not concerned, does not apply, not relevant"
)
SEE_ELSEWHERE = _phrases(
    "idem, ibidem, pareil, meme chose, meme reponse, deja dit, deja repondu, j ai deja repondu, same, ditto, see above, "
    "see below, as above, same as above, same answer, already answered"
)
_I = r"((vraiment|franchement|desole|non|c est complique|la) )?(je |j |on |moi je )?"
UNKNOWING = re.compile(
    rf"{_I}(ne |n en |n )?(le |l |y )?(sais?|sait|vois?|voit) (vraiment |absolument |trop )?(pas|rien)"
    r"( trop| vraiment| du tout| quoi dire| quoi repondre| quoi| c est complique| comment( faire)?)?"
    rf"|{_I}(n ai |n en ai |ai )?(vraiment |absolument )?(pas|aucune?|pas encore) (de |d |la |l )?"
    r"(reponses?|idees?|avis|opinion|commentaires?|remarques?|propositions?|suggestions?|solutions?|preference)"
    r"( particulieres?| precises?| a donner| a faire| a proposer| sur la question| sur ce sujet| sur le sujet| la dessus)?"
    rf"|{_I}(ne |n )?(souhaite|desire|veux|veut|peux) pas (repondre|me prononcer|donner (mon|d) avis)( a cette question)?"
    rf"|{_I}(ne |n )?(me |se )?(prononce|comprends?|ai) (pas|pas compris)( (cette|la|votre) question| bien la question)?"
    r"|(i |we )?(really )?(do not|don t|dont) (know|care|have (an|any) (idea|opinion|view)s?)"
)
_ANSWER = r"(reponses?|propositions?|contributions?|questions?|commentaires?|idees?|remarques?|avis)"
_BEFORE = r"(ci |au )?(dessus|dessous|haut|plus haut|plus bas|supra|infra|precedemment|precedente?s?|avant|anterieure?s?)"
_LINK = r"(a|au|aux|la|les|l|le|ma|mes|mon|en|que|de|du|des|ce que|j ai|dit|ecrit|mentionnee?s?|deja|faite?s?|donnee?s?)"
POINTER = re.compile(
    rf"((deja )?(idem|voir|cf|lire|vu|meme|deja|confer|voyez) )?({_LINK} )*(meme )?({_ANSWER} ?)?(({_LINK} )*{_ANSWER} ?)?"
    rf"({_LINK} )*({_BEFORE})"
    rf"|(idem|voir|cf|confer) ({_LINK} )*{_ANSWER}( ({_LINK} )*({_ANSWER}|\d+|q\d+|n \d+|numero \d+))*"
    r"|(idem|voir|cf) (question |q|la question |n )?\d+"
)
LISTS = (
    ("yes-no", YES_NO),
    ("no-opinion", NO_OPINION),
    ("not-concerned", NOT_CONCERNED),
    ("see-elsewhere", SEE_ELSEWHERE),
)
LONGEST = 80


def reason_to_set_aside(text):
    """The key in `REASONS` that fits the whole text, or an empty string if it may hold an idea."""
    if not text.strip():
        return "empty"
    key = match_key(text)
    letters = [c for c in key if c.isalpha()]
    if len(letters) < 2 or (len(set(letters)) == 1 and letters[0] < "\u0250"):
        # One ideogram is a word; one Latin letter, repeated or not, is none. "CC" is lost with "aaa": accepted.
        return "" if any(c > "\u2e80" for c in letters) else "no-words"
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
