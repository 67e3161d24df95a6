"""Rooms say who may open and add files of their records; the floor knows no room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from groundswell.foundation.documents.models import Document


def _who_added_it(asker: Asker, document: Document) -> Verdict:
    if asker.person_id is not None and asker.person_id == document.added_by:
        return YES
    return no(_("Only the person who added this file can take it away"))


@dataclass(frozen=True)
class Kind:
    """A kind of record that has files.

    `may_open(asker, record_id)` is asked again at every request, `may_add` at every file that is added.
    `may_remove`: whose file it is. `refused(record_id)`: tell somebody that the scanner found something.
    """

    key: str
    may_open: Callable[[Asker, UUID], Verdict]
    may_add: Callable[[Asker, UUID], Verdict]
    may_remove: Callable[[Asker, Document], Verdict] = _who_added_it
    refused: Callable[[UUID], None] = lambda _record_id: None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def pretend_kind() -> Kind:
    """The kind to ask about a file that is not there, as `kind_of` is asked about one that is hidden."""
    return next(iter(_kinds.values()))


def kind_of(key: str) -> Kind:
    """Raises `KeyError` when no room registers it (any more)."""
    return _kinds[key]
