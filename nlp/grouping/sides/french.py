"""French words by which people take a side, folded, each with the part that it plays in a clause."""

from nlp.grouping.sides.parts import (
    AGAINST,
    AND,
    APART,
    AT_MOST,
    BAD,
    BAD_IDEA,
    BE,
    BETTER,
    CAN,
    DOUBT,
    EVIL,
    FIND,
    FOR,
    GOOD,
    GOOD_IDEA,
    HARM,
    IDLE,
    KEEPING,
    LESS,
    LESS_NOUN,
    LESSENED,
    LESSENING,
    MORE,
    MORE_NOUN,
    NE,
    NO_MORE,
    NONE,
    NOT,
    OPENER,
    PRICE,
    PURPOSE,
    RESTRICTED,
    SHUT,
    SUBORDINATE,
    THAT,
    TOO,
    TOO_MUCH,
    WHY,
    WISH,
    WITHOUT,
    phrases,
)


def _verbs(infinitives):
    """Infinitive and imperative forms (they ask), and the forms that are a participle once accents are gone."""
    asking, done = [], []
    for infinitive in infinitives.split():
        stem = infinitive[:-2]
        if infinitive.endswith("er"):
            soft = stem + "e" if stem.endswith("g") else stem
            asking += [infinitive, soft + "ons", stem + "ez", "en " + soft + "ant"]
            done += [stem + ending for ending in ("e", "ee", "es", "ees", "ent")]
        elif infinitive.endswith("ir"):
            asking += [infinitive, stem + "issons", stem + "issez"]
            done += [stem + ending for ending in ("i", "ie", "is", "ies", "isse", "issent")]
        else:
            asking += [infinitive, stem + "ons", stem + "ez"]
    return asking, done


LESSEN = _verbs(
    "desarmer depenaliser dereglementer derembourser demonter desengager demolir diviser amputer raboter "
    "sabrer degraisser museler "
    "supprimer interdire arreter abolir refuser limiter diminuer baisser cesser stopper abandonner annuler "
    "bannir fermer enlever eliminer eviter empecher rejeter combattre abroger retirer dissoudre restreindre "
    "alleger plafonner oublier demanteler raser eteindre perdre detourner contrer abattre exterminer "
    "contourner attaquer boycotter expulser deboulonner detruire proscrire bloquer reduire renoncer exclure "
    "eradiquer freiner ecarter prohiber virer jeter"
)
KEEP = _verbs(
    "garder maintenir conserver preserver defendre proteger sauver augmenter developper renforcer "
    "multiplier creer instaurer encourager favoriser generaliser etendre soutenir accroitre autoriser "
    "ajouter construire installer ouvrir elargir permettre donner rendre mettre faire organiser introduire "
    "legaliser retablir reintroduire poursuivre continuer"
)
def _inflected(text):
    """The phrases, and the feminine and plural of those of one word."""
    listed = phrases(text)
    return listed + [word + ending for word in listed if " " not in word for ending in ("e", "s", "es")]


FRENCH = {
    OPENER: phrases(
        "oui, non, alors, donc, bonjour, moi, personnellement, je pense que, je pense qu, je crois que, je "
        "crois qu, je trouve que, je trouve qu, j estime que, j estime qu, il me semble que, il me semble "
        "qu, selon moi, pour moi, a mon avis, a mon sens, d apres moi, tout d abord, d abord, ensuite, "
        "puis, enfin, egalement, aussi, surtout, premierement, deuxiemement, le, la, les, l, un, une, des, "
        "tres, vraiment, totalement, completement, absolument, clairement, franchement, plutot, carrement, "
        "fermement, fortement, surement, certainement, sans doute, vite, en tout cas, toujours, simplement, "
        "immediatement, tout, tout a fait, tous, toutes, toute, meme, bien, en effet, evidemment, "
        "strictement, resolument, profondement, vivement, je suis convaincu que, je suis convaincu qu, je "
        "suis persuade que, je suis persuade qu, ca, mon dieu, purement et simplement, d urgence, ce, "
        "cette, ces, cet, nos, notre, ma, mon, mes, leur, leurs, si"
    ),
    SUBORDINATE: phrases(
        "car, parce que, parce qu, puisque, puisqu, qui, dont, sans que, sans qu, mais, afin, alors que, alors qu, "
        "tandis que, comme, lorsque, lorsqu, quand, ou bien, sinon, pourtant, cependant, tant que, tant qu, "
        "tout en, en raison, grace, vu que, vu qu, meme si, sauf si, au lieu, plutot que, plutot qu, "
        "malgre, c est a dire, pour que, pour qu, de sorte"
    ),
    AND: phrases("et, ou, puis, ainsi que"),
    NE: phrases("ne, n"),
    NOT: phrases(
        "loin d etre, "
        "pas, pas du tout, surtout pas, jamais, aucunement, nullement, guere, plus jamais, "
        "plus aucun, plus aucune, plus du tout, ni, rien, non pas, en aucun cas, absolument pas, "
        "certainement pas, point de"
    ),
    RESTRICTED: phrases(
        "rien de tel, rien de mieux, rien de plus, "
        "pas comme, pas n importe, pas seulement, pas que, non seulement, pas uniquement, pas juste, pas mal, pas mal de, pas "
        "forcement, pas toujours, pas encore, pourquoi pas, n importe, ni plus ni moins, jamais vu, n est "
        "ce pas, n est il pas, ne serait ce"
    ),
    WISH: phrases(
        "est a, sont a, seraient a, serait a, "
        "faut, faudrait, faudra, faille, falloir, va falloir, doit, doivent, doive, devons, devez, devra, "
        "devront, dois, devrait, devraient, devrions, devriez, je veux, nous voulons, on veut, je voudrais, "
        "nous voudrions, on voudrait, je souhaite, je souhaiterais, nous souhaitons, je propose, nous "
        "proposons, on propose, je demande, nous demandons, je desire, j aimerais, nous aimerions, on "
        "aimerait, je reclame, nous reclamons, j exige, nous exigeons, je prefere, je prefererais, j "
        "attends, j espere, il convient, il conviendrait, on pourrait, nous pourrions, pourrait, "
        "pourraient, merci de, veuillez, besoin de, besoin d, il est temps de, il est temps d, il est temps "
        "que, temps de, temps d, temps que, on a besoin, pourquoi pas, pourquoi ne pas, et si on, voulons, "
        "souhaitons, veux, voudrais, souhaite, vouloir, souhaitable, suffit, suffirait, vaut mieux, "
        "vaudrait mieux, mieux vaut, mieux vaudrait, merite, meritent, meriterait, meriteraient, gagnerait a, gagneraient a, souhaiterais"
    ),
    AGAINST: phrases(
        "y crois pas, y croyons pas, y crois plus, personne n a besoin, laissez tomber, laissons tomber, "
        "laisser tomber, "
        "non a, non au, non aux, non merci, stop, halte, halte a, marre, marre de, ras le bol, ras le cul, "
        "assez de, assez d, a bas, hors de question, pas question, il n est pas question, il n est plus "
        "question, n est pas question, ca suffit, y en a marre, on en a marre, j en ai marre, j en ai "
        "assez, je m oppose, nous nous opposons, m oppose, je refuse, nous refusons, on refuse, je rejette, "
        "je deteste, je desapprouve, je conteste, je condamne, je denonce, a quoi bon, a quoi sert, a quoi "
        "servent, a quoi ca sert, a quoi servirait, quel interet, quelle utilite, en finir avec, finissons "
        "en avec, mort a, fini, finis, finie, finies, basta, pas besoin, aucun besoin, n avons pas besoin, "
        "n a pas besoin, n ai pas besoin, on se passe, on peut se passer, on pourrait se passer, se passer "
        "de, mefions nous, gare a, attention a, dehors, poubelle, a la poubelle, pas d accord avec, pas d "
        "accord pour, pas d accord que, plus question, je me mefie, trop peu pour moi, pas fan, dire stop, "
        "dire non a, disons stop, pas partisan, peu favorable, depuis quand, qui veut de, qui veut d, "
        "jamais de la vie, merci bien, vivre sans, tout sauf, aime pas, aimons pas, supporte pas, supporte "
        "plus, supportons plus, pas convaincu par, pas convaincue par, suis pas convaincu par, suis pas "
        "convaincue par, suis pas convaincu du, suis pas convaincu de, va detruire, detruirait, gacherait, "
        "va gacher, defigurerait, va defigurer, nuirait, nuit a, nuisent a, voterai contre, votons contre, "
        "voterais contre, voterons contre, pas envie de, pas envie d, aucune envie, personne ne veut, nul "
        "ne veut, pourquoi faut il, pourquoi faudrait il, pourquoi vouloir, pourquoi encore, pour quoi "
        "faire, pas favorable, je deplore, je regrette, qui peut croire, qui peut penser, qui peut imaginer, qui croit encore, qui va croire, qui a besoin, qui a envie, a quoi rime, a quoi riment, a quoi serviraient, a quoi peut servir, quel besoin, comment peut on, comment accepter, comment croire, que vient faire, que viennent faire, de quel droit, au nom de quoi, ou est l interet, ou est l utilite, deja assez, bien assez, en a assez, assez comme ca, deja suffisamment, deja bien suffisant, gache, gachent, defigure, defigurent, detruit, detruisent, nuisent, tue, tuent, tuerait, tueraient, tuera, font peur, fait peur, menace nos, menacent nos, pollue, polluent, atteinte a, atteinte aux, drole d idee, plus les moyens,  aux orties, pas de place pour, n a rien a, n ont "
        "rien a, n a pas a, n ont pas a"
    ),
    FOR: phrases(
        "oui a, oui au, oui aux, vive, vivement, bravo pour, je soutiens, nous soutenons, j approuve, nous "
        "approuvons, j adore, j apprecie, je valide, d accord pour, d accord avec, j encourage, longue vie, "
        "perdu trop de, perdu trop d, perdent trop de, perd trop de, je tiens a, je defends, nous tenons a, "
        "touche pas, touche pas a, touchez pas, touchez pas a, touchez pas au, touchez pas aux, touche pas "
        "au, ne touchez pas, ne touche pas, ne touchons pas, ne pas toucher, touchons pas, pas toucher, "
        "remettez pas en cause, remettre pas en cause, remettons pas en cause, aucun inconvenient, rien "
        "contre, pas d inconvenient, rien a redire, trop important, trop importants, trop importante, trop precieux, trop utile, aucun mal a, aucune objection"
    ),
    LESSENING: [
        *LESSEN[0],
        *phrases(
            "interdisons, interdisez, reduisons, reduisez, exclure, mourir, mettre fin, mettons fin, mettez fin, "
            "mettre un terme, lutter contre, luttons contre, lutte contre, lutter efficacement contre, "
            "combattre, se debarrasser, debarrassons, debarrassez, debarrasser, remettre en cause, remettre "
            "en question, faire disparaitre, en finir, sortir du, sortir de, revenir sur, dissoudre, vider, "
            "battre contre, eteignons, eteignez, voter contre, vote contre, en sortir, tirer un trait, priver, se passer, couper, dissuader, se contenter, se limiter a, faire payer l, faisons payer l, faites payer l, faire payer le stationnement, passer de, passer du, privatiser, privatisons, privatisez"
        ),
    ],
    KEEPING: [
        *KEEP[0],
        *phrases("garantir, laisser, laissons, avoir plus, maintenons, maintenez, tenir a"),
    ],
    LESSENED: [
        *LESSEN[1],
        *phrases(
            "interdit, interdite, interdits, interdites, interdise, interdisent, reduit, reduite, reduits, "
            "reduites, reduise, reduisent, exclu, exclus, dissous, disparaisse, disparaitre, disparaissent, "
            "disparu, eloigne, eloignee, eloignes, eloignees"
        ),
    ],
    LESS_NOUN: phrases(
        "suppression, interdiction, abolition, fin, arret, baisse, reduction, diminution, limitation, "
        "refus, fermeture, abandon, abrogation, retrait, dissolution, disparition, plafonnement, "
        "allegement, rejet, annulation, opposition a, opposition au, opposition aux, elimination, plafond, plafonds, une limite, des limites, de limite, privatisation, "
        "restriction, restrictions, moratoire"
    ),
    MORE_NOUN: phrases(
        "augmentation, hausse, creation, construction, maintien, extension, developpement, generalisation, "
        "instauration, mise en place, renforcement, multiplication, conservation, retablissement, ouverture"
    ),
    LESS: phrases(
        "moins de, moins d, moins cher, moins chere, moins chers, moins cheres, le moins possible, un peu moins, beaucoup moins, bien moins, pas trop de, pas "
        "trop d"
    ),
    TOO_MUCH: phrases(
        "trop de, trop d, de trop de, de trop d, beaucoup trop, bien trop, surabondance, exces de, trop nombreux, trop nombreuses, "
        "gagnent trop, gagne trop, trop paye, trop payes, trop eleve, trop elevee, trop eleves, trop "
        "elevees, trop haut, trop hauts, trop hautes, coute trop, coutent trop, coute cher, coutent cher, "
        "coute une fortune, coutent une fortune"
    ),
    MORE: phrases(
        "plus de, plus d, davantage, pas assez, manque de, manque d, manque, manquent, manquons, pas "
        "suffisamment, trop bas, trop basse, trop basses, trop faible, trop faibles, trop court, trop courte, trop courts, trop courtes, trop peu, trop rare, trop rares, trop petit, trop petite, trop petits, trop petites, trop tot, trop loin, trop lent, trop lente, trop limite, trop limites, trop limitee, trop restreint, trop restreinte, trop souvent oublies, trop souvent ignores, trop mal, trop leger, trop legers, trop legere, trop legeres, trop laxiste, trop laxistes, trop timide, pas assez nombreux, "
        "pas assez nombreuses, trop peu de, trop peu d, toujours plus, encore plus, presque aucun, presque aucune, presque plus de, presque plus d, a peine quelques, beaucoup plus, "
        "insuffisamment"
    ),
    BAD: _inflected(
        "inutile, inutiles, dangereux, dangereuse, dangereuses, honteux, honteuse, ridicule, ridicules, "
        "absurde, absurdes, nuisible, nuisibles, nefaste, nefastes, injuste, injustes, inacceptable, "
        "inacceptables, inadmissible, scandaleux, scandaleuse, stupide, stupides, idiot, idiote, contre "
        "productif, contre productive, contreproductif, mauvais, mauvaise, irresponsable, illusoire, "
        "superflu, superflue, superflus, insupportable, intolerable, aberrant, aberrante, nocif, nocive, "
        "toxique, antidemocratique, deraisonnable, catastrophique, desastreux, desastreuse, risque, "
        "risquee, penible, moche, moches, laid, affreux, une erreur, une honte, un scandale, une folie, une "
        "catastrophe, un danger, une aberration, un non sens, un gaspillage, un fleau, une absurdite, une "
        "betise, une connerie, un piege, une arnaque, du gaspillage, du vent, n importe quoi, une faute, un "
        "echec, une nuisance, une plaie, une insulte, une horreur, dramatique, dramatiques, terrible, triste, grave, desolant, navrant, criminel, criminelle, suicidaire, une perte, un drame, une provocation, une mascarade, une verrue, une injustice, un gadget, "
        "une menace, inadmissibles, injustifie, injustifiee, anormal, anormale, lamentable, pitoyable, "
        "deplorable, abusif, abusive, un leurre, une farce, une mascarade, trop couteux, trop couteuse, "
        "trop cher, nul, nulle, debile, regrettable, depasse, depassee, obsolete, obsoletes, opposes, "
        "oppose, opposee, defavorable, hostile, hostiles, reticent, reticente, contre, un gachis, "
        "irrealiste, grotesque, dommage, un recul, une regression, de trop, impensable, exclu, illegitime"
    ),
    GOOD: phrases(
        "utile, utiles, necessaire, necessaires, indispensable, indispensables, essentiel, essentielle, "
        "essentiels, essentielles, important, importante, importants, importantes, primordial, primordiale, "
        "bon, bonne, bien, excellent, excellente, genial, geniale, juste, favorable, favorables, pour, "
        "partisan, partisane, d accord, efficace, efficaces, positif, positive, benefique, souhaitable, "
        "souhaitables, precieux, precieuse, interessant, interessante, legitime, une chance, un progres, "
        "une avancee, un plus, une necessite, un atout, une priorite, la solution, une solution, la cle, "
        "acceptable, admissible, normal, normale, sain, saine, vital, vitale, urgent, rentable, "
        "raisonnable, pertinent, pertinente, en faveur"
    ),
    BAD_IDEA: phrases(
        "mauvaise idee, fausse bonne idee, tres mauvaise idee, perte de temps, perte d argent, argent jete, "
        "sert a rien, servent a rien, sert strictement a rien, sert plus a rien, servent plus a rien, "
        "servira a rien, servirait a rien, sert pas a grand chose, sert absolument a rien, rime a rien, "
        "servi a rien, rien servi, rapporte rien, n apporte rien, n apporterait rien, n apportent rien, "
        "apporte rien, n a aucun sens, n a pas de sens, n ont pas de sens, n a aucun interet, n a aucune "
        "utilite, n ont aucune utilite, n ont aucun sens, aucun interet, aucun sens, aucune utilite, n a "
        "pas lieu d etre, n ont pas lieu d etre, n ont rien a faire, n a rien a faire, n a plus lieu d "
        "etre, n a plus sa place, n a plus de raison d etre, n a pas sa place, n ont pas leur place, n est "
        "pas la solution, n est pas une solution, n est pas la bonne solution, ne regle rien, ne resoudra "
        "rien, ne resout rien, ne sont pas la solution, ne changera rien, ne change rien, mauvaise solution"
    ),
    GOOD_IDEA: phrases(
        "c est oui, fait leurs preuves, fait ses preuves, "
        "bonne idee, excellente idee, tres bonne idee, super idee, belle idee, bonne chose, bonne solution, "
        "bonne initiative, le bienvenu, la bienvenue, les bienvenus, a du bon, a toute sa place, a tout son "
        "sens, a son utilite, a de la valeur, ont leur place, a sa place, ont toute leur place"
    ),
    BE: phrases(
        "est, sont, serait, seraient, sera, seront, etre, rester, suis, sommes, soit, soient, etait, "
        "etaient, c est, ce serait, ce sera, ce n est, parait, paraissent, parait il, semble, semblent, "
        "reste, restent, demeurer, demeurent, demeure, devient, me parait, me semble, s avere, tellement, aussi, "
        "extremement, plus que"
    ),
    DOUBT: phrases(
        "pense pas, crois pas, suis pas sur, suis pas convaincu, suis pas certain, suis pas persuade, "
        "pensons pas, suis pas convaincue, pas convaincu, vois pas l interet, vois pas l utilite, vois pas "
        "pourquoi, doute, doutons"
    ),
    NO_MORE: phrases("plus"),
    FIND: phrases("trouve, trouvons, juge, jugeons, considere, considerons, estime, estimons"),
    PURPOSE: phrases("pour"),
    HARM: phrases(
        "peu importe, ne sert qu a, ne servent qu a, aucune confiance, pas confiance, plus confiance, grassement, s en passer, se passe bien, se passerait bien, n en peut plus, n en peux plus, n en pouvons plus, personne n aime, personne ne se sert, au desordre, le chaos, au chaos, l anarchie, a l anarchie, paralyserait, bloquerait, diviserait, en danger, ingouvernable, n est pas a, n est pas aux, n est pas au, lasse de, lasse des, lassee de, lassee des, fatigue de, fatigue des, encore un, encore une, un privilege, d un autre age, d un autre temps, perd de l argent, perdent de l argent, n est plus viable, peu m importe, n apporte que, n apportent que, n apportera que, n a pas vocation, n ont "
        "pas vocation, du racket, un racket, fausse solution, fausses solutions, coute un bras, coutent un "
        "bras, coute les yeux, coute bien trop, divise les, divisent les, sous pression, me fait peur, me "
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
    NONE: phrases(
        "seul, seule, seuls, seules, aucun, aucune, zero, nul, nulle, pas un seul, pas une seule, pas le moindre, pas la moindre"
    ),
    TOO: phrases("trop"),
    AT_MOST: phrases("maximum, au maximum, max, au plus, tout au plus, pas plus de, pas plus d"),
    WITHOUT: phrases("sans"),
    BETTER: phrases(
        "mieux, porterait mieux, porteraient mieux, irait mieux, iraient mieux, plus tranquille, plus tranquilles, "
        "plus calme, plus agreable, plus heureux, plus sain, plus simple, plus propre, plus serein, respirerait"
    ),
    SHUT: phrases(
        "illegal, illegale, illegaux, illegales, prive, privee, prives, privees, secret, secrete, secrets, secretes, confidentiel, confidentielle, "
        "confidentiels, confidentielles, volontaire, volontaires, benevole"
    ),
    APART: phrases(
        "payant, payante, payants, payantes, facultatif, facultative, facultatifs, facultatives, libre choix, choix libre, reserve a, reserve aux, reserve au, reservee a, reservee aux, reserves aux, reserves a, reservees aux, a huis clos, en "
        "secret, en cachette, a l exception, hors de, optionnel, optionnelle"
    ),
    PRICE: phrases(
        "couter, coute, coutent, coutait, coutera, a payer, faire payer, etre payant, etre payante, rendre payant, "
        "rendre payante, payer l entree, payer pour"
    ),
    CAN: phrases("peut, peuvent, pouvons"),
    WHY: phrases("pourquoi"),
    IDLE: phrases(
        "trop complique, trop complexe, trop long, trop longs, trop longue, trop lourd, trop difficile, trop complexes, trop compliques, trop compliquee, trop compliquees, trop eloigne, trop eloignes, trop longues, "
        "sans doute, sans cesse, sans attendre, sans plus attendre, sans delai, sans exception, sans condition, sans conditions, sans limite, sans limites, sans tarder, sans distinction, sans tabou, sans tabous, sans frais, sans filtre, sans reserve, sans relache, sans hesiter, sans hesitation, a la limite, au merite, le merite, du mieux, au mieux, de mieux en mieux, "
        "de plus en plus, de moins en moins, de plus, au moins, du moins, plus ou moins, encore moins, par "
        "contre, en plus, a la fin, en fin de, fin de mois, fin de mandat, fin du mois, d autant "
        "plus, non plus, tout au moins, pas a pas, fin de vie, la fin de la semaine, etat, il y a, moins "
        "que, plus que, en outre, un pas, premier pas, pas de la porte, le bon sens, du bon sens, bon "
        "nombre, bon sens, afin de, contre pouvoir, contre pouvoirs, contre partie, c est bon, bien sur, "
        "bien que"
    ),
    THAT: phrases("c, ca, cela, ceci, quel, quelle"),
}
