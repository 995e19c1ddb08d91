"""Decisions that an earlier run has carried out already, told in the ids that are left.

A file of decisions grows, and is replayed with each new run, whether the earlier run is the one that people looked at
or a later one that knows some of the decisions. What was merged or split there has no id any more; `Previous.retired`
says what took its place.
"""

from dataclasses import replace

from nlp.deciding.decisions import Decision, Merge, Name, Pin, Split


def replayed(decisions, previous):
    """The decisions with ids that the earlier run has retired replaced by those that took their place.

    A merge that is done is left out. A split that is done becomes pins of the named texts into the themes that its
    parts are, and their names. What cannot be told so is left as it is: its theme does not exist.
    """
    if previous is None or not previous.retired:
        return tuple(decisions)
    named = {decision.theme for decision in decisions if isinstance(decision, Name)}
    found = []
    for decision in decisions:
        if isinstance(decision, Merge):
            found += _merge(decision, previous)
        elif isinstance(decision, Split):
            found += _split(decision, previous, named)
        elif isinstance(decision, Pin) and decision.theme in previous.retired:
            found.append(replace(decision, theme=_pinned_to(decision, previous)))
        else:
            found.append(decision)
    return tuple(found)


def _merge(decision, previous):
    into = _only(previous.retired.get(decision.into), decision.into)
    themes = [group for group in decision.themes if not _is_done(group, into, previous)]
    if not themes and decision.themes != (decision.into,):
        return []
    return [replace(decision, themes=tuple(themes) or decision.themes, into=into)]


def _is_done(group, into, previous):
    """Whether what was in a group is in `into` already; a sub-theme merged into a theme has become one of its own."""
    now = _only(previous.retired.get(group), group)
    return now == into or (group in previous.retired and previous.parents.get(now) == into)


def _split(decision, previous, named):
    parts = previous.retired.get(decision.theme, ())
    if len(parts) != len(decision.parts):
        return [decision]
    found: list[Decision] = []
    for group, part in zip(parts, decision.parts, strict=True):
        if group not in named:
            found.append(Name(number=decision.number, theme=group, title=part.title))
        found += [Pin(number=decision.number, text=text, theme=group) for text in part.texts]
    return found


def _pinned_to(decision, previous):
    became = previous.retired[decision.theme]
    if len(became) == 1:
        return became[0]
    was = previous.at(decision.text, decision.start, decision.end)
    return next((group for group in (was, previous.parents.get(was)) if group in became), decision.theme)


def _only(became, group):
    """What took the place of a group, if it is one; the group itself if it is still there."""
    return became[0] if became and len(became) == 1 else group
