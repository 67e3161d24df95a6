"""The mail to whom a note names: that there is one, and never what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.notices import Letter, Notice, Recipient, register
from groundswell.ideas import policies, selectors
from groundswell.ideas.notices import reasons
from groundswell.ideas.notices.words import code_of
from groundswell.ideas.selectors import sorting
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.ideas.models import Idea, Note


KEY = "ideas.mentioned"


def register_all() -> None:
    register(Notice(KEY, write, lambda _note_id: None, kind=reasons.MENTION, why=reasons.WHY[KEY]))


def write(note_id: UUID, to: Recipient) -> Letter | None:
    """Nothing for who may not read the notes of this idea, now that the mail is written."""
    note = sorting.note_with(note_id)
    if note is None or not _may_read(note.idea, to):
        return None
    return _letter(note, partnership.address_of_site(note.idea.programme))


def read_on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """The same for who asks, of notes that they may read now; one query where there are any."""
    notes = {note.pk: note for note in sorting.notes_with(asker, [one for key, one in told if key == KEY])}
    return {(KEY, pk): _letter(note, "") for pk, note in notes.items() if policies.can_read_notes(asker, note.idea)}


def _letter(note: Note, site: str) -> Letter:
    return Letter(
        _("%(who)s named you in a note: %(code)s") % {"who": note.author.first_name, "code": code_of(note.idea)},
        (_("%(who)s wrote a note for the team, and named you in it.") % {"who": note.author.name},),
        site + reverse("ideas:one", args=[note.idea.reference]),
        _("Read the note"),
        note.author.name,
    )


def _may_read(idea: Idea, to: Recipient) -> bool:
    person = partnership.person(to.person_id) if to.person_id else None
    asker = partnership.asker_for(person, idea.programme) if person else None
    if asker is None or not selectors.ideas_for(asker).filter(pk=idea.pk).exists():
        return False
    return bool(policies.can_read_notes(asker, idea))
