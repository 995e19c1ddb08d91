import os
import subprocess
import sys
from collections import namedtuple

import numpy as np
import pytest

from nlp.chunks.plain import packed, unpacked
from nlp.private.finding import Private

Stranger = namedtuple("Stranger", "name")


def test_value_comes_back_with_its_kinds():
    value = [None, True, 1, 2.5, "é\ud800", (1, ["a"]), {("x", 1): {2: "b"}}, Private(0, 5, "EMAIL")]

    again = unpacked(packed(value))

    assert again == value
    assert [type(item) for item in again] == [type(item) for item in value]
    assert [type(item) for item in again[5]] == [int, list]


def test_arrays_come_back_to_the_bit():
    arrays = [
        np.array([[0.1, np.nan], [-0.0, np.inf]], dtype=np.float16),
        np.arange(6, dtype=np.int64).reshape(2, 3)[:, ::2],
        np.array(["a", "éé"]),
        np.zeros((0, 4), dtype=bool),
    ]

    again = unpacked(packed({"all": tuple(arrays)}))["all"]

    for before, after in zip(arrays, again, strict=True):
        assert after.dtype == before.dtype
        assert after.shape == before.shape
        assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize(
    "value",
    [
        {1, 2},
        object(),
        b"bytes",
        np.float32(1.0),
        np.array([object()]),
        Stranger("a"),
        [len],
        np.ma.array([1]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_known_is_refused(value):
    with pytest.raises(TypeError, match="a store cannot keep"):
        packed([value])


def test_reading_makes_nothing_but_named_tuples_of_the_library():
    length = len(text := b'{"named":["os","getcwd",[]]}').to_bytes(8, "big")

    with pytest.raises(ValueError, match="no named tuple of this library"):
        unpacked(length + text)


def test_bytes_are_the_same_in_every_process():
    code = (
        "import sys, numpy as np; from nlp.chunks.plain import packed;"
        "sys.stdout.buffer.write(packed([dict.fromkeys(['b', 'a', 'c'], 1), np.arange(3.0), 'é']))"
    )

    written = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }

    assert len(written) == 1
