"""Broader strategies, objectives, priorities, programmes beside us, dates: begun, changed, made public, ended."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import advance, lock
from groundswell.needs.lifecycle.strategy import PART
from groundswell.needs.models import (
    BroaderStrategy,
    BuildsOn,
    ChangeProgramme,
    Commitment,
    EnablingFunction,
    Objective,
    Priority,
    TimelineEntry,
)
from groundswell.needs.policies import strategy as policies
from groundswell.needs.services.once import once, own_key
from groundswell.needs.services.strategy.noting import begun, codes, kept, programme_of, since_now, works_here
from groundswell.needs.states import DatePrecision

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models.worded import Stated

TOLD = {Objective: "needs.answers_for_objective", Priority: "needs.answers_for_priority"}
VERBS = ("publish", "end", "take up")


class Words:
    """What somebody writes of one part of the strategy."""

    models: ClassVar[tuple[type[Any], ...]]

    def columns(self) -> dict[str, Any]:
        return asdict(self)  # type: ignore[call-overload]


@dataclass(frozen=True)
class BroaderWords(Words):
    models = (BroaderStrategy,)
    title: str
    body: str = ""
    text: str = ""
    address: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ObjectiveWords(Words):
    """`builds_on`: the broader strategies that it carries on."""

    models = (Objective,)
    title: str
    text: str
    owner_id: UUID
    measure: str = ""
    on_board: bool = False
    builds_on: tuple[UUID, ...] = ()

    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "builds_on"}


@dataclass(frozen=True)
class PriorityWords(Words):
    """`protected_hours`: a week, of all people together; `protected_for`: whose time it is."""

    models = (Priority,)
    title: str
    text: str
    owner_id: UUID
    objective_id: UUID | None = None
    budget: Decimal | None = None
    currency: str = ""
    protected_hours: Decimal | None = None
    protected_for: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class AllyWords(Words):
    models = (ChangeProgramme, EnablingFunction)
    title: str
    text: str = ""
    organisation_id: UUID | None = None
    contact_id: UUID | None = None


@dataclass(frozen=True)
class TimelineWords(Words):
    """`source_title`: where the date is published, or from what it was worked out; with its address, if it has one."""

    models = (TimelineEntry,)
    happens_on: date
    title: str
    text: str = ""
    address: str = ""
    precision: str = DatePrecision.DAY
    inferred: bool = False
    source_title: str = ""
    source_address: str = ""


def add(model: type[Stated], words: Words, *, by: Asker, key: UUID | None = None) -> Any:
    """Begin a part of the strategy. Nobody else reads it until it is published.

    `key`: of the form, so that sending it twice begins one part.
    """
    policies.can_begin(by).or_raise()
    own = own_key(key, words, by=by)
    return once(model, own, lambda: _added(model(key=own, **words.columns(), **since_now(by)), words, by=by))


def _added(row: Any, words: Words, *, by: Asker) -> Any:
    _check(row, words, by=by)
    begun(row, "begin", by=by, facts=codes(asdict(words)))  # type: ignore[call-overload]
    _build_on(row, words)
    _tell_owner(row, None, by=by)
    return row


@transaction.atomic
def change(row: Any, words: Words, *, by: Asker, revision: int | None = None) -> Any:
    """Write it anew. Raises `Stale` when it changed since `revision`."""
    _keep_currency(row, words)
    _check(row, words, by=by)
    facts = codes(asdict(words))  # type: ignore[call-overload]
    columns, before = words.columns(), getattr(row, "owner_id", None)
    advance(row, "change", by=by, lifecycle=PART, revision=revision, facts=facts, digests=kept(row, columns), **columns)
    _build_on(row, words)
    _tell_owner(row, before, by=by)
    return row


@transaction.atomic
def move(row: Any, verb: str, *, by: Asker, revision: int | None = None) -> Any:
    """Publish it, say that it is over, or take it up again. Raises `Stale` when it changed since `revision`."""
    if verb not in VERBS:
        raise NotAllowed(_("Say what to do with it"))
    PART.moves[verb].policy(by, row).or_raise()
    lock(row)
    if verb == "publish" and isinstance(row, (Objective, Priority)) and not row.text.strip():
        raise NotAllowed(_("Say in a few words what it is about first"))
    advance(row, verb, by=by, lifecycle=PART, revision=revision, **since_now(by))
    return row


def _check(row: Any, words: Words, *, by: Asker) -> None:
    """What it names is of this programme, and who answers for it works here."""
    if not isinstance(row, words.models):
        msg = f"{type(words).__name__} does not describe {type(row).__name__}"
        raise TypeError(msg)
    programme = programme_of(by)
    new_owner = getattr(words, "owner_id", None) or getattr(words, "contact_id", None)
    if new_owner and not works_here(new_owner, programme):
        raise NotAllowed(_("Name someone who holds a role here"))
    if isinstance(words, PriorityWords) and words.objective_id:
        _all_here(Objective, (words.objective_id,), by)
    if isinstance(words, ObjectiveWords):
        _all_here(BroaderStrategy, words.builds_on, by)


def _all_here(model: type[models.Model], ids: tuple[UUID, ...], by: Asker) -> None:
    found = model._default_manager.filter(pk__in=ids, programme_id=by.programme_id).count()  # noqa: SLF001
    if found != len(set(ids)):
        raise NotAllowed(_("Choose from the list"))


def _keep_currency(row: Any, words: Words) -> None:
    """Money is never converted, so a currency in which something was promised stays."""
    changes = isinstance(words, PriorityWords) and words.currency != row.currency
    if changes and Commitment.objects.filter(priority=row).exists():
        raise NotAllowed(_("Money was promised in this currency already, so it stays"))


def _tell_owner(row: Any, before: UUID | None, *, by: Asker) -> None:
    """Who answers for it from now on hears of it, unless they said so themselves."""
    key = TOLD.get(type(row))
    if key and row.owner_id not in {before, by.person_id}:
        queue(key, row, to=[row.owner_id], by=by)


def _build_on(row: Any, words: Words) -> None:
    if isinstance(words, ObjectiveWords):
        BuildsOn.objects.filter(objective=row).exclude(strategy_id__in=words.builds_on).delete()
        kept = [BuildsOn(objective=row, strategy_id=strategy_id) for strategy_id in words.builds_on]
        BuildsOn.objects.bulk_create(kept, ignore_conflicts=True)
