"""Why no panel can keep the quotas: which one, by how many it fails, and the smallest change that mends it.

First what can be told of one category alone, then of two together; what only all of them together show is found by
``sortition-algorithms``, which looks for the smallest change (cms/lottery/panels.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.lottery.pool import Pool

Problem = tuple[str, dict]


def problems_of(pool: Pool) -> list[Problem]:
    """What makes every panel impossible, as far as one category or two show it; empty when they show nothing."""
    if not pool.quotas:
        return [("no_categories", {})]
    if not pool.people:
        return [("no_candidates", {"size": pool.size})]
    if stray := list(_stray(pool)):
        return stray[:20]
    if pool.most() < pool.size:
        return [("too_few", {"people": pool.most(), "size": pool.size, "short": pool.size - pool.most()})]
    found = list(_alone(pool))
    return found or list(_in_pairs(pool))


def _stray(pool: Pool) -> Iterator[Problem]:
    """Candidates without an answer, or with one that is no value of its category any more."""
    known = {key: {one.value for one in quotas} for key, quotas in pool.categories.items()}
    for person in pool.people:
        for category, values in known.items():
            if person.answers.get(category) not in values:
                yield "stray", {"id": person.id, "category": category}


def _alone(pool: Pool) -> Iterator[Problem]:
    counts = pool.counts()
    for category, quotas in pool.categories.items():
        least, most = sum(one.minimum for one in quotas), sum(one.maximum for one in quotas)
        facts = {"category": category, "size": pool.size}
        if least > pool.size:
            yield "minimums", {**facts, "total": least, "over": least - pool.size}
        if most < pool.size:
            yield "maximums", {**facts, "total": most, "short": pool.size - most}
        for one in quotas:
            there = counts[category, one.value]
            if there < one.minimum:
                yield (
                    "value_short",
                    {
                        "category": category,
                        "value": one.value,
                        "minimum": one.minimum,
                        "people": there,
                        "short": one.minimum - there,
                    },
                )
        reach = sum(min(one.maximum, counts[category, one.value]) for one in quotas)
        if reach < pool.size <= most:
            yield "category_short", {**facts, "total": reach, "short": pool.size - reach}


def _in_pairs(pool: Pool) -> Iterator[Problem]:
    """Values that need people whom another category has no room for: an inequality of Hall for each value.

    Of the people of a value, each value of the other category takes at most its maximum: when that does not add up to
    the minimum, no panel can be made. Addresses are left aside, so that what is said here is certain.
    """
    together = Counter(
        (first, person.answers[first], second, person.answers[second])
        for person in pool.people
        for first in pool.categories
        for second in pool.categories
        if first != second
    )
    for first in pool.quotas:
        for category, quotas in pool.categories.items():
            if category == first.category:
                continue
            room = sum(
                min(one.maximum, together[first.category, first.value, category, one.value]) for one in quotas
            )
            if room < first.minimum:
                yield (
                    "pair_short",
                    {
                        "category": first.category,
                        "value": first.value,
                        "minimum": first.minimum,
                        "other": category,
                        "people": room,
                        "short": first.minimum - room,
                    },
                )


def sentence(problem: Problem, names: dict) -> str:
    """The problem in the active language. ``names``: category key → name, (category, value) → name."""
    code, facts = problem
    words = {
        **facts,
        "category": names.get(facts.get("category"), facts.get("category", "")),
        "other": names.get(facts.get("other"), facts.get("other", "")),
        "value": names.get((facts.get("category"), facts.get("value")), facts.get("value", "")),
    }
    return _SENTENCES[code](words) % words


_SENTENCES = {
    "no_categories": lambda _w: _("This lottery has no category yet: add at least one, with its values."),
    "no_candidates": lambda _w: _(
        "There is no candidate yet, for a panel of %(size)d: open the registration, or add candidates from a file."
    ),
    "stray": lambda _w: _(
        "Candidate %(id)s has no valid answer for “%(category)s”: give this category the missing value again, or "
        "take the candidate out."
    ),
    "too_few": lambda w: ngettext(
        "Only %(people)d person could sit together, for a panel of %(size)d: find %(short)d more.",
        "Only %(people)d people could sit together, for a panel of %(size)d: find %(short)d more.",
        w["people"],
    ),
    "minimums": lambda _w: _(
        "“%(category)s”: the minimums add up to %(total)d for a panel of %(size)d. Lower them by %(over)d in all, or "
        "make the panel larger."
    ),
    "maximums": lambda _w: _(
        "“%(category)s”: the maximums add up to %(total)d for a panel of %(size)d. Raise them by %(short)d in all, or "
        "make the panel smaller."
    ),
    "value_short": lambda w: ngettext(
        "“%(category)s”: at least %(minimum)d are needed of “%(value)s”, and there is %(people)d candidate (people "
        "of one address count once). Find %(short)d more, or lower this minimum to %(people)d.",
        "“%(category)s”: at least %(minimum)d are needed of “%(value)s”, and there are %(people)d candidates (people "
        "of one address count once). Find %(short)d more, or lower this minimum to %(people)d.",
        w["people"],
    ),
    "category_short": lambda _w: _(
        "“%(category)s”: with these maximums and candidates, only %(total)d of the %(size)d seats can be filled. Raise "
        "the maximums of values that have candidates to spare, by %(short)d in all."
    ),
    "pair_short": lambda _w: _(
        "“%(category)s” and “%(other)s” together: at least %(minimum)d are needed of “%(value)s”, but the maximums of "
        "“%(other)s” let in only %(people)d of them. Lower this minimum by %(short)d, or raise maximums of “%(other)s”."
    ),
    "lower": lambda _w: _(
        "“%(category)s”, “%(value)s”: lower the minimum from %(before)d to %(after)d. It is part of the smallest "
        "change with which a panel becomes possible."
    ),
    "raise": lambda _w: _(
        "“%(category)s”, “%(value)s”: raise the maximum from %(before)d to %(after)d. It is part of the smallest "
        "change with which a panel becomes possible."
    ),
    "no_change_helps": lambda _w: _(
        "No change of minimums and maximums makes a panel of this size possible: too many candidates share an "
        "address. Find more candidates, or make the panel smaller."
    ),
    "failed": lambda _w: _(
        "The search for panels stopped on an error (%(why)s). Nothing is lost: start it again, and tell the person "
        "who looks after the site if it stops again."
    ),
    "limit": lambda _w: _(
        "The search was ended after %(minutes)d minutes, the limit of this site, before the best chances were found. "
        "Nothing of it is kept, for what it had so far may be far from the best. Make quotas wider, or choose "
        "“%(instead)s” under “Words and dates”, or ask the person who looks after the site to raise the limit "
        "(LOTTERY_SEARCH_MINUTES); then look for panels again."
    ),
    "killed": lambda _w: _(
        "The search for panels was ended from outside (%(why)s), for instance because the machine ran out of memory. "
        "Nothing of it is kept: start it again, and tell the person who looks after the site if it happens again."
    ),
    "lost": lambda _w: _("The worker was stopped in the middle of the search. Start it again."),
    "changed": lambda _w: _("Candidates or quotas changed during the search. Start it again."),
}


def names_of(lottery) -> dict:
    """What ``sentence`` calls categories and values, in the active language. Two queries."""
    names: dict = {}
    for category in lottery.categories.prefetch_related("values"):
        names[category.key] = str(category)
        names.update({(category.key, value.key): str(value) for value in category.values.all()})
    return names
