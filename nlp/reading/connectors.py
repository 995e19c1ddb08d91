"""Tell by its first words whether a sentence leans on the one before it, opens something new, or says too little alone.

Words of French and English, folded (no case, no accents). They are those of any grammar: connectors, pronouns,
demonstratives, words that order a speech.
"""

import re

from nlp.reading.cleaning import fold

HEAD = 80
WORDS = re.compile(r"[a-z0-9]+")


def _openings(text):
    """First word -> the ways in which an opening goes on after it, as tuples of words, longest first."""
    table = {}
    for phrase in text.split(","):
        first, *rest = phrase.split()
        table.setdefault(first, []).append(tuple(rest))
    return {first: sorted(ways, key=len, reverse=True) for first, ways in table.items()}


LEANING = _openings(
    # French connectors
    "mais, parce que, parce qu, puisque, puisqu, donc, ainsi, alors, or, cependant, pourtant, toutefois, "
    "neanmoins, "
    "sinon, par exemple, par consequent, en effet, en consequence, en revanche, au contraire, du coup, de ce fait, "
    "de cette facon, de cette maniere, de la sorte, de meme que, d ou, c est a dire, cad, autrement dit, a savoir, "
    "notamment, surtout, y compris, quitte a, afin, pour que, pour cela, pour ce faire, pour ca, pour y, "
    "dans ce cas, "
    "dans ce but, a condition, sans quoi, sans cela, sans ca, sans compter, au moins, au lieu de, bref, "
    "voila, resultat, "
    "consequence, exemple, exemples, ex, et, ou, ni, quand meme, malgre cela, malgre tout, d autant, car "
    "le, car la, "
    "car les, car l, car un, car une, car on, car il, car elle, car ils, car nous, car c, car ce, car "
    "cela, car ca, "
    "car tout, car si, car en, car notre, car leur, car je, car j, car beaucoup, car aujourd, car trop, "
    "non seulement, "
    "pas seulement, pas uniquement, pas juste, idem, meme, dont, lequel, laquelle, lesquels, qui, que, reste a, "
    # French pronouns and demonstratives
    "c est, c etait, c en, ce n, ce ne, ce sera, ce serait, ce sont, ce seraient, ce qui, ce que, ce, "
    "cet, cette, ces, "
    "cela, ca, ceci, celui, celle, ceux, celles, ils, elles, elle, il, lui, leur, leurs, tous deux, les "
    "deux, la encore, "
    "il suffit, il suffirait, ils, quelques, certains d entre, aucun d, beaucoup d entre, "
    # English connectors
    "but, because, so, therefore, thus, hence, however, although, though, otherwise, instead, for "
    "example, for instance, "
    "e g, i e, as a result, as a consequence, in that case, in this way, that way, this way, then, and, "
    "or, nor, yet, "
    "even, especially, in particular, particularly, including, such as, such a, such, not only, not just, namely, "
    "in fact, indeed, at least, without it, without them, without this, without that, which, who, whose, "
    # English pronouns and demonstratives
    "this, that, these, those, it, they, he, she, their, its, them, both of, most of them, some of them, "
    "none of, neither"
)
# Openings that look like the above and stand on their own feet.
IMPERSONAL = _openings(
    "il faut, il faudrait, il faudra, il ne faut, il ne faudrait, il y a, il y aurait, il n y a, il n y, "
    "il y, il est, "
    "il serait, il devient, il manque, il convient, il conviendrait, il devrait y, il doit y, il existe, "
    "il n existe, "
    "il me, il nous, il va falloir, il vaut, il vaudrait, il s agit, il semble, il n est, ce grand, cette annee, "
    "ces dernieres, it is, it s, it would be, it should be, it must be, it seems, et si, that is why we, "
    "so many, so much, even if"
)
OPENING = _openings(
    # what orders a speech, adds to it, or names another subject
    "premierement, deuxiemement, troisiemement, quatriemement, cinquiemement, primo, secundo, tertio, d abord, "
    "tout d abord, ensuite, puis, enfin, pour finir, pour terminer, en premier, en premier lieu, en second lieu, "
    "en deuxieme, en dernier, dernier point, autre point, autre sujet, autre idee, autre chose, autre proposition, "
    "une autre, un autre, d autre part, d une part, par ailleurs, de plus, en outre, en plus, egalement, aussi, "
    "et aussi, et enfin, et puis, et egalement, et pour, et il faut, et surtout il, concernant, quant a, quant au, "
    "quant aux, s agissant, a propos, au sujet, en ce qui concerne, cote, niveau, au niveau, sur le plan, "
    "pour ce qui est, meme si, il faut aussi, il faudrait aussi, il faut egalement, il faudrait egalement, "
    "je voudrais aussi, je souhaite aussi, je souhaiterais aussi, je propose aussi, je propose egalement, "
    "first, firstly, second, secondly, third, thirdly, fourth, finally, lastly, next, another, also, additionally, "
    "furthermore, moreover, in addition, besides, as well as, on another, separately, regarding, "
    "concerning, as for, "
    "as regards, with regard to, and also, and finally, i would also, i d also, we also, we should also, "
    "we must also"
)
# Words that name nothing: articles, pronouns, helpers, adverbs, judgements of one word, yes and no.
EMPTY = frozenset(
    "le la les l un une des du de d et ou a au aux en dans pour par sur avec sans sous vers chez ne n "
    "pas plus que qu "
    "qui quoi dont est sont etre c ce cela ca ceci cette ces cet il elle ils elles on je j tu me m te t "
    "se s nous vous "
    "mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs y si oui non bien tres trop tout "
    "toute tous toutes "
    "rien tant mieux pire faire fait faut faudrait ferait serait sera etait ete avait avoir ai as ont "
    "avons avez peut "
    "peux doit doivent devrait deja encore jamais toujours aussi assez peu beaucoup moins merci bravo point voila "
    "bref comment pourquoi quand combien quel quelle quels quelles meme seul seule urgent urgence important "
    "indispensable necessaire normal evident essentiel primordial inadmissible inacceptable honteux "
    "scandaleux dommage "
    "absolument evidemment simplement surement certainement vite maintenant aujourd hui demain ici avant "
    "apres ensuite "
    "basta stop cordialement bonjour bonsoir salut madame monsieur hello regards sincerely dear idem etc "
    "ect exemple vraiment enfin alors donc chose choses cas fois "
    "the an of and to in for by with without not no yes that which is are was were be been being am this "
    "these those "
    "it its i you we they he she my your our their his her me us them do does did done can could will would should "
    "must may might have has had more less most very too much many all any some none just only now then here there "
    "please thanks thank ok okay why how what when where who simple obvious important urgent necessary shame never "
    "always already again still also really thing things so if on at as or from than one".split()
)
# Words by which a sentence asks for something, wherever they stand in it.
ASKING = frozenset(
    "faut faudrait faudra devrait devraient doit doivent devons devrions souhaite souhaiterais souhaitons voudrais "
    "voudrions voulons veux propose proposons demande demandons aimerais aimerions reclame should must "
    "need needs want "
    "would please lets ought propose suggest demand".split()
)
# Endings of French infinitives and imperatives: a sentence that begins with one asks for something.
ASKING_ENDINGS = ("er", "ir", "dre", "ttre", "dire", "uire", "aire", "ons", "ez")
ASKING_FIRST = frozenset("plus moins pas stop non oui more less fewer no keep stop build ban plus".split())
NAMING_LETTERS = 4


def leans_back(text):
    """Whether a sentence begins with a connector or a pronoun that needs what precedes."""
    words = WORDS.findall(fold(text[:HEAD]))
    return _opens(words, LEANING) and not _opens(words, IMPERSONAL)


def opens_anew(text):
    """Whether a sentence begins by saying that something else follows: "Secondly", "Par ailleurs", "Concernant"."""
    return _opens(WORDS.findall(fold(text[:HEAD])), OPENING)


def asks(text):
    """Whether a sentence asks for something rather than tells how things are."""
    words = WORDS.findall(fold(text[:200]))
    if not words:
        return False
    return words[0] in ASKING_FIRST or words[0].endswith(ASKING_ENDINGS) or not ASKING.isdisjoint(words)


def stands_alone(text):
    """Whether a sentence has a word that may name something; scripts beyond the Latin one are given the benefit."""
    if len(text) > HEAD:
        return True
    folded = fold(text)
    if any(sign > "\u024f" and sign.isalpha() for sign in folded):
        return True
    words = WORDS.findall(folded)
    if any(len(word) >= NAMING_LETTERS and word.isalpha() and word not in EMPTY for word in words):
        return True
    return any(
        word.isupper() and 2 <= len(word) <= 5 and word.casefold() not in EMPTY for word in text.split()
    )


def _opens(words, table):
    if not words or words[0] not in table:
        return False
    return any(tuple(words[1 : 1 + len(rest)]) == rest for rest in table[words[0]])
