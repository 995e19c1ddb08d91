"""French words by which people take a side, folded, each with the part that it plays in a clause."""

from nlp.grouping.sides.judging.french import FRENCH_JUDGING
from nlp.grouping.sides.parts import (
    AGAINST,
    AND,
    APART,
    AT_MOST,
    BE,
    CAN,
    DOUBT,
    FIND,
    FOR,
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
    "sabrer degraisser museler supprimer interdire arreter abolir refuser limiter diminuer baisser cesser "
    "stopper abandonner annuler bannir fermer enlever eliminer eviter empecher rejeter combattre abroger "
    "retirer dissoudre restreindre alleger plafonner oublier demanteler raser eteindre perdre detourner "
    "contrer abattre exterminer contourner attaquer boycotter expulser deboulonner detruire proscrire "
    "bloquer reduire renoncer exclure eradiquer freiner ecarter prohiber virer jeter"
)
KEEP = _verbs(
    "garder maintenir conserver preserver defendre proteger sauver augmenter developper renforcer "
    "multiplier creer instaurer encourager favoriser generaliser etendre soutenir accroitre autoriser "
    "ajouter construire installer ouvrir elargir permettre donner rendre mettre faire organiser "
    "introduire legaliser retablir reintroduire poursuivre continuer"
)
FRENCH = {
    OPENER: phrases(
        "oui, non, alors, donc, bonjour, moi, personnellement, je pense que, je pense qu, je crois que, je "
        "crois qu, je trouve que, je trouve qu, j estime que, j estime qu, il me semble que, il me semble qu, "
        "selon moi, pour moi, a mon avis, a mon sens, d apres moi, tout d abord, d abord, ensuite, puis, "
        "enfin, egalement, aussi, surtout, premierement, deuxiemement, le, la, les, l, un, une, des, tres, "
        "vraiment, totalement, completement, absolument, clairement, franchement, plutot, carrement, "
        "fermement, fortement, surement, certainement, sans doute, vite, en tout cas, toujours, simplement, "
        "immediatement, tout, tout a fait, tous, toutes, toute, meme, bien, en effet, evidemment, "
        "strictement, resolument, profondement, vivement, je suis convaincu que, je suis convaincu qu, je "
        "suis persuade que, je suis persuade qu, ca, mon dieu, purement et simplement, d urgence, ce, cette, "
        "ces, cet, nos, notre, ma, mon, mes, leur, leurs, si"
    ),
    SUBORDINATE: phrases(
        "car, parce que, parce qu, puisque, puisqu, qui, dont, sans que, sans qu, mais, afin, alors que, "
        "alors qu, tandis que, comme, lorsque, lorsqu, quand, ou bien, sinon, pourtant, cependant, tant que, "
        "tant qu, tout en, en raison, grace, vu que, vu qu, meme si, sauf si, au lieu, plutot que, plutot qu, "
        "malgre, c est a dire, pour que, pour qu, de sorte"
    ),
    AND: phrases("et, ou, puis, ainsi que"),
    NE: phrases("ne, n"),
    NOT: phrases(
        "loin d etre, pas, pas du tout, surtout pas, jamais, aucunement, nullement, guere, plus jamais, plus "
        "aucun, plus aucune, plus du tout, ni, rien, non pas, en aucun cas, absolument pas, certainement pas, "
        "point de"
    ),
    RESTRICTED: phrases(
        "rien de tel, rien de mieux, rien de plus, pas comme, pas n importe, pas seulement, pas que, non "
        "seulement, pas uniquement, pas juste, pas mal, pas mal de, pas forcement, pas toujours, pas encore, "
        "pourquoi pas, n importe, ni plus ni moins, jamais vu, n est ce pas, n est il pas, ne serait ce"
    ),
    WISH: phrases(
        "est a, sont a, seraient a, serait a, faut, faudrait, faudra, faille, falloir, va falloir, doit, "
        "doivent, doive, devons, devez, devra, devront, dois, devrait, devraient, devrions, devriez, je veux, "
        "nous voulons, on veut, je voudrais, nous voudrions, on voudrait, je souhaite, je souhaiterais, nous "
        "souhaitons, je propose, nous proposons, on propose, je demande, nous demandons, je desire, j "
        "aimerais, nous aimerions, on aimerait, je reclame, nous reclamons, j exige, nous exigeons, je "
        "prefere, je prefererais, j attends, j espere, il convient, il conviendrait, on pourrait, nous "
        "pourrions, pourrait, pourraient, merci de, veuillez, besoin de, besoin d, il est temps de, il est "
        "temps d, il est temps que, temps de, temps d, temps que, on a besoin, pourquoi pas, pourquoi ne pas, "
        "et si on, voulons, souhaitons, veux, voudrais, souhaite, vouloir, souhaitable, suffit, suffirait, "
        "vaut mieux, ferait bien de, ferait mieux de, feraient bien de, feraient mieux de, ferions mieux de, "
        "ferions bien de, vaudrait mieux, mieux vaut, mieux vaudrait, merite, meritent, meriterait, "
        "meriteraient, gagnerait a, gagneraient a, souhaiterais"
    ),
    AGAINST: phrases(
        "y crois pas, y croyons pas, y crois plus, personne n a besoin, laissez tomber, laissons tomber, "
        "laisser tomber, non a, non au, non aux, non merci, stop, halte, halte a, marre, marre de, ras le "
        "bol, ras le cul, assez de, assez d, a bas, hors de question, pas question, il n est pas question, il "
        "n est plus question, n est pas question, ca suffit, y en a marre, on en a marre, j en ai marre, j en "
        "ai assez, je m oppose, nous nous opposons, m oppose, je refuse, nous refusons, on refuse, je "
        "rejette, je deteste, je desapprouve, je conteste, je condamne, je denonce, a quoi bon, a quoi sert, "
        "a quoi servent, a quoi ca sert, a quoi servirait, quel interet, quelle utilite, en finir avec, "
        "finissons en avec, mort a, fini, finis, finie, finies, basta, pas besoin, aucun besoin, n avons pas "
        "besoin, n a pas besoin, n ai pas besoin, on se passe, on peut se passer, on pourrait se passer, se "
        "passer de, mefions nous, gare a, attention a, dehors, poubelle, a la poubelle, pas d accord avec, "
        "pas d accord pour, pas d accord que, plus question, je me mefie, trop peu pour moi, pas fan, dire "
        "stop, dire non a, disons stop, pas partisan, peu favorable, depuis quand, qui veut de, qui veut d, "
        "jamais de la vie, merci bien, vivre sans, tout sauf, aime pas, aimons pas, supporte pas, supporte "
        "plus, supportons plus, pas convaincu par, pas convaincue par, suis pas convaincu par, suis pas "
        "convaincue par, suis pas convaincu du, suis pas convaincu de, va detruire, detruirait, gacherait, va "
        "gacher, defigurerait, va defigurer, nuirait, nuit a, nuisent a, voterai contre, votons contre, "
        "voterais contre, voterons contre, pas envie de, pas envie d, aucune envie, personne ne veut, nul ne "
        "veut, pourquoi faut il, pourquoi faudrait il, pourquoi vouloir, pourquoi encore, pour quoi faire, "
        "pas favorable, je deplore, je regrette, qui peut croire, qui peut penser, qui peut imaginer, qui "
        "croit encore, qui va croire, qui a besoin, qui a envie, a quoi rime, a quoi riment, a quoi "
        "serviraient, a quoi peut servir, quel besoin, comment peut on, comment accepter, comment croire, que "
        "vient faire, que viennent faire, de quel droit, au nom de quoi, ou est l interet, ou est l utilite, "
        "deja assez, bien assez, en a assez, assez comme ca, deja suffisamment, deja bien suffisant, gache, "
        "gachent, defigure, defigurent, detruit, detruisent, nuisent, tue, tuent, tuerait, tueraient, tuera, "
        "font peur, fait peur, menace nos, menacent nos, pollue, polluent, atteinte a, atteinte aux, drole d "
        "idee, plus les moyens, aux orties, pas de place pour, n a rien a, n ont rien a, n a pas a, n ont pas "
        "a"
    ),
    FOR: phrases(
        "oui a, oui au, oui aux, vive, vivement, bravo pour, je soutiens, nous soutenons, j approuve, nous "
        "approuvons, j adore, j apprecie, je valide, d accord pour, d accord avec, j encourage, longue vie, "
        "perdu trop de, perdu trop d, perdent trop de, perd trop de, je tiens a, je defends, nous tenons a, "
        "touche pas, touche pas a, touchez pas, touchez pas a, touchez pas au, touchez pas aux, touche pas "
        "au, ne touchez pas, ne touche pas, ne touchons pas, ne pas toucher, touchons pas, pas toucher, "
        "remettez pas en cause, remettre pas en cause, remettons pas en cause, aucun inconvenient, rien "
        "contre, pas d inconvenient, rien a redire, trop important, trop importants, trop importante, trop "
        "precieux, trop utile, aucun mal a, aucune objection"
    ),
    LESSENING: [
        *LESSEN[0],
        *phrases(
            "interdisons, interdisez, reduisons, reduisez, exclure, mourir, vendre, vendons, vendez, brader, "
            "bradons, bradez, ecourter, raccourcir, mettre fin, mettons fin, mettez fin, mettre un terme, lutter "
            "contre, luttons contre, lutte contre, lutter efficacement contre, combattre, se debarrasser, "
            "debarrassons, debarrassez, debarrasser, remettre en cause, remettre en question, faire disparaitre, "
            "en finir, sortir du, sortir de, revenir sur, dissoudre, vider, battre contre, eteignons, eteignez, "
            "voter contre, vote contre, en sortir, tirer un trait, priver, se passer, couper, dissuader, se "
            "contenter, se limiter a, faire payer l, faisons payer l, faites payer l, faire payer le "
            "stationnement, passer de, passer du, privatiser, privatisons, privatisez"
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
        "suppression, interdiction, abolition, fin, arret, baisse, reduction, diminution, limitation, refus, "
        "fermeture, abandon, abrogation, retrait, dissolution, disparition, plafonnement, allegement, rejet, "
        "annulation, opposition a, opposition au, opposition aux, elimination, plafond, plafonds, une limite, "
        "des limites, de limite, privatisation, restriction, restrictions, moratoire"
    ),
    MORE_NOUN: phrases(
        "augmentation, hausse, creation, construction, maintien, extension, developpement, generalisation, "
        "instauration, mise en place, renforcement, multiplication, conservation, retablissement, ouverture"
    ),
    LESS: phrases(
        "moins de, moins d, moins cher, moins chere, moins chers, moins cheres, le moins possible, un peu "
        "moins, beaucoup moins, bien moins, pas trop de, pas trop d"
    ),
    TOO_MUCH: phrases(
        "trop de, trop d, de trop de, de trop d, beaucoup trop, bien trop, surabondance, exces de, trop "
        "nombreux, trop nombreuses, gagnent trop, gagne trop, trop paye, trop payes, trop eleve, trop elevee, "
        "trop eleves, trop elevees, trop haut, trop hauts, trop hautes, coute trop, coutent trop, coute cher, "
        "coutent cher, coute une fortune, coutent une fortune"
    ),
    MORE: phrases(
        "plus de, plus d, davantage, pas assez, manque de, manque d, manque, manquent, manquons, pas "
        "suffisamment, trop bas, trop basse, trop basses, trop faible, trop faibles, trop court, trop courte, "
        "trop courts, trop courtes, trop peu, trop rare, trop rares, trop petit, trop petite, trop petits, "
        "trop petites, trop tot, trop loin, trop lent, trop lente, trop limite, trop limites, trop limitee, "
        "trop restreint, trop restreinte, trop souvent oublies, trop souvent ignores, trop mal, trop leger, "
        "trop legers, trop legere, trop legeres, trop laxiste, trop laxistes, trop timide, pas assez "
        "nombreux, pas assez nombreuses, trop peu de, trop peu d, toujours plus, encore plus, presque aucun, "
        "presque aucune, presque plus de, presque plus d, a peine quelques, beaucoup plus, insuffisamment"
    ),
    BE: phrases(
        "est, sont, serait, seraient, sera, seront, etre, rester, suis, sommes, soit, soient, etait, etaient, "
        "c est, ce serait, ce sera, ce n est, parait, paraissent, parait il, semble, semblent, reste, "
        "restent, demeurer, demeurent, demeure, devient, me parait, me semble, s avere, tellement, aussi, "
        "extremement, plus que"
    ),
    DOUBT: phrases(
        "pense pas, crois pas, suis pas sur, suis pas convaincu, suis pas certain, suis pas persuade, pensons "
        "pas, suis pas convaincue, pas convaincu, vois pas l interet, vois pas l utilite, vois pas pourquoi, "
        "doute, doutons"
    ),
    NO_MORE: phrases("plus"),
    FIND: phrases("trouve, trouvons, juge, jugeons, considere, considerons, estime, estimons"),
    PURPOSE: phrases("pour"),
    NONE: phrases(
        "seul, seule, seuls, seules, aucun, aucune, zero, nul, nulle, pas un seul, pas une seule, pas le "
        "moindre, pas la moindre"
    ),
    TOO: phrases("trop"),
    AT_MOST: phrases("maximum, au maximum, max, au plus, tout au plus, pas plus de, pas plus d"),
    WITHOUT: phrases("sans"),
    SHUT: phrases(
        "illegal, illegale, illegaux, illegales, prive, privee, prives, privees, secret, secrete, secrets, "
        "secretes, confidentiel, confidentielle, confidentiels, confidentielles, volontaire, volontaires, "
        "benevole"
    ),
    APART: phrases(
        "payant, payante, payants, payantes, facultatif, facultative, facultatifs, facultatives, libre choix, "
        "choix libre, reserve a, reserve aux, reserve au, reservee a, reservee aux, reserves aux, reserves a, "
        "reservees aux, huis clos, au prive, en secret, en cachette, a l exception, hors de, optionnel, "
        "optionnelle"
    ),
    PRICE: phrases(
        "couter, coute, coutent, coutait, coutera, a payer, faire payer, etre payant, etre payante, rendre "
        "payant, rendre payante, payer l entree, payer pour"
    ),
    CAN: phrases("peut, peuvent, pouvons"),
    WHY: phrases("pourquoi"),
    IDLE: phrases(
        "trop complique, trop complexe, trop long, trop longs, trop longue, trop lourd, trop difficile, trop "
        "complexes, trop compliques, trop compliquee, trop compliquees, trop eloigne, trop eloignes, trop "
        "longues, sans doute, sans cesse, sans attendre, sans plus attendre, sans delai, sans exception, sans "
        "condition, sans conditions, sans limite, sans limites, sans tarder, sans distinction, sans tabou, "
        "sans tabous, sans frais, sans filtre, sans reserve, sans relache, sans hesiter, sans hesitation, a "
        "la limite, au merite, le merite, du mieux, au mieux, de mieux en mieux, de plus en plus, de moins en "
        "moins, de plus, au moins, du moins, plus ou moins, encore moins, par contre, en plus, a la fin, en "
        "fin de, fin de mois, fin de mandat, fin du mois, d autant plus, non plus, tout au moins, pas a pas, "
        "fin de vie, la fin de la semaine, etat, il y a, moins que, plus que, en outre, un pas, premier pas, "
        "pas de la porte, le bon sens, du bon sens, bon nombre, bon sens, afin de, contre pouvoir, contre "
        "pouvoirs, contre partie, c est bon, bien sur, bien que"
    ),
    THAT: phrases("c, ca, cela, ceci, quel, quelle"),
} | FRENCH_JUDGING
