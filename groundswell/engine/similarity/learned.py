"""The numbers learned from the training texts: what is added to the encoder, and how its pieces are read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from groundswell.engine.similarity.tensors import tensors
from groundswell.engine.similarity.terms import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

WHOLE = ("middle", "centre", "projection", "weights", "scales")


class Learned(NamedTuple):
    """`steps` are added to the encoder's matrices, each as a tall times a wide matrix (Hu et al. 2021).

    `middle` is taken off each text's vector. A word piece's vector less `centre`, times `projection`, is
    the short vector that is kept; `weights` says how much each piece of the vocabulary counts.
    """

    middle: Numbers
    centre: Numbers
    projection: Numbers
    weights: Numbers
    steps: dict[str, tuple[Numbers, Numbers]]


@cache
def learned() -> Learned:
    """data/learned.npz, made by scripts/train_similarity.py, read once."""
    with (files(__package__) / "data" / "learned.npz").open("rb") as file, np.load(file) as kept:
        found = {name: kept[name].astype(np.float32) for name in kept.files}
    middle, centre, projection, weights, scales = (found.pop(name) for name in WHOLE)
    names = sorted({name.rsplit(".", 1)[0] for name in found})
    rows = zip(names, scales, strict=True)
    steps = {name: (found[f"{name}.tall"] * scale, found[f"{name}.wide"]) for name, scale in rows}
    return Learned(middle, centre, projection, weights, steps)


def rarity(word: str) -> float:
    """How much a word counts; one that is not a single piece of the vocabulary counts as the rarest do."""
    weights, number = learned().weights, vocabulary().get(word)
    return float(weights.max() if number is None else weights[number])


def adapted(model: bytes) -> bytes:
    """The model's file with the steps added. Each column keeps whole numbers from -127 to 127 and a scale."""
    places, changed = tensors(model), bytearray(model)
    for name, (tall, wide) in learned().steps.items():
        numbers, scales = places[f"{name}_q"], places[f"{name}_scale"]
        kept = np.frombuffer(model[numbers], np.int8).reshape(len(tall), wide.shape[1])
        matrix = kept * np.frombuffer(model[scales], np.float32) + tall @ wide
        scale = np.abs(matrix).max(axis=0) / 127
        changed[numbers] = np.rint(matrix / scale).astype(np.int8).tobytes()
        changed[scales] = scale.astype(np.float32).tobytes()
    return bytes(changed)
