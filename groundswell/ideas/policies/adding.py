"""Who may add photos and documents to an idea, and take them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.ideas.policies.seeing import is_holder, is_sender
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Idea


def can_add_files(asker: Asker, idea: Idea) -> Verdict:
    """The sender, however they sent it, and whoever has it now."""
    if is_sender(asker, idea) or is_holder(asker, idea):
        return YES
    return no(_("Only the person who sent this idea and the person who has it can add files"))


def can_remove_file(asker: Asker, idea: Idea, added_by: UUID | None) -> Verdict:
    """Who added it. A file that names nobody is its sender's."""
    if asker.person_id is not None and asker.person_id == added_by:
        return YES
    if is_sender(asker, idea) and added_by in {None, idea.sender_id}:
        return YES
    return no(_("Only the person who added this file can take it away"))


def photos_only(asker: Asker, idea: Idea) -> bool:
    """Whether a document would tell too much: it can carry the name of a sender who is a secret."""
    return idea.mode != Mode.NAMED and is_sender(asker, idea)
