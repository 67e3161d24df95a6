"""A batch in words: how many are ready, where each idea stands, and what was said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import long_date
from groundswell.ideas.presenters import covered, triage
from groundswell.ideas.services import Reply
from groundswell.ideas.services.prepared import unpack
from groundswell.ideas.states import AnswerKind, ItemStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import BatchItem, Idea


def headline(counts: dict[str, int]) -> str:
    """For example: 18 ready to send, 2 skipped. Parts with nothing in them are left out, but for what is ready."""
    ready, to_come = counts[ItemStatus.READY], counts[ItemStatus.NEXT]
    parts = [ngettext("%(count)d ready to send", "%(count)d ready to send", ready) % {"count": ready}]
    for status, words in (
        (ItemStatus.SKIPPED, _("%(count)d skipped")),
        (ItemStatus.PUT_OFF, _("%(count)d put off")),
        (ItemStatus.NEXT, _("%(count)d to come")),
        (ItemStatus.GONE, _("%(count)d sent")),
    ):
        if counts[status]:
            parts.append(words % {"count": counts[status]})
    return ", ".join(parts) if ready or to_come or len(parts) > 1 else _("Nothing is ready to send")


def place(item: BatchItem, counts: dict[str, int]) -> str:
    """For example: Idea 3 of 20."""
    return _("Idea %(number)d of %(all)d") % {"number": item.position, "all": sum(counts.values())}


@dataclass(frozen=True)
class Row:
    """One idea of a batch. `answer`: of which kind; `trouble`: why it did not go; `open`: to be changed."""

    item_id: UUID
    title: str
    due: str
    status: str
    answer: str
    trouble: str
    ready: bool
    open: bool
    take_up: bool
    reference: str = ""


def row(item: BatchItem, idea: Idea | None, today: date, asker: Asker) -> Row:
    """`idea` none: it went to other people, so nothing of it is shown."""
    status = ItemStatus(item.status)
    return Row(
        item_id=item.pk,
        title=covered.title(idea, asker) if idea else _("An idea that is with other people now"),
        due=triage.due(idea, today).words if idea and status in {ItemStatus.NEXT, ItemStatus.READY} else "",
        status=_status(item),
        answer=_answer(item),
        trouble=item.trouble,
        ready=status == ItemStatus.READY,
        open=status in {ItemStatus.NEXT, ItemStatus.READY} and idea is not None,
        take_up=status in {ItemStatus.SKIPPED, ItemStatus.PUT_OFF} and idea is not None,
        reference=idea.reference if idea and status == ItemStatus.GONE else "",
    )


def _status(item: BatchItem) -> str:
    if item.status == ItemStatus.PUT_OFF and item.put_off_until:
        return _("Put off until %(date)s") % {"date": long_date(item.put_off_until)}
    return str(item.get_status_display())


def _answer(item: BatchItem) -> str:
    if not item.prepared:
        return ""
    answer = unpack(item.prepared)
    return str(AnswerKind(answer.kind if isinstance(answer, Reply) else answer.outcome).label)


def sent(count: int, left: int) -> str:
    """What the page says after sending."""
    said = ngettext("%(count)d answer is on its way", "%(count)d answers are on their way", count) % {"count": count}
    if not left:
        return said
    stay = ngettext("%(count)d stays here, with its words", "%(count)d stay here, with their words", left)
    return f"{said}. {stay % {'count': left}}"
