"""Whatever is changed in the published files is found, and named."""

from __future__ import annotations

import copy
import hashlib
import json
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.lottery.publishing import FORMAT
from cms.lottery.repeat_draw import (
    chances_of,
    check,
    eligible,
    main,
    panel_with,
    replace,
    sealed,
    ticket_of,
    unmet,
)

CATEGORIES = [
    {
        "key": key,
        "name": {"en": key},
        "values": [{"key": value, "name": {"en": value}, "minimum": 1, "maximum": 3} for value in values],
    }
    for key, values in {"gender": ("women", "men"), "age": ("young", "old")}.items()
]


def published(*, seed: int = 1, candidates: int = 14, size: int = 4) -> dict:
    """A publication of random candidates and panels that keep the quotas."""
    lot = random.Random(seed)
    people = [
        {
            "id": f"AAA-{n:03}",
            "answers": {"gender": ("women", "men")[n % 2], "age": ("young", "old")[n // 2 % 2]},
        }
        for n in range(candidates)
    ]
    people[0]["address"] = people[1]["address"] = 1
    known = {one["id"]: one for one in people}
    panels: dict[tuple, None] = {}
    while len(panels) < 8:
        members = sorted(lot.sample(list(known), size))
        shared = sum("address" in known[one] for one in members)
        if shared < 2 and not unmet(members, known, CATEGORIES):
            panels[tuple(members)] = None
    listed = [{"members": list(members), "tickets": 125_000} for members in sorted(panels)]
    return sealed(
        {
            "format": FORMAT,
            "lottery": {"address": "x", "title": {"en": "X"}, "city": "paris"},
            "size": size,
            "algorithm": "maximin",
            "found_by": "by hand",
            "published_on": "2026-03-01",
            "seed_rule": {
                "kind": "public_source",
                "source": "s",
                "url": "https://e.org",
                "day": "2026-03-09",
            },
            "tickets": 1_000_000,
            "categories": CATEGORIES,
            "candidates": people,
            "panels": listed,
            "chances": chances_of(listed, people),
        }
    )


def drawn(panels: dict, *, seed: str = "4-8-15") -> dict:
    """The draw of a publication, with two replacements."""
    sha256 = hashlib.sha256(json.dumps(panels).encode()).hexdigest()
    ticket = ticket_of(sha256, seed, tickets=panels["tickets"])
    place = panel_with(ticket, panels["panels"])
    members, gone, made = list(panels["panels"][place]["members"]), set(), []
    for number in (1, 2):
        left = members[0]
        one = replace(sha256, seed, number, left, members=members, gone=gone, panels_file=panels)
        made.append({**one, "on": "2026-03-20"})
        gone.add(left)
        members = [who for who in members if who != left] + [one["chosen"]]
    return sealed(
        {
            "format": "palabre-draw-1",
            "panels_sha256": sha256,
            "seed": seed,
            "seed_source": {"typed": "4 8 15", "url": "https://e.org", "day": "2026-03-09", "why": ""},
            "drawn_on": "2026-03-10",
            "ticket": ticket,
            "panel": place + 1,
            "members": panels["panels"][place]["members"],
            "replacements": made,
        }
    )


PANELS = published()
DRAW = drawn(PANELS)


def findings(panels: dict, draw: dict | None = None) -> set[str]:
    draw_bytes = None if draw is None else json.dumps(draw).encode()
    return {code for code, _facts in check(json.dumps(panels).encode(), draw_bytes)}


def leaves(value, path=()):
    """The way to each number, text and truth value of a JSON value."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
    else:
        yield path


def with_leaf(value, path, change):
    changed = copy.deepcopy(value)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = change(holder[path[-1]])
    return changed


def other(leaf):
    return leaf + 1 if isinstance(leaf, int) else f"{leaf}x"


def test_untouched_files_agree():
    assert findings(PANELS, DRAW) == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(leaves(PANELS), key=str)))
def test_any_changed_leaf_of_the_panels_is_found(path):
    assert findings(with_leaf(PANELS, path, other))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(leaves(DRAW), key=str)))
def test_any_changed_leaf_of_the_draw_is_found(path):
    assert findings(PANELS, with_leaf(DRAW, path, other))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_forger_who_seals_the_panels_again_is_found_by_the_draw(data):
    unsealed = {key: part for key, part in PANELS.items() if key != "digests"}
    path = data.draw(st.sampled_from(sorted(leaves(unsealed), key=str)))
    forged = sealed(with_leaf(unsealed, path, other))

    assert findings(forged, DRAW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: one["panels"][0].update(tickets=124_999), "total"),
        (lambda one: one["panels"][0]["members"].pop(), "size"),
        (lambda one: one["panels"][0]["members"].__setitem__(0, "ZZZ-999"), "stranger"),
        (lambda one: one["candidates"].append(dict(one["candidates"][0])), "twice"),
        (lambda one: one["candidates"][0]["answers"].update(age="other"), "candidate"),
        (lambda one: one["chances"].update({"AAA-003": 1}), "chance"),
        (lambda one: one["categories"][0]["values"][0].update(minimum=4, maximum=4), "quota"),
        (
            lambda one: one["panels"][0].update(members=["AAA-000", "AAA-001", "AAA-002", "AAA-003"]),
            "address",
        ),
        (lambda one: one.pop("algorithm"), "parts_missing"),
    ],
)
def test_change_is_named_even_when_the_file_is_sealed_again(change, code):
    forged = copy.deepcopy({key: part for key, part in PANELS.items() if key != "digests"})
    change(forged)

    assert code in findings(sealed(forged))


def test_changed_seed_is_named_with_the_seed_it_should_be():
    forged = with_leaf(DRAW, ("seed",), lambda _seed: "9-9-9")

    assert {"changed", "seed", "ticket"} <= findings(PANELS, forged)


def test_file_of_another_announcement_is_refused():
    text = json.dumps(PANELS).encode()

    assert check(text, sha256="0" * 64)[0][0] == "announced"
    assert check(text, sha256=hashlib.sha256(text).hexdigest().upper()) == []


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"digests": 3}', b"\xff", b"[" * 100_000])
def test_nonsense_is_told_not_raised(text):
    assert check(text)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), leaving=st.integers(0, 3))
def test_replacement_keeps_quotas_when_anybody_can(seed, leaving):
    panels = published(seed=seed)
    known = {one["id"]: one for one in panels["candidates"]}
    members = panels["panels"][seed % 8]["members"]
    left = members[leaving]
    staying = [one for one in members if one != left]

    made = replace("f" * 64, str(seed), 1, left, members=members, gone=set(), panels_file=panels)

    addresses = {known[one].get("address") for one in staying} - {None}
    could = [
        one
        for one in known
        if one not in members
        and known[one].get("address") not in addresses
        and not unmet([*staying, one], known, CATEGORIES)
    ]
    assert bool(made["unmet"]) == (not could)
    if could:
        assert made["chosen"] in could
        assert eligible(staying, {left}, panels) == sorted(could)


def test_replacement_says_which_quota_nobody_can_keep():
    panels = published()
    women = [one["id"] for one in panels["candidates"] if one["answers"]["gender"] == "women"]
    only_men = {
        **panels,
        "categories": [
            {**CATEGORIES[0], "values": [{"key": "women", "minimum": 4, "maximum": 4, "name": {}}]}
        ],
        "candidates": [one for one in panels["candidates"] if one["id"] not in women[4:]],
    }

    made = replace("0" * 64, "1", 1, women[0], members=women[:4], gone=set(), panels_file=only_men)

    assert made["chosen"] not in women
    assert [(one["value"], one["count"], one["minimum"]) for one in made["unmet"]] == [("women", 3, 4)]


def test_nobody_left_leaves_the_seat_empty():
    panels = published()
    everybody = [one["id"] for one in panels["candidates"]]

    made = replace("0" * 64, "1", 1, everybody[0], members=everybody, gone=set(), panels_file=panels)

    assert made["chosen"] == ""
    assert made["eligible"] == 0


def test_draw_of_no_tickets_is_told_not_raised():
    empty = sealed(
        {**{key: one for key, one in PANELS.items() if key != "digests"}, "tickets": 0, "panels": []}
    )

    assert findings(empty, DRAW)


def test_part_written_twice_is_refused_since_readers_would_not_agree():
    text = json.dumps(PANELS).encode()
    doubled = text[:-1] + b', "size": 99}'

    assert check(doubled)[0][0] == "unreadable"


def test_draw_dated_before_its_seed_is_named():
    forged = {key: part for key, part in DRAW.items() if key != "digests"}

    assert "drawn_before" in findings(PANELS, sealed({**forged, "drawn_on": "2026-03-08"}))


def test_archive_with_a_file_twice_is_refused(tmp_path):
    path = tmp_path / "kit.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("panels.json", json.dumps(PANELS))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("panels.json", json.dumps(PANELS))
    said = []

    assert main([str(path)], language="en", write=said.append) == 1
    assert "twice" in said[0]
