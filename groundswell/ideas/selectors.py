"""Reads of this room: scoped by `policies.visible_to`, joined once, paged by the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from groundswell.foundation.access import Asker, Channel
from groundswell.foundation.kit import clock, links
from groundswell.foundation.workflow.services import as_others_see, many_as_others_see
from groundswell.ideas import policies
from groundswell.ideas.models import Draft, Idea, Message
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.partnership.models import Programme

LINK = "ideas.track"


def ideas_for(asker: Asker) -> QuerySet[Idea]:
    """Every idea this asker may see."""
    return Idea.objects.filter(policies.visible_to(asker)).select_related("holder", "decided_by", "organisation")


def idea_for(asker: Asker, reference: str) -> Idea | None:
    """One idea by its reference, or none: absent and hidden look the same."""
    return ideas_for(asker).select_related("programme", "sender").filter(reference=reference).first()


def idea_by_link(programme: Programme, reference: str, token: str) -> tuple[Idea, Asker] | None:
    """The idea that a mailed link opens, as its sender sees it, and the asker that the link makes."""
    idea = Idea.objects.filter(programme=programme, reference=reference).select_related("programme", "holder").first()
    if idea is None or not links.token_opens(token, idea.pk, LINK):
        return None
    asker = Asker(
        programme_id=programme.pk,
        channel=Channel.LINK,
        record_ids=frozenset({idea.pk}),
        timezone=programme.timezone,
    )
    return idea, asker


def token_of(idea: Idea) -> str:
    return links.token_for(idea.pk, LINK)


def as_sender_sees(idea: Idea) -> Idea:
    """Without a move that its maker can still take back."""
    seen = as_others_see(idea)
    assert isinstance(seen, Idea)
    return seen


def all_as_sender_sees(ideas: list[Idea]) -> list[Idea]:
    """A page of ideas, each without a move that its maker can still take back; one query."""
    return many_as_others_see(ideas)


def my_drafts(asker: Asker) -> list[Draft]:
    """What this person began and has not sent, newest first."""
    drafts = Draft.objects.filter(person_id=asker.person_id, programme_id=asker.programme_id)
    return list(drafts.order_by("-started_at")[:10])


def draft_for(asker: Asker, draft_id: UUID | None) -> Draft | None:
    """A draft by its key; a draft that was begun signed in opens for that person only."""
    if draft_id is None:
        return None
    drafts = Draft.objects.filter(policies.drafts_of(asker), pk=draft_id)
    return drafts.select_related("programme__default_duty").first()


def sent_with(draft_id: UUID, programme: Programme) -> Idea | None:
    """The idea that this draft became."""
    return Idea.objects.filter(draft_id=draft_id, programme=programme).select_related("holder", "programme").first()


def my_ideas(asker: Asker) -> QuerySet[Idea]:
    """What this person sent, newest first."""
    mine = Idea.objects.filter(sender_id=asker.person_id, programme_id=asker.programme_id)
    return mine.select_related("holder", "decided_by").order_by("-sent_at", "pk")


def messages_of(idea: Idea, *, for_sender: bool) -> QuerySet[Message]:
    """What was said, in order. The sender sees words once they can no longer be taken back."""
    said = Message.objects.filter(idea=idea, taken_back=False).select_related("author").order_by("written_at", "pk")
    return said.filter(visible_from__lte=clock.now()) if for_sender else said


MOST_COUNTED = 1000
FILTERS = ("all", "mine", "new", "late", "asked", "quick")


def queue(asker: Asker, which: str, today: date) -> QuerySet[Idea]:
    """Ideas to sort, by due date: all open, mine, not taken yet, late, waiting for an answer, or quick fixes."""
    ideas = ideas_for(asker).order_by("due_on", "pk")
    if which == "quick":
        return ideas.filter(state=IdeaState.DECIDED, outcome=Outcome.QUICK_FIX)
    if which == "late":
        return ideas.late(today)
    ideas = ideas.awaiting_triage()
    narrow = {
        "mine": Q(holder_id=asker.person_id),
        "new": Q(state=IdeaState.RECEIVED),
        "asked": Q(state__in=[IdeaState.ASKED, IdeaState.PARKED]),
    }
    return ideas.filter(narrow.get(which, Q()))


def queue_counts(asker: Asker, today: date) -> dict[str, int]:
    """How many in each filter; counting stops just above `MOST_COUNTED`, so that a page stays flat."""
    return {which: queue(asker, which, today).order_by()[: MOST_COUNTED + 1].count() for which in FILTERS}


def in_my_hands(asker: Asker) -> QuerySet[Idea]:
    """What this person holds and must do something about, soonest first."""
    doing = Q(state=IdeaState.DECIDED, outcome__in=[Outcome.QUICK_FIX, Outcome.BETTER_ROUTE, Outcome.SELECTION])
    answering = Q(state__in=[IdeaState.RECEIVED, IdeaState.READ, IdeaState.FINDING_OUT])
    held = Idea.objects.filter(doing | answering, holder_id=asker.person_id, programme_id=asker.programme_id)
    return held.order_by("due_on", "pk")


def news_for_sender(asker: Asker) -> QuerySet[Idea]:
    """The sender's own ideas that wait for the sender."""
    return my_ideas(asker).filter(state__in=[IdeaState.ASKED, IdeaState.PARKED])
