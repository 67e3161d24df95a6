"""What each mail of this room says. The news first, one link; nothing that only a few may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.notices import Letter, declare, reader
from groundswell.needs.notices import challenges, needs, rounds, strategy
from groundswell.needs.notices.words import NEEDS, Words, enter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.needs.notices.words import About

WORDS: dict[str, Words] = {**needs.WORDS, **rounds.WORDS, **challenges.WORDS, **strategy.WORDS}


def register_all() -> None:
    declare(NEEDS)
    for key, words in WORDS.items():
        enter(key, words)
    reader("needs", read_on_site)


def read_on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """What these notices say to who asks, of records that they may see now; one query for each kind of record."""
    by_kind: dict[About, set[tuple[str, UUID]]] = {}
    for key, record_id in told:
        if key in WORDS:
            by_kind.setdefault(WORDS[key].about, set()).add((key, record_id))
    read: dict[Told, Letter] = {}
    for about, wanted in by_kind.items():
        found = about.seen(asker).in_bulk({record_id for _key, record_id in wanted})
        read |= {
            (key, record_id): WORDS[key].letter(found[record_id], about.link(found[record_id]))
            for key, record_id in wanted
            if record_id in found
        }
    return read
