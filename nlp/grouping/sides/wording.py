"""What single words and short texts look like, where no list can hold them all."""

LONGEST_NAME = 10
# Words that only sentences have, or that make what is named no wish.
VERBAL = {
    "fr": frozenset(
        "est sont ont ai as avons avez etait etaient sera serait seront ne n pas je j tu il elle on "
        "nous vous ils elles c ce "
        "ca cela se s me m qui que quoi comment pourquoi quand combien y en fait font va vont peut "
        "peuvent suis ete "
        "avait avaient sans rien jamais plus moins aucun trop merci bravo voir deja idem".split()
    ),
    "en": frozenset(
        "is are was were be been am m s re has have had do does did not no never i you he she it they we "
        "who what why how "
        "when where which can could will would may might me my got get gets says said t don without less "
        "fewer too".split()
    ),
}
NOT_VERBS = frozenset(
    "hier cher premier dernier fer mer hiver loisir plaisir avenir janvier fevrier papier quartier metier pouvoir "
    "devoir savoir soir espoir noir miroir couloir trottoir dossier chantier courrier calendrier "
    "escalier entier hier "
    "particulier regulier financier immobilier leger etranger danger berger boulanger amer super hyper "
    "internet leader "
    "poster cancer desir elixir ouvrier policier pompier conseiller loyer foyer cahier panier dernier "
    "sentier atelier "
    "clavier escalier premier hotelier cadastre".split()
)


def is_imperative(word):
    """Whether a folded French word at the head of a clause looks like an imperative: "plantons", "mettez"."""
    return len(word) > 5 and (
        word.endswith("ez") or (word.endswith("ons") and not word.endswith(("ions", "cons", "sons")))
    )


def is_infinitive(word):
    """Whether a folded French word looks like an infinitive."""
    return (
        len(word) > 3
        and word.endswith(("er", "ir", "oir", "dre", "ttre", "faire", "plaire", "traire", "vre", "ire"))
        and word not in NOT_VERBS
        and not word.endswith(("ivre", "oire", "pauvre", "membre", "empire", "satire"))
        and (not word.endswith("aire") or word.endswith(("faire", "plaire", "traire")))
    )


def is_name(tokens, language):
    """Whether a few words without a verb name something."""
    return 0 < len(tokens) <= LONGEST_NAME and VERBAL[language].isdisjoint(tokens)
