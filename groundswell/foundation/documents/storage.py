"""A folder for the bytes. Another storage of Django, such as one for S3, can stand in its place."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from typing import IO, Any

from django.core.files.storage import FileSystemStorage, storages

ALIAS = "documents"


class Folder(FileSystemStorage):
    """On the disk before anyone is told that it is; and no file tells the hour at which it came."""

    def _save(self, name: str, content: IO[Any]) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]
        path = self.path(kept)
        with open(path, "rb") as written:  # noqa: PTH123  its number is what we need
            os.fsync(written.fileno())
        midnight = datetime.combine(datetime.now(UTC).date(), time(0), UTC).timestamp()
        os.utime(path, (midnight, midnight))
        return kept


def store() -> Any:
    """Where the bytes lie."""
    return storages[ALIAS]
