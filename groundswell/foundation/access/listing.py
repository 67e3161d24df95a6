"""Lists that a selector gives for an asker, read part by part with statements that are put together once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from django.db import connection

from groundswell.foundation.access.prepared import Prepared, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

P = ParamSpec("P")
R = TypeVar("R")


class Listing(Generic[R]):
    """What a selector lists, for pages: `selector(*args)`, counted and cut with one query each.

    The selector is a function of a module; its arguments are those of a prepared statement.
    """

    def __init__(self, selector: Callable[P, QuerySet[Any, R]], *args: P.args, **_none: P.kwargs) -> None:
        self.selector, self.args = selector, args

    def __len__(self) -> int:
        return self.up_to(None)

    def up_to(self, most: int | None) -> int:
        """How many there are; counting stops at `most`."""
        said = _ids(self.selector).said(most, *self.args)
        if said is None:
            return 0
        sql, params = said
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) AS counted", params)  # noqa: S608  Django's  # nosec B608
            return int(cursor.fetchone()[0])

    def __getitem__(self, part: slice) -> list[R]:
        return _rows(self.selector)(part.start, part.stop, *self.args)


@cache
def _rows(selector: Callable[..., QuerySet[Any, R]]) -> Prepared[..., R]:
    return prepared(lambda start, stop, *args: selector(*args)[start:stop])


@cache
def _ids(selector: Callable[..., QuerySet[Any, Any]]) -> Prepared[..., Any]:
    return prepared(lambda most, *args: selector(*args).order_by().values("pk")[:most])
