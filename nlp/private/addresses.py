"""Find postal addresses: a number and a street, then flat, post code, town, province and country as far as they follow.

French and English manners, and those of Dakar, where a villa or a lot has a number in a quarter. An address is read
from left to right, one part at a time; each part's pattern is anchored and bounded.
"""

import re

from nlp.private.vocabulary import is_place

CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
WORD = "[^\\W\\d_][\\w'’.-]{0,30}"
PROPER = f"[{CAPITAL}][\\w'’.-]{{0,30}}"
LINKS = r"(?:de la|de l['’]|de|du|des|d['’]|la|le|les|l['’]|aux|à la|au|en|et|sur|sous|lès|the|of)"
WAYS = (
    r"rues?|avenue|ave?\.?|boulevard|bd\.?|blvd\.?|boul\.|impasse|all[ée]es?|chemin|quai|square|ruelle|sente|sentier|"
    r"faubourg|venelle|mont[ée]e|esplanade|lotissement|hameau|traverse|chauss[ée]e"
)
# Things that may also be counted ("3 places", "2 cours"): a proper name must follow.
COUNTED = (
    r"place|pl\.|cours|passage|villa|cit[ée]|r[ée]sidence|route|rte|rang|c[ôo]te|promenade|"
    r"mail|parvis|rond-point|voie|parc"
)
NUMBER = r"(?<![\w/.,°-])(?:n° ?)?\d{1,5}(?:[-/]\d{1,5})?(?: ?(?:bis|ter|quater|[A-Da-d])\b)?,? ?"
FRENCH = re.compile(rf"{NUMBER}(?:(?P<way>{WAYS})|(?P<counted>{COUNTED})) ", re.IGNORECASE)
NAME = re.compile(
    rf"(?:{LINKS} ?){{0,2}}(?:\d{{1,2}}(?:er)? [^\W\d_]+(?: \d{{4}})?|{PROPER})"
    rf"(?:(?: {LINKS})?(?: |(?<=['’]))(?:{PROPER})){{0,5}}"
)
PLAIN_NAME = re.compile(rf"(?:(?:{LINKS}) ?){{0,2}}{WORD}", re.IGNORECASE)
MORE_PLAIN = re.compile(
    rf" (?!(?:{LINKS}|a|est|sont|et|ou|où|je|on|il|elle|qui|que|depuis|pour|avec|dans|par|n['’]|ne|y|"
    rf"un|une|mon|ma|is|has|and|was|with|for)\b){WORD}",
    re.IGNORECASE,
)
TO_POST_CODE = re.compile(
    rf"(?: ?(?:{WORD}|\d{{1,4}})){{1,7}}(?=,? \d{{5}}\b(?! ?(?:€|euros?|francs|dollars|habitants|personnes|m[èe]tres)))"
)

UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
CANADIAN_CODE = r"[A-Z]\d[A-Z][ -]?\d[A-Z]\d"
LETTERED_CODE = rf"(?:{UK_CODE}|{CANADIAN_CODE})"
STRONG = r"street|road|avenue|lane|boulevard|crescent|terrace"
KINDS = (
    rf"{STRONG}|st\.?|rd\.?|ave\.?|drive|dr\.?|close|court|ct\.?|gardens|grove|hill|mews|park|place|row|square|"
    rf"view|walk|"
    r"way|wharf|yard|green|blvd\.?|parkway|circle|trail|rise|vale|mount|quay|cottages"
)
FLAT = (
    r"(?:(?:flat|apt\.?|apartment|unit|suite|room) ?#?[\w-]{1,5},? "
    r"(?:[^\W\d_][\w'’-]{1,20} (?:[^\W\d_][\w'’-]{1,20} )?(?:house|court|tower|lodge|mansions?|buildings?|point),? )?)?"
)
ENGLISH = re.compile(
    rf"(?<![\w/.,-])(?i:{FLAT})\d{{1,5}}[A-Za-z]?,? (?:{PROPER} ){{1,4}}?(?:{KINDS.title()}|(?i:{STRONG}))(?!\w)"
)
PLAIN_ENGLISH = re.compile(
    rf"(?<![\w/.,-])(?P<flat>{FLAT})\d{{1,5}}[a-z]?,? (?:(?!(?:the|a|an|of|on|in|and|for|about|more|new|bike|bus|"
    rf"way|two|one|mph|year|years|hour|hours|my|our|to|at|by|cars?|people)\b)[^\W\d_][\w'’-]{{1,20}} ){{1,3}}?"
    rf"(?:{STRONG}|drive|close|way)(?!\w)",
    re.IGNORECASE,
)
# Whatever the case and the words between, what ends in a British or Canadian code is an address.
TO_LETTERED_CODE = re.compile(
    rf"(?<![\w/.,-]){FLAT}\d{{1,5}}[a-z]?,? (?=(?:[^\W\d_][\w'’.-]*,? ){{0,6}}?(?:{KINDS}|{WAYS}|{COUNTED})(?!\w))"
    rf"(?:(?!\d)[\w'’.-]{{1,20}},? |(?:app?t?\.?|appartement|apartment|unit|suite|"
    rf"#) ?\d{{1,4}},? ){{1,9}}?{LETTERED_CODE}(?!\w)",
    re.IGNORECASE,
)
LIVES = re.compile(
    r"\b(?:live[sd]?|living|at|address|home|house|flat|of|outside)\b[ :,]{0,3}$", re.IGNORECASE
)

POST_BOX = re.compile(
    r"(?<!\w)(?:B\.?P\.?|bo[îi]te postale|case postale|P\.? ?O\.? ?Box) ?(?:n° ?|no\.? ?)?\d{1,3}[ .]?\d{0,4}(?!\w)",
    re.I,
)
VILLA = re.compile(
    r"(?<!\w)(?:villa|lot|parcelle|maison) ?(?:n° ?|n[o°.]{1,2} ?|num[ée]ro ?)?\d{1,5}(?: ?[A-Z])?(?!\w)",
    re.I,
)
QUARTER = re.compile(rf"(?<!\w){PROPER}(?:,? (?:{PROPER}|{LINKS}|\d{{1,3}}))*,? $")
QUARTER_WORD = re.compile(
    r"\b(?:sicap|hlm|parcelles?|cit[ée]|unit[ée]|quartier|grand|keur|zone|secteur|camp|lotissement|r[ée]sidence|point|"
    r"extension|phase|ouest|nord|sud|est|sipres|sonatel|nord foire|libert[ée])\b",
    re.IGNORECASE,
)
CROSSING = re.compile(
    rf"(?<!\w)rue (?:[A-Z]{{1,3}}[ -]?)?\d{{1,3}} ?(?:x|×|angle) ?(?:\d{{1,3}}|{PROPER}(?: {PROPER}){{0,2}})",
    re.I,
)

# A town in lower case: what joins its words is plain to see, or it is a saint's.
PLAIN_TOWN = (
    rf"(?:(?:saint|sainte|st|ste|la|le|les|l['’]|mont|villeneuve|port|fort|pont|ville|ch[âa]teau|north|south|"
    rf"east|west|new)"
    rf" ?)?"
    rf"(?!(?:et|est|on|et|and|the|is|je|nous|depuis|mais|a|il)\b){WORD}"
    rf"(?: (?:sur|sous|l[èe]s|upon|on) (?!(?:la|le|les|un|une|the|a|my|mon|ma)\b){WORD}|"
    r" (?:le|la) (?:grand|sec|roi|reine|ville|for[êe]t|temple|comte|pont|buisson|ch[âa]teau|plage|bois|vieux|jolie)|"
    r" (?:de|d['’ ]) ?(?:monts|luz|maurienne|braye|vaulx|bournay|port|beauregard|jalles|reze|chelles|mer|mars)|"
    r" (?:en|d['’ ]) ?(?:provence|laye|velin|bresse|auge|champagne|bar[oœ]e?ul|ascq|vexin|brie|caux|forez|"
    r"vercors|bigorre))?"
)
# Where a government sits is no private address.
PUBLIC_SEATS = re.compile(
    r"10,? downing street|55,? (?:rue du )?faubourg saint[ -]honor[ée]|1600 pennsylvania", re.IGNORECASE
)
SEPARATOR = r"(?:,? ?\n|[ ,;–(-]{1,3})"
FRENCH_TOWN = (
    rf"{PROPER}(?:(?:[ -](?:sur|sous|lès|les|la|le|en|de|du))?[ -](?:{PROPER})){{0,3}}"
    r"(?: \d{1,2}(?:e|er|ème)\b)?"
)
CODE = rf"(?:{LETTERED_CODE}|[A-Z]{{2}} \d{{5}}(?:-\d{{4}})?)"
REGION = (
    r"Qu[ée]bec|QC|Qc|Ontario|ON|France|S[ée]n[ée]gal|Canada|England|Scotland|Wales|United Kingdom|UK|U\.K\.|USA|"
    r"Belgique|Suisse"
)
PARTS = tuple(
    re.compile(SEPARATOR + part)
    for part in (
        r"(?i:(?:app(?:t|\.|artement)?|apt|apartment|unit|unité|suite|bureau|porte|b[âa]t(?:iment)?|esc(?:alier)?|hall|"
        r"entrée|logement|villa|lot|flat|studio|bo[îi]te|floor|immeuble|imm|chambre)\b"
        r"\.? ?(?:n° ?|no\.? ?|#)?\d{0,5}[A-Z]?(?!\w))",
        r"#\d{1,5}",
        r"\d{1,2}(?:er|e|ème|ème|st|nd|rd|th) (?i:étage|etage|floor)",
        r"(?i:rez-de-chauss[ée]e|rdc)\b",
        rf"(?:F-)?\d{{5}}(?![ .-]?\d)(?: ?(?:{FRENCH_TOWN}|(?i:{PLAIN_TOWN})))?(?: (?i:cedex)(?: \d{{1,2}})?)?",
        rf"(?i:{CODE})(?!\w)",
        rf"\(?(?:{REGION})\b\)?",
        rf"{FRENCH_TOWN}(?={SEPARATOR}\(?(?:{REGION})\b)",
        rf"(?i:{WORD}(?: {WORD}){{0,2}}?)(?={SEPARATOR}(?i:{CODE})(?!\w))",
    )
)
TOWN = re.compile(rf"(?:{SEPARATOR}(?:à |a )?){FRENCH_TOWN}")


def addresses(text):
    """Yield the (start, end) of postal addresses; one may lie in another, the longer is yielded first."""
    found = [*_french(text), *_english(text), *_boxes_and_villas(text)]
    found = [span for span in found if PUBLIC_SEATS.match(text, span[0]) is None]
    yield from sorted(found, key=lambda span: (span[0] - span[1], span[0]))


def _french(text):
    for head in FRENCH.finditer(text):
        name = NAME.match(text, head.end())
        if name is None or name.group().islower():
            to_code = TO_POST_CODE.match(text, head.end())
            plain = None if head["counted"] and name is None else PLAIN_NAME.match(text, head.end())
            name = to_code or plain
            if name and not text[name.end() : name.end() + 8].lstrip(" ,")[:5].isdigit():
                name = MORE_PLAIN.match(text, name.end()) or name
        if name:
            start = head.start() + (len(head.group()) - len(head.group().lstrip()))
            yield start, _through_town(text, _unpointed(text, name.end()))


def _english(text):
    for match in ENGLISH.finditer(text):
        yield match.start(), _through_town(text, match.end())
    for match in TO_LETTERED_CODE.finditer(text):
        yield match.start(), _through_town(text, match.end())
    for match in PLAIN_ENGLISH.finditer(text):
        end = _through_town(text, match.end())
        if (
            match["flat"]
            or end > match.end()
            or LIVES.search(text, max(0, match.start() - 20), match.start())
        ):
            yield match.start(), end


def _boxes_and_villas(text):
    for match in POST_BOX.finditer(text):
        yield match.start(), _through_town(text, match.start() + len(match.group().rstrip()))
    for match in CROSSING.finditer(text):
        yield match.start(), _through_town(text, match.end())
    for match in VILLA.finditer(text):
        start, end = _quarter_start(text, match.start()), _through_town(text, match.end())
        if start < match.start() or end > match.end():
            yield start, end


def _quarter_start(text, villa):
    """Where the quarter that stands before a villa begins: from the first part that names one."""
    before = QUARTER.search(text[max(0, villa - 80) : villa])
    if before is None:
        return villa
    start = villa - len(before.group())
    parts = before.group().split(",")
    while parts:
        named = QUARTER_WORD.search(parts[0])
        place = next((word for word in parts[0].split() if is_place(word)), None)
        if named or place:
            return start + len(parts[0]) - len(parts[0].lstrip())
        start += len(parts.pop(0)) + 1
    return villa


def _unpointed(text, end):
    while text[end - 1] in ".'’-":
        end -= 1
    return end


def _through_town(text, end):
    """The end of the address once every part that follows is taken in."""
    for _ in range(8):
        part = next((match for match in (pattern.match(text, end) for pattern in PARTS) if match), None)
        if part is None:
            town = TOWN.match(text, end)
            part = town if town and is_place(town.group().strip(" ,;–(-\n")) else None
        if part is None:
            break
        end = _unpointed(text, part.end())
    return end
