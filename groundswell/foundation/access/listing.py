"""Lists that a selector gives for an asker, read part by part with statements that are put together once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from groundswell.foundation.access.preparing import Prepared, prepared
from groundswell.foundation.kit.counting import Counted

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
        return sum(_number(self.selector)(most, *self.args))

    def __getitem__(self, part: slice) -> list[R]:
        return _rows(self.selector)(part.start, part.stop, *self.args)


@cache
def _rows(selector: Callable[..., QuerySet[Any, R]]) -> Prepared[..., R]:
    return prepared(lambda start, stop, *args: selector(*args)[start:stop])


@cache
def _number(selector: Callable[..., QuerySet[Any, Any]]) -> Prepared[..., int]:
    return prepared(lambda most, *args: _counted(selector(*args).order_by().values("pk")[:most]))


def _counted(ids: QuerySet[Any, Any]) -> QuerySet[Any, int]:
    """One row with their number; none where there is nothing at all of their kind."""
    every = ids.model._base_manager.order_by()  # noqa: SLF001  Django's public name for it
    return every.values_list(Counted(ids), flat=True)[:1]
