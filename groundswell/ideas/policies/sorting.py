"""What the team has for itself: notes that no sender sees, ready-made words, batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Verdict, holders, no
from groundswell.ideas.policies.answering import can_take
from groundswell.ideas.policies.seeing import LEAD, has_it_too, is_holder, is_sender, triages_here
from groundswell.ideas.states import WAITS_FOR_US, IdeaState
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from groundswell.ideas.models import Batch, Idea

WORDSMITHS = holders(
    LEAD, RoleKey.PROGRAMME_ADMIN, reason=lazy("This page is for people who look after the ready-made words")
)


def can_read_notes(asker: Asker, idea: Idea) -> Verdict:
    """The team of its place, who answers it, and who has it too because it is late; never its own sender."""
    if is_sender(asker, idea):
        return no(_("Notes are for the innovation team"))
    if triages_here(asker, idea) or has_it_too(asker, idea) or (idea.is_open and is_holder(asker, idea)):
        return YES
    return no(_("Notes are for the innovation team"))


def can_edit_templates(asker: Asker) -> Verdict:
    """The innovation lead, or an administrator of the programme."""
    return WORDSMITHS.admits(asker)


def can_batch(asker: Asker, idea: Idea) -> Verdict:
    """What stands in a batch: nobody has taken it yet, or this person holds it; and it waits for us."""
    if idea.state not in WAITS_FOR_US:
        return no(_("This idea does not wait for us any more"))
    if idea.state != IdeaState.RECEIVED and not is_holder(asker, idea):
        return no(_("Someone else has this idea now"))
    return can_take(asker, idea)


def can_work_through(asker: Asker, batch: Batch) -> Verdict:
    if asker.has_in_hand(batch.person_id) and asker.programme_id == batch.programme_id:
        return YES
    return no(_("This batch is someone else's"))
