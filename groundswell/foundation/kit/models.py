"""Base model of every room: a random id and a revision that counts what happened to the record."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from django.db import models

from groundswell.foundation.kit.inserting import Table, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = TypeVar("Row", bound=models.Model)


class FilledQuerySet(models.QuerySet[Row]):
    """For tables that are written often: `bulk_create` names only the columns that hold something, and Django's text
    of the insert is kept.
    """

    def _insert(self, objs: Sequence[Row], fields: Iterable[Any], **how: Any) -> Any:
        filled = tuple(one for one in fields if any(getattr(row, one.attname) is not None for row in objs))
        named = (tuple(how.get(name) or ()) for name in ("update_fields", "unique_fields", "returning_fields"))
        table = Table(self.model, filled, how.get("on_conflict"), *named)
        told = None if how.get("raw") else insert(table, objs, how.get("using") or self.db)
        if told is not None:
            return told
        return super()._insert(objs, filled, **how)  # type: ignore[misc]  # Django's own door for every insert


class Record(models.Model):
    """A row with a random public-safe id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802  Django's name
        """The words of a choice. Django puts all the choices into words, each time, to find one."""
        value = getattr(self, field.attname)
        return str(_words_of(field).get(value, value))


@cache
def _words_of(field: Any) -> dict[Any, Any]:
    return dict(field.flatchoices)


class AuditedRecord(Record):
    """A row whose every change is audited: `revision` equals its number of audit rows."""

    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class StatefulRecord(AuditedRecord):
    """An audited row that stands in a state; each kind declares its own `state` field with its choices."""

    if TYPE_CHECKING:
        state: Any

        def get_state_display(self) -> str: ...

    class Meta:
        abstract = True
