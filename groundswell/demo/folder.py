"""The one folder that the demonstration writes to: its key, its day, its database, its files."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEY, DAY = "demonstration-key", "made-for.txt"
FILES = "files"
DATABASE = ("groundswell.sqlite3", "groundswell.sqlite3-wal", "groundswell.sqlite3-shm")


def open_folder(wanted: Path, *, fresh: bool) -> Path:
    """The folder, made when absent; never one that holds the database of a real site.

    Raises `SystemExit` in plain words.
    """
    place = wanted.expanduser().resolve()
    if (place / DATABASE[0]).exists() and not (place / KEY).exists():
        raise SystemExit(f"{place} holds a database that is not a demonstration. Choose another folder with --data")
    try:
        for part in ("logs", "tmp", "static"):
            (place / part).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(f"The folder {place} cannot be used: {error.strerror}") from None
    if fresh:
        for name in (*DATABASE, DAY):
            (place / name).unlink(missing_ok=True)
        for kept in (place / FILES).glob("*"):  # photos and documents of the old data
            kept.unlink()
    return place


def secret_key(place: Path) -> str:
    """A random key, made once and readable by its owner alone; links in mail depend on it."""
    kept = place / KEY
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


def note_day(place: Path, day: date) -> None:
    """Remember for which day the data were made."""
    (place / DAY).write_text(day.isoformat() + "\n", encoding="ascii")


def day_of(place: Path) -> date | None:
    """The day that the data were made for; none when that is not known."""
    kept = place / DAY
    return date.fromisoformat(kept.read_text(encoding="ascii").strip()) if kept.exists() else None
