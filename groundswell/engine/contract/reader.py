"""Reads an input's fields, each with its type and its limits, and refuses the rest in words.

A field that may be left out takes a `default`; null counts as left out. True and false are never
numbers, 3.0 is a whole number, and NaN or infinity is no number at all.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from groundswell.engine.contract.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

T = TypeVar("T")


class Missing:
    """The mark of a field without a default."""


REQUIRED = Missing()


class Within(NamedTuple):
    """Limits of a number, both ends included; None is no limit."""

    low: float | None = None
    high: float | None = None

    def check(self, value: float, field: str) -> None:
        if self.low is not None and value < self.low:
            raise Refused("out_of_range", f"{field} must be {self.low:g} or more.", field)
        if self.high is not None and value > self.high:
            raise Refused("out_of_range", f"{field} must be {self.high:g} or less.", field)


ANY = Within()


def wrong(field: str, wanted: str) -> Refused:
    return Refused("wrong_type", f"{field} must be {wanted}.", field)


def as_number(value: object, field: str, within: Within = ANY) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(field, "a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise Refused("out_of_range", f"{field} is too large to use.", field)
    within.check(number, field)
    return number


def as_integer(value: object, field: str, within: Within = ANY) -> int:
    number = as_number(value, field, within)
    if number != int(number):
        raise wrong(field, "a whole number")
    return int(number)


def as_boolean(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise wrong(field, "true or false")
    return value


def as_text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise wrong(field, "text")
    return value


def as_label(value: object, field: str) -> str | int:
    """An id: text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong(field, "text or a whole number")
    return value


def as_date(value: object, field: str) -> date:
    text = as_text(value, field)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise wrong(field, "a date such as 2026-03-31")
    return day


def as_list(value: object, field: str, length: int | None = None) -> list[object]:
    if not isinstance(value, list):
        raise wrong(field, "a list")
    if length is not None and len(value) != length:
        raise Refused("wrong_length", f"{field} must have {length} items, not {len(value)}.", field)
    return value


def as_table(value: object, field: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise wrong(field, "an object with named fields")
    return value


def as_gap_or_number(value: object, field: str, within: Within = ANY) -> float | None:
    return None if value is None else as_number(value, field, within)


def as_row(value: object, field: str, reads: Sequence[Callable[..., Any]]) -> tuple[Any, ...]:
    """A list with one item for each of `reads`, such as [application, reviewer, score]."""
    cells = as_list(value, field, len(reads))
    return tuple(read(cell, f"{field}[{place}]") for place, (read, cell) in enumerate(zip(reads, cells, strict=True)))


def as_map(value: object, field: str, read: Callable[..., T], **limits: Any) -> dict[str, T]:
    """An object whose names are free (ids, parameters), each value read by `read`."""
    table = as_table(value, field)
    return {name: read(item, f"{field}.{name}", **limits) for name, item in table.items()}


class Reader:
    """The fields of one JSON object; a name outside `known` is refused at once."""

    def __init__(self, payload: object, known: Collection[str], *, inside: str = "") -> None:
        table = as_table(payload, inside.rstrip(".") or "The input")
        unknown = sorted(set(table) - set(known))
        if unknown:
            names = ", ".join(known)
            raise Refused(
                "unknown_field",
                f"{inside}{unknown[0]} is not a field here. The fields are: {names}.",
                inside + unknown[0],
            )
        self._table = table
        self._inside = inside

    def has(self, name: str) -> bool:
        """Whether the field is given, and is not null."""
        return self._table.get(name) is not None

    def path(self, name: str) -> str:
        return self._inside + name

    def take(self, name: str, read: Callable[..., T], default: Any = REQUIRED, /, **limits: Any) -> T:
        """The field read by one of the `as_` functions above, or its default."""
        value = self._table.get(name)
        if value is not None:
            return read(value, self.path(name), **limits)
        if isinstance(default, Missing):
            field = self.path(name)
            raise Refused("missing_field", f"{field} is needed.", field)
        return default  # type: ignore[no-any-return]

    def number(self, name: str, default: Any = REQUIRED, *, within: Within = ANY) -> float:
        return self.take(name, as_number, default, within=within)

    def number_or_none(self, name: str, *, within: Within = ANY) -> float | None:
        return self.take(name, as_number, None, within=within)

    def integer(self, name: str, default: Any = REQUIRED, *, within: Within = ANY) -> int:
        return self.take(name, as_integer, default, within=within)

    def integer_or_none(self, name: str, *, within: Within = ANY) -> int | None:
        return self.take(name, as_integer, None, within=within)

    def boolean(self, name: str, default: Any = REQUIRED) -> bool:
        return self.take(name, as_boolean, default)

    def text(self, name: str, default: Any = REQUIRED) -> str:
        return self.take(name, as_text, default)

    def choice(self, name: str, choices: Collection[str], default: Any = REQUIRED) -> str:
        chosen = self.text(name, default)
        if chosen not in choices:
            known = ", ".join(choices)
            raise Refused("not_a_choice", f"{self.path(name)} must be one of: {known}.", self.path(name))
        return chosen

    def items(
        self,
        name: str,
        read: Callable[..., T],
        default: Any = REQUIRED,
        /,
        *,
        length: int | None = None,
        **limits: Any,
    ) -> list[T]:
        """A list, each item read by one of the `as_` functions above."""

        def each(value: object, field: str) -> list[T]:
            found = as_list(value, field, length)
            return [read(item, f"{field}[{place}]", **limits) for place, item in enumerate(found)]

        return self.take(name, each, default)

    def inner(self, name: str, known: Collection[str]) -> Reader:
        """The reader of an object inside this one; one that is left out reads as empty."""
        table = self.take(name, as_table, {})
        return Reader(table, known, inside=self.path(name) + ".")
