"""Reads for sorting many: batches, ready-made words, notes, and who wants no keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from groundswell.foundation.access import in_hand, prepared
from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.ideas.models import Batch, BatchItem, Idea, KeysOff, Note, Template
from groundswell.ideas.selectors import ideas_for, queue
from groundswell.ideas.states import IN_HAND, IdeaState, ItemStatus, Mode, WaitsFor
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Person, Programme


@dataclass(frozen=True)
class Desk:
    """How one person works through the queue. `keys`: single keys work; `has_batch`: a batch of theirs is open."""

    keys: bool
    has_batch: bool


def desk_of(asker: Asker) -> Desk:
    """One statement."""
    [found] = _desk(asker)
    return Desk(not found["keys_off"], found["has_batch"])


@prepared
def _desk(asker: Asker) -> QuerySet[Programme, Any]:
    told = {"keys_off": Exists(keys_off_of(asker)), "has_batch": Exists(_open_batches(asker))}
    return partnership.row_of(asker.programme_id).values(**told)


def open_batch(asker: Asker) -> Batch | None:
    """The batch that this person is going through."""
    return _open_batches(asker).first()


def _open_batches(asker: Asker) -> QuerySet[Batch]:
    mine = Batch.objects.filter(programme_id=asker.programme_id, person_id=asker.person_id)  # type: ignore[misc]
    return mine.filter(sent_at=None)


def ideas_for_a_batch(asker: Asker, today: date, *, size: int) -> list[Idea]:
    """What this person may answer now, soonest due first: not what another batch holds, nor what they put off."""
    free = Q(state=IdeaState.RECEIVED) | Q(waits_for=WaitsFor.US, holder_id=asker.person_id)
    not_mine = Q(sender=None) | ~Q(sender_id=asker.person_id)
    held = BatchItem.objects.filter(idea=OuterRef("pk"), status__in=IN_HAND)
    off = BatchItem.objects.filter(
        idea=OuterRef("pk"),
        batch__person_id=asker.person_id,  # type: ignore[misc]
        status=ItemStatus.PUT_OFF,
        put_off_until__gt=today,
    )
    ideas = queue(asker, "all", today).filter(free, not_mine, ~Exists(held), ~Exists(off))
    ideas = ideas.exclude(first_decided_by_id=asker.person_id) if asker.person_id else ideas
    return list(ideas[:size])


def items_of(batch: Batch) -> QuerySet[BatchItem]:
    """In the order of the batch, each with its idea."""
    ideas = ("idea__programme", "idea__holder", "idea__escalated_to", "idea__sender")
    return batch.items.select_related(*ideas).order_by("position")


def item_for(asker: Asker, item_id: UUID) -> BatchItem | None:
    """One idea of this person's open batch."""
    mine = BatchItem.objects.filter(batch__person_id=asker.person_id, batch__programme_id=asker.programme_id)  # type: ignore[misc]
    return mine.filter(pk=item_id, batch__sent_at=None).select_related("batch").first()


def next_item(batch: Batch) -> BatchItem | None:
    return batch.items.filter(status=ItemStatus.NEXT).order_by("position").first()


def item_counts(batch: Batch) -> dict[str, int]:
    """How many stand how."""
    counted = batch.items.order_by().values("status").annotate(number=Count("pk"))
    return dict.fromkeys(ItemStatus.values, 0) | {row["status"]: row["number"] for row in counted}


def idea_of_item(asker: Asker, item: BatchItem) -> Idea | None:
    """Its idea, if this person may still see it."""
    return ideas_for(asker).select_related("sender").filter(pk=item.idea_id).first()


def ideas_of(asker: Asker, items: list[BatchItem]) -> dict[UUID, Idea]:
    """The ideas of these items that this person may still see."""
    return {idea.pk: idea for idea in ideas_for(asker).filter(pk__in=[item.idea_id for item in items])}


def templates_for(programme: Programme) -> list[Template]:
    """Ready-made words, by the way to answer and their title."""
    return _templates(programme.pk)


@prepared
def _templates(programme_id: UUID) -> QuerySet[Template]:
    return Template.objects.filter(programme_id=programme_id).order_by("outcome", "title")


def template_for(asker: Asker, template_id: UUID) -> Template | None:
    return Template.objects.filter(programme_id=asker.programme_id, pk=template_id).first()


def notes_of(asker: Asker, idea: Idea) -> list[Note]:
    """What the team says among themselves, in order; nothing for who is not of it."""
    if not policies.can_read_notes(asker, idea):
        return []
    return _notes(idea.pk)


@prepared
def _notes(idea_id: UUID) -> QuerySet[Note]:
    return Note.objects.filter(idea_id=idea_id).select_related("author").order_by("written_at", "pk")


def who_can_be_named(idea: Idea) -> list[Person]:
    """Whom a note may name: the team of its place, who answers it, and who has it too. A named sender never."""
    today = clock.today(idea.programme.timezone)
    known = partnership.in_charge(idea.programme, policies.TRIAGER, idea.organisation_id, today)
    known += [idea.holder] if idea.is_open else []
    known += [idea.escalated_to] if idea.escalated_to else []
    barred = idea.sender_id if idea.mode == Mode.NAMED else None  # in confidence a gap would tell who it was
    return list({person.pk: person for person in known if person.pk != barred}.values())


def note_with(note_id: UUID) -> Note | None:
    """A note with its idea, for the mail that tells of it."""
    return Note.objects.filter(pk=note_id).select_related("idea__programme", "idea__holder", "author").first()


def notes_with(asker: Asker, ids: list[UUID]) -> list[Note]:
    """These notes, of ideas that this asker may see now."""
    if not ids:
        return []
    seen = Note.objects.filter(pk__in=ids, idea__in=ideas_for(asker).values("pk"))
    return list(seen.select_related("idea__programme", "idea__holder", "author"))


def appeals_with(asker: Asker) -> QuerySet[Idea]:
    """Covered texts of which this person was asked to decide, soonest first."""
    waiting = Idea.objects.filter(in_hand(asker, "appeal_with_id"), programme_id=asker.programme_id)
    return waiting.select_related("programme", "escalated_to").order_by("appeal_by", "pk")


def keys_off_of(asker: Asker) -> QuerySet[KeysOff]:
    """That this person turned the single keys off; nothing while they work."""
    return KeysOff.objects.filter(person_id=asker.person_id)  # type: ignore[misc]


def batch_named(asker: Asker, key: str) -> Batch | None:
    """A batch of this person by its id as a page carries it."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return Batch.objects.filter(programme_id=asker.programme_id, person_id=asker.person_id, pk=wanted).first()  # type: ignore[misc]
