"""Whether what people decided about themes (names, merges, splits) can hold, and the tree that it leaves."""

from nlp.deciding.decisions import Merge, Name, Pin, Split
from nlp.deciding.places import MergedInCircle, Places


def known_themes(decisions, previous, problems):
    """The decisions whose themes all exist; a sentence in `problems` for each of the others."""
    kept = []
    for decision in decisions:
        unknown = [
            group for group in _themes_named(decision) if previous is None or group not in previous.parents
        ]
        for group in unknown:
            if previous is None:
                problems.append(
                    f"{_capital(decision)} names theme {group!r}, but there is no earlier run: give it with --previous."
                )
            else:
                problems.append(
                    f"{_capital(decision)} names theme {group!r}, which is not in the earlier run: "
                    "correct the id or drop the decision."
                )
        if not unknown:
            kept.append(decision)
    return kept


def places_left(decisions, previous, problems):
    """The Places that merges and splits leave; a sentence in `problems` for each clash, and the clashing left out."""
    parents = previous.parents if previous is not None else {}
    split = _splits(decisions, problems)
    merged = _merges(decisions, parents, split, problems)
    places = None
    while places is None:
        try:
            places = _built(parents, merged, split, problems)
        except MergedInCircle as circle:
            merged = _without_circle(merged, circle.ids, problems)
    _check_names(decisions, places, problems)
    return places


def _built(parents, merged, split, problems):
    """The Places; splits of sub-themes that end with their theme are told, and left out. Raises MergedInCircle."""
    places = Places(parents, merged, split)
    below = {group: places.spot(parents[group]) for group in split if parents[group] is not None}
    for group, above in below.items():
        if above.stems is not None:
            problems.append(
                f"{_capital(split.pop(group))} splits {group!r}, but {_ender(group, places)} merges its theme into a "
                "sub-theme, where it ends: drop one."
            )
        elif above.cut_by is not None:
            problems.append(
                f"{_capital(split.pop(group))} splits {group!r}, but {split[above.cut_by]} splits its theme: keep one, "
                "and split what it gives in a later run."
            )
    return Places(parents, merged, split).build()


def _without_circle(merged, ids, problems):
    numbers = sorted({merged[group].number for group in ids if group in merged})
    way = " and ".join(map(repr, ids))
    problems.append(f"{_listed(numbers)} (merge) lead in a circle through {way}: drop one of the merges.")
    return {group: merge for group, merge in merged.items() if group not in ids}


def _themes_named(decision):
    if isinstance(decision, Name | Split):
        return (decision.theme,)
    if isinstance(decision, Merge):
        return tuple(dict.fromkeys((*decision.themes, decision.into)))
    if isinstance(decision, Pin) and decision.theme is not None:
        return (decision.theme,)
    return ()


def _splits(decisions, problems):
    split = {}
    for decision in decisions:
        if not isinstance(decision, Split):
            continue
        if decision.theme in split:
            problems.append(
                f"{_capital(split[decision.theme])} and {decision} split {decision.theme!r} in two ways: keep one."
            )
            continue
        split[decision.theme] = decision
    return split


def _merges(decisions, parents, split, problems):
    merged = {}
    for decision in decisions:
        if not isinstance(decision, Merge):
            continue
        themes = [group for group in dict.fromkeys(decision.themes) if group != decision.into]
        if not themes:
            problems.append(f"{_capital(decision)} merges {decision.into!r} into itself: name another theme.")
        for group in themes:
            problem = _merge_problem(decision, group, parents, merged, split)
            if problem:
                problems.append(f"{_capital(decision)} {problem}")
            elif group not in merged:
                merged[group] = decision
    return merged


def _merge_problem(decision, group, parents, merged, split):
    """What is wrong with merging this group, as the end of a sentence; None if nothing is."""
    into = decision.into
    if group in merged and merged[group].into != into:
        return f"merges {group!r} into {into!r}, but {merged[group]} into {merged[group].into!r}: keep one."
    if group in split:
        return f"merges {group!r}, which {split[group]} splits: keep one."
    if into in split:
        return f"merges {group!r} into {into!r}, which {split[into]} splits: keep one."
    if parents[into] == group:
        return f"merges {group!r} into {into!r}, which is a part of it: name another theme."
    if parents[group] == into:
        return f"merges {group!r} into {into!r}, of which it is a part already: name another sub-theme."
    return None


def _check_names(decisions, places, problems):
    named, surviving = {}, {group.id for group in (*places.themes, *places.cells)}
    for decision in decisions:
        if not isinstance(decision, Name):
            continue
        group = decision.theme
        if group not in surviving:
            problems.append(
                f"{_capital(decision)} names {group!r}, which is no more by {_ender(group, places)}: drop the name."
            )
        elif group not in named:
            named[group] = decision
        elif not _agree(named[group], decision):
            problems.append(f"{_capital(named[group])} and {decision} name {group!r} in two ways: keep one.")


def _agree(one, other):
    descriptions = {one.description, other.description} - {None}
    return one.title == other.title and len(descriptions) < 2


def _ender(group, places):
    """The decision by which a group's id is no more."""
    for step in (group, places.parents[group]):
        for ended in (places.merged, places.split):
            if step in ended:
                return str(ended[step])
    return "another decision"


def _capital(decision):
    told = str(decision)
    return told[0].upper() + told[1:]


def _listed(numbers):
    return "Decisions " + " and ".join(map(str, numbers)) if len(numbers) > 1 else f"Decision {numbers[0]}"
