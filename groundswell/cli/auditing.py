"""audit-head and audit-verify."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundswell.cli.ready import set_up

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator


def head(_asked: Namespace) -> int:
    """Print the head as JSON."""
    with _one_view():
        from groundswell.foundation.audit import heads  # noqa: PLC0415  models are loaded by now

        exported = heads.export()
    sys.stdout.write(json.dumps(exported, indent=1, sort_keys=True) + "\n")
    return 0


def verify(asked: Namespace) -> int:
    """Say what is wrong, a line each; 1 when anything is."""
    exported = _read(asked.head) if asked.head else None
    with _one_view():
        from groundswell.foundation.audit import checking, models  # noqa: PLC0415  models are loaded by now

        try:
            troubles = checking.troubles(exported)
        except ValueError as error:
            raise SystemExit(str(error)) from None
        rows, seals = models.AuditEntry.objects.count(), models.Seal.objects.count()
    for trouble in troubles:
        sys.stdout.write(f"{trouble}\n")
    verdict = f"Wrong: {len(troubles)}." if troubles else "Nothing was changed or removed."
    against = " Compared with the exported head." if exported else ""
    sys.stdout.write(f"{rows} rows, {seals} seals. {verdict}{against}\n")
    return 1 if troubles else 0


def _read(path: str) -> dict[str, Any]:
    try:
        exported = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SystemExit(f"{path} could not be read: {error.strerror}.") from None
    except ValueError:
        exported = None
    if not isinstance(exported, dict):
        raise SystemExit("This file is not a head that audit-head wrote.")
    return exported


@contextmanager
def _one_view() -> Iterator[None]:
    """See one moment of the database throughout, without keeping anyone from writing."""
    set_up()
    from django.db import connections, transaction  # noqa: PLC0415

    database: Any = connections["default"]
    before = getattr(database, "transaction_mode", None)
    database.transaction_mode = "DEFERRED"  # SQLite: read without taking the place of a writer
    try:
        with transaction.atomic():
            if database.vendor == "postgresql":
                database.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        database.transaction_mode = before
