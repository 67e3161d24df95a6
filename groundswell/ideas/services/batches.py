"""Batches: ideas gone through one by one, the soonest due first; nothing is sent before all goes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import undo_points
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.models import Batch, BatchItem
from groundswell.ideas.selectors import sorting
from groundswell.ideas.services import prepared
from groundswell.ideas.services.answering import check_revision, undo
from groundswell.ideas.services.deciding import Decision, check_complete
from groundswell.ideas.services.prepared import Reply
from groundswell.ideas.services.templates import check_own
from groundswell.ideas.states import IN_HAND, IdeaState, ItemStatus

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.partnership.models import Programme

SIZE = 20
MOST_AT_ONCE = 25


@transaction.atomic
def start_batch(programme: Programme, *, by: Asker, size: int = SIZE) -> Batch:
    """Begin a batch of what this person may answer, soonest due first; one that is open goes on as it is.

    No idea stands in two open batches. Raises `NotAllowed` when there is nothing to sort.
    """
    policies.TEAM.admits(by).or_raise()
    assert by.person_id is not None  # the audience admits nobody else
    open_one = sorting.open_batch(by)
    if open_one is not None and open_one.items.filter(status__in=IN_HAND).exists():
        return open_one
    if open_one is not None:
        _close(open_one)
    fit = sorting.ideas_for_a_batch(by, clock.today(programme.timezone), size=min(size, MOST_AT_ONCE))
    batch = _begin(programme, by.person_id)
    if batch is None:
        return start_batch(programme, by=by, size=size)  # a second press was faster
    items = [BatchItem(batch=batch, idea=idea, position=place) for place, idea in enumerate(fit, start=1)]
    BatchItem.objects.bulk_create(items, ignore_conflicts=True)  # someone else's batch took an idea a moment ago
    if not BatchItem.objects.filter(batch=batch).exists():
        raise NotAllowed(_("There is nothing to sort now"))
    return batch


def _begin(programme: Programme, person_id: UUID) -> Batch | None:
    try:
        with transaction.atomic():
            return Batch.objects.create(programme=programme, person_id=person_id, started_at=clock.now())
    except IntegrityError:
        return None


@transaction.atomic
def prepare(
    item: BatchItem, answer: Decision | Reply | str, *, by: Asker, harm: str = "", revision: int | None = None
) -> BatchItem:
    """Keep an answer until the batch is sent. Raises `NotAllowed` with what is missing; nothing is sent.

    `revision`: of the idea on the page; `Stale` when someone else changed it meanwhile.
    """
    item = _lock(item, by=by)
    policies.can_batch(by, item.idea).or_raise()
    check_revision(item.idea, revision)
    reply = Reply(answer) if isinstance(answer, str) else answer
    _check(item.idea, reply)
    item.prepared = prepared.pack(reply, harm)
    item.revision, item.trouble = item.idea.revision, ""
    return _stands(item, ItemStatus.READY)


@transaction.atomic
def skip(item: BatchItem, *, by: Asker) -> BatchItem:
    """Leave an idea out of this batch. What was prepared for it is kept, in case it is taken up again."""
    return _stands(_lock(item, by=by), ItemStatus.SKIPPED)


@transaction.atomic
def put_off(item: BatchItem, until: date, *, by: Asker) -> BatchItem:
    """Leave an idea out until a day, which is never later than the one by which its sender was told to hear."""
    item = _lock(item, by=by)
    today, due_on = clock.today(item.idea.programme.timezone), item.idea.due_on
    policies.may_put_off_to(until, today).or_raise()
    if due_on is None or until > due_on:
        raise NotAllowed(_("Its sender was told to hear before that day. Choose an earlier one, or answer it now"))
    item.put_off_until = until
    return _stands(item, ItemStatus.PUT_OFF)


@transaction.atomic
def take_up(item: BatchItem, *, by: Asker) -> BatchItem:
    """Bring back what was skipped or put off. Raises `NotAllowed` when another batch has it meanwhile."""
    item = _lock(item, by=by)
    policies.can_batch(by, item.idea).or_raise()
    item.put_off_until = None
    return _stands(item, ItemStatus.NEXT)


def send_batch(batch: Batch, *, by: Asker) -> list[BatchItem]:
    """Send what is ready, each answer by itself, through the same verbs as one alone; those that went.

    What cannot go, because its idea changed or is out of these hands, stays with its words and says why.
    """
    policies.can_work_through(by, batch).or_raise()
    ready = list(batch.items.filter(status=ItemStatus.READY).order_by("position"))
    gone = [item for item in ready if _send(item, by=by)]
    _close(batch)
    return gone


def undo_bulk(batch: Batch, *, by: Asker) -> int:
    """Take back every answer of a batch that can still be taken back; each is ready to send again. How many."""
    policies.can_work_through(by, batch).or_raise()
    gone = list(batch.items.filter(status=ItemStatus.GONE).select_related("idea__programme"))
    known = {point.record_id for point in undo_points([item.idea for item in gone], by=by)}
    return sum(_take_back(item, by=by) for item in gone if item.idea_id in known)


@transaction.atomic
def stop_batch(batch: Batch, *, by: Asker) -> None:
    """End a batch: what was not sent is thrown away, and its ideas are free for others."""
    policies.can_work_through(by, batch).or_raise()
    batch.items.exclude(status__in=[ItemStatus.GONE, ItemStatus.PUT_OFF]).delete()
    _close(batch)


def sweep_batches(*, days: int = 7) -> int:
    """Let go of ideas that a forgotten batch still holds; prepared words are kept with it. How many ideas."""
    forgotten = clock.now() - clock.minutes(days * 24 * 60)
    held = BatchItem.objects.filter(batch__started_at__lt=forgotten, batch__sent_at=None, status__in=IN_HAND)
    return held.update(status=ItemStatus.SKIPPED)


def _lock(item: BatchItem, *, by: Asker) -> BatchItem:
    """The row as it stands now, for this transaction. Raises `NotAllowed` when it is another's, or has gone."""
    found = _row(item)
    policies.can_work_through(by, found.batch).or_raise()
    if found.status == ItemStatus.GONE:
        raise NotAllowed(_("This answer was sent already"))
    return found


def _row(item: BatchItem) -> BatchItem:
    rows = BatchItem.objects.select_for_update(of=("self",)).select_related("batch", "idea__programme")
    return rows.get(pk=item.pk)


def _check(idea: Idea, answer: Decision | Reply) -> None:
    """The same that sending would refuse, told while the words are still before their writer."""
    if isinstance(answer, Decision) and answer.other_id:
        check_own(idea.programme, answer.outcome, answer.words)  # the two ideas are looked at again when it goes
        return
    if isinstance(answer, Decision):
        check_complete(answer, clock.today(idea.programme.timezone))
        policies.can_go_by(answer.route, idea).or_raise()
        check_own(idea.programme, answer.outcome, answer.words)
        return
    if not answer.words.strip():
        raise NotAllowed(_("Enter a few words"))
    if idea.state not in IDEA.moves[answer.kind].sources | {IdeaState.RECEIVED}:
        raise NotAllowed(_("A first reply was given already. Decide, or ask something"))
    check_own(idea.programme, answer.kind, answer.words)


def _stands(item: BatchItem, status: ItemStatus) -> BatchItem:
    item.status = status
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as taken:
        raise NotAllowed(_("Someone else has this idea in a batch of theirs now")) from taken
    return item


def _send(item: BatchItem, *, by: Asker) -> bool:
    """In a transaction of its own; whether it went."""
    idea = sorting.idea_of_item(by, item)
    if idea is None:
        return _stays(item, _("This idea is with other people now"))
    try:
        with transaction.atomic():
            if _row(item).status != ItemStatus.READY:
                return False  # a second press was faster
            prepared.send(idea, item, by=by)
            BatchItem.objects.filter(pk=item.pk).update(status=ItemStatus.GONE, trouble="")
    except NotAllowed as reason:
        return _stays(item, str(reason))
    return True


def _stays(item: BatchItem, reason: str) -> bool:
    BatchItem.objects.filter(pk=item.pk, status=ItemStatus.READY).update(trouble=reason[:200])
    return False


def _take_back(item: BatchItem, *, by: Asker) -> bool:
    """Put its answer back among what is ready: in this batch, opened again, or in the one begun since."""
    try:
        with transaction.atomic():
            item = _row(item)
            undo(item.idea, by=by)
            _put_back(item, sorting.open_batch(by))
    except NotAllowed:
        return False
    return True


def _put_back(item: BatchItem, begun: Batch | None) -> None:
    item.status, item.revision = ItemStatus.READY, item.idea.revision
    if begun is None:
        item.batch.sent_at = None
        item.batch.save(update_fields=["sent_at"])
    elif begun.pk != item.batch_id:
        last = begun.items.aggregate(last=Max("position"))["last"] or 0
        item.batch, item.position = begun, last + 1
    item.save()


def _close(batch: Batch) -> None:
    """Over when nothing of it is to come or ready."""
    if batch.sent_at is None and not batch.items.filter(status__in=IN_HAND).exists():
        batch.sent_at = clock.now()
        batch.save(update_fields=["sent_at"])
