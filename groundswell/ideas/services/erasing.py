"""What this room forgets when a person is erased. The record of an idea stays and counts; what names somebody goes."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.documents import services as documents
from groundswell.foundation.erasing import in_its_programme
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies, selectors
from groundswell.ideas.models import Draft, Idea, Message
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.counting import waits_no_more
from groundswell.ideas.services.discretion import ask_to_know, passes_to
from groundswell.ideas.services.forgetting import forget_beside, forget_in_the_team, hand_on_appeals
from groundswell.ideas.services.joining import take_out_all
from groundswell.ideas.services.moderation import SHOWN
from groundswell.ideas.services.running import answered, ended, kept
from groundswell.ideas.states import REMOVED, IdeaState, Outcome
from groundswell.innovations import services as records
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver


def erase(leaver: Leaver, by: Asker) -> int:
    """Empty what they sent, hand on what they hold, leave their name out of what they wrote; how many ideas changed.

    Raises `NotAllowed` when they hold an idea that somebody waits for and nobody was named to take it on.
    """
    sent = list(_sent_by(leaver).select_related("programme"))
    for idea in sent:
        _empty(idea, leaver, by=in_its_programme(by, idea))
    _drafts_of(leaver).delete()
    Idea.objects.filter(sender_email__iexact=leaver.email).exclude(sender_email="").update(
        sender_email="", sender_name=""
    )  # joined to somebody else's account
    if leaver.person_id is None:
        return len(sent)
    forget_in_the_team(leaver)
    appeals = hand_on_appeals(leaver, by_of=lambda idea: in_its_programme(by, idea))
    return len(sent) + appeals + _hand_on(leaver, by=by) + _forget_what_they_did(leaver)


def _sent_by(leaver: Leaver) -> Any:
    mine = Q(sender_id=leaver.person_id) if leaver.person_id else Q(pk=None)
    if leaver.email:
        mine |= Q(sender=None, sender_email__iexact=leaver.email)
    return Idea.objects.filter(mine)


def _drafts_of(leaver: Leaver) -> Any:
    """Also what was begun signed out and names their address."""
    mine = Q(person_id=leaver.person_id) if leaver.person_id else Q(pk=None)
    if leaver.email:
        mine |= Q(answers__email__iexact=leaver.email)
    return Draft.objects.filter(mine)


def _empty(idea: Idea, leaver: Leaver, *, by: Asker) -> None:
    """Take out text, title, place in own words, name and address. A new salt makes the audit's digests say nothing."""
    called = idea.sender_name
    if idea.innovation_id:
        records.forget_words(idea.innovation_id, title=idea.title, problem=idea.text, by=by)
    changes: dict[str, Any] = ended(idea) if idea.is_open else answered(idea) | _unpromised(idea)
    was_open = idea.is_open
    move(
        idea,
        "erase and close" if was_open else "erase",
        by=by,
        title=str(REMOVED),
        text=str(REMOVED),
        answers={},
        salt=urandom(16),
        place=idea.place if idea.organisation_id else "",
        sender_id=None,
        sender_name="",
        sender_email="",
        ask_again_by=None,
        asks_to_become=False,
        erased_on=clock.today(by.timezone),
        **SHOWN,
        **changes,
    )
    documents.erase(selectors.KIND, [idea.pk], added_by={None, leaver.person_id})
    if idea.state != IdeaState.CLOSED:  # what came of it holds for those that are joined with it
        take_out_all(idea)
    if was_open:
        queue("ideas.withdrawn", idea, to=[idea.holder_id], by=by)
    said = Message.objects.filter(idea=idea)
    said.filter(Q(author=None) | Q(author_id=leaver.person_id)).update(text=str(REMOVED), author=None)
    _leave_out(said, leaver, called)
    forget_beside(idea, leaver, called)


def _unpromised(idea: Idea) -> dict[str, Any]:
    """Nothing is left to look at again, and nobody to tell."""
    if idea.state != IdeaState.DECIDED or idea.outcome != Outcome.NOT_NOW:
        return {}
    return kept() | waits_no_more(idea) | {"review_on": None, "due_on": None}


def _leave_out(messages: Any, leaver: Leaver, called: str = "") -> None:
    """Put a gap where words of other people, or words said for the team, name who is erased."""
    for message in list(messages):
        text = leaver.left_out_of(message.text, also_called=called)
        if text != message.text:
            messages.filter(pk=message.pk).update(text=text)


def _hand_on(leaver: Leaver, *, by: Asker) -> int:
    """Whoever waits for an answer, a deed or a date goes on having a named person; also for a question of theirs about
    what is closed.
    """
    held = Idea.objects.filter(holder_id=leaver.person_id)
    dated = Q(due_on__isnull=False) | Q(review_on__isnull=False) | Q(ask_again_by__isnull=False)
    open_or_dated = dated & ~Q(state__in=[IdeaState.CLOSED, IdeaState.WITHDRAWN])
    moved = list(held.filter(open_or_dated | Q(question_by__isnull=False)).select_related("programme"))
    if moved and leaver.successor_id is None:
        raise NotAllowed(_("This person still holds ideas. Name who takes them on"))
    for idea in moved:
        holder_id = _next_holder(leaver, idea)
        facts = {"holder": holder_id, "before": leaver.person_id}
        mover = in_its_programme(by, idea)
        move(idea, "hand on", by=mover, facts=facts, holder_id=holder_id, **passes_to(idea, holder_id))
        ask_to_know(idea, by=mover)
        queue("ideas.given", idea, to=[holder_id], by=mover)
    return len(moved)


def _next_holder(leaver: Leaver, idea: Idea) -> Any:
    """Who was named, unless they sent or first decided this very idea: then another of the team of its place."""
    verdict = policies.can_hold(leaver.successor_id, idea)
    if verdict:
        return leaver.successor_id
    team = partnership.holders_of(idea.programme, policies.TRIAGER, organisation_id=idea.organisation_id)
    others = [person.pk for person in team if person.pk != leaver.person_id and policies.can_hold(person.pk, idea)]
    if not others:
        verdict.or_raise()
    return others[0]


def _forget_what_they_did(leaver: Leaver) -> int:
    """Decisions and words that were the team's stay, by someone without a name; how many ideas they had decided."""
    changed = 0
    for name in (
        "holder",
        "decided_by",
        "first_decided_by",
        "escalated_to",
        "question_with",
        "hidden_by",
        "join_asked_by",
    ):
        theirs = Idea.objects.filter(**{name: leaver.person_id})
        if theirs.exists():
            changed += theirs.update(**{name: leaver.stand_in()})
    if documents.has_added(leaver.person_id):
        documents.hand_over(leaver.person_id, leaver.stand_in())
    for name in ("known_to", "sent_by"):
        Idea.objects.filter(**{name: leaver.person_id}).update(**{name: None})
    said = Message.objects.filter(author_id=leaver.person_id)
    if said.exists():
        _leave_out(said, leaver)
        said.update(author=leaver.stand_in())
    return changed
