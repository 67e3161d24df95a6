"""Covering a text: who still reads it, who may cover it and show it again, and who decides an appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, no
from groundswell.ideas.policies.answering import can_triage
from groundswell.ideas.policies.seeing import decides_appeal, is_holder, is_sender, leads_here
from groundswell.ideas.states import Appeal, Mode

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.ideas.models import Idea


def can_read_text(asker: Asker, idea: Idea) -> Verdict:
    """Title and text: everyone who may see the idea. Once covered: its sender, its holder, and who decides an appeal.

    Who wrote it must read it to say why it should be shown, and to write it again without what it is covered for.
    """
    if not idea.hidden or is_sender(asker, idea) or is_holder(asker, idea) or _decides(asker, idea):
        return YES
    return no(_("This text is covered"))


def can_hide_text(asker: Asker, idea: Idea) -> Verdict:
    if idea.hidden:
        return no(_("This text is covered already"))
    if idea.erased_on is not None:
        return no(_("This text was removed"))
    return can_triage(asker, idea)


def can_appeal(asker: Asker, idea: Idea) -> Verdict:
    """The sender, once for each time that the text is covered."""
    if not is_sender(asker, idea):
        return no(_("Only the person who sent this idea can ask to have its text shown"))
    if not idea.hidden:
        return no(_("Your text is not covered"))
    if idea.appeal:
        return no(_("You have asked already, and another person looks at it or has looked"))
    return YES


def can_show_text(asker: Asker, idea: Idea) -> Verdict:
    """Anyone of its team; once its sender has asked, somebody other than who covered it."""
    if not idea.hidden:
        return no(_("This text is not covered"))
    return _can_decide(asker, idea) if idea.appeal else can_triage(asker, idea)


def can_keep_hidden(asker: Asker, idea: Idea) -> Verdict:
    """Answer an appeal with no: somebody other than who covered it."""
    if idea.appeal != Appeal.WAITING:
        return no(_("Nobody has asked to have this text shown"))
    return _can_decide(asker, idea)


def can_decide_appeal_of(person_id: UUID, idea: Idea) -> Verdict:
    """Who may be named to decide: not who covered the text, nor its named sender."""
    of_the_sender = idea.mode == Mode.NAMED and person_id == idea.sender_id  # in confidence it would tell who it was
    return no(_("Someone else must decide this")) if person_id == idea.hidden_by_id or of_the_sender else YES


def _can_decide(asker: Asker, idea: Idea) -> Verdict:
    if is_sender(asker, idea):
        return no(_("You sent this idea, so someone else must decide this"))
    if asker.person_id is not None and asker.person_id == idea.hidden_by_id:
        return no(_("You covered this text, so someone else must decide this"))
    if _decides(asker, idea):
        return YES
    return no(_("Someone else was named to decide this")) if idea.appeal == Appeal.WAITING else can_triage(asker, idea)


def _decides(asker: Asker, idea: Idea) -> bool:
    """Who was named to decide a waiting appeal; and its lead and director, so that it never stands still."""
    if idea.appeal != Appeal.WAITING or is_sender(asker, idea) or asker.person_id == idea.hidden_by_id:
        return False
    return decides_appeal(asker, idea) or leads_here(asker, idea)
