import re

import pytest

from nlp.errors import BadInput, ContradictoryDecisions, EngineError
from tests.nlp.synthetic_run import small_run


def pin(text, theme=None, start=None, end=None):
    entry = {"kind": "pin", "text": text}
    if theme:
        entry["theme"] = theme
    return entry if start is None else entry | {"start": start, "end": end}


def together(*texts):
    return {"kind": "together", "texts": list(texts)}


def apart(*texts):
    return {"kind": "apart", "texts": list(texts)}


def merge(*themes, into):
    return {"kind": "merge", "themes": list(themes), "into": into}


def split(theme, *parts):
    titled = [{"title": f"Partie {number}", "texts": list(texts)} for number, texts in enumerate(parts)]
    return {"kind": "split", "theme": theme, "parts": titled}


def name(theme, title):
    return {"kind": "name", "theme": theme, "title": title}


def aside(text, reason="hors sujet"):
    return {"kind": "set-aside", "text": text, "reason": reason}


def refused(*entries, run=None):
    with pytest.raises(ContradictoryDecisions) as clash:
        (run or small_run()).settle(*entries)
    return clash.value.problems


CLASHES = {
    "a text in two themes": ([pin("1", "t2"), pin("1", "t3")], (1, 2), "'t2' and 't3'"),
    "a text in two sub-themes": ([pin("1", "t2.1"), pin("1", "t2.2")], (1, 2), "'t2.1' and 't2.2'"),
    "exact copies in two themes": ([pin("1", "t2"), pin("1b", "t3")], (1, 2), "exact copies"),
    "a stretch and the whole": ([pin("37", "t2"), pin("37", "t3", 0, 10)], (1, 2), "two themes"),
    "stretches that overlap": ([pin("37", "t2", 0, 12), pin("37", "t3", 8, 20)], (1, 2), "two themes"),
    "together and apart": ([together("1", "2"), apart("2", "1")], (1, 2), "keeps them together"),
    "together by way of a third": (
        [together("1", "2"), apart("1", "20"), together("2", "3"), together("3", "20")],
        (1, 2, 3, 4),
        "keep them together",
    ),
    "together by way of a copy": (
        [together("2", "1"), together("1b", "3"), apart("2", "3")],
        (1, 2, 3),
        "keep them together",
    ),
    "together across pins": (
        [together("2", "3"), pin("2", "t1"), pin("3", "t2")],
        (1, 2, 3),
        "keeps them together",
    ),
    "apart of exact copies": ([apart("1", "1b")], (1,), "exact copies"),
    "apart of one text": ([apart("1", "1")], (1,), "names one text twice"),
    "apart in one pinned theme": (
        [apart("1", "2"), pin("1", "t3.1"), pin("2", "t3.2")],
        (1, 2, 3),
        "in one theme",
    ),
    "apart in one theme by a merge": (
        [apart("1", "2"), pin("1", "t3"), pin("2", "t2"), merge("t2", into="t3")],
        (1, 2, 3),
        "in one theme",
    ),
    "pinned to two parts": (
        [split("t1.1", ["2"], ["3"]), pin("2", "t2")],
        (1, 2),
        "'t2'",
    ),
    "aside and pinned": ([aside("1"), pin("1b", "t1")], (1, 2), "exact copies"),
    "aside and together": ([aside("1"), together("1", "2")], (1, 2), "in a theme with others"),
    "aside and in a part": ([aside("2"), split("t1", ["2"], ["7"])], (1, 2), "aside"),
    "aside for two reasons": ([aside("1", "injure"), aside("1b", "publicité")], (1, 2), "two reasons"),
    "a part names a text of another part": ([split("t1", ["2", "3"], ["3", "7"])], (1,), "two parts"),
    "copies in two parts": ([split("t1", ["1", "3"], ["1b", "7"])], (1,), "exact copies"),
    "a part names a text of another theme": ([split("t1", ["2"], ["20"])], (1,), "not in 't1'"),
    "split in two ways": ([split("t1", ["2"], ["3"]), split("t1", ["2"], ["4"])], (1, 2), "two ways"),
    "split and merged": ([split("t1", ["2"], ["3"]), merge("t1", into="t2")], (1, 2), "splits"),
    "merged into what is split": ([split("t1", ["2"], ["3"]), merge("t2", into="t1")], (1, 2), "splits"),
    "split of a part that ends": (
        [split("t1.1", ["2"], ["3"]), merge("t1", into="t2.1")],
        (1, 2),
        "drop one",
    ),
    "split of a part of what is split": (
        [split("t1", ["2", "3"], ["7"]), split("t1.1", ["2"], ["3"])],
        (1, 2),
        "a later run",
    ),
    "merged into two": ([merge("t1", into="t2"), merge("t1", into="t3")], (1, 2), "keep one"),
    "merged into itself": ([merge("t1", into="t1")], (1,), "itself"),
    "merged into its part": ([merge("t1", into="t1.2")], (1,), "part of it"),
    "merged into what holds it": ([merge("t1.2", into="t1")], (1,), "part already"),
    "merged in a circle": (
        [merge("t1", into="t2"), merge("t2", into="t3"), merge("t3", into="t1")],
        (1, 2, 3),
        "circle",
    ),
    "merged in a circle of levels": ([merge("t1", into="t2.1"), merge("t2", into="t1.1")], (1, 2), "circle"),
    "two names": ([name("t1", "Un"), name("t1", "Deux")], (1, 2), "two ways"),
    "the name of what is merged": ([name("t1", "Un"), merge("t1", into="t2")], (1, 2), "no more"),
    "the name of what is split": ([name("t1", "Un"), split("t1", ["2"], ["3"])], (1, 2), "no more"),
    "the name of a part that ends": ([name("t1.1", "Un"), merge("t1", into="t2.1")], (1, 2), "no more"),
    "an unknown text": ([pin("99", "t1")], (1,), "'99'"),
    "an unknown theme": ([pin("1", "t99")], (1,), "'t99'"),
    "a merge of an unknown theme": ([merge("t98", "t99", into="t1")], (1,), "'t98'"),
    "a text that the engine set aside": ([pin("38", "t1")], (1,), "no-opinion"),
    "offsets beyond the text": ([pin("1", "t1", 0, 999)], (1,), "characters"),
    "offsets of no word": ([pin("1", "t1", 6, 7)], (1,), "no word"),
}


@pytest.mark.parametrize("case", CLASHES)
def test_clash_is_refused_and_named(case):
    entries, numbers, words = CLASHES[case]

    problems = refused(*entries)

    told = " ".join(problems)
    assert words in told
    assert set(numbers) <= {int(number) for number in re.findall(r"(?<!')\b\d+\b(?!')", told)}
    assert all(problem.endswith(".") for problem in problems)


def test_every_clash_is_named_at_once():
    problems = refused(
        pin("1", "t2"), pin("1", "t3"), apart("13", "13b"), pin("99", "t1"), name("t9", "Neuf")
    )

    assert len(problems) == 4


def test_refusal_is_an_error_of_the_engine_and_takes_one_line():
    problems = ContradictoryDecisions(["Decision 1 (pin) names text 'x'."])

    assert isinstance(problems, EngineError)
    assert not isinstance(problems, BadInput)
    assert "\n" not in str(problems)


def test_theme_ids_without_an_earlier_run_are_refused():
    run = small_run()
    run.previous = None

    problems = refused(pin("1", "t2"), name("t1", "Un"), pin("2"), run=run)

    assert len(problems) == 3
    assert all("no earlier run" in problem for problem in problems)


def test_pin_without_theme_needs_a_text_that_was_in_one():
    run = small_run()
    run.previous.text_groups[run.previous.place["5"]] = -1

    problems = refused(pin("5"), run=run)

    assert "was in none" in problems[0]


@pytest.mark.parametrize(
    "entries",
    [
        [pin("1", "t2"), pin("1", "t2"), pin("1b", "t2")],
        [pin("1", "t2"), pin("1", "t2.1")],
        [together("1", "2"), together("2", "1")],
        [name("t1", "Un"), name("t1", "Un")],
        [merge("t1", into="t2"), merge("t1", into="t2"), pin("1", "t1"), pin("1", "t2")],
        [merge("t1", "t2", into="t2")],
        [split("t1", ["2"], ["3"]), split("t1", ["2"], ["3"]), pin("2", "t1")],
        [aside("1"), aside("1b"), aside("38")],
        [aside("1"), apart("1", "2")],
        [pin("37", "t2", 0, 10), pin("37", "t3", 30, 40)],
    ],
)
def test_decisions_that_say_the_same_or_fit_are_no_clash(entries):
    settled = small_run().settle(*entries)

    assert settled.text_themes.max() >= 0
