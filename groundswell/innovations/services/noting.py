"""How every verb writes into a record: through the one door, or, for what has more to ask than who, beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.audit import services as audit
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.search import services as search
from groundswell.foundation.workflow.services import Stale, advance, lock
from groundswell.innovations.lifecycle import RECORD
from groundswell.innovations.models import Section

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

FOUND = "innovation"  # what search calls a record of this room
SEARCHED = {"title", "summary", "problem", "maturity", "organisation_id", "openness"}


def move(innovation: Innovation, verb: str, *, by: Asker, **rest: Any) -> None:
    """Every move of a record goes through here; what can be found of it is kept in step."""
    advance(innovation, verb, by=by, lifecycle=RECORD, **rest)
    if SEARCHED & set(rest):
        search.keep(FOUND, innovation.pk)


def note(innovation: Innovation, verb: str, *, by: Asker, facts: dict[str, Any]) -> None:
    """Count and audit what changed beside the record's own columns. Call with the record locked and the rule asked."""
    innovation.revision += 1
    innovation.save(update_fields=["revision"])
    audit.record(innovation, verb, by=by, organisation_id=innovation.organisation_id, facts=facts)


def digests(innovation: Innovation, **texts: str) -> dict[str, str]:
    """What the audit keeps of words."""
    return {name: digest(text, bytes(innovation.salt)) for name, text in texts.items() if text}


def lock_section(innovation: Innovation, key: str, revision: int | None) -> Section:
    """The section, with its record locked. Raises `Stale` when this very section changed since `revision`."""
    lock(innovation)
    section = Section.objects.filter(innovation=innovation, key=key).first()
    if section is None:
        return Section(innovation=innovation, key=key, revision=0)
    check(section.revision, revision)
    return section


def check(last: int, opened: int | None) -> None:
    """Two people may work on two parts of a record at once, and not on the same part."""
    if opened is not None and last > opened:
        msg = _("Someone else changed this while you had it open")
        raise Stale(msg)
