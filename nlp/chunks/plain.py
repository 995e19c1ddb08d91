"""Values to bytes and back without pickle: the same value always gives the same bytes, and reading runs no code.

Known are None, booleans, integers, floats and strings; lists, tuples and dictionaries of known values; arrays of numpy
without objects in them; named tuples that this library defines. Anything else is a TypeError.

The form: the length of a JSON text (8 bytes, big end first), the text, then each array in numpy's own file format.
"""

import io
import json
from importlib import import_module

import numpy as np

SCALARS = frozenset((type(None), bool, int, float, str))
LIBRARY = __name__.partition(".")[0] + "."
TUPLE, NAMED, DICTIONARY, ARRAY = "tuple", "named", "dictionary", "array"


def packed(value):
    """The bytes of a value; raises TypeError for what is not known."""
    arrays = []
    text = json.dumps(_described(value, arrays), separators=(",", ":")).encode("ascii")
    buffer = io.BytesIO()
    buffer.write(len(text).to_bytes(8, "big") + text)
    for array in arrays:
        np.lib.format.write_array(buffer, array, version=(2, 0), allow_pickle=False)
    return buffer.getvalue()


def unpacked(content):
    """The value of bytes that `packed` made; raises ValueError for others."""
    buffer = io.BytesIO(content)
    length = int.from_bytes(buffer.read(8), "big")
    description = json.loads(buffer.read(length))
    arrays = []
    while buffer.tell() < len(content):
        arrays.append(np.lib.format.read_array(buffer, allow_pickle=False))
    return _restored(description, arrays)


def _described(value, arrays):
    """The value as JSON can hold it: what JSON has no word for is an object of one member, its kind."""
    kind = type(value)
    if kind in SCALARS:
        return value
    if kind is list:
        return [_described(item, arrays) for item in value]
    if kind is tuple:
        return {TUPLE: [_described(item, arrays) for item in value]}
    if kind is dict:
        return {DICTIONARY: [[_described(item, arrays) for item in pair] for pair in value.items()]}
    if kind is np.ndarray and not value.dtype.hasobject:
        arrays.append(value)
        return {ARRAY: len(arrays) - 1}
    if issubclass(kind, tuple) and hasattr(kind, "_fields") and kind.__module__.startswith(LIBRARY):
        return {NAMED: [kind.__module__, kind.__qualname__, [_described(item, arrays) for item in value]]}
    raise TypeError(
        f"A chunk or its result holds a {kind.__module__}.{kind.__qualname__}, which a store cannot keep: "
        "use plain values, arrays without objects, or named tuples of this library."
    )


def _restored(description, arrays):
    if isinstance(description, list):
        return [_restored(item, arrays) for item in description]
    if not isinstance(description, dict):
        return description
    ((kind, content),) = description.items()
    if kind == TUPLE:
        return tuple(_restored(item, arrays) for item in content)
    if kind == DICTIONARY:
        return {_restored(key, arrays): _restored(item, arrays) for key, item in content}
    if kind == ARRAY:
        return arrays[content]
    module, name, items = content
    return _named(module, name)(*(_restored(item, arrays) for item in items))


def _named(module, name):
    """The named tuple of that name; only this library's are looked for, so that a file can't call anything else."""
    found = getattr(import_module(module), name, None) if module.startswith(LIBRARY) else None
    if not (isinstance(found, type) and issubclass(found, tuple) and hasattr(found, "_fields")):
        raise ValueError(f"{module}.{name} is no named tuple of this library.")
    return found
