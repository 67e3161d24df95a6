"""A sentence that names a person and a day: whole, so that a language may put them where it wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.design.words import long_date

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True)
class Sentence:
    """`words` have places for `who` and `date`. A page shows both strongly; anywhere else it reads as plain words."""

    words: str
    who: str
    when: date | datetime | None

    def __str__(self) -> str:
        return self.words % {"who": self.who, "date": long_date(self.when) if self.when else ""}
