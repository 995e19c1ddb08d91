"""French words that judge: good, bad, harmful, and what nobody wants; folded."""

from nlp.grouping.sides.parts import (
    BAD,
    BAD_IDEA,
    BETTER,
    EVIL,
    GOOD,
    GOOD_IDEA,
    HARM,
    phrases,
)


def _inflected(text):
    """The phrases, and the feminine and plural of those of one word."""
    listed = phrases(text)
    return listed + [word + ending for word in listed if " " not in word for ending in ("e", "s", "es")]


FRENCH_JUDGING = {
    GOOD: phrases(
        "utile, utiles, necessaire, necessaires, indispensable, indispensables, essentiel, essentielle, "
        "essentiels, essentielles, important, importante, importants, importantes, primordial, primordiale, "
        "bon, bonne, bien, excellent, excellente, genial, geniale, juste, favorable, favorables, partisan, "
        "partisane, d accord, efficace, efficaces, positif, positive, benefique, souhaitable, souhaitables, "
        "precieux, precieuse, interessant, interessante, legitime, une chance, un progres, une avancee, un "
        "plus, une necessite, un atout, une priorite, la solution, une solution, la cle, acceptable, "
        "admissible, normal, normale, sain, saine, vital, vitale, urgent, rentable, raisonnable, pertinent, "
        "pertinente, en faveur"
    ),
    BAD: _inflected(
        "degoutant, bruyant, polluant, raciste, sexiste, xenophobe, elitiste, malsain, malhonnete, "
        "incomprehensible, inefficace, couteux, couteuse, ruineux, inutile, inutiles, dangereux, dangereuse, "
        "dangereuses, honteux, honteuse, ridicule, ridicules, absurde, absurdes, nuisible, nuisibles, "
        "nefaste, nefastes, injuste, injustes, inacceptable, inacceptables, inadmissible, scandaleux, "
        "scandaleuse, stupide, stupides, idiot, idiote, contre productif, contre productive, contreproductif, "
        "mauvais, mauvaise, irresponsable, illusoire, superflu, superflue, superflus, insupportable, "
        "intolerable, aberrant, aberrante, nocif, nocive, toxique, antidemocratique, deraisonnable, "
        "catastrophique, desastreux, desastreuse, risque, risquee, penible, moche, moches, laid, affreux, une "
        "erreur, une honte, un scandale, une folie, une catastrophe, un danger, une aberration, un non sens, "
        "un gaspillage, un fleau, une absurdite, une betise, une connerie, un piege, une arnaque, du "
        "gaspillage, du vent, n importe quoi, une faute, un echec, une nuisance, une plaie, une insulte, une "
        "horreur, dramatique, dramatiques, terrible, triste, grave, desolant, navrant, criminel, criminelle, "
        "suicidaire, une perte, un drame, une provocation, une mascarade, une verrue, une injustice, un "
        "gadget, une menace, inadmissibles, injustifie, injustifiee, anormal, anormale, lamentable, "
        "pitoyable, deplorable, abusif, abusive, un leurre, une farce, trop couteux, trop couteuse, trop "
        "cher, debile, regrettable, depasse, depassee, obsolete, obsoletes, opposes, oppose, opposee, "
        "defavorable, hostile, hostiles, reticent, reticente, contre, un gachis, irrealiste, grotesque, "
        "dommage, un recul, une regression, de trop, impensable, exclu, illegitime"
    ),
    GOOD_IDEA: phrases(
        "c est oui, fait leurs preuves, fait ses preuves, bonne idee, excellente idee, tres bonne idee, super "
        "idee, belle idee, bonne chose, bonne solution, bonne initiative, le bienvenu, la bienvenue, les "
        "bienvenus, a du bon, a toute sa place, a tout son sens, a son utilite, a de la valeur, ont leur "
        "place, a sa place, ont toute leur place"
    ),
    BAD_IDEA: phrases(
        "mauvaise idee, fausse bonne idee, tres mauvaise idee, perte de temps, perte d argent, argent jete, "
        "sert a rien, servent a rien, sert strictement a rien, sert plus a rien, servent plus a rien, servira "
        "a rien, servirait a rien, sert pas a grand chose, sert absolument a rien, rime a rien, servi a rien, "
        "rien servi, rapporte rien, n apporte rien, n apporterait rien, n apportent rien, apporte rien, n a "
        "aucun sens, n a pas de sens, n ont pas de sens, n a aucun interet, n a aucune utilite, n ont aucune "
        "utilite, n ont aucun sens, aucun interet, aucun sens, aucune utilite, n a pas lieu d etre, n ont pas "
        "lieu d etre, n ont rien a faire, n a rien a faire, n a plus lieu d etre, n a plus sa place, n a plus "
        "de raison d etre, n a pas sa place, n ont pas leur place, n est pas la solution, n est pas une "
        "solution, n est pas la bonne solution, ne regle rien, ne resoudra rien, ne resout rien, ne sont pas "
        "la solution, ne changera rien, ne change rien, mauvaise solution"
    ),
    BETTER: phrases(
        "mieux, porterait mieux, porteraient mieux, irait mieux, iraient mieux, plus tranquille, plus "
        "tranquilles, plus calme, plus agreable, plus heureux, plus sain, plus simple, plus propre, plus "
        "serein, respirerait"
    ),
    HARM: phrases(
        "peu importe, ne sert qu a, ne servent qu a, aucune confiance, pas confiance, plus confiance, "
        "grassement, s en passer, se passe bien, se passerait bien, n en peut plus, n en peux plus, n en "
        "pouvons plus, personne n aime, personne ne se sert, au desordre, le chaos, au chaos, l anarchie, a l "
        "anarchie, paralyserait, bloquerait, diviserait, en danger, ingouvernable, n est pas a, n est pas "
        "aux, n est pas au, lasse de, lasse des, lassee de, lassee des, fatigue de, fatigue des, encore un, "
        "encore une, un privilege, d un autre age, d un autre temps, perd de l argent, perdent de l argent, n "
        "est plus viable, peu m importe, n apporte que, n apportent que, n apportera que, n a pas vocation, n "
        "ont pas vocation, du racket, un racket, fausse solution, fausses solutions, coute un bras, coutent "
        "un bras, coute les yeux, coute bien trop, divise les, divisent les, sous pression, me fait peur, me "
        "font peur, m inquiete, m inquietent, nous inquiete, inquietant, inquietante, complique la vie, "
        "compliquent la vie, nous complique, degrade, degradent, abime, abiment, encombre, encombrent, gene "
        "les, genent les, derange, derangent, enlaidit, enlaidissent, enlaidirait, appauvrit, appauvrissent, "
        "penalise, penalisent, penaliserait, punit les, punirait, fait perdre, font perdre, ferait perdre, a "
        "echoue, ont echoue, ne fonctionne pas, ne fonctionnent pas, ne fonctionnerait pas, ne marche pas, ne "
        "marchent pas, ne marcherait pas, ca marche pas, n a jamais marche, n ont jamais marche, ne "
        "represente personne, ne representent personne, ne represente que, ne representent que, ne "
        "representent qu, n interesse personne, n interessent personne, ne convient pas, ne conviennent pas, "
        "ne vaut rien, ne valent rien, n en vaut pas, n est pas une priorite, ne sont pas une priorite, mieux "
        "a faire, autre chose a faire, d autres priorites, une comedie, usine a gaz, usines a gaz, cache "
        "misere, poudre aux yeux, attrape nigaud, coquille vide, demagogie, demagogique, liberticide, "
        "liberticides, discriminatoire, discriminatoires, humiliant, humiliante, retrograde, archaique, "
        "archaiques, ruineux, ruineuse, hors de prix, inefficace, inefficaces, inequitable, arbitraire, "
        "disproportionne, disproportionnee, excessif, excessive, premature, a ne rien faire, plus besoin de, "
        "plus besoin d, plus besoin du, plus besoin des, aucune raison, pas de raison, pas une raison, m "
        "enerve, m exaspere, ras la casquette, plein le dos, pourrit la vie, pourrissent la vie, empoisonne, "
        "trop severe, trop severes, serait trop, ne devrait plus exister, ne devraient plus exister, n a pas "
        "d utilite, n a plus d utilite, n apporte pas grand chose, me choque, choquant, choquante, indecent, "
        "indecente, indigne, contraire a, contraires a, contraire aux, contraires aux, ne concerne pas, ne "
        "regarde pas, ne regarde que, le dernier de nos besoins, risque de, risquerait de, creerait plus de, "
        "fera fuir, ferait fuir, font fuir, va couter, couterait trop, couterait cher, couteraient cher"
    ),
    EVIL: phrases(
        "gaspillage, gaspillages, gaspiller, corruption, fraude, fraudes, mensonge, mensonges, mentir, "
        "violence, violences, insecurite, abus, pollution, polluer, bruit, nuisances, mepriser, mepris, "
        "inegalites, inegalite, injustices, injustice, discrimination, discriminations, incivilites, "
        "delinquance, abstention, chomage, pauvrete, langue de bois, jargon, copinage, clientelisme, opacite, "
        "cacher, harcelement, racisme, sexisme, desinformation, fausses nouvelles, conflits d interets, "
        "evasion fiscale, deserts medicaux, lenteur, lourdeur, lourdeurs, paperasse, derives, scandales, "
        "ordures, dechets, decharges sauvages, depots sauvages"
    ),
}
