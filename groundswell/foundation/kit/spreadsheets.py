"""Lists as comma-separated values that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read the file as UTF-8


def plain(cell: str) -> str:
    """The cell as text: what a spreadsheet would take for a formula gets an apostrophe in front.

    Source: OWASP, CSV injection. Full-width signs count too, and so do signs after white space.
    """
    start = cell.lstrip()[:1] if cell[:1] not in STARTS_A_FORMULA else cell[:1]
    return f"'{cell}" if start in {*STARTS_A_FORMULA, "＝", "＋", "－", "＠"} else cell


def lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """One line for each row, made as it is asked for, so that a long list takes no more memory than a short one."""
    page = io.StringIO()
    writer = csv.writer(page)
    page.write(BYTE_ORDER_MARK)
    for row in rows:
        writer.writerow([plain(cell) for cell in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()
