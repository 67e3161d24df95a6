"""What a PDF does when it is opened: scripts, programs that it starts, and other files inside it.

Only what a reader would follow is looked at: the words of each object, up to its stream, and the objects that are
packed into a stream. So a page that writes about JavaScript, or links to it, is taken. No library is needed: what is
packed is packed as zip archives are.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTIVE = {b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"EmbeddedFiles"}
OTHER_PACKING = {
    *(b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85", b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"Crypt"),
    b"Predictor",
}
MOST_UNPACKED = 20_000_000  # bytes of packed objects in one file
MOST_OBJECTS = 100_000  # in one file: a book of a thousand pages has a tenth of it
LONGEST_LIST = 1_000_000  # bytes at the head of packed objects
_OBJECT = re.compile(rb"(?<=[\x00\t\n\x0c\r ])obj")  # after its two numbers; whatever stands between them
_NEXT = re.compile(rb"[(%]|/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)|(?:stream\r?\n|endobj)")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_LINE_END = re.compile(rb"[\r\n]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class CannotLook(Exception):  # noqa: N818  a state of the file
    """Its objects are packed so that we cannot read them."""


class TooLarge(Exception):  # noqa: N818  a state of the file
    """Its objects are far more than the file seems to hold."""


def is_active(raw: bytes) -> bool:
    """Whether opening it may run a script or a program, or bring another file. Raises `CannotLook`, `TooLarge`."""
    to_read, to_unpack = 2 * len(raw), MOST_UNPACKED  # objects that lie in each other cost no more than these
    for number, (start, end) in enumerate(_objects(raw)):
        if number >= MOST_OBJECTS:
            raise TooLarge
        names, body = _names(raw, start, end)
        if names & ACTIVE:
            return True
        if b"ObjStm" in names and body is not None:
            inside = _stream(raw, body, to_read)
            packed = _unpacked(inside, names, to_unpack)
            to_read, to_unpack = to_read - len(inside), to_unpack - len(packed)
            if any(_names(packed, *span)[0] & ACTIVE for span in _packed_objects(packed, raw[start:body])):
                return True
    return False


def _objects(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where each object begins, and where the next does. One that hides in the stream of another is found too."""
    last = None
    for found in _OBJECT.finditer(raw):
        if last is not None:
            yield last, found.start()
        last = found.end()
    if last is not None:
        yield last, len(raw)


def _names(raw: bytes, start: int, end: int) -> tuple[set[bytes], int | None]:
    """The names of one object, but for those in its strings and comments; and where its stream begins."""
    names: set[bytes] = set()
    place = start
    while found := _NEXT.search(raw, place, end):
        place = found.end()
        sign = found[0][:1]
        if sign == b"(":
            place = _after_string(raw, place, end)
        elif sign == b"%":
            line = _LINE_END.search(raw, place, end)
            place = line.end() if line else end
        elif sign == b"/":
            names.add(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), found[1]))
        else:
            return names, place if sign == b"s" else None
    return names, None


def _after_string(raw: bytes, place: int, end: int) -> int:
    depth = 1
    while depth and (found := _IN_STRING.search(raw, place, end)):
        place = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return end if depth else place


def _stream(raw: bytes, body: int, most: int) -> bytes:
    end = raw.find(b"endstream", body)
    if end < 0:
        raise CannotLook
    if end - body > most:
        raise TooLarge
    return raw[body:end]


def _unpacked(inside: bytes, names: set[bytes], most: int) -> bytes:
    """Raises `CannotLook` too where it goes on behind what we took for its end."""
    if names & OTHER_PACKING:
        raise CannotLook
    if not names & {b"FlateDecode", b"Fl"}:
        return inside
    unpacking = zlib.decompressobj()
    try:
        packed = unpacking.decompress(inside, most + 1)
    except zlib.error as broken:
        raise CannotLook from broken
    if len(packed) > most:
        raise TooLarge
    if not unpacking.eof:
        raise CannotLook
    return packed


def _packed_objects(packed: bytes, told: bytes) -> Iterator[tuple[int, int]]:
    """Where each packed object stands, by the list at the head of them. `told`: how many, and where the first is."""
    count, first = _number(told, b"N"), _number(told, b"First")
    if first > LONGEST_LIST:
        raise CannotLook
    numbers = packed[:first].split()[: 2 * count]
    if len(numbers) < 2 * count or not all(number.isdigit() for number in numbers):
        raise CannotLook
    places = sorted({first + int(number) for number in numbers[1::2]})
    yield from zip(places, [*places[1:], len(packed)], strict=True)


def _number(told: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb"[\x00\t\n\x0c\r ]+(\d{1,9})(?![\x00\t\n\x0c\r ]+\d+[\x00\t\n\x0c\r ]+R)", told)
    if found is None:
        raise CannotLook
    return int(found[1])
