"""Where the numbers of a model stand in its file, which is in the Open Neural Network Exchange format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Field numbers of the format (protocol buffers): a model's graph, its tensors, their names and bytes.
GRAPH, TENSOR, NAME, BYTES = 7, 5, 8, 9
ONE_NUMBER = 0


def tensors(model: bytes) -> dict[str, slice]:
    """The place of each named tensor's bytes. Only for a file whose checksum is known: nothing is checked."""
    found: dict[str, slice] = {}
    for graph in _parts(model, slice(0, len(model)), GRAPH):
        for tensor in _parts(model, graph, TENSOR):
            for name in _parts(model, tensor, NAME):
                found |= {model[name].decode(): place for place in _parts(model, tensor, BYTES)}
    return found


def _parts(model: bytes, inside: slice, wanted: int) -> Iterator[slice]:
    """The places of the fields with the wanted number; single numbers are stepped over."""
    start = inside.start
    while start < inside.stop:
        key, start = _number(model, start)
        size, start = _number(model, start)
        if key & 7 == ONE_NUMBER:
            continue
        if key >> 3 == wanted:
            yield slice(start, start + size)
        start += size


def _number(model: bytes, start: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and the place after it."""
    value = shift = 0
    while True:
        byte = model[start]
        start += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, start
        shift += 7
