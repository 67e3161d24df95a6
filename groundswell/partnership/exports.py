"""Lists of this room as spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundswell.partnership.models import Headcount


def headcounts(rows: Iterable[Headcount]) -> Iterator[tuple[str, ...]]:
    """The columns that can be pasted back in."""
    yield _("Organisation"), _("Staff group"), _("People"), _("Date"), _("Source")
    for row in rows:
        day = row.counted_on.isoformat()
        yield row.organisation.name, str(row.get_group_display()), str(row.count), day, row.source
