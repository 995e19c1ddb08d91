"""What the words around a name tell of: what only people do, politics, history, journeys.

General French and English; no list is taken from a set of texts. All patterns are matched on the text as typed.
"""

import re

# How far around a name a scene reaches, in characters.
REACH = 130
_FRENCH_STATES = (
    r"(?:mort|d[ée]c[ée]d|n[ée]e?\b|tomb|parti|malade|handicap|enceinte|retrait|au ch[ôo]mage|licenci|"
    r"hospitalis|agress|"
    r"renvers|bless|expuls|[âa]g[ée]|veu[fv]|seule?\b|b[ée]n[ée]vole|rest[ée]|venu|rentr|arriv|all[ée]e?\b)"
)
_FRENCH_ACTS = (
    r"(?:habit|vit\b|viv(?:ait|ent|aient)\b|dort|dorm|attend|tient\b|tenait|vend\b|vendait|cuisin|enseign|"
    r"travaill|gagn|"
    r"touche\b|march|pleur|souffr|garde\b|gardait|soign|conduit|aide\b|aident|aidait|[ée]l[èe]ve\b|anime|organis|"
    r"r[ée]par|joue|jouait|nettoi|balai|plante|s['’]occup|s['’]est\b|se (?:l[èe]ve|bat|d[ée]brouill|plaint)|ne (?:peut|"
    r"sait|dort|touche|mange|sort|voit|trouve|re[çc]oit)|n['’](?:a|ose|arrive|ont|y arrive)\b|m['’](?:a|ont|avait)\b|"
    r"nous (?:a|ont|aide)\b|me (?:dit|disait|raconte)|dit\b|disait|raconte|pense|demande|propose|souhait|veut|voulait|"
    r"esp[èe]re|doit\b|devait|cherche|r[ée]clame|paie|paye|fait (?:le|la|les|ses|du|des|deux|trois)|prend|"
    r"va (?:à|au|chez)|"
    r"a (?:[ée]t[ée] "
    + _FRENCH_STATES
    + r"|(?:d[ûu]|perdu|eu|vu|dit|pay|sign|attendu|vendu|achet|trouv|mis|pris|fait|"
    r"travaill|v[ée]cu|quitt|ferm|ouvert|cr[ée]|lanc|demand|[ée]crit|re[çc]u|rempli|d[ée]mission|appel|construit|"
    r"plant|port|propos|racont|lou|refus|commenc|arr[êe]t|surv[ée]cu|\d+ ans)|(?:toujours|enfin|d[ée]j[àa]) )|"
    r"ont (?:[ée]t[ée] (?:expuls|relog|agress|cambriol|inond|vol)|perdu|vu|eu|dit|sign|attendu|d[ûu]|achet|"
    r"construit|vendu|emm[ée]nag|ferm|ouvert|quitt|mis|repris|re[çc]u)|"
    r"est " + _FRENCH_STATES + r"|et (?:son|sa|ses) )"
)
_ENGLISH_ACTS = (
    r"(?:live[sd]?|living|work(?:s|ed)?|wait(?:s|ed)|walk(?:s|ed)?|sleep|slept|sleeps|teach(?:es)?|taught|"
    r"cook(?:s|ed)?|fell|"
    r"lost|broke|told|said|says|died|retired|moved|grew|drives?|drove|cycles?|cycled|wants|wanted|thinks|asked|"
    r"cannot|can['’]?t|cried|slipped|tripped|complain(?:s|ed)|volunteers?|volunteered|helps|helped|keeps|kept|"
    r"looks after|cares for|takes|took|bought|paid|pays|owns|rents|rented|spent|spends|needs|knows|knew|"
    r"saw|wrote|writes|sold|sells|opened|closed|started|starts|started|organi[sz]e[sd]?|coaches|coached|runs|ran|"
    r"plays|played|lent|planted|plants|swept|sweeps|fixe[sd]|repairs|repaired|cleans|cleaned|visits|visited|"
    r"used to|should get|would like|gets up|goes|went|came|comes|has (?:been|lived|worked|waited|to|no|had|never|run|"
    r"just|not|taught|lost|asked|kept|two|three|four|five)|"
    r"had (?:to|been|his|her|a)|have been|have lived|was (?:born|hit|knocked|told|refused|evicted|sanctioned|assaulted|"
    r"mugged|attacked|waiting|left|sent|made|given|turned|taken|run|stopped|crying|burgled|robbed)|were (?:told|"
    r"refused|"
    r"evicted|left|turned)|is (?:ill|disabled|pregnant|retired|unemployed|homeless|alone|blind|deaf|waiting|\d+)|"
    r"never|still (?:lives|waits|works|has|sleeps)|always (?:says|said|helps|helped)|and (?:his|her) |who\b)"
)
# Right after a name: what people do, and hardly firms, laws or towns.
HUMAN_ACT = re.compile(
    rf"(?:,? (?:qui|lui,|elle,) | |,? \d\d?,? )(?:{_FRENCH_ACTS}|{_ENGLISH_ACTS})|,? who |['’]s (?:mum|mother|"
    rf"dad|father|"
    r"wife|husband|son|daughter|house|garden|shop|flat|kids|family)\b",
    re.IGNORECASE,
)
# Right before a name that nothing else explains: somebody is meant.
HUMAN_BEFORE = re.compile(
    r"(?:\b(?:it (?:was|is)|c['’](?:est|[ée]tait)|comme|pauvre|poor|ch[èe]re?|dear|feu|late|son nom est|named|called|"
    r"nomm[ée]e?|appel[ée]e?|d[ée]nomm[ée]e?|me|moi|i|je|m['’]appelle|gr[âa]ce à|thanks to|merci à|according to) |"
    r"['’] ?s name is )$",
    re.IGNORECASE,
)
# After "les X", "the Xs": what a family does.
FAMILY_ACT = re.compile(
    r" (?:habit\w+|viv\w+|d[ée]m[ée]nag\w+|emm[ée]nag\w+|tiennent|tenaient|partent|sont (?:partis|venus|arriv|install|"
    r"mes|nos|des gens|rest)|ont (?:[ée]t[ée] (?:expuls|relog|agress|cambriol|inond|vol)|perdu|vu|dit|sign|"
    r"attendu|achet|construit|vendu|emm[ée]nag|d[ée]m[ée]nag|"
    r"ferm|ouvert|quitt|mis|repris|re[çc]u|pay|"
    r"refus|lou|plant|adopt|v[ée]cu|habit|invit|aid|cass|install|gard|pr[êe]t|offert|port)\w*\b|"
    r"ne (?:peuvent|dorment|savent)|n['’]ont (?:pas|plus|jamais|que)\b|se (?:sont|plaign\w+)|nous (?:ont|"
    r"aid\w+)|m['’]ont|"
    r"font du|vendent|garent|jettent|laissent|"
    r"live[sd]?|moved|keep|kept|park(?:ed)?|own|owned|run|ran|built|bought|sold|complain(?:ed)?|next door|across|"
    r"opposite|upstairs|downstairs|have (?:lived|been|moved|built|three|two|four|no|just|a|put|had)|are (?:my|"
    r"our|moving|"
    r"leaving|good|lovely|nice)|were (?:my|our|told|evicted|the first)|let their|leave their|play|at (?:number|no)|"
    r"au (?:\d|premier|second|troisi|rez|num)|d['’][àa] c[ôo]t[ée]|d['’]en (?:face|haut|bas)|du (?:\d|premier|"
    r"dessus|dessous))",
    re.IGNORECASE,
)
PLURAL_VERB = re.compile(
    r" (?:ne |n['’]|se |s['’]|nous |m['’])?(?:\w{3,}ent|ont|sont|font|vont)\b", re.IGNORECASE
)
POLITICAL = re.compile(
    r"\b(?:pr[ée]siden\w+|prime minister|ministers?|ministres?|ministry|government|gouvernement\w*|parliament|"
    r"parlement\w*|"
    r"deput\w+|d[ée]put[ée]\w*|s[ée]nat\w*|congress|mps?|elected|elections?|[ée]lections?|[ée]lus?|vot\w+|laws?|lois?|"
    r"r[ée]formes?|reforms?|politi\w+|referendum\w*|r[ée]f[ée]rendum\w*|campaign\w*|campagne|"
    r"labour|tor(?:y|ies)|conservatives?|democrats?|republicans?|lib dems?|socialistes?|gauche|droite|quinquennat|"
    r"mandat|candidat\w*|candidates?|leaders?|cabinet|brexit)\b",
    re.IGNORECASE,
)
HISTORICAL = re.compile(
    r"\b(?:royaumes?(?![ -]unis?\b)|(?<!united )kingdoms?|(?:the|la|chef\w* de la|hero\w* de la) r[ée]sistance|"
    r"r[ée]sistants?\b|"
    r"\b(?!xxi)[ivxl]+ ?(?:e|è|ème|eme|ième)s? si[èe]cles?|(?!21)\d{1,2}(?:st|nd|rd|th)[ -]centur\w+|\w+th centur\w+|"
    r"centuries ago|empires?|emp[ée]reurs?|empereurs?|emperors?|"
    r"dynast\w+|colonial\w*|coloni[sz]\w+|monarch\w+|(?-i:rois?|reines?|kings?|queens?)\b|"
    r"pharao\w+|crusades?|croisades?|slave (?:trade|revolt)|esclavage|slavery|suffragettes?|"
    r"r[ée]volution (?:fran[çc]aise|de)|"
    r"french revolution|moyen[ -][âa]ge|middle ages|guerre de (?:cent|14|39|14-18)|world war|guerre mondiale|"
    r"statues?|histoire de|history of|history lessons?|manuels? d['’]histoire|ind[ée]pendance)",
    re.IGNORECASE,
)
JOURNEY = re.compile(
    r"\b(?:bus(?:es)?|trains?|trams?|tramways?|lignes?|lines?|rail\w*|ferr(?:y|ies)|coach(?:es)?|navettes?|autoroutes?|"
    r"motorways?|routes?|roads?|gares?|stations?|stops?|arr[êe]ts?|liaisons?|links?|correspondances?|dessert\w*|"
    r"dessertes?|vols?|trajets?|journeys?|cycle (?:path|route|way)\w*|pistes? cyclables?|km|kilom[èe]tres|miles|"
    r"cars|ter|tgv|"
    r"d[ée]partements?|communes?|villes?|villages?|towns?|cities)\b",
    re.IGNORECASE,
)
# Right before the first of several names in a journey: they are stops.
BETWEEN = re.compile(
    r"\b(?:entre|between|from|to|de|depuis|vers|à|a|via|par|through|serving|serve|dessert|links?|linking|reliant|relie|"
    r"relier|towns? (?:like|such as)|villes? (?:comme|telles que)|communes? de|at|in|of|and) $",
    re.IGNORECASE,
)


def is_around(pattern, text, start, end):
    """Whether a scene's pattern is found within reach of a stretch of a text."""
    return pattern.search(text, max(0, start - REACH), min(len(text), end + REACH)) is not None
