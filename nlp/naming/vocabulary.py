"""Words that a title treats apart, from general knowledge of French and English; folded, without accents.

None was taken from a set of texts: they are the closed classes of a grammar (negations, quantities, auxiliaries) and
the nouns and adjectives that name no subject by themselves.
"""

# Words that a town does not put in a title.
COARSE = frozenset(
    "con conne connard connerie merde putain bordel foutre salaud salope encule chier fuck shit".split()
)
# Words that carry no idea of their own, whatever their part of speech: lemmas and forms.
EMPTY = {
    "fr": frozenset(
        "etre avoir pouvoir devoir falloir aller vouloir faire voir etc exemple cas facon maniere fois chose sorte "
        "genre type truc niveau fait cela ceci ca tout autre meme certain tres trop bien aussi oui "
        "afin lieu sein cadre travers mise an annee jour mois temps ci-dessus ci-dessous ci rien "
        "mr mme monsieur madame recette miracle".split()
    ),
    "en": frozenset(
        "be have do can could must want need would should get go make thing way lot kind sort type please case example "
        "time year day month take put give see know tell help try find show keep let say think come like happen".split()
    ),
}
# Nouns and adjectives that name no subject: a title needs another word beside them.
VAGUE = {
    "fr": frozenset(
        "besoin question probleme moyen point vue solution idee sujet effet sens part partie nombre aspect element "
        "ensemble reste suite base terme titre objet but objectif raison mesure situation condition majorite plupart "
        "gens personne monde reponse site outil fond forme grand petit bon mauvais meilleur vrai faux seul nouveau "
        "important necessaire possible utile essentiel normal difficile simple clair concret general propre commun "
        "different divers plusieurs long court gros beau action chacun individu homme pratique choix theme domaine "
        "principe resultat cote compte place mot tete main heure semaine minimum maximum debut fin suffisant "
        "proposition suggestion remarque commentaire contraire preference faveur occasion opportunite possibilite "
        "capacite realite evidence verite erreur chance espoir envie volonte impression sentiment bonne reel "
        "actuel dernier premier second egal tel prochain suivant precedent aujourd'hui demain hier maniere "
        "positif negatif interessant logique evident complet large fort faible haut bas quotidien vie "
        "accord desaccord attention interet importance ordre rapport etat chemin lien fonction mode porte prise "
        "moment cause preuve tour aide pris prendre fait faire fausse excellent parfait formidable".split()
    ),
    "en": frozenset(
        "question problem issue point view solution idea subject effect sense part number aspect element set rest "
        "base term object aim goal reason measure situation condition majority people person world answer site tool "
        "good bad better best great big small new old other same different important necessary possible useful "
        "long short general common high low real true wrong right sure able only own many several few lot bit "
        "choice theme area result side matter place word hand hour week minute today tomorrow yesterday "
        "morning minimum maximum start end something anything nothing everything someone anyone everyone guy man "
        "proposal suggestion remark comment chance hope feeling current last first second next previous specific "
        "top couple while ago amount way level fact order stuff couple attention interest piece kind statement "
        "interesting clear simple easy hard difficult whole full available want wish work "
        "additional certain excellent perfect fine nice".split()
    ),
}
# Verbs that say too little to open a title by themselves or with an indirect complement.
LIGHT_VERBS = frozenset("donner mettre prendre permettre rendre tenir laisser remettre use".split())
# Infinitives that stand against what follows them.
OPPOSING_VERBS = frozenset(
    "supprimer abolir interdire arreter cesser stopper refuser eviter abroger bannir empecher renoncer limiter reduire "
    "rejeter abolish ban stop remove end scrap refuse avoid prevent repeal oppose reject forbid reduce limit".split()
)
NEGATIONS = {
    "fr": frozenset("ne n' n pas non contre sans aucun aucune jamais stop ni".split()),
    "en": frozenset("not n't no never against without stop cannot".split()),
}
QUANTITIES = {
    "fr": frozenset("plus davantage moins".split()),
    "en": frozenset("more less fewer".split()),
}
FEWER = frozenset("moins less fewer".split())
# What may stand between a noun and what is said of it: "les décisions sont encore prises", "the card is still pending".
BETWEEN = frozenset(
    "ete been being bien deja toujours encore souvent vraiment still already always also often just really".split()
)
POSSESSIVES = frozenset(
    "mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs his her its our your their".split()
)
# Complements without an article that cannot be parted from the word before: "tirés au sort", "vote en ligne".
ADVERBIAL = frozenset({("au", "sort"), ("en", "ligne"), ("en", "commun"), ("a", "distance"), ("par", "jour")})
# Nouns that with a preposition before them are a preposition: "à l'aide de", "par le biais de", "by means of".
PREPOSITIONAL = frozenset(
    "aide moyen niveau intermediaire biais cadre matiere travers sein lieu place charge image cote terme fonction "
    "means case terms way behalf addition".split()
)
POINTING = frozenset("ce cet cette ces this that these those quel quelle quels quelles which what".split())
LIKE = frozenset("comme like as than tel telle".split())
PARTICLES = frozenset("up down off out".split())
AND = {"fr": "et", "en": "and", "de": "und", "es": "y", "it": "e", "pt": "e", "nl": "en", "wo": "ak"}
