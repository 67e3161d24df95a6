"""Inserts whose text is put together once for each table, set of columns and number of rows.

Django works out the same text for each new row, which costs more than writing it. Values go the same way as with
Django: each field makes its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connections
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Field, Model

    Fields = tuple[Field[Any, Any], ...]

MOST_KEPT = 500  # texts, of about 1,000 bytes each
MOST_ROWS = 4  # of one text; more at once are seldom, and each number of them is another text


class Table(NamedTuple):
    """What is written: which columns of which table, what becomes of a row that is there already, what is told back."""

    model: type[Model]
    fields: Fields
    on_conflict: Any = None
    update_fields: Fields = ()
    unique_fields: Fields = ()
    returning: Fields = ()


class Text(NamedTuple):
    """`turned`: values are given column by column, as Django does with many rows on PostgreSQL."""

    sql: str
    turned: bool


def insert(table: Table, rows: Sequence[Model], database: str) -> list[Any] | None:
    """Write them, and give what is told back of each.

    None, and nothing was written, where there are many or a value is an expression: Django does those.
    """
    text = _text(table, len(rows), database) if len(rows) <= MOST_ROWS else None
    told = [[field.pre_save(row, add=True) for field in table.fields] for row in rows]
    if text is None or any(hasattr(value, "as_sql") for row in told for value in row):
        return None
    with connections[database].cursor() as cursor:
        cursor.execute(text.sql, _given(table, told, connections[database], turned=text.turned))
        return cursor.fetchall() if table.returning else []


def _given(table: Table, told: list[list[Any]], connection: Any, *, turned: bool) -> list[Any]:
    """The values as the database takes them."""
    pairs = (zip(table.fields, row, strict=True) for row in told)
    asked = [[field.get_db_prep_save(value, connection) for field, value in row] for row in pairs]
    return [list(column) for column in zip(*asked, strict=True)] if turned else [one for row in asked for one in row]


@lru_cache(MOST_KEPT)
def _text(table: Table, rows: int, database: str) -> Text | None:
    """As Django says it of so many empty rows; none where it needs something else than the values."""
    query = InsertQuery(
        table.model,
        on_conflict=table.on_conflict,
        update_fields=table.update_fields,
        unique_fields=table.unique_fields,
    )
    query.insert_values(table.fields, [table.model() for _row in range(rows)])
    compiler = query.get_compiler(database)
    compiler.returning_fields = table.returning
    told_back = [field.get_col(table.model._meta.db_table) for field in table.returning]  # noqa: SLF001  Django's public name for it
    said = compiler.as_sql()
    sql, params = said[0]
    every = rows * len(table.fields)
    if len(said) > 1 or len(params) not in {len(table.fields), every} or compiler.get_converters(told_back):
        return None
    return Text(sql, turned=len(params) < every)
