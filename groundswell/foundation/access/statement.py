"""The text of a statement with places for what differs, kept without the query from which it was made."""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateField, DateTimeField, UUIDField, Value
from django.db.models.expressions import Col
from django.db.models.sql.where import WhereNode

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Text(str):
    """A text of which there are many, such as a reference; the statement is the same for all of them."""

    __slots__ = ()


Said = tuple[str, tuple[Any, ...]]  # a statement, and what is put into it
FIELDS: dict[type, Any] = {UUID: UUIDField(), date: DateField(), datetime: DateTimeField()}
DIFFERS = {*FIELDS, Text}
OF_ONE = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}|\d{4}-\d\d-\d\d\b.*")  # an id or a day, as SQLite takes it


class Form(NamedTuple):
    """`places`: where in `params` the values stand, which of them, and for a day how many days from it.

    `rows` and `compiler` know how to read what is found.
    """

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int, int], ...]

    def said(self, values: list[Any]) -> Said:
        params, database = list(self.params), connections[DEFAULT_DB_ALIAS]
        for place, which, days in self.places:
            params[place] = as_asked(values[which] + timedelta(days) if days else values[which], database)
        return self.sql, tuple(params)

    def asking(self, values: list[Any]) -> QuerySet[Any, Any]:
        """To be read and nothing else: what is narrowed further is another statement."""
        said, compiler = self.said(values), copy(self.compiler)
        compiler.connection, compiler.as_sql = connections[DEFAULT_DB_ALIAS], lambda: said
        rows = self.rows.all()
        rows.query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
        return rows

    def says_the_same(self, rows: QuerySet[Any, Any], values: list[Any]) -> bool:
        ours, theirs = self.said(values), said_by(rows)
        return theirs is not None and _in_any_order(ours) == _in_any_order(theirs)


def said_by(rows: QuerySet[Any, Any]) -> Said | None:
    """None where it is known without asking that nothing fits."""
    try:
        sql, params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _in_any_order(said: Said) -> tuple[str, list[str]]:
    return said[0], sorted(map(repr, said[1]))


def form_of(rows: QuerySet[Any, Any], known: dict[str, tuple[int, int]]) -> Form | None:
    """`known`: each invented value as the database is asked for it, with its number and days from it.

    None where it holds an id or a day that nobody gave, or where it is known that nothing fits.
    """
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    places = tuple((place, *known[repr(param)]) for place, param in enumerate(params) if repr(param) in known)
    filled = {place for place, _which, _days in places}
    if any(_of_one(param) for place, param in enumerate(params) if place not in filled):
        return None
    _lighten(rows, compiler)
    kept = tuple(None if place in filled else param for place, param in enumerate(params))
    return Form(rows, compiler, sql, kept, places)


def _lighten(rows: QuerySet[Any, Any], compiler: Any) -> None:
    """Leave what it takes to read rows. The conditions have become text, and are most of a query."""
    query = rows.query
    query.where, query.alias_map, query.combined_queries = WhereNode(), {}, ()  # type: ignore[attr-defined]
    query.annotations = dict.fromkeys(query.annotation_select)  # type: ignore[assignment]  # their names alone
    query._annotation_select_cache = None  # type: ignore[attr-defined]  # noqa: SLF001  made of the annotations
    compiler.select = [_column(found[0]) for found in compiler.select]
    compiler.where = compiler.having = compiler.qualify = None
    compiler.quote_cache = {}


def _column(found: Any) -> tuple[Any, None, None]:
    """What a column is, shared by all forms; of what the database works out, only its kind."""
    if isinstance(found, Col):
        return _of_table(found.target, found.output_field)
    return Value(None, output_field=found.output_field), None, None


@cache
def _of_table(field: Any, kind: Any) -> tuple[Any, None, None]:
    return Col(field.model._meta.db_table, field, kind), None, None  # noqa: SLF001  Django's public name for it


def as_asked(value: Any, database: Any) -> Any:
    """As the database takes it."""
    return str(value) if type(value) is Text else FIELDS[type(value)].get_db_prep_value(value, database)


def _of_one(param: Any) -> bool:
    return type(param) in FIELDS or (isinstance(param, str) and OF_ONE.fullmatch(param) is not None)
