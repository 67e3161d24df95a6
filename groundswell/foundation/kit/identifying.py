"""Pieces of a text that could tell who wrote it. Used to warn; whoever writes decides."""

from __future__ import annotations

import re

from django.utils.crypto import salted_hmac

PATTERNS = (
    # looked for only where a word begins, or one endless word would be read again from each of its letters
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<!\d)(?:\+44|0)(?:[ -]?\d){9,10}(?!\d)"),
    re.compile(r"\b(?:bleep|ext(?:ension)?|room)\.? ?\d{3,6}\b", re.IGNORECASE),
    re.compile(r"\bmy name(?: is|'s|’s) [\w'’-]+(?: [A-Z][\w'’-]+)?", re.IGNORECASE),
    re.compile(r"\bI(?: am|'m|’m) (?:the )?only [^.,;!?\n]{3,40}", re.IGNORECASE),
    re.compile(r"\bas the (?:only|lead|head|senior|sole) [^.,;!?\n]{3,40}", re.IGNORECASE),
    re.compile(r"\bI(?: am|'m|’m) the (?!only\b)[\w-]+ [^.,;!?\n]{2,40}", re.IGNORECASE),
    re.compile(r"\b(?:my team|my ward|my clinic|my line manager|my manager)\b", re.IGNORECASE),
)
SHORTEST_NAME = 3
PART_OF_NAME = re.compile(r"[\w'’-]+")


def find(text: str, name: str = "") -> list[str]:
    """The pieces, in the order in which they stand, each once; none when nothing was noticed.

    `name`: the writer's own name where it is known; each part of it that stands in the text is a piece.
    """
    found = [(match.start(), match.group().strip()) for pattern in PATTERNS for match in pattern.finditer(text)]
    parts = _parts(name)
    if parts:
        either = "|".join(re.escape(part) for part in parts)
        named = rf"\b(?:{either})(?:\s+(?:{either}))*\b"
        found += [(match.start(), match.group()) for match in re.finditer(named, text, re.IGNORECASE)]
    return list(dict.fromkeys(piece for _start, piece in sorted(found)))


def _parts(name: str) -> list[str]:
    return [part for part in PART_OF_NAME.findall(name) if len(part) >= SHORTEST_NAME]


def marks_of(name: str) -> list[str]:
    """Keyed marks of the parts of a name: they know it again where it stands, and nobody reads it out of them."""
    return list(dict.fromkeys(_mark(part) for part in _parts(name)))


def known_again(text: str, marks: list[str]) -> str:
    """The parts of a name that stand in a text, when only its marks are known."""
    if not marks:
        return ""
    plain = re.sub(r"['’]s\b", "", text)
    words = dict.fromkeys([*PART_OF_NAME.findall(plain), *re.findall(r"\w+", plain)])
    return " ".join(word for word in words if _mark(word) in marks)


def _mark(part: str) -> str:
    return salted_hmac("groundswell.kit.identifying", part.casefold(), algorithm="sha256").hexdigest()
