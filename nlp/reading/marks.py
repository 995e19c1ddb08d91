"""Tell the marks that part a text from those that only look so: abbreviations, decimals, addresses, wrapped lines."""

import re

LONGEST_BRACKET = 600
WRAPPED_LINE = 60
MARKS = re.compile(
    r"(?P<line>[\r\n\x0b\x0c\x85\u2028\u2029]\s*)"
    r"|(?P<stop>[.!?…]+(?:[^\S\r\n]?»|[\"”’')\]])*)"
    r"|(?P<full>[。！？；｡؟۔؛।॥]+[」』”\"）]*)"
    r"|(?P<semicolon>;(?!-?[)(DP]))"
    r"|(?P<bullet>[•●▪◦■□➢➤➔→✓✔▶‣]+)"
    r"|(?<!\S)(?P<dash>[-–—*·]{1,2}(?=\s|[^\W\d]))"
)
SIGN = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029.!?…。！？；｡؟۔؛।॥;•●▪◦■□➢➤➔→✓✔▶‣]")
DASH = re.compile(r"(?<!\S)[-–—*·]")
LAST_SIGNS = ".!?… \t\r\n"
BRACKETS = re.compile(
    rf"«[^«»]{{0,{LONGEST_BRACKET}}}»|“[^“”]{{0,{LONGEST_BRACKET}}}”|\"[^\"]{{0,{LONGEST_BRACKET}}}\""
    rf"|\([^()]{{0,{LONGEST_BRACKET}}}\)"
)
NUMBERED = re.compile(
    r"(?<![\w,/-])(?<!\d\.)\(?(?:(?P<number>\d{1,2})\s?(?:er\s?)?(?:°\)|[.)°/:-]-?)|(?P<letter>[a-hA-H])\))\s*(?=[^\W\d]|[\"«(])"
)
MARK_BEFORE = re.compile(
    r"(?:[\s;•●▪◦■□➢➤➔→✓✔▶‣]+|[-–—*·+]{1,2}(?!\d)"
    r"|\(?\d{1,2}\s?(?:er\s?)?(?:°?[)]|[.°/:-]-?(?=\s|[^\W\d]))(?!\s?\d)|\(?[a-hA-H]\))+"
)
NEXT = re.compile(r"\s*(\S?)")
PUNCTUATION = re.compile(r"[\s.,;:!?…\-–—*·+/\\|_=~()\[\]{}<>«»“”\"'’•●▪◦■□➢➤➔→✓✔▶‣。！？；｡؟۔؛।॥]*")
SENTENCE_SIGNS = frozenset('.!?…»"”)')
WORD_BEFORE = re.compile(r"[^\s(«“\"'’]*$")
ENTITY = re.compile(r"&#?\w{2,8}$")
INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]")
ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
# Words that a full stop shortens, so that it ends no sentence: titles and references, which a name or number follows …
ABBREVIATIONS = frozenset(
    "m mm mme mmes mlle mlles dr pr prof mgr mr mrs ms st ste sts cf art al fig vol chap tel réf ref no nos vs bd boul "
    "ed éd hon rev gen gén sgt col lt capt coll par alin ann pp sect gov rep sen".split()
)
# … and those that end a sentence where a capital follows.
SOMETIMES = frozenset(
    "etc ect max min approx env inc ltd co jr sr hab km ex av apr dept dép dpt resp suppl p.m a.m p.ex tjs bcp qq "
    "qqs pb rdv gvt gouv jan janv fév févr feb mar avr oct nov déc dec sept".split()
)


def ends_sentence(raw, start, end):
    """Whether the stops from start to end (closing marks included) end a sentence that another follows."""
    after = raw[end : end + 2]
    if not after:
        return False
    sign = raw[start]
    dots = sign in ".…"
    if not after[0].isspace():
        # Written without a space: "la fin.Le reste", but not "www.Mairie.Example" or "U.S.A".
        glued = (
            after[0].isupper()
            and (len(after) == 1 or not after[1].isupper())
            and raw[max(0, start - 2) : start].islower()
        )
        return glued and not ADDRESS.fullmatch(_token(raw, start))
    ahead = NEXT.match(raw, end)
    following = ahead[1] if ahead else ""
    if not following or following in ",:;.!?…)]»":
        return False
    capital = following.isupper() or not following.isalpha()
    if not dots:
        return capital or end - start == 1 or raw[start:end].strip("!?") == ""
    if sign == "…" or raw[start + 1 : start + 2] == "." or raw[end - 1] not in ".…":
        return capital
    return _full_stop_ends(raw, start, following)


def _full_stop_ends(raw, start, following):
    """Whether one full stop before a space ends a sentence, told by the word before it and the sign after it."""
    behind = WORD_BEFORE.search(raw, max(0, start - 20), start)
    word = behind[0] if behind else ""
    folded = word.casefold()
    if word.isdigit():
        begin = start - len(word)
        opens = raw[max(0, begin - 20) : begin].rstrip(" ")[-1:] in {"", *"\n.;:!?-–"}
        return len(word) > 2 or (following.isupper() and not opens)
    if folded in ABBREVIATIONS:
        return False
    if folded in SOMETIMES:
        return following.isupper()
    if len(word) == 1 and word.isalpha():
        return word.islower() and following.isupper()
    if INITIALS.fullmatch(word):
        return word[0].islower() and folded not in {"e.g", "i.e"} and following.isupper()
    return bool(word) or following.isupper()


def _token(raw, place):
    """The word around a place, as far as blanks, or a hundred characters."""
    before = raw[max(0, place - 100) : place].split()
    after = raw[place : place + 100].split()
    return (before[-1] if before else "") + (after[0] if after else "")


def is_wrapped(raw, start, end):
    """Whether a line break only wraps a long line: a sentence goes on after it in small letters."""
    if end - start > 2 or not raw[end : end + 1].islower():
        return False
    line = raw[max(0, start - WRAPPED_LINE - 1) : start]
    return len(line) > WRAPPED_LINE and line[-1] not in ".!?…:;" and "\n" not in line[1:]


def numbered_marks(raw):
    """Numbered marks (start -> end) that count on from 1 or a: "1) … 2) …"; any other number is a number."""
    chains, chain = [], []
    for mark in NUMBERED.finditer(raw):
        number = int(mark["number"]) if mark["number"] else ord(mark["letter"].lower()) - ord("a") + 1
        if chain and number == len(chain) + 1:
            chain.append(mark.span())
        elif number == 1:
            chains.append(chain)
            chain = [mark.span()]
    return {start: end for listed in [*chains, chain] if len(listed) > 1 for start, end in listed}
