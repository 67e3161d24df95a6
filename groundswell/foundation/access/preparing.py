"""Statements that are put together once and asked many times.

Django works out the text of a statement each time, and for what a policy lets somebody see that costs far more than the
answer does. From one asker to the next such a statement differs in ids and dates alone, as long as they hold the same
kinds of roles. So it is put together for an invented asker with invented ids, on an invented day; each time it is
asked, the real ones stand in their places. What is kept is the text: never an answer, nor the id of anybody.
"""

from __future__ import annotations

from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from groundswell.foundation.access.asker import Asker, Held
from groundswell.foundation.access.statement import DIFFERS, Form, Said, Text, as_asked, form_of, said_by
from groundswell.foundation.kit import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

P = ParamSpec("P")
R = TypeVar("R")

MOST_KEPT = 250  # forms of all statements, of about 20,000 bytes each
MOMENT = datetime(7531, 2, 4, 11, 11, 11, 111111, UTC)
TODAY = MOMENT.date()
FIRST_ID, FIRST_DAY = 0x7E57AB1E << 96, date(7000, 1, 1)

_noted: ContextVar[set[int] | None] = ContextVar("days ahead", default=None)
_kept: OrderedDict[tuple[Any, tuple[Any, ...]], Form | None] = OrderedDict()  # what was asked last stands last
_turn = Lock()


class Prepared(Generic[P, R]):
    """A query whose text is kept: see `prepared`."""

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self.build: Callable[..., QuerySet[Any, R]] = build

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """The rows; one statement."""
        form, given = self._form(args, kwargs)
        return list(form.asking(given.values) if form else self.build(*args, **kwargs))

    def said(self, *args: P.args, **kwargs: P.kwargs) -> Said | None:
        """The statement itself, as a part of another; none where it is known without asking that nothing fits."""
        form, given = self._form(args, kwargs)
        return form.said(given.values) if form else said_by(self.build(*args, **kwargs))

    def _form(self, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[Form | None, Given]:
        if named:
            raise TypeError(named)  # they are given in order
        given = Given()
        invented = tuple(map(given.instead_of, args))
        key = self, invented
        with _turn:
            if key in _kept:
                _kept.move_to_end(key)
                return _kept[key], given
        form = self._made(invented, args, given)
        _keep(key, form)
        return form, given

    def _made(self, invented: tuple[Any, ...], args: tuple[Any, ...], given: Given) -> Form | None:
        """None where it does not come out as if it were put together for these very arguments."""
        ahead: set[int] = set()
        noting = _noted.set(ahead)
        try:
            with clock.at(MOMENT), connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse):
                rows = self.build(*invented)
        except _Asked:
            return None
        finally:
            _noted.reset(noting)
        form = form_of(rows, given.places(ahead))
        with clock.at(given.now):
            return form if form and form.says_the_same(self.build(*args), given.values) else None


def _keep(key: tuple[Any, tuple[Any, ...]], form: Form | None) -> None:
    """What was not asked for longest is forgotten: people of many kinds of roles never push out what all ask for."""
    with _turn:
        _kept[key] = form
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


class _Asked(Exception):  # noqa: N818  reads as the sentence it is
    """The database was asked for what goes into a statement, so that the next one may be another."""


def _refuse(*_args: Any) -> None:
    raise _Asked


def prepared(build: Callable[P, QuerySet[Any, R]]) -> Prepared[P, R]:
    """Keep the text of what `build` asks, one for each form of its arguments.

    An argument is an asker, an id, a day or an instant, a `Text`, a tuple of them, or a word or number of which there
    are few, such as the name of a filter. `build` knows nothing else but the clock, in the zone of its asker, and puts
    them into its query as they are; a day that lies ahead by `days_ahead`. A query with any other id or day, or for
    which the database is asked first, is put together each time.
    """
    return Prepared(build)


def days_ahead(asker: Asker, days: int) -> date:
    """A day that is always so far from today, so that a statement with it can be kept."""
    noted = _noted.get()
    if noted is not None:
        noted.add(days)
    return clock.today(asker.timezone) + timedelta(days)


class Given:
    """The ids and dates of one call, and the invented ones that stand for them, in the same order."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.values: list[Any] = [self.now]
        self.invented: list[Any] = [MOMENT]
        self.known: dict[Any, Any] = {}

    def places(self, ahead: set[int]) -> dict[str, tuple[int, int]]:
        """Each invented value as the database is asked for it, with its number; today also so many days ahead."""
        database = connections[DEFAULT_DB_ALIAS]
        known = {repr(as_asked(value, database)): (which, 0) for which, value in enumerate(self.invented)}
        if TODAY in self.invented:
            which = self.invented.index(TODAY)
            known |= {repr(as_asked(TODAY + timedelta(days), database)): (which, days) for days in ahead}
        return known

    def instead_of(self, arg: Any) -> Any:
        """An argument of the same form that tells of nobody."""
        if isinstance(arg, Asker):
            return self._asker(arg)
        if isinstance(arg, tuple):
            return tuple(map(self.instead_of, arg))
        return self._one(arg) if type(arg) in DIFFERS else arg

    def _one(self, value: Any) -> Any:
        """The same for the same, so that what is compared stays as equal as it was."""
        if value not in self.known:
            kind: Any = type(value)
            self.known[value] = self._stands_for(value, _invent(kind, len(self.values)))
        return self.known[value]

    def _stands_for(self, value: Any, invented: Any) -> Any:
        self.values.append(value)
        self.invented.append(invented)
        return invented

    def _asker(self, asker: Asker) -> Asker:
        self._stands_for(clock.today(asker.timezone), TODAY)
        return replace(
            asker,
            programme_id=self.instead_of(asker.programme_id),
            person_id=self.instead_of(asker.person_id),
            name="",
            roles=self._held(asker.roles),
            dropped=self._held(asker.dropped),
            record_ids=frozenset(map(self.instead_of, asker.record_ids)),
        )

    def _held(self, roles: frozenset[Held]) -> frozenset[Held]:
        by_kind = sorted(roles, key=lambda held: (held.kind, str(held.organisation_id)))
        return frozenset(Held(one.kind, self.instead_of(one.organisation_id)) for one in by_kind)


@lru_cache(1000)
def _invent(kind: Any, number: int) -> Any:
    if kind is UUID:
        return UUID(int=FIRST_ID + number)
    if kind is Text:
        return Text(f" %Invented_Text-{number} ")  # what tidies it, changes its case or makes a pattern of it is found out
    return FIRST_DAY + timedelta(number) if kind is date else MOMENT + timedelta(number)
