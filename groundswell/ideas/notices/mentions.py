"""The mail to whom a note names: that there is one, and never what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.notices import Letter, Notice, Recipient, register
from groundswell.ideas import policies, selectors
from groundswell.ideas.notices.words import code_of
from groundswell.ideas.selectors import sorting
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Idea


def register_all() -> None:
    register(Notice("ideas.mentioned", write, lambda _note_id: None))


def write(note_id: UUID, to: Recipient) -> Letter | None:
    """Nothing for who may not read the notes of this idea, now that the mail is written."""
    note = sorting.note_with(note_id)
    if note is None or not _may_read(note.idea, to):
        return None
    idea = note.idea
    return Letter(
        _("%(who)s named you in a note: %(code)s") % {"who": note.author.first_name, "code": code_of(idea)},
        (_("%(who)s wrote a note for the team, and named you in it.") % {"who": note.author.name},),
        partnership.address_of_site(idea.programme) + reverse("ideas:one", args=[idea.reference]),
        _("Read the note"),
        note.author.name,
    )


def _may_read(idea: Idea, to: Recipient) -> bool:
    person = partnership.person(to.person_id) if to.person_id else None
    asker = partnership.asker_for(person, idea.programme) if person else None
    if asker is None or not selectors.ideas_for(asker).filter(pk=idea.pk).exists():
        return False
    return bool(policies.can_read_notes(asker, idea))
