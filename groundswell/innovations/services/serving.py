"""What of the strategy an innovation serves and touches, as its team says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.innovations import policies, selectors
from groundswell.innovations.services.changing import keep
from groundswell.innovations.services.following import tell
from groundswell.innovations.services.noting import check, lock_section, move
from groundswell.innovations.states import Group
from groundswell.needs.selectors import strategy

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

SERVES = "serves"  # of the section that keeps when it was last said


@dataclass(frozen=True)
class Aims:
    """The priorities that an innovation serves and the change programmes that it touches."""

    priorities: frozenset[UUID] = frozenset()
    programmes: frozenset[UUID] = frozenset()


@transaction.atomic
def say_serves(innovation: Innovation, aims: Aims, *, by: Asker, revision: int | None = None) -> Innovation:
    """Say anew what it serves and touches. Raises `Stale` when somebody said otherwise since `revision`.

    What is over stays where it stands already; saying what stands there changes nothing.
    """
    section = lock_section(innovation, SERVES, None)
    policies.can_change(by, innovation).or_raise()
    wanted = {"priorities": aims.priorities, "programmes": aims.programmes}
    said = {kind: selectors.aims_said(innovation, kind) for kind in wanted}
    if said == wanted:
        return innovation
    check(section.revision, revision)
    for kind, ids in wanted.items():
        _check_new(kind, ids - said[kind], by=by)
    facts = {"part": SERVES, "did": "change"} | {kind: sorted(ids) for kind, ids in wanted.items()}
    move(innovation, "change", by=by, facts=facts)
    for kind, ids in wanted.items():
        _write(innovation, kind, new=ids - said[kind], gone=said[kind] - ids)
    keep(section, innovation, ready=False)
    tell(innovation, Group.ABOUT, by=by)
    return innovation


def _check_new(kind: str, new: frozenset[UUID], *, by: Asker) -> None:
    known = strategy.parts(by, kind).in_bulk(new)
    for part_id in new:
        policies.can_serve(known.get(part_id)).or_raise()


def _write(innovation: Innovation, kind: str, *, new: frozenset[UUID], gone: set[UUID]) -> None:
    model, column = selectors.AIMS[kind]
    model.objects.filter(innovation=innovation, **{f"{column}__in": gone}).delete()
    model.objects.bulk_create(model(innovation=innovation, **{f"{column}_id": part_id}) for part_id in sorted(new))
