"""Who may know who sent an idea: letting someone know, keeping it secret, putting a name to it later."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from groundswell.foundation.audit import services as audit
from groundswell.foundation.jobs.services import enqueue
from groundswell.foundation.notices.services import queue, queue_again
from groundswell.foundation.workflow.services import lock
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.authors import join_team
from groundswell.ideas.services.discretion import discreet, quiet, sender_of
from groundswell.ideas.services.together import lock_other
from groundswell.ideas.states import Mode
from groundswell.partnership.selectors import task_asker

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

MAIL_LINK = "ideas.mail_link"


@transaction.atomic
def let_know(idea: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """The person who has a confidential idea may know who sent it. An old page does not say yes for the next."""
    with discreet(idea, by) as sender:
        move(
            idea,
            "let know",
            by=sender,
            revision=revision,
            facts={"known_to": idea.holder_id},
            known_to_id=idea.holder_id,
            asks_to_know=False,
        )
        queue("ideas.let_know", idea, to=[idea.holder_id], by=sender)
    return idea


@transaction.atomic
def keep_secret(idea: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """The person who now has it may not know; asked again only when it changes hands again."""
    with discreet(idea, by) as sender:
        move(idea, "keep secret", by=sender, revision=revision, asks_to_know=False)
    return idea


@transaction.atomic
def agree_to_speak_up(idea: Idea, yes: bool, *, by: Asker) -> Idea:
    """Say whether a safety concern may go to the speak-up guardian or the incident team."""
    with discreet(idea, by) as sender:
        move(idea, "agree", by=sender, facts={"yes": int(yes)}, may_speak_up=yes)
        queue("ideas.agreed", idea, to=[idea.holder_id], by=sender, hold=quiet(sender))
    return idea


@transaction.atomic
def give_name(idea: Idea, name: str, email: str, *, by: Asker) -> Idea:
    """Say later who sent it. From then on it is a named idea, and mail goes to this address."""
    lock(idea)
    with discreet(idea, by) as sender:
        named = {"sender_name": name.strip(), "sender_email": email.strip()}
        asks = policies.is_joined(idea) and idea.joined_to is not None and idea.joined_to.innovation_id is not None
        move(idea, "give name", by=sender, mode=Mode.NAMED, asks_to_become=asks, **named)
        join_team(idea, by=sender)
    queue("ideas.link", idea, to=sender_of(idea), by=by)
    if idea.asks_to_become:
        queue("ideas.may_become", idea, to=sender_of(idea), by=by)
    return idea


@transaction.atomic
def claim(idea: Idea, *, by: Asker) -> Idea:
    """A signed-in person who opened the mailed link keeps the idea among their own. Doing it twice does it once."""
    policies.can_claim(by, idea).or_raise()
    lock_other(idea)  # whose record may name them too
    lock(idea)
    if idea.sender_id is None:
        idea.sender_id = by.person_id
        idea.revision += 1
        idea.save(update_fields=["sender", "revision"])
        with discreet(idea, by) as sender:
            audit.record(idea, "claim", by=sender, facts={"sender": sender.person_id} if sender.person_id else {})
            join_team(idea, by=sender)
    return idea


@transaction.atomic
def ask_for_link(programme: Programme, reference: str) -> None:
    """Leave it to the worker to look, so that the time of our answer does not tell whether there is such an idea.

    No hour is kept: who asks may have sent it without a name.
    """
    found = Idea.objects.filter(programme=programme, reference=reference).values_list("pk", flat=True)
    enqueue(MAIL_LINK, next(iter(found), uuid4()), by_the_day=True)


@transaction.atomic
def mail_link(idea_id: UUID) -> None:
    """Mail the link again to the address that the idea holds, at most once an hour; silent when there is none."""
    idea = Idea.objects.filter(pk=idea_id, erased_on=None).select_related("programme").first()
    if idea is not None:
        by = task_asker(idea.programme)
        queue_again("ideas.link", idea, to=sender_of(idea), by=by, at_most_every=timedelta(hours=1))
