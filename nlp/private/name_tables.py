"""Given and family names of many countries, from the tables of Faker (MIT). The only module that imports it.

Only its lists of names are read, of the locales that write in Latin letters or whose names are romanised there. A
name of these tables is weaker evidence than one of our own lists: alone it needs a context (see `people`).
"""

import re
from functools import lru_cache
from importlib import import_module

LOCALES = (
    "fr_FR fr_QC fr_BE fr_CH fr_DZ en_US en_GB en_IE en_NZ en_IN en_KE en_NG en_PK en ga_IE es_ES es_MX pt_PT pt_BR "
    "it_IT de_DE nl_NL pl_PL ro_RO cs_CZ hr_HR hu_HU tr_TR vi_VN sw tw_GH yo_NG ha_NG ig_NG zu_ZA zh_CN zh_TW ja_JP"
).split()
# The tables of the Netherlands and Spain hold particles with their names ("van den Berg").
GIVEN, FAMILY = (
    re.compile(r"first_(?:romanized_)?names(?:_\w+)?"),
    re.compile(r"(?:\w+_)?last_(?:romanized_)?names"),
)
LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ -]{3,}")
# One syllable of pinyin, the romanisation of Mandarin.
SYLLABLE = (
    r"(?:[bpmf](?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|ian|in|ing|u)|"
    r"[dtnl](?:a|e|ai|ei|ao|ou|an|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|ue)|"
    r"(?:[zcs]h?|r|[gkh])(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|"
    r"[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|"
    r"y(?:a|e|ao|ou|an|ang|i|in|ing|ong|u|ue|uan|un)|w(?:a|o|ai|ei|an|en|ang|eng|u)|e|an|ai|ao|en|er)"
)
PINYIN = re.compile(rf"{SYLLABLE}[ -]?{SYLLABLE}?", re.IGNORECASE)


@lru_cache(maxsize=2)
def _names(pattern):
    names = set()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if pattern.fullmatch(attribute):
                names.update(filter(LATIN.fullmatch, getattr(provider, attribute)))
    return frozenset(names)


def given_names_abroad():
    """Given names of all the locales, as they are written."""
    return _names(GIVEN)


def family_names_abroad():
    """Family names of all the locales, as they are written."""
    return _names(FAMILY)


@lru_cache(maxsize=1)
def _mandarin_family_names():
    provider = import_module("faker.providers.person.zh_CN").Provider
    return frozenset(name.casefold() for name in provider.last_romanized_names)


def is_mandarin_name(first, second):
    """Whether two words are a Mandarin name in its own order or the other: "Chen Yuting", "Yuting Chen"."""
    return any(
        family.casefold() in _mandarin_family_names()
        and PINYIN.fullmatch(given)
        and given.casefold() != family
        for family, given in ((first, second), (second, first))
    )
