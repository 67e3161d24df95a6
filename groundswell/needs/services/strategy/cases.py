"""A case for change: five parts and what it rests on, in versions. What was published stays as it was."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import advance, lock
from groundswell.needs.lifecycle.strategy import VERSION
from groundswell.needs.models import CaseForChange, CaseSource
from groundswell.needs.policies import strategy as policies
from groundswell.needs.services.once import once, own_key
from groundswell.needs.services.strategy.noting import begun, kept, since_now
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker

PARTS = ("today", "why", "future", "evidence", "cost_of_not_changing")
MOST_SOURCES = 25


@dataclass(frozen=True)
class CaseWords:
    """How things are today, why they must change, what could be, how we know, and what it costs to change nothing."""

    title: str
    today: str = ""
    why: str = ""
    future: str = ""
    evidence: str = ""
    cost_of_not_changing: str = ""


@dataclass(frozen=True)
class Source:
    title: str
    address: str = ""
    found_on: date | None = None


def begin_case(words: CaseWords, *, by: Asker, key: UUID | None = None) -> CaseForChange:
    """Begin the first version of a case; only who writes the strategy reads it until it is published.

    `key`: of the form, so that sending it twice begins one case.
    """
    policies.can_begin(by).or_raise()
    assert by.person_id is not None  # the verdict above says so
    own = own_key(key, words, by=by)
    row = CaseForChange(line=uuid4(), key=own, owner_id=by.person_id, **asdict(words), **since_now(by))
    return once(CaseForChange, own, lambda: begun(row, "begin", by=by, facts={"number": 1}))


@transaction.atomic
def change_case(case: CaseForChange, words: CaseWords, *, by: Asker, revision: int | None = None) -> CaseForChange:
    """Write its draft anew. Raises `Stale` when it changed since `revision`."""
    columns = asdict(words)
    advance(
        case, "change", by=by, lifecycle=VERSION, revision=revision, digests=kept(case, columns), **columns
    )  # fmt: skip
    return case


def next_case(case: CaseForChange, *, by: Asker) -> CaseForChange:
    """Begin the next version with the words and sources of this one; its draft where there is one already."""
    policies.can_change(by, case).or_raise()
    return once(CaseForChange, None, lambda: _next(case, by=by))


def _next(case: CaseForChange, *, by: Asker) -> CaseForChange:
    draft = CaseForChange.objects.filter(line=case.line, state=WordsState.DRAFT).first()
    if draft is not None:
        return draft
    last = CaseForChange.objects.filter(line=case.line).aggregate(last=Max("number"))["last"]
    words = {name: getattr(case, name) for name in ("title", *PARTS)}
    row = CaseForChange(line=case.line, number=last + 1, owner_id=case.owner_id, **words, **since_now(by))
    begun(row, "begin", by=by, facts={"number": row.number})
    _copy_sources(case, row)
    return row


def _copy_sources(case: CaseForChange, row: CaseForChange) -> None:
    columns = ("title", "address", "found_on", "position")
    CaseSource.objects.bulk_create(
        CaseSource(case=row, **{name: getattr(source, name) for name in columns})
        for source in CaseSource.objects.filter(case=case)
    )


@transaction.atomic
def publish_case(case: CaseForChange, *, by: Asker, revision: int | None = None) -> CaseForChange:
    """From now on this is the case, and the version before is over. All five parts must be there.

    Raises `Stale` when it changed since `revision`.
    """
    policies.can_publish(by, case).or_raise()
    lock(case)
    if any(not getattr(case, part).strip() for part in PARTS):
        raise NotAllowed(_("Write all five parts first"))
    for before in CaseForChange.objects.filter(line=case.line, state=WordsState.PUBLISHED):
        advance(before, "replace", by=by, lifecycle=VERSION, **since_now(by))
    advance(case, "publish", by=by, lifecycle=VERSION, revision=revision, **since_now(by))
    return case


@transaction.atomic
def add_source(case: CaseForChange, source: Source, *, by: Asker, key: UUID | None = None) -> CaseSource:
    """Something that the draft rests on, with where to read it. `key`: of the form; sent twice, it is added once."""
    lock(case)
    own = own_key(key, (case.pk, source), by=by)
    return once(CaseSource, own, lambda: _added(case, CaseSource(case=case, key=own, **asdict(source)), by=by))


def _added(case: CaseForChange, row: CaseSource, *, by: Asker) -> CaseSource:
    count = CaseSource.objects.filter(case=case).count()
    if count >= MOST_SOURCES:
        raise NotAllowed(_("A case has at most %(most)d sources") % {"most": MOST_SOURCES})
    row.position = count + 1
    _note(case, "add", row.pk, by=by)
    row.save(force_insert=True)
    return row


@transaction.atomic
def remove_source(case: CaseForChange, source_id: UUID, *, by: Asker) -> None:
    """Take it out of the draft. Taken out already, nothing happens."""
    row = CaseSource.objects.filter(case=case, pk=source_id).first()
    if row is not None:
        _note(case, "remove", row.pk, by=by)
        row.delete()


def _note(case: CaseForChange, did: str, source_id: Any, *, by: Asker) -> None:
    advance(case, "change", by=by, lifecycle=VERSION, facts={"part": "source", "did": did, "item": source_id})
