"""Private data that has a form: e-mail addresses, telephone and bank account numbers, social security numbers.

Check digits are python-stdnum's. A number that somebody calls his own is private even where its check digit is wrong:
he may have mistyped one of twenty. So after a word such as "IBAN" or "sécu" the form is enough. Telephone numbers are
told by their form alone: what has no subscriber today may have one tomorrow. Every pattern is bounded, so that time
grows with the text alone.
"""

import re

from stdnum import iban, luhn
from stdnum.fr import nir
from stdnum.iso7064 import mod_97_10
from stdnum.us import ssn

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")
# An e-mail address said in words: the sign first, then what stands on both sides of it.
AT = re.compile(
    r"(?P<sure> ?[\[({<] ?(?:at|arobase|arobas|chez|@) ?[\])}>] ?| (?:arobase|arobas|@) | @(?=\w)|(?<=\w)@ )| at ",
    re.IGNORECASE,
)
DOT = r"(?: ?[\[({] ?(?:dot|point|\.) ?[\])}] ?| (?:dot|point) | ?\. ?)"
JOINT = (
    r"(?: ?[\[({] ?(?:dot|point|\.) ?[\])}] ?| (?:dot|point|tiret|tiret du bas|underscore|dash|plus) |[.+_-])"
)
BEFORE_AT = re.compile(rf"(?<!\w)\w{{1,40}}(?:{JOINT}\w{{1,40}}){{0,4}}$", re.IGNORECASE)
AFTER_AT = re.compile(rf"[\w-]{{1,60}}(?:{DOT}[\w-]{{2,40}}){{0,2}}{DOT}[a-z]{{2,12}}(?!\w)", re.IGNORECASE)
SAID_DOT = re.compile(r"\b(?:dot|point)\b", re.IGNORECASE)
WINDOW = 130

GAP = "[ .\u00a0\u202f-]"
PHONES = (
    # with the country's number
    rf"(?<![\w+])(?:\+ ?|00)[1-9]\d{{0,2}}(?:(?:{GAP}|{GAP}?\(0\){GAP}?|{GAP}?\((?=\d{{3}}\)))?(?:\d|(?<=\d)\)))"
    r"{6,14}(?!\d)",
    # France and the United Kingdom: a nought first
    rf"(?<![\w+])(?<!\d[ ,.])0[1-9](?:{GAP}?\d){{8,9}}(?!{GAP}?\d)",
    r"(?<![\w+])0[1-9](?: ?/ ?\d\d){4}(?![\d/])",
    r"(?<![\w+])\(0\d{2,4}\) ?\d{3,4} ?\d{3,4}(?!\d)",
    # North America
    rf"(?<![\w+])(?<!\d[ ,.])(?:1{GAP})?(?:\([2-9]\d\d\){GAP}?|[2-9]\d\d{GAP})[2-9]\d\d{GAP}\d{{4}}(?!{GAP}?\d)",
    # Senegal: nine digits, grouped by two, three, two and two
    rf"(?<![\w+])(?<!\d[ ,.])(?:7[05678]|33|30){GAP}\d{{3}}{GAP}?\d\d{GAP}?\d\d(?!{GAP}?\d)",
)
PHONE = re.compile("|".join(PHONES))
BARE_PHONE = re.compile(r"(?<![\w+])(?:7[05678]\d{7}|33[89]\d{6}|[2-9]\d{2}[2-9]\d{6})(?!\w)")
CALLED = re.compile(
    r"\b(?:t[ée]l|t[ée]l[ée]phone|phone|portable|mobile|cell|cellulaire|num[ée]ro|number|num|appel\w*|rappel\w*|"
    r"call|ring|text|"
    r"joindre|joign\w+|contact\w*|whatsapp|sms|au)\b[ :.\w'’]{0,24}$",
    re.IGNORECASE,
)
MONEY_BEFORE = re.compile(r"[€$£] ?$")
UNIT_AFTER = re.compile(
    r" ?(?:[€%$£]|(?:euros?|eur|dollars?|f?cfa|francs?|f|k€|millions?|milliards?|billions?|habitants?|personnes|people|"
    r"voix|votes|m²|km|kg)\b)",
    re.IGNORECASE,
)
DATE = re.compile(r"\d\d[.\- ]\d\d[.\- ](?:19|20)\d\d(?!\d)")
FIRM_BEFORE = re.compile(
    r"\b(?:siret|siren|rcs|tva|vat|ref|réf|référence|reference|dossier|"
    r"facture|invoice|commande|order|marché)\W{0,4}[\d ]{0,12}$",
    re.I,
)

IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
ACCOUNT = re.compile(r"\b(?:iban|rib|compte|account|virement|bank|banque)\b[^\n]{0,40}$", re.IGNORECASE)
# How long an account number is in each country: the registry of ISO 13616, then those of Africa that it lacks.
LENGTHS = {
    int(length): frozenset(countries.split())
    for length, countries in (
        line.split(":")
        for line in (
            "15:NO",
            "16:BE",
            "18:DK FI FO GL NL SD",
            "19:MK SI",
            "20:AT BA EE KZ LT LU MN XK",
            "21:CH HR LI LV",
            "22:BG BH CR DE GB GE IE ME RS VA",
            "23:AE GI IL IQ OM SO TL",
            "24:AD CZ ES MD PK RO SA SE SK TN VG",
            "25:GW LY PT ST",
            "26:DZ IR IS TR",
            "27:BI CF CG CM DJ FR GA GQ GR IT KM MC MG MR SM TD",
            "28:AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE NI PL SN SV TG",
            "29:BR EG PS QA UA",
            "30:JO KW MU",
            "31:MT SC",
            "32:LC",
            "33:RU",
        )
    )
}
LENGTH_IN = {country: length for length, countries in LENGTHS.items() for country in countries}

NIR = re.compile(
    r"(?<!\w)(?<!\d[ .-])[1-478][ .-]?\d\d[ .-]?\d\d[ .-]?(?:\d\d|2[AB])(?:[ .-]?\d{3}){2}(?:[ .-]{0,3}\d\d)?(?![\w])"
    r"(?![ .-]\d)",
    re.IGNORECASE,
)
SIN = re.compile(r"(?<!\w)(?<!\d[ .-])\d{3}([ .-]?)\d{3}\1\d{3}(?![ .-]?\d)(?!\w)")
NINO = re.compile(
    r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D](?!\w)",
    re.IGNORECASE,
)
US_NUMBER = re.compile(r"(?<!\w)(?<!\d[ .-])\d{3}([ -]?)\d\d\1\d{4}(?![ -]?\d)(?!\w)")
INSURED = re.compile(
    r"\b(?:s[ée]cu|s[ée]curit[ée] sociale|nir|nss|assur[ée]e?|immatriculation|carte vitale|nas|"
    r"assurance[ -]sociale|sin|social insurance|social security|ssn|social|nino|ni number|ni no|"
    r"national insurance|ins[ée]e)\b[^\n]{0,40}$",
    re.IGNORECASE,
)


def emails(text):
    """Yield the (start, end) of e-mail addresses, as they are typed or said in words."""
    for match in EMAIL.finditer(text) if "@" in text else ():
        yield match.span()
    for sign in AT.finditer(text):
        before = BEFORE_AT.search(text[max(0, sign.start() - WINDOW) : sign.start()])
        after = AFTER_AT.match(text, sign.end(), sign.end() + WINDOW)
        if before and after and (sign["sure"] or SAID_DOT.search(after.group())):
            yield sign.start() - len(before.group()), after.end()


def phones(text):
    """Yield the (start, end) of telephone numbers; neither prices, nor dates, nor what names a firm."""
    for match in PHONE.finditer(text):
        if not _is_other_number(text, *match.span()):
            yield match.span()
    for match in BARE_PHONE.finditer(text):
        called = CALLED.search(text, max(0, match.start() - 40), match.start())
        if called and not _is_other_number(text, *match.span()):
            yield match.span()


def _is_other_number(text, start, end):
    return bool(
        DATE.search(text, start, end)
        or UNIT_AFTER.match(text, end)
        or MONEY_BEFORE.search(text, max(0, start - 3), start)
        or FIRM_BEFORE.search(text, max(0, start - 40), start)
    )


def ibans(text):
    """Yield the (start, end) of bank account numbers (ISO 13616): their country's length, then modulo 97."""
    at = 0
    while match := IBAN.search(text, at):
        start, at = match.start(), match.start() + 4
        end = _end_after(match.group(), LENGTH_IN.get(match.group()[:2].upper()))
        if not end or text[start + end : start + end + 1].isalnum():
            continue
        if is_iban(match.group()[:end]) or ACCOUNT.search(text, max(0, start - 60), start):
            yield start, start + end
            at = start + end


def _end_after(text, count):
    """Where so many letters and digits have been read, None where there are fewer."""
    if count is None:
        return None
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    return places[count - 1] + 1 if len(places) >= count else None


def is_iban(text):
    """Whether the length and the check digits of an international bank account number hold."""
    compact = iban.compact(text)
    moved = compact[4:] + compact[:4]
    return LENGTH_IN.get(compact[:2]) == len(compact) and moved.isalnum() and mod_97_10.is_valid(moved)


def social_security_numbers(text):
    """Yield the (start, end) of French, Canadian, British and American social security numbers."""
    for pattern, is_valid, needs_name in (
        (NIR, is_social_security, False),
        (NINO, _is_british, False),
        (SIN, _is_canadian, True),
        (US_NUMBER, ssn.is_valid, True),
    ):
        for match in pattern.finditer(text):
            named = bool(INSURED.search(text, max(0, match.start() - 70), match.start()))
            dashed = "-" in match.group()
            if named or (is_valid(match.group()) and (dashed or not needs_name)):
                yield match.span()


def is_social_security(text):
    """Whether the key of a French registration number (NIR) holds, Corsica's 2A and 2B included."""
    return nir.is_valid(text.replace(".", " "))


def _is_british(text):
    return text.upper()[:2] not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


def _is_canadian(text):
    return luhn.is_valid(re.sub(r"\D", "", text))
