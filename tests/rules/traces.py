"""Where something was left: in any table, however packed, in files and in logs; and the hours that were stored."""

import base64
import binascii
import io
import json
import logging
import re
import zlib
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.core.files.storage import storages
from django.db import connection

PACKED = re.compile(r"[\w+/=.-]{16,}")


def spelled(value):
    """A value as text; a moment as ISO, bytes both as letters and as figures."""
    if isinstance(value, memoryview | bytes):
        return f"{bytes(value).decode('latin-1')} {bytes(value).hex()}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ") if value.tzinfo else value.isoformat(" ")
    return json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def unpacked(text):
    """The text, and what is packed into it as sessions, signed fields and the cache do (base 64, perhaps deflated)."""
    yield text
    for piece in PACKED.findall(text):
        for part in piece.split("."):
            raw = _decoded(part)
            if raw:
                yield raw.decode("latin-1")
                yield _inflated(raw)


def _decoded(part):
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_" if re.search("[-_]", part) else None)
    except (binascii.Error, ValueError):
        return b""


def _inflated(raw):
    try:
        return zlib.decompress(raw).decode("latin-1")
    except zlib.error:
        return ""


def stored():
    """Each row of each table that the database has, model or not, as one text."""
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                held = (f"{name}={spelled(value)}" for name, value in zip(names, row, strict=True))
                yield table, "\n".join(text for value in held for text in unpacked(value))


def spellings(canary):
    """An id is stored with or without its dashes."""
    return {str(canary).lower(), canary.hex} if isinstance(canary, UUID) else {str(canary).lower()}


def rows_with(canaries):
    """How many rows of each table hold each canary: {(table, canary): rows}."""
    found = Counter()
    for table, text in stored():
        low = text.lower()
        found.update((table, str(canary)) for canary in canaries if any(word in low for word in spellings(canary)))
    return found


def files_with(canaries, folder=None):
    """Names of files below the data folder that hold a canary."""
    known = {word.encode() for canary in canaries for word in spellings(canary)}
    below = [file for file in Path(folder or settings.DATA_DIR).rglob("*") if file.is_file()]
    return {f"{file.name}: {word.decode()}" for file in below for word in known if word in file.read_bytes().lower()}


def media_with(canaries):
    """Names of stored photos and documents that hold a canary, in their name or their bytes."""
    store = storages["documents"]
    known = {word.encode() for canary in canaries for word in spellings(canary)}
    held = {name: name.encode() + store.open(name).read() for name in store.listdir("")[1]}
    return {f"{name}: {word.decode()}" for name, content in held.items() for word in known if word in content.lower()}


def letters():
    """All that every mail says, its headers and receivers too."""
    return "\n".join(
        "\n".join([letter.subject, letter.body, *map(str, getattr(letter, "alternatives", [])), *letter.recipients()])
        + str(letter.message().items())
        for letter in mail.outbox
    ).lower()


def in_letters(canaries):
    return {str(canary) for canary in canaries if any(word in letters() for word in spellings(canary))}


def finer_than_a_day(day):
    """Stored moments of that day that tell more than the day: as a date with an hour, or as seconds since 1970."""
    first = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    hour = re.compile(rf"{day.isoformat()}[ T](?!00:00:00(?:\.0+)?(?![\d.]))[\d:.]+")
    seconds = re.compile(r"(?<![\d.])\d{10}(?!\d)")
    found = []
    for table, text in stored():
        if table == "django_migrations":  # when the tables were made, which may be on that very day
            continue
        found += [(table, told) for told in hour.findall(text)]
        found += [(table, told) for told in seconds.findall(text) if first < int(told) < first + 86_400]
    return found


@contextmanager
def every_log():
    """All that any logger would say at its most talkative, and all that its records carry."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.format = lambda record: f"{record.getMessage()} {record.__dict__}"
    loggers = [
        logging.root,
        *(one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)),
    ]
    before = [(one, one.level) for one in loggers]
    for one in loggers:
        one.setLevel(1)
        if one is logging.root or not one.propagate:
            one.addHandler(handler)
    try:
        logging.getLogger("groundswell.anything").debug("the log is listened to")
        yield lines
    finally:
        for one, level in before:
            one.setLevel(level)
            one.removeHandler(handler)
