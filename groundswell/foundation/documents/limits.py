"""How much: files of a record, and bytes of a person in a day."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.documents.checking import Unfit
from groundswell.foundation.documents.models import Document
from groundswell.foundation.documents.words import size_of
from groundswell.foundation.kit import clock

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker


def check(kind: str, record_id: UUID, sizes: list[int], *, by: Asker) -> int:
    """The position of the first of these files in its record. Raises `Unfit` when there is no room for all of them."""
    of_record = Document.objects.filter(kind=kind, record_id=record_id)
    if of_record.count() + len(sizes) > settings.DOCUMENT_MOST_OF_A_RECORD:
        most = settings.DOCUMENT_MOST_OF_A_RECORD
        says = ngettext("%(most)d file is the most. Choose fewer", "%(most)d files are the most. Choose fewer", most)
        raise Unfit(says % {"most": most})
    most_today = settings.DOCUMENT_MOST_A_DAY if by.person_id else settings.DOCUMENT_MOST_A_DAY_OF_UNNAMED
    if _added_today(by) + sum(sizes) > most_today:
        raise Unfit(_("That is more than %(most)s today. Add it tomorrow") % {"most": size_of(most_today)})
    return (of_record.aggregate(last=Max("position"))["last"] or 0) + 1


def _added_today(by: Asker) -> int:
    """Bytes, of this person; of everybody whom the rows do not name, together, so that nobody has to be known."""
    zone = ZoneInfo(by.timezone)
    midnight = datetime.combine(clock.today(by.timezone), time(0), zone)
    cut = datetime.combine(clock.today(by.timezone), time(0), ZoneInfo("UTC"))  # as `by_the_day` stores it
    today = Document.objects.filter(
        programme_id=by.programme_id, added_by=by.person_id, added_at__gte=min(midnight, cut)
    )
    return today.aggregate(bytes=Sum("size"))["bytes"] or 0
