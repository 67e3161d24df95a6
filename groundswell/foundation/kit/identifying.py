"""Pieces of a text that could tell who wrote it. Used to warn; whoever writes decides."""

from __future__ import annotations

import re

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


def find(text: str, name: str = "") -> list[str]:
    """The pieces, in the order in which they stand, each once; none when nothing was noticed.

    `name`: the writer's own name where it is known; each part of it that stands in the text is a piece.
    """
    found = [(match.start(), match.group().strip()) for pattern in PATTERNS for match in pattern.finditer(text)]
    parts = [part for part in re.findall(r"[\w'’-]+", name) if len(part) >= SHORTEST_NAME]
    if parts:
        either = "|".join(re.escape(part) for part in parts)
        named = rf"\b(?:{either})(?:\s+(?:{either}))*\b"
        found += [(match.start(), match.group()) for match in re.finditer(named, text, re.IGNORECASE)]
    return list(dict.fromkeys(piece for _start, piece in sorted(found)))
