#!/usr/bin/env python3
"""Repeat a draw by lot from its published files, with nothing but Python 3.10 or later and this one file.

    python3 repeat_draw.py lottery.zip            (or panels.json, before the draw)
    python3 repeat_draw.py lottery.zip --sha256 …  (the digest that was announced)

Ends with 0 when everything agrees, and with 1 after naming what does not. The site draws with the very functions of
this file. The rules in words: docs/lottery.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

PANELS, DRAW = "panels.json", "draw.json"
PANEL_KEYS = set(
    "format lottery size algorithm found_by published_on seed_rule tickets categories candidates panels chances".split()
)
DRAW_KEYS = set("format panels_sha256 seed seed_source drawn_on ticket panel members replacements".split())
MOST_OF_A_KIND = 5  # lines: one change of a candidate shows in every panel that holds them.
LARGEST = 200_000_000  # bytes unpacked: a file that claims more is none of ours.


def canonical(value) -> bytes:
    """One way to write a value as JSON: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value) -> str:
    """SHA-256 of a value's canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def sealed(record: dict) -> dict:
    """The record with the digest of each of its parts, so that a change can be named."""
    return {**record, "digests": {key: digest(part) for key, part in record.items()}}


def chances_of(panels: list[dict], candidates: list[dict]) -> dict[str, int]:
    """How many tickets hold each candidate."""
    held = dict.fromkeys((one["id"] for one in candidates), 0)
    for panel in panels:
        for member in panel["members"]:
            held[member] = held.get(member, 0) + panel["tickets"]
    return held


def ticket_of(panels_sha256: str, seed: str, *, tickets: int) -> int:
    """The number drawn, from 0: SHA-256 of the panels' digest, a line break and the seed, modulo the tickets."""
    return int(hashlib.sha256(f"{panels_sha256}\n{seed}".encode()).hexdigest(), 16) % tickets


def panel_with(ticket: int, panels: list[dict]) -> int:
    """The place of the panel that holds a ticket, when tickets are dealt out in the order of the file, from 0."""
    for place, panel in enumerate(panels):
        ticket -= panel["tickets"]
        if ticket < 0:
            return place
    raise ValueError("No panel holds this ticket.")


def tidy_seed(typed: str) -> str:
    """A public value as it enters the draw: letters and digits in capitals, no accent, groups joined by one hyphen.

    “4, 12 / 09” and “04 12 9” are one seed: how a value is typed must not let anybody choose among panels.
    """
    plain = "".join(one for one in unicodedata.normalize("NFKD", typed) if not unicodedata.combining(one))
    groups = re.findall(r"[0-9A-Z]+", plain.upper())
    return "-".join(str(int(one)) if one.isdigit() else one for one in groups)


def seed_from_parts(parts: list[dict]) -> str:
    """The seed that several people made together: their secrets in the announced order, one a line."""
    return "\n".join(part["secret"] for part in parts)


def unmet(members: list[str], candidates: dict[str, dict], categories: list[dict]) -> list[dict]:
    """The quotas that these members do not keep: category, value, count, minimum, maximum."""
    counts = Counter(item for one in members for item in candidates[one]["answers"].items())
    return [
        {"category": category["key"], "value": value["key"], "count": counts[category["key"], value["key"]],
         "minimum": value["minimum"], "maximum": value["maximum"]}
        for category in categories
        for value in category["values"]
        if not value["minimum"] <= counts[category["key"], value["key"]] <= value["maximum"]
    ]  # fmt: skip


def _distance(broken: list[dict]) -> int:
    return sum(max(one["minimum"] - one["count"], one["count"] - one["maximum"]) for one in broken)


def eligible(members: list[str], gone: set[str], panels_file: dict) -> list[str]:
    """Who may take the empty seat beside ``members``, sorted: those with whom the quotas are missed by least.

    Nobody who has left, nobody of an address that the panel has already. When no quota is missed, all quotas hold.
    """
    candidates = {one["id"]: one for one in panels_file["candidates"]}
    addresses = {candidates[one].get("address") for one in members} - {None}
    seated = set(members)
    by_answers: dict[bytes, int] = {}
    found: dict[int, list[str]] = {}
    for key, one in candidates.items():
        if key in seated or key in gone or one.get("address") in addresses:
            continue
        answers = canonical(one["answers"])
        if answers not in by_answers:
            by_answers[answers] = _distance(unmet([*members, key], candidates, panels_file["categories"]))
        found.setdefault(by_answers[answers], []).append(key)
    return sorted(found[min(found)]) if found else []


def replace(panels_sha256: str, seed: str, number: int, left: str, *, members, gone, panels_file) -> dict:
    """The ``number``-th replacement (from 1), for ``left``: whom the same seed chooses among the eligible, and why."""
    staying = [one for one in members if one != left]
    choice = eligible(staying, set(gone) | {left}, panels_file)
    record = {"number": number, "left": left, "eligible": len(choice), "chosen": "", "unmet": []}
    if choice:
        line = f"{panels_sha256}\n{seed}\nreplacement {number}\n{left}"
        drawn = int(hashlib.sha256(line.encode()).hexdigest(), 16) % len(choice)
        record["chosen"] = choice[drawn]
    after = staying + ([record["chosen"]] if choice else [])
    record["unmet"] = unmet(
        after, {one["id"]: one for one in panels_file["candidates"]}, panels_file["categories"]
    )
    return record


def check_panels(record: dict) -> list[tuple[str, dict]]:
    """What is wrong with the file of possible panels; nothing when all of it agrees."""
    wrong = _check_digests(record, PANEL_KEYS, PANELS)
    categories, size = record["categories"], record["size"]
    ids = [one["id"] for one in record["candidates"]]
    wrong += [("twice", {"id": one}) for one, times in Counter(ids).items() if times > 1]
    values = {one["key"]: {value["key"] for value in one["values"]} for one in categories}
    for one in record["candidates"]:
        known = set(one["answers"]) == set(values)
        if not known or any(answer not in values[key] for key, answer in one["answers"].items()):
            wrong.append(("candidate", {"id": one["id"]}))
    if any(code in {"twice", "candidate", "parts_missing"} for code, _facts in wrong):
        return wrong  # What follows would only repeat it for each panel.
    candidates = {one["id"]: one for one in record["candidates"]}
    for number, panel in enumerate(record["panels"], start=1):
        wrong += _check_panel(number, panel, candidates, categories, size)
    total = sum(panel["tickets"] for panel in record["panels"])
    if total != record["tickets"]:
        wrong.append(("total", {"found": total, "expected": record["tickets"]}))
    counted = chances_of(record["panels"], record["candidates"])
    for key in sorted(set(counted) | set(record["chances"])):
        if counted.get(key) != record["chances"].get(key):
            facts = {"id": key, "found": record["chances"].get(key), "expected": counted.get(key)}
            wrong.append(("chance", facts))
    return wrong


def _check_panel(number, panel, candidates, categories, size) -> list[tuple[str, dict]]:
    members = panel["members"]
    strangers = [one for one in members if one not in candidates]
    if strangers:
        return [("stranger", {"panel": number, "id": strangers[0]})]
    wrong: list[tuple[str, dict]] = []
    if len(members) != size or len(set(members)) != size:
        wrong.append(("size", {"panel": number, "found": len(set(members)), "expected": size}))
    if type(panel["tickets"]) is not int or panel["tickets"] < 1:
        wrong.append(("tickets", {"panel": number, "found": panel["tickets"]}))
    shared = Counter(candidates[one].get("address") for one in members if "address" in candidates[one])
    wrong += [("address", {"panel": number}) for times in shared.values() if times > 1]
    return wrong + [("quota", {"panel": number, **one}) for one in unmet(members, candidates, categories)]


def check_draw(record: dict, panels: dict, panels_sha256: str) -> list[tuple[str, dict]]:
    """What is wrong with the draw and its replacements, recomputed from the panels and the seed."""
    wrong = _check_digests(record, DRAW_KEYS, DRAW)
    if record["panels_sha256"] != panels_sha256:
        wrong.append(("other_panels", {"found": panels_sha256, "expected": record["panels_sha256"]}))
    wrong += _check_seed(record, panels)
    ticket = ticket_of(panels_sha256, record["seed"], tickets=panels["tickets"])
    if ticket != record["ticket"]:
        return [*wrong, ("ticket", {"found": record["ticket"], "expected": ticket})]
    place = panel_with(ticket, panels["panels"])
    if place + 1 != record["panel"]:
        return [*wrong, ("drawn_panel", {"found": record["panel"], "expected": place + 1})]
    if panels["panels"][place]["members"] != record["members"]:
        return [*wrong, ("drawn_members", {"panel": place + 1})]
    members, gone = list(record["members"]), set()
    for number, told in enumerate(record["replacements"], start=1):
        if told["left"] not in members:
            return [*wrong, ("left", {"number": number, "id": told["left"]})]
        left, held = told["left"], {"members": members, "gone": gone, "panels_file": panels}
        made = replace(panels_sha256, record["seed"], number, left, **held)
        if any(told.get(key) != value for key, value in made.items()):
            facts = {"number": number, "found": told.get("chosen"), "expected": made["chosen"] or "–"}
            return [*wrong, ("replacement", facts)]
        gone.add(left)
        members = [one for one in [*members, made["chosen"]] if one and one != left]
    return wrong


def _check_seed(record: dict, panels: dict) -> list[tuple[str, dict]]:
    rule, source = panels["seed_rule"], record["seed_source"]
    if rule["kind"] == "commitments":
        parts = source["parts"]
        wrong: list[tuple[str, dict]] = [
            ("secret", {"who": promised["who"]})
            for promised, part in zip(rule["commitments"], parts, strict=False)
            if hashlib.sha256(part["secret"].encode()).hexdigest() != promised["sha256"]
        ]
        if len(parts) != len(rule["commitments"]) or seed_from_parts(parts) != record["seed"]:
            wrong.append(("parts", {}))
        return wrong
    if tidy_seed(source["typed"]) != record["seed"]:
        return [("seed", {"found": record["seed"], "expected": tidy_seed(source["typed"])})]
    if source["day"] <= panels["published_on"] or source["day"] < rule["day"]:
        return [("too_early", {"day": source["day"], "published": panels["published_on"]})]
    if source["day"] != rule["day"] and not source["why"]:
        return [("other_day", {"day": source["day"], "expected": rule["day"]})]
    if record["drawn_on"] < source["day"]:
        return [("drawn_before", {"day": record["drawn_on"], "seed": source["day"]})]
    return []


def _check_digests(record: dict, keys: set[str], name: str) -> list[tuple[str, dict]]:
    if set(record) != keys | {"digests"} or set(record["digests"]) != keys:
        return [("parts_missing", {"file": name})]
    changed = (key for key in sorted(keys) if digest(record[key]) != record["digests"][key])
    return [("changed", {"file": name, "part": key}) for key in changed]


def _once(pairs: list[tuple]) -> dict:
    """An object of JSON of which no part is written twice: people would read one, and a program the other."""
    if len(found := dict(pairs)) != len(pairs):
        raise ValueError("a part is there twice")
    return found


def check(
    panels_bytes: bytes, draw_bytes: bytes | None = None, *, sha256: str = ""
) -> list[tuple[str, dict]]:
    """Everything that is wrong, as (code, facts), the codes being those of WORDS; empty when all agrees."""
    found = hashlib.sha256(panels_bytes).hexdigest()
    wrong: list[tuple[str, dict]] = []
    if sha256 and sha256.strip().lower() != found:
        wrong.append(("announced", {"found": found, "expected": sha256}))
    try:
        panels = json.loads(panels_bytes, object_pairs_hook=_once)
        wrong += check_panels(panels)
        if draw_bytes is not None and (not wrong or all(code != "candidate" for code, _facts in wrong)):
            wrong += check_draw(json.loads(draw_bytes, object_pairs_hook=_once), panels, found)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        wrong.append(("unreadable", {"why": f"{type(error).__name__}: {error}"}))
    return wrong


def read(path: Path) -> tuple[bytes, bytes | None]:
    """The published panels, and the draw if there was one, from the zip or from panels.json alone."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes(), None
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if sum(info.file_size for info in archive.infolist()) > LARGEST or len(set(names)) < len(names):
            raise ValueError("The file is too large when unpacked, or holds a file twice.")
        drawn = DRAW in names
        return archive.read(PANELS), archive.read(DRAW) if drawn else None


def words(code: str, facts: dict, language: str) -> str:
    """A finding as a sentence, in French or in English."""
    return WORDS[code][0 if language == "fr" else 1].format(**facts)


def summary(panels_bytes: bytes, draw_bytes: bytes | None, language: str) -> str:
    """What was checked, in plain words."""
    panels = json.loads(panels_bytes)
    facts = {
        "panels": len(panels["panels"]), "candidates": len(panels["candidates"]), "size": panels["size"],
        "sha256": hashlib.sha256(panels_bytes).hexdigest(), "tickets": panels["tickets"],
    }  # fmt: skip
    if draw_bytes is None:
        return words("ok_panels", facts, language)
    draw = json.loads(draw_bytes)
    drawn = {"ticket": draw["ticket"], "panel": draw["panel"], "replacements": len(draw["replacements"])}
    return words("ok_draw", {**facts, **drawn}, language)


def main(arguments: list[str] | None = None, *, language: str = "fr", write=print) -> int:
    """Check a file and say the result through ``write``; return the exit status."""
    parser = argparse.ArgumentParser(description="Repeat a draw by lot from its published files.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--sha256", default="", help="the digest of panels.json that was announced")
    parser.add_argument("--language", choices=["fr", "en"], default=language)
    asked = parser.parse_args(arguments)
    try:
        panels, draw = read(asked.file)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, RuntimeError) as error:
        write(words("unreadable", {"why": error}, asked.language))
        return 1
    wrong = check(panels, draw, sha256=asked.sha256)
    told: Counter[str] = Counter()
    for code, facts in wrong:
        told[code] += 1
        if told[code] <= MOST_OF_A_KIND:
            write("✗ " + words(code, facts, asked.language))
    if more := sum(max(0, times - MOST_OF_A_KIND) for times in told.values()):
        write(words("more", {"number": more}, asked.language))
    write(words("verdict", {}, asked.language) if wrong else "✓ " + summary(panels, draw, asked.language))
    return 1 if wrong else 0


# Each finding in French, then in English.
WORDS = {
    "unreadable": ("Le fichier ne peut pas être lu : {why}", "The file cannot be read: {why}"),
    "announced": (
        "Ce fichier n’est pas celui dont l’empreinte a été annoncée : son empreinte est {found}.",
        "This is not the file whose digest was announced: its digest is {found}.",
    ),
    "parts_missing": ("{file} : une partie manque ou est en trop.", "{file}: a part is missing or not ours."),
    "changed": ("{file} : la partie « {part} » a été modifiée.", "{file}: the part “{part}” was changed."),
    "twice": ("La personne {id} figure deux fois.", "Candidate {id} is there twice."),
    "candidate": (
        "Les catégories de la personne {id} ont été modifiées : elles ne correspondent pas à celles du tirage.",
        "The categories of candidate {id} were changed: they are not those of the lottery.",
    ),
    "stranger": ("Panel {panel} : {id} n’est pas candidate.", "Panel {panel}: {id} is no candidate."),
    "size": (
        "Panel {panel} : {found} personnes au lieu de {expected}.", "Panel {panel}: {found} people, not {expected}."
    ),
    "tickets": ("Panel {panel} : {found} billets.", "Panel {panel}: {found} tickets."),
    "address": (
        "Panel {panel} : deux personnes de la même adresse.", "Panel {panel}: two people of the same address."
    ),
    "quota": (
        "Panel {panel} : {count} personnes « {value} » ({category}), il en faut de {minimum} à {maximum}.",
        "Panel {panel}: {count} people “{value}” ({category}), where {minimum} to {maximum} are needed.",
    ),
    "total": ("Les billets sont {found} au lieu de {expected}.", "There are {found} tickets, not {expected}."),
    "chance": (
        "La probabilité de {id} est fausse : {found} billets annoncés, {expected} comptés.",
        "The chance of {id} is wrong: {found} tickets announced, {expected} counted.",
    ),
    "other_panels": (
        "Le tirage porte sur un autre fichier de panels : empreinte {expected}, et non {found}.",
        "The draw is of another file of panels: digest {expected}, not {found}.",
    ),
    "seed": (
        "La graine a été modifiée : {found} au lieu de {expected}.", "The seed was changed: {found}, not {expected}."
    ),
    "too_early": (
        "La graine est du {day}, avant le jour annoncé ; la publication est du {published}.",
        "The seed is of {day}, before the announced day; the publication is of {published}.",
    ),
    "other_day": (
        "Graine du {day} au lieu du {expected}, sans raison.", "Seed of {day} instead of {expected}, without a reason."
    ),
    "drawn_before": (
        "Le tirage du {day} précède le jour de la graine, {seed}.", "The draw of {day} is before its seed, of {seed}."
    ),
    "secret": ("Le secret de {who} n’est pas celui annoncé.", "The secret of {who} is not the announced one."),
    "parts": ("La graine n’est pas faite des secrets révélés.", "The seed is not made of the secrets."),
    "ticket": (
        "Avec cette graine et ces panels, le billet tiré est {expected}, et non {found} : l’un des deux a été modifié.",
        "With this seed and these panels the ticket is {expected}, not {found}: one of both was changed.",
    ),
    "drawn_panel": (
        "Le billet tiré désigne le panel {expected}, et non celui qui est publié ({found}).",
        "The ticket names panel {expected}, not the one that is published ({found}).",
    ),
    "drawn_members": (
        "Les membres publiés ne sont pas ceux du panel tiré, {panel}.", "These are not the members of panel {panel}."
    ),
    "more": ("… et {number} autres constats semblables.", "… and {number} more like these."),
    "left": ("Remplacement {number} : {id} n’était pas du panel.", "Replacement {number}: {id} was not in the panel."),
    "replacement": (
        "Remplacement {number} : le tirage désigne {expected}, et non {found}.",
        "Replacement {number}: the draw names {expected}, not {found}.",
    ),
    "ok_panels": (
        "Tout concorde. {panels} panels possibles de {size} personnes parmi {candidates} candidatures ; tous tiennent "
        "les quotas, et leurs billets font {tickets}. Le tirage n’a pas encore eu lieu. SHA-256 : {sha256}",
        "Everything agrees. {panels} possible panels of {size} among {candidates} candidates; all keep the quotas, and "
        "their tickets add up to {tickets}. The draw is yet to come. SHA-256: {sha256}",
    ),
    "ok_draw": (
        "Tout concorde. {panels} panels possibles de {size} personnes parmi {candidates} candidatures ; tous tiennent "
        "les quotas. Billet tiré : {ticket} ; panel : {panel} ; remplacements : {replacements}. SHA-256 : {sha256}",
        "Everything agrees. {panels} possible panels of {size} among {candidates} candidates; all keep the quotas. The "
        "seed gives ticket {ticket} and panel {panel}; replacements: {replacements}. SHA-256: {sha256}",
    ),
    "verdict": ("Ces fichiers ont été modifiés, ou le tirage est faux.", "Files were changed, or the draw is wrong."),
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
