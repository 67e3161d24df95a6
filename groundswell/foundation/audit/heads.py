"""The head of the audit, to be kept elsewhere: later it shows whether the past was written anew."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypedDict
from uuid import UUID

from groundswell.foundation.audit.models import AuditEntry, Seal, UnsealedEntry

FORM = 1


class Head(TypedDict):
    """One programme: its last seal (0: none yet), and id and hash of every row not yet sealed."""

    seal: int
    hash: str
    total: int
    tail: list[tuple[int, str]]


def export() -> dict[str, Any]:
    """The heads of all programmes, ready to be written as JSON. Read it in one transaction."""
    heads: dict[str, Head] = defaultdict(lambda: Head(seal=0, hash="", total=0, tail=[]))
    for programme_id in Seal.objects.values_list("programme_id", flat=True).distinct():
        last = Seal.objects.filter(programme_id=programme_id).latest("number")
        heads[str(programme_id)] |= {"seal": last.number, "hash": bytes(last.hash).hex(), "total": last.total}
    waiting = UnsealedEntry.objects.values("entry_id")
    tail = AuditEntry.objects.filter(pk__in=waiting).order_by("pk")
    for pk, programme_id, row in tail.values_list("pk", "programme_id", "hash"):
        heads[str(programme_id)]["tail"].append((pk, bytes(row).hex()))
    return {"form": FORM, "programmes": dict(heads)}


def troubles(exported: dict[str, Any]) -> list[str]:
    """Where the audit of today does not continue the exported head, in plain words.

    Raises `ValueError` when `exported` is not a head of ours.
    """
    try:
        programmes = [(UUID(key), head) for key, head in exported["programmes"].items()]
        found = [words for key, head in programmes for words in _compared(key, head)]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("This file is not a head that audit-head wrote.") from error
    return found


def _compared(programme_id: UUID, head: Head) -> list[str]:
    wrong = []
    if head["seal"]:
        seal = Seal.objects.filter(programme_id=programme_id, number=head["seal"]).first()
        if seal is None or (bytes(seal.hash).hex(), seal.total) != (head["hash"], head["total"]):
            wrong.append(
                f"Programme {programme_id}: seal {head['seal']} of the exported head"
                f" {'is gone' if seal is None else 'was made anew'}: rows up to it were changed or removed."
            )
    today = dict(AuditEntry.objects.filter(pk__in=[pk for pk, _row in head["tail"]]).values_list("pk", "hash"))
    for pk, row in head["tail"]:
        if pk not in today:
            wrong.append(f"Programme {programme_id}: row {pk} of the exported head is gone.")
        elif bytes(today[pk]).hex() != row:
            wrong.append(f"Programme {programme_id}: row {pk} is not the one of the exported head.")
    return wrong
