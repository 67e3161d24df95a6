"""Reads of this room: scoped by `policies.visible_to`, joined once, paged by the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from groundswell.foundation.access import Asker, Text, in_hand, prepared
from groundswell.foundation.audit.selectors import entries_of, history_of
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.foundation.kit import clock
from groundswell.foundation.kit.counting import Counted
from groundswell.foundation.workflow.services import (
    many_as_others_see,
    state_as_others_see,
    undo_points,
    undoable_by,
    undoable_revision,
)
from groundswell.ideas import policies
from groundswell.ideas.models import OPEN_STATES, Draft, Idea, IdeaQuerySet, Message
from groundswell.ideas.selectors.by_link import address_behind as address_behind
from groundswell.ideas.selectors.by_link import asker_by_receipt as asker_by_receipt
from groundswell.ideas.selectors.by_link import idea_by_link as idea_by_link
from groundswell.ideas.selectors.by_link import idea_by_receipt as idea_by_receipt
from groundswell.ideas.selectors.by_link import idea_with_receipt as idea_with_receipt
from groundswell.ideas.selectors.by_link import token_of as token_of
from groundswell.ideas.selectors.promises_kept import Scores as Scores
from groundswell.ideas.selectors.promises_kept import StepKept as StepKept
from groundswell.ideas.selectors.promises_kept import promises_made as promises_made
from groundswell.ideas.selectors.promises_kept import scoreboard as scoreboard
from groundswell.ideas.selectors.promises_kept import scoreboard_from_events as scoreboard_from_events
from groundswell.ideas.selectors.promises_kept import scores as scores
from groundswell.ideas.selectors.replay import Made as Made
from groundswell.ideas.states import (
    FROM_US,
    WAITS_FOR_SENDER,
    WAITS_FOR_US,
    IdeaState,
    MessageKind,
    Outcome,
    WaitsFor,
)
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from groundswell.foundation.audit.models import AuditEntry
    from groundswell.foundation.workflow.models import UndoPoint
    from groundswell.partnership.models import Programme

    Listed = Callable[[Asker], QuerySet[Idea]]  # a selector that lists ideas for an asker

KIND = "ideas.idea"  # of the files that hang on an idea


def ideas_for(asker: Asker) -> IdeaQuerySet:
    """Every idea this asker may see."""
    return Idea.objects.filter(policies.visible_to(asker)).select_related(
        "programme", "holder", "escalated_to", "decided_by", "organisation"
    )


def idea_for(asker: Asker, reference: str) -> Idea | None:
    """One idea by its reference, or none: absent and hidden look the same."""
    return next(iter(_with_reference(asker, Text(reference))), None)


@prepared
def _with_reference(asker: Asker, reference: Text) -> QuerySet[Idea]:
    return ideas_for(asker).select_related("sender").filter(reference=reference).order_by("pk")[:1]


def as_sender_sees(idea: Idea) -> Idea:
    """Without a move that its maker can still take back."""
    return all_as_sender_sees([idea])[0]


def all_as_sender_sees(ideas: list[Idea]) -> list[Idea]:
    """A page of ideas, each without a move that its maker can still take back, and so the ideas that go on for them.

    One query; one more where some are joined with others.
    """
    seen = many_as_others_see(ideas)
    if others := [idea.joined_to for idea in seen if idea.joined_to]:
        many_as_others_see(others)
    return seen


def as_read_by(asker: Asker, ideas: QuerySet[Idea]) -> list[Idea]:
    """These ideas; those that this asker sent, without a move that can still be taken back. Two queries."""
    found = list(ideas)
    all_as_sender_sees([idea for idea in found if policies.is_sender(asker, idea)])
    return found


def my_drafts(asker: Asker) -> list[Draft]:
    """What this person began and has not sent, newest first."""
    return _drafts(asker)


@prepared
def _drafts(asker: Asker) -> QuerySet[Draft]:
    drafts = Draft.objects.filter(person_id=asker.person_id, programme_id=asker.programme_id)  # type: ignore[misc]
    return drafts.order_by("-started_at")[:10]


def draft_for(asker: Asker, draft_id: UUID | None, programme: Programme) -> Draft | None:
    """A draft of this programme by its key; a draft that was begun signed in opens for that person only."""
    if draft_id is None:
        return None
    draft = next(iter(_draft(draft_id)), None)
    if draft is None or not policies.can_write(asker, draft):
        return None
    if draft.programme_id == programme.pk:
        draft.programme = programme  # known already, so not asked for again
    return draft


@prepared
def _draft(draft_id: UUID) -> QuerySet[Draft]:
    return Draft.objects.filter(pk=draft_id)  # one at most, so that nothing is put in order


def sent_with(draft_id: UUID, programme: Programme) -> Idea | None:
    """The idea that this draft became."""
    return Idea.objects.filter(draft_id=draft_id, programme=programme).select_related("holder", "programme").first()


def my_ideas(asker: Asker) -> QuerySet[Idea]:
    """What this person sent, newest first."""
    if not asker.signed_in:
        return Idea.objects.none()
    mine = Idea.objects.filter(sender_id=asker.person_id, programme_id=asker.programme_id)
    others = [f"joined_to__{name}" for name in ("programme", "holder", "decided_by")]
    mine = mine.select_related("programme", "holder", "escalated_to", "decided_by", *others)
    return mine.order_by("-sent_at", "pk")


def my_idea(asker: Asker, reference: str) -> Idea | None:
    """One of those by its reference."""
    return next(iter(_mine_with(asker, Text(reference))), None)


@prepared
def _mine_with(asker: Asker, reference: Text) -> QuerySet[Idea]:
    return my_ideas(asker).filter(reference=reference)[:1]


def messages_of(idea: Idea, *, for_sender: bool) -> list[Message]:
    """What was said, in order. The sender sees words once they can no longer be taken back."""
    return _messages(idea.pk, for_sender)


@prepared
def _messages(idea_id: UUID, for_sender: bool) -> QuerySet[Message]:
    said = Message.objects.filter(idea_id=idea_id, taken_back=False).select_related("author")
    said = said.order_by("revision", "pk")
    return said.filter(visible_from__lte=clock.now()) if for_sender else said


PAGE = 25
FILTERS = ("all", "mine", "new", "late", "asked", "quick")


def queue(asker: Asker, which: str, today: date, *, challenge_id: UUID | None = None) -> QuerySet[Idea]:
    """Ideas to sort: all open, mine, not taken yet, late, waiting for an answer, or quick fixes.

    What the team must do comes first, soonest due first; then what waits for its sender.
    `challenge_id`: only those that answer this challenge.
    """
    ideas = _sorted_by(asker, **_answering(challenge_id)).order_by("waits_for", "due_on", "pk")
    if which == "quick":
        return ideas.filter(waits_for=WaitsFor.DOER, outcome=Outcome.QUICK_FIX)
    if which == "late":
        return ideas.late(today)
    if which == "new":
        return ideas.filter(waits_for=WaitsFor.US, state=IdeaState.RECEIVED)
    if which == "asked":
        return ideas.filter(waits_for=WaitsFor.SENDER)
    return ideas.awaiting_triage().filter(Q(holder_id=asker.person_id) if which == "mine" else Q())


def _sorted_by(asker: Asker, **narrow: Any) -> IdeaQuerySet:
    return ideas_for(asker).filter(policies.sorted_by(asker), **narrow)


def _answering(challenge_id: UUID | None) -> dict[str, Any]:
    return {"answers_to_id": challenge_id} if challenge_id else {}


def ideas_named(asker: Asker, references: list[str]) -> QuerySet[Idea]:
    """These ideas, of those that this asker may see, soonest due first."""
    named = ideas_for(asker).filter(reference__in=references)
    return named.order_by("due_on", "pk")


def _counted(asker: Asker, today: date) -> dict[str, Q]:
    """What each filter of `queue` shows, said in the columns by which it is counted."""
    return {
        "all": Q(state__in=OPEN_STATES),
        "mine": Q(state__in=OPEN_STATES, holder_id=asker.person_id),
        "new": Q(state=IdeaState.RECEIVED),
        "late": Q(state__in=WAITS_FOR_US) & (Q(due_on__lt=today) | Q(said_on__isnull=False)),
        "asked": Q(state__in=WAITS_FOR_SENDER),
        "quick": Q(state=IdeaState.DECIDED, outcome=Outcome.QUICK_FIX),
    }


@dataclass(frozen=True)
class QueueNumbers:
    """How many ideas each filter shows, and when the oldest that waits was sent (none: nothing waits)."""

    counts: dict[str, int]
    oldest: datetime | None


def queue_numbers(asker: Asker, today: date, *, challenge_id: UUID | None = None) -> QueueNumbers:
    """One statement; counting stops just above `MOST_COUNTED`, so that the page stays flat."""
    [row] = _numbers(asker, today, challenge_id)
    sent = [row[name] for name in row if name.startswith("oldest_") and row[name]]
    return QueueNumbers({which: row[f"count_{which}"] for which in FILTERS}, min(sent, default=None))


@prepared
def _numbers(asker: Asker, today: date, challenge_id: UUID | None) -> QuerySet[Programme, Any]:
    narrow = _answering(challenge_id)
    columns: dict[str, Any] = {
        f"count_{which}": Counted(_sorted_by(asker, **narrow).filter(shown).values("pk")[: MOST_COUNTED + 1])
        for which, shown in _counted(asker, today).items()
    }
    oldest = {  # of each kind by itself, so that an index holds them in order
        f"oldest_{kind.name}": Subquery(
            _sorted_by(asker, waits_for=kind, **narrow).order_by("sent_at").values("sent_at")[:1]
        )
        for kind in (WaitsFor.US, WaitsFor.SENDER)
    }
    return partnership.row_of(asker.programme_id).values(**oldest, **columns)


def next_to_answer(asker: Asker, today: date, *, after: Idea) -> Idea | None:
    """The soonest due idea that this person can answer now, other than the one just answered."""
    free = Q(state=IdeaState.RECEIVED) | Q(waits_for=WaitsFor.US, holder_id=asker.person_id)
    return queue(asker, "all", today).filter(free, _not_sent_by(asker)).exclude(pk=after.pk).first()


def _not_sent_by(asker: Asker) -> Q:
    """Nobody answers their own idea, so nobody is asked to."""
    return Q(sender=None) | ~Q(sender_id=asker.person_id)


def idea_to_work_on(asker: Asker, reference: str) -> Idea | None:
    """One idea for the team, its doer or the person at the other end; none for anybody else.

    Who has just handed it on can still open it for as long as they can take that back.
    A sender in whose hands it is sees it as senders do.
    """
    idea = idea_for(asker, reference)
    if idea is None:
        return _just_moved_by(asker, reference)
    if policies.is_sender(asker, idea):
        idea = as_sender_sees(idea)
    return idea if policies.can_work_on(asker, idea) else None


def _just_moved_by(asker: Asker, reference: str) -> Idea | None:
    if not asker.signed_in or asker.dropped:
        return None
    found = undoable(asker, [reference])
    return found[0][0] if found else None


def undoable(asker: Asker, references: list[str]) -> list[tuple[Idea, UndoPoint]]:
    """Which of these ideas this person moved last and can still put back, with what would be put back."""
    moved = undoable_by(asker).values("record_id")  # in one question, so that absent and hidden ideas cost the same
    mine = Idea.objects.filter(programme_id=asker.programme_id, reference__in=references, pk__in=moved)
    ideas = {
        idea.pk: idea
        for idea in mine.select_related("programme", "holder", "escalated_to", "decided_by", "organisation", "sender")
    }
    points = undo_points(ideas.values(), by=asker) if ideas else []
    return [(ideas[point.record_id], point) for point in points]


def history(idea: Idea, asker: Asker) -> list[AuditEntry]:
    """Every move of an idea, in order; its sender sees a move once it can no longer be taken back."""
    moves = _moves(idea.pk)
    waits = undoable_revision(idea) if policies.is_sender(asker, idea) else None
    return [move for move in moves if move.revision != waits]


_moves = prepared(history_of)


def part_of(asker: Asker, listed: Listed, start: int) -> tuple[list[Idea], int]:
    """A page of a list, and how many it holds in all, in one statement.

    Counting stops a page past `MOST_COUNTED`, so that what this page leaves out is capped rightly too.
    """
    found: list[Any] = _part(asker, listed, start)
    return found, found[0].in_all if found else 0


@prepared
def _part(asker: Asker, listed: Listed, start: int) -> QuerySet[Idea]:
    ideas = listed(asker)
    whole = Counted(ideas.order_by().values("pk")[: MOST_COUNTED + PAGE + 1])
    return ideas.annotate(in_all=whole)[start : start + PAGE]


def to_answer_by(asker: Asker) -> QuerySet[Idea]:
    """Ideas that this person has and must answer, soonest first."""
    return _held_by(asker).filter(_not_sent_by(asker), state__in=WAITS_FOR_US)


def to_do_by(asker: Asker) -> QuerySet[Idea]:
    """Quick fixes to do and better routes to carry, soonest first."""
    return _held_by(asker).filter(state=IdeaState.DECIDED, outcome__in=[Outcome.QUICK_FIX, Outcome.BETTER_ROUTE])


def reviews_due(asker: Asker) -> QuerySet[Idea]:
    """What is to be looked at again on a date that has come: put off by a decision, or parked without an answer."""
    today = clock.today(asker.timezone)
    again = _held_by(asker).filter(
        _not_sent_by(asker), state__in=[IdeaState.DECIDED, IdeaState.PARKED], review_on__lte=today
    )
    return again.order_by("review_on", "pk")


def asked_by_senders(asker: Asker) -> QuerySet[Idea]:
    """Ideas that this person has, whose sender asked something that nobody has answered since."""
    said = Message.objects.filter(idea=OuterRef("pk"), taken_back=False)
    since = said.filter(kind__in=FROM_US, revision__gt=OuterRef("asked_at"))
    asked = said.filter(kind=MessageKind.SENDER_QUESTION).order_by("-revision").values("revision")[:1]
    waits = _held_by(asker).filter(question_by__isnull=False)  # few do, so the messages of few are looked through
    return waits.annotate(asked_at=Subquery(asked)).filter(~Exists(since), asked_at__isnull=False)


def _held_by(asker: Asker) -> QuerySet[Idea]:
    held = Idea.objects.filter(in_hand(asker, "holder_id"), programme_id=asker.programme_id)
    return held.select_related("programme").order_by("due_on", "pk")


def escalated_to(asker: Asker) -> QuerySet[Idea]:
    """What this person has too, because a promise was not kept or is near, soonest first."""
    passed = Idea.objects.filter(policies.passed_on_to(asker))
    return passed.select_related("programme", "holder").order_by("due_on", "pk")


def ideas_with_promises(programme: Programme) -> QuerySet[Idea]:
    """Every idea that somebody must still move, with the day on which it last moved."""
    waits = Q(waits_for__lt=WaitsFor.NOBODY) | Q(question_by__isnull=False) | Q(appeal_by__isnull=False)
    waits |= Q(review_on__isnull=False, state=IdeaState.DECIDED)
    waiting = Idea.objects.filter(waits, programme=programme)
    moved = entries_of(OuterRef("pk")).values("happened_on")[:1]
    beside = ("programme", "escalated_to", "question_with", "appeal_with")
    return waiting.select_related(*beside).annotate(last_moved_on=Subquery(moved))


def last_moved_on(idea: Idea) -> date:
    """The day of its last move."""
    day: date = entries_of(idea.pk).values_list("happened_on", flat=True)[:1].get()
    return day


def news_for_sender(asker: Asker) -> QuerySet[Idea]:
    """The sender's own ideas that wait for the sender; a question that can still be taken back is none yet."""
    return my_ideas(asker).annotate(state_seen=state_as_others_see()).filter(state_seen__in=WAITS_FOR_SENDER)
