"""Numbers out of a spreadsheet, pasted or as a file: every line is read, and each that cannot be taken says why."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.partnership.services.headcounts import Counted
from groundswell.partnership.states import StaffGroup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

COLUMNS = 5
MOST_LINES = 1000
MOST_PEOPLE = 1_000_000
LONGEST_SOURCE = 200
MARK = "\ufeff"  # with which spreadsheets begin a file


@dataclass(frozen=True)
class Read:
    rows: list[Counted]
    troubles: list[str]


class Trouble(Exception):  # noqa: N818  reads as the sentence it is
    """Why a line cannot be taken."""


def text_of(raw: bytes) -> str:
    """What a file holds; a `Trouble` where it is no text that we can read."""
    sixteen = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not sixteen and b"\0" in raw:
        raise Trouble(_("This is no CSV file. Save your spreadsheet as CSV, and choose that"))
    try:
        return raw.decode("utf-16" if sixteen else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-16" if sixteen else "utf-8-sig", "ignore")
        line = {"number": len(f"{before}.".splitlines())}
        raise Trouble(
            _("Line %(number)d holds letters that we cannot read. Save it as “CSV UTF-8”, and choose that") % line
        ) from error


def headcounts(text: str, places: dict[str, UUID], today: date) -> Read:
    """Lines of: organisation, staff group, number, date, source. A first line of headings is passed over.

    `places`: the organisations that may be named, by their names in small letters.
    """
    rows: list[Counted] = []
    troubles: list[str] = []
    seen: dict[tuple[UUID, str, date], int] = {}
    try:
        lines = _lines(text)
    except Trouble as trouble:
        return Read([], [_("Line %(number)d: %(trouble)s") % {"number": trouble.args[1], "trouble": trouble.args[0]}])
    for number, cells in lines:
        try:
            row = _row(cells, places, today)
            _check_twice(row, seen, number)
        except Trouble as trouble:
            troubles.append(_("Line %(number)d: %(trouble)s") % {"number": number, "trouble": trouble})
        else:
            rows.append(row)
        if number > MOST_LINES:
            troubles.append(_("There are more than %(most)d lines. Send them in parts") % {"most": MOST_LINES})
            break
    if not rows and not troubles:
        troubles.append(_("There is no line with a number in it"))
    return Read(rows, troubles)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Lines with something in them, with their numbers; cells apart by tabs, semicolons or commas."""
    text = text.removeprefix(MARK).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", maxsplit=1)[0]
    apart = next((mark for mark in ("\t", ";") if mark in first), ",")
    found = [
        (number, [cell.strip().removeprefix("'") for cell in cells])
        for number, cells in _numbered(csv.reader(io.StringIO(text), delimiter=apart))
        if any(cell.strip() for cell in cells)
    ]
    heading = found and len(found[0][1]) >= 3 and not found[0][1][2][:1].isdigit() and found[0][1][2].isalpha()
    return found[1:] if heading and found[0][0] == 1 else found


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins: a cell in quotes may go over several."""
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Trouble(_("this line is too long to read"), begins) from error


def _row(cells: list[str], places: dict[str, UUID], today: date) -> Counted:
    if len(cells) != COLUMNS:
        raise Trouble(_("it has %(count)d cells, and should have %(right)d") % {"count": len(cells), "right": COLUMNS})
    name, group, count, day, source = cells
    place = places.get(name.casefold())
    if place is None:
        raise Trouble(_("you look after no partner called “%(name)s”") % {"name": name})
    if not 0 < len(source) <= LONGEST_SOURCE:
        raise Trouble(_("say where the number is from, in %(most)d letters or fewer") % {"most": LONGEST_SOURCE})
    return Counted(place, _group(group), _count(count), _day(day, today), source)


def _group(typed: str) -> str:
    known = {str(label).casefold(): value for value, label in StaffGroup.choices} | {
        key: key for key in StaffGroup.values
    }
    found = known.get(typed.casefold())
    if found is None:
        labels = ", ".join(str(label) for label in StaffGroup.labels)
        raise Trouble(_("“%(typed)s” is no staff group. There are: %(labels)s") % {"typed": typed, "labels": labels})
    return found


def _count(typed: str) -> int:
    plain = typed.replace(",", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 9 and int(plain) <= MOST_PEOPLE):
        raise Trouble(_("“%(typed)s” is no whole number of people") % {"typed": typed})
    return int(plain)


def _day(typed: str, today: date) -> date:
    parts = typed.replace("/", "-").split("-")
    try:
        year_first = [int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts))]
        found = date(*year_first)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise Trouble(_("“%(typed)s” is no date. Write 2026-11-30 or 30/11/2026") % {"typed": typed}) from error
    if found > today or found.year < 1948:
        raise Trouble(_("the day “%(typed)s” has not come yet, or is long ago") % {"typed": typed})
    return found


def _check_twice(row: Counted, seen: dict[tuple[UUID, str, date], int], number: int) -> None:
    which = (row.organisation_id, row.group, row.counted_on)
    if which in seen:
        raise Trouble(_("line %(first)d names the same partner, group and day") % {"first": seen[which]})
    seen[which] = number
