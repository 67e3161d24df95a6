"""Words that we share with others: dated lists, each with its source and the day on which we checked it there.

Our codes hang on the stable keys. A value that ends keeps its key and gets a last day; what comes after it is named.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

if TYPE_CHECKING:
    from datetime import date

HERE = Path(__file__).parent
# From which lists a section chooses any that fit. How far a standard is met is of `standard_states`.
LISTS_OF: dict[str, tuple[str, ...]] = {
    "kind": ("programmes",),
    "needs": ("conditions", "patient_benefits", "system_benefits"),
    "rules": ("standards",),
}
STANDARDS, CONDITIONS, HOW_FAR = "standards", "conditions", "standard_states"


@dataclass(frozen=True)
class Source:
    """Where words come from: who publishes them, which state of them we read, under which licence."""

    name: str
    read: str = ""
    licence: str = ""
    address: str = ""


@dataclass(frozen=True)
class Value:
    """One value: our stable key, our words for it, the key that the source uses, and the days of its life.

    `under`: the key of the wider value of the same list to which it belongs, in a list of two levels.
    """

    key: str
    words: str
    theirs: str = ""
    group: str = ""
    under: str = ""
    since: date | None = None
    until: date | None = None
    then: str = ""

    @property
    def label(self) -> str:
        return gettext(self.words)

    def stands_on(self, day: date) -> bool:
        """Whether it may be chosen on this day; the last day counts."""
        return not ((self.since and day < self.since) or (self.until and day > self.until))


@dataclass(frozen=True)
class Vocabulary:
    """A list of values. `checked_on` none: nobody has compared it with its source, and pages say so."""

    name: str
    title: str
    source: Source
    values: tuple[Value, ...]
    checked_on: date | None = None
    note: str = ""

    @property
    def verified(self) -> bool:
        return self.checked_on is not None

    def on(self, day: date) -> list[Value]:
        """What may be chosen on this day, in the order of the list."""
        return [value for value in self.values if value.stands_on(day)]

    def label_of(self, key: str) -> str:
        """The words of a key, also of one whose days are over; an unknown key stays as it is."""
        found = next((value for value in self.values if value.key == key), None)
        return found.label if found else key

    def whole_label(self, value: Value) -> str:
        """Its words after those of the wider value, if it belongs to one."""
        return f"{self.label_of(value.under)}: {value.label}" if value.under else value.label

    def whole_label_of(self, key: str) -> str:
        found = self.value(key)
        return self.whole_label(found) if found else key

    def value(self, key: str) -> Value | None:
        return next((value for value in self.values if value.key == key), None)


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """Every vocabulary by name, in the order of the files."""
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.toml"))]
    found = [_vocabulary(row, Source(**file["source"])) for file in read for row in file["vocabulary"]]
    return {one.name: one for one in found}


def vocabulary(name: str) -> Vocabulary:
    return vocabularies()[name]


def _vocabulary(row: dict[str, Any], source: Source) -> Vocabulary:
    values = tuple(Value(**value) for value in row["values"])
    own = Source(**row["source"]) if "source" in row else source
    return Vocabulary(
        row["name"], row["title"], own, values, checked_on=row.get("checked_on"), note=row.get("note", "")
    )
