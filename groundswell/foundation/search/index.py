"""The index of words in each database: a full-text table on SQLite, a column with an inverted index on PostgreSQL.

Django's models know neither. SQLite drops triggers without a word when a migration rebuilds their table, so they are
looked at after every `migrate`, and where one is missing the index is made anew from the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import BooleanField, Func

from groundswell.foundation.access import Text
from groundswell.foundation.search.models import SearchRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

    from groundswell.foundation.access import Said

ROWS = SearchRow._meta.db_table  # noqa: SLF001  Django's public name for it
WORDS = "search_words"
COLUMNS = ("kind", "title_words", "words")
STEMS = "english"

# The kind stands in the index too, so that looking for one kind never reads the rows of another.
_VECTOR = (
    f"array_to_tsvector(ARRAY['=' || kind]) || setweight(to_tsvector('{STEMS}', title_words), 'A')"
    f" || to_tsvector('{STEMS}', words)"
)
_POSTGRESQL = (
    f"ALTER TABLE {ROWS} ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    f"CREATE INDEX IF NOT EXISTS search_vector ON {ROWS} USING gin (vector)",
)
_TABLE = (
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5({', '.join(COLUMNS)}, content='{ROWS}', content_rowid='id',"
    " detail=column, columnsize=0, tokenize='porter unicode61 remove_diacritics 2')"
)


def _triggers() -> dict[str, str]:
    """Name to statement: what stands in a row stands in the index."""
    named, new = ", ".join(COLUMNS), ", ".join(f"new.{column}" for column in COLUMNS)
    old = ", ".join(f"old.{column}" for column in COLUMNS)
    add = f"INSERT INTO {WORDS} (rowid, {named}) VALUES (new.id, {new});"  # noqa: S608  our own names  # nosec B608
    take = f"INSERT INTO {WORDS} ({WORDS}, rowid, {named}) VALUES ('delete', old.id, {old});"  # noqa: S608  # nosec B608
    changed = " OR ".join(f"old.{column} <> new.{column}" for column in ("id", *COLUMNS))
    return {
        f"{ROWS}_added": f"CREATE TRIGGER {ROWS}_added AFTER INSERT ON {ROWS} BEGIN {add} END",
        f"{ROWS}_taken": f"CREATE TRIGGER {ROWS}_taken AFTER DELETE ON {ROWS} BEGIN {take} END",
        f"{ROWS}_changed": f"CREATE TRIGGER {ROWS}_changed AFTER UPDATE ON {ROWS}"
        f" WHEN {changed} BEGIN {take} {add} END",
    }


def after_migrate(using: str, **_rest: Any) -> None:
    """Called by Django's `post_migrate`."""
    connection = connections[using]
    if ROWS in connection.introspection.table_names():
        install(connection)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing; what stands is left alone."""
    if connection.vendor != "sqlite":
        _run(connection, _POSTGRESQL)
        return
    wanted = {WORDS: _TABLE} | _triggers()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'search%%'", [])
        there = dict(cursor.fetchall())
    if any(there.get(name) != sql for name, sql in wanted.items()):
        _make_anew(connection)


def _make_anew(connection: BaseDatabaseWrapper) -> None:
    drops = [f"DROP TRIGGER IF EXISTS {name}" for name in _triggers()]
    _run(connection, [*drops, f"DROP TABLE IF EXISTS {WORDS}", _TABLE, *_triggers().values()])
    _run(connection, [f"INSERT INTO {WORDS} ({WORDS}) VALUES ('rebuild')"])  # noqa: S608  # nosec B608


def squeeze(connection: BaseDatabaseWrapper) -> None:
    """Take what was removed out of the file itself: SQLite's index else keeps it until its parts are next merged."""
    if connection.vendor == "sqlite":
        _run(connection, [f"INSERT INTO {WORDS} ({WORDS}) VALUES ('optimize')"])  # noqa: S608  # nosec B608


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def in_one_statement(parts: Iterable[tuple[Said | None, int]]) -> list[tuple[Any, ...]]:
    """The rows of several queries, each row with its part's number behind it; none is a part that nothing fits.

    Django joins no limited queries on SQLite, so they are put together here, of statements that it wrote.
    """
    statements: list[str] = []
    params: list[Any] = []
    for place, (said, number) in enumerate(parts):
        if said is None:
            continue
        sql, given = said
        statements.append(f"SELECT part{place}.*, {number} FROM ({sql}) AS part{place}")  # noqa: S608  # nosec B608
        params += given
    if not statements:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), params)
        return cursor.fetchall()


def _at_least(words: Sequence[str], least: int, every: str, some: str) -> str:
    """That so many of the words are there. All pairs of 8 words name 56; halved and halved again it takes 24."""
    if least in {1, len(words)}:
        return f"({(some if least == 1 else every).join(words)})"
    left, right = words[: len(words) // 2], words[len(words) // 2 :]
    ways = []
    for there in range(max(0, least - len(right)), min(least, len(left)) + 1):
        halves = [(left, there), (right, least - there)]
        ways.append(every.join(_at_least(half, count, every, some) for half, count in halves if count))
    return f"({some.join(f'({way})' for way in ways)})"


def holding(kind: str, words: Sequence[str], *, in_title: bool = False, least: int | None = None) -> Text:
    """All of some words, or at least so many of them, in the title or anywhere: as the index is asked for them.

    `kind` and `words` come from `wording` and the registry: letters and figures only, so they are no syntax here.
    """
    enough = min(len(words), least or len(words))
    if connections["default"].vendor == "sqlite":
        where = "title_words" if in_title else "{title_words words}"
        asked = _at_least([f'"{one}"' for one in words], enough, " AND ", " OR ")
        return Text(f'kind : "{kind}" AND {where} : ({asked})')
    mark = ":A" if in_title else ""
    return Text(_at_least([f"'{one}'{mark}" for one in words], enough, " & ", " | "))


class Holds(Func):
    """Whether a row of this kind holds what is asked: see `holding`."""

    output_field = BooleanField()

    def __init__(self, id_column: Any, *, kind: str, asked: Text) -> None:
        super().__init__(id_column)
        self.kind, self.asked = kind, str(asked)

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> Any:  # noqa: ARG002  Django names it
        column, params = compiler.compile(self.source_expressions[0])
        sql = f"{column} IN (SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s)"  # noqa: S608  # nosec B608
        return sql, [*params, self.asked]

    def as_postgresql(self, compiler: Any, connection: Any, **_more: Any) -> Any:  # noqa: ARG002  Django names it
        column, params = compiler.compile(self.source_expressions[0])
        table = column.rsplit(".", 1)[0]
        sql = f"{table}.vector @@ (%s::tsquery && to_tsquery('{STEMS}', %s))"
        return sql, [*params, f"'={self.kind}'", self.asked]
