"""The link at the end of a mail that stops mails like it. It works signed out, and nothing is stored for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from groundswell.foundation.kit import links
from groundswell.foundation.notices import preferences
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import kind_of, kinds, page_to_stop
from groundswell.foundation.notices.states import TOGETHER, How

if TYPE_CHECKING:
    from groundswell.foundation.notices.registry import Kind

ONE, DAY, WEEK = "1", "d", "w"  # of one kind, or the mail of the day or of the week as a whole
OF = {DAY: How.DAILY, WEEK: How.WEEKLY}
HEX = 32


@dataclass(frozen=True)
class Stop:
    """What a link stops: these kinds of mail to the reader of a row, which go `how` now."""

    row: OutboxRow
    kinds: list[Kind]
    how: How


def address_to_stop(row: OutboxRow, which: str = ONE) -> str:
    """The whole address for one mail; "" where there is nothing to choose."""
    if which == ONE and kind_of(row.key) not in kinds():
        return ""
    return page_to_stop(row.programme_id, signed(row, which))


def signed(row: OutboxRow, which: str = ONE) -> str:
    return f"{which}{row.pk.hex}{links.token_for(row.pk, _purpose(which))}"


def opened(text: str, programme_id: UUID) -> Stop | None:
    """What a link stops; none when it was changed, is of another programme, or its mail is forgotten."""
    which, hexed, token = text[:1], text[1 : HEX + 1], text[HEX + 1 :]
    try:
        row_id = UUID(hex=hexed)
    except ValueError:
        return None
    if which not in {ONE, *OF} or not links.token_opens(token, row_id, _purpose(which)):
        return None
    row = OutboxRow.objects.filter(pk=row_id, programme_id=programme_id).first()
    if row is None or (which == ONE and kind_of(row.key) not in kinds()):
        return None
    return _of_one_kind(row) if which == ONE else _of_all_together(row, OF[which])


def _of_one_kind(row: OutboxRow) -> Stop:
    kinds = [kind for kind in [kind_of(row.key)] if kind]
    return Stop(row, kinds, preferences.how_of_kind(row, kinds[0].key))


def _of_all_together(row: OutboxRow, together: How) -> Stop:
    """The kinds that come with the mail of day or week; where none does any more, those that are stopped, or all."""
    hows = {kind: preferences.how_of_kind(row, kind.key) for kind in _kinds_that_reach(row)}
    how = next(how for how in (together, How.NEVER, *TOGETHER, How.NOW) if how in hows.values())
    return Stop(row, [kind for kind, chosen in hows.items() if chosen == how], how)


def _kinds_that_reach(row: OutboxRow) -> list[Kind]:
    """The kinds of which this row's reader has had a notice."""
    theirs = {"person_id": row.person_id} if row.person_id else {"person_id": None, "record_id": row.record_id}
    keys = OutboxRow.objects.filter(programme_id=row.programme_id, **theirs).values_list("key", flat=True).distinct()
    return list(dict.fromkeys(kind for key in keys if (kind := kind_of(key)) in kinds()))


def choose(stop: Stop, how: str) -> None:
    """Keep what was chosen by a link."""
    for kind in stop.kinds:
        preferences.prefer_by_link(stop.row, kind.key, how)


def _purpose(which: str) -> str:
    return f"notices.stop.{which}"
