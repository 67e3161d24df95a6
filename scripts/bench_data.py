"""A programme with many ideas, written straight into the database: what the pages are measured with.

The words come from a stated seed: a third of them common ones, the others of a vocabulary of 30,000 that follows Zipf's
law (s = 1.07), as the words of people do. 5 in 100 ideas are open, but never fewer than 120: so every list fills its
page at each size and pages of the same length are compared. One sender sent 40 ideas, whatever the size.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from uuid import UUID

import bench_beside
from django.db import transaction

from groundswell.foundation.audit.hashing import digest, row_hash
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import references
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.services import count_promises
from groundswell.ideas.states import FOR_SENDER, IdeaState, MessageKind, Outcome, Reason
from groundswell.partnership.models import DutyTurn, Organisation, Person, Programme, Role, Service

HOST = "bench.localhost"
FEWEST_OPEN, OPEN_IN, OWN_IDEAS = 120, 20, 40
BATCH = 1000
ROWS = 500  # of one statement: PostgreSQL takes 65,535 values
WORDS = (  # noqa: SIM905  reads better than a list of strings
    "clinic ward list patients print letter phone bed handover rota nurse porter pharmacy scan blood form chair "
    "discharge transport queue appointment reminder notes trolley label board screen visit carer home week time "
    "twice late early morning night desk room ask send keep share move start stop wait lose find fill check"
).split()
VOCABULARY, POWER = 30_000, 1.07
WEIGHTS = list(accumulate(1 / (rank + 1) ** POWER for rank in range(VOCABULARY)))
OPEN = (IdeaState.RECEIVED, IdeaState.READ, IdeaState.ASKED, IdeaState.FINDING_OUT)
ENDS = (
    (IdeaState.DECIDED, Outcome.NOT_NOW),
    (IdeaState.CLOSED, Outcome.QUICK_FIX),
    (IdeaState.DECIDED, Outcome.NOT_NOW),
    (IdeaState.CLOSED, Outcome.BETTER_ROUTE),
    (IdeaState.DECIDED, Outcome.SELECTION),
)


class Making:
    """The people and places of the bench, and the ideas among them."""

    def __init__(self, size: int, today: date) -> None:
        self.size, self.today = size, today
        self.chance = random.Random(size)
        self.open = max(FEWEST_OPEN, size // OPEN_IN)
        self.team = [self._person(f"Triager {number}") for number in range(8)]
        self.senders = [self._person(f"Sender {number}") for number in range(300)]
        Person.objects.bulk_create([*self.team, *self.senders])
        self.programme = Programme.objects.create(name="Bench", host=HOST, default_duty=self.team[0])
        self._places()
        self._roles()

    def _person(self, name: str) -> Person:
        return Person(name=name, email=f"{name.replace(' ', '').lower()}@example.org", pk=self.new_id())

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _places(self) -> None:
        since = self.today - timedelta(days=2000)
        self.places = [
            Organisation(programme=self.programme, name=f"Hospital {number}", kind="trust", since=since)
            for number in range(12)
        ]
        Organisation.objects.bulk_create(self.places)
        Service.objects.bulk_create(
            Service(organisation=place, name=f"Ward {number}", place=place.name)
            for place in self.places
            for number in range(5)
        )

    def _roles(self) -> None:
        since = self.today - timedelta(days=300)
        held = [(person, "triager") for person in self.team] + [(self.team[0], "programme_admin")]
        Role.objects.bulk_create(
            Role(programme=self.programme, person=person, kind=kind, since=since, revision=1) for person, kind in held
        )
        DutyTurn.objects.bulk_create(
            DutyTurn(programme=self.programme, person=person, since=since + timedelta(days=7 * number), revision=1)
            for number, person in enumerate(self.team)
        )

    def text(self, words: int) -> str:
        """A third of them common words of hospitals."""
        rare = self.chance.choices(range(VOCABULARY), cum_weights=WEIGHTS, k=words - words // 3)
        said = self.chance.choices(WORDS, k=words // 3) + [f"w{number}x" for number in rare]
        self.chance.shuffle(said)
        return " ".join(said).capitalize() + "."

    def idea(self, number: int) -> Idea:
        """Every so many is open, in turn in each state, each with each of the team, a third of them late."""
        every = self.size // self.open
        is_open = number % every == 0 and number // every < self.open
        turn = number // every if is_open else number
        sent_at = datetime.combine(self.today, datetime.min.time(), UTC) - timedelta(
            days=turn % 40 if is_open else 40 + number % 700, hours=number % 9
        )
        idea = Idea(
            pk=self.new_id(), programme=self.programme, draft_id=self.new_id(), revision=1 if is_open else 4,
            reference=f"{references.FIRST[number % 97]}-{references.SECOND[number // 97 % 241]}-{10 + number // 23377}",
            question_set="idea-1", title=self.text(6), text=self.text(40), salt=self.chance.randbytes(16),
            organisation=self.places[number % 12], place=f"Hospital {number % 12}", sent_at=sent_at,
            sender=self.senders[0 if number % (self.size // OWN_IDEAS) == 1 else 1 + number % 299],
            holder=self.team[turn % 4], reply_by=(sent_at + timedelta(days=7)).date(),
            decide_by=(sent_at + timedelta(days=28)).date(),
        )  # fmt: skip
        self._open(idea, turn) if is_open else self._decided(idea, number)
        return idea

    def _open(self, idea: Idea, turn: int) -> None:
        idea.state = OPEN[turn // 4 % 4]
        idea.due_on = self.today + timedelta(days=turn % 9 - 4)
        if idea.state != IdeaState.RECEIVED:
            idea.replied_at, idea.revision = idea.sent_at + timedelta(days=2), 3
        if idea.state == IdeaState.ASKED:
            idea.paused_on, idea.pause_reason = self.today, FOR_SENDER

    def _decided(self, idea: Idea, number: int) -> None:
        idea.state, idea.outcome = ENDS[number % 5]
        if number % (self.size // 50) == 3:  # 50 quick fixes that are still being done
            idea.state, idea.outcome, idea.due_on = IdeaState.DECIDED, Outcome.QUICK_FIX, self.today
        idea.replied_at = idea.decided_at = idea.sent_at + timedelta(days=5)
        idea.decided_by = self.team[number % 8]
        idea.holder = self.team[4 + number % 4]
        if idea.outcome == Outcome.NOT_NOW:
            idea.reason = Reason.CHANGING

    def messages(self, idea: Idea) -> list[Message]:
        if idea.replied_at is None:
            return []
        kinds = [MessageKind.REPLY, MessageKind.DECISION][: 2 if idea.outcome else 1]
        return [
            Message(
                idea=idea, kind=kind, author=idea.holder, text=self.text(20), written_at=idea.replied_at,
                visible_from=idea.replied_at, revision=2 + number,
            )
            for number, kind in enumerate(kinds)
        ]  # fmt: skip

    def rows(self, idea: Idea) -> list[AuditEntry]:
        """One for each revision, hashed as in life."""
        made = []
        for revision, verb in enumerate(["send", "take", "reply", "decide"][: idea.revision], start=1):
            first = revision == 1
            row = AuditEntry(
                programme_id=self.programme.pk, recorded_at=idea.sent_at + timedelta(days=revision - 1),
                happened_on=idea.sent_at.date(), actor_kind="person", channel="page", verb=verb,
                actor_id=idea.sender_id if first else idea.holder_id, record_type="ideas.idea", record_id=idea.pk,
                revision=revision, to_state="received" if first else idea.state, facts={"holder": str(idea.holder_id)},
                digests={"text": digest(idea.text, idea.salt)} if first else {},
            )  # fmt: skip
            row.hash = row_hash(row)
            made.append(row)
        return made

    def mails(self, idea: Idea) -> list[OutboxRow]:
        return [
            OutboxRow(
                programme_id=self.programme.pk, key=key, record_id=idea.pk, revision=1, person_id=person_id,
                queued_at=idea.sent_at, send_after=idea.sent_at, sent_at=idea.sent_at, tell_at=idea.sent_at,
            )
            for key, person_id in (("ideas.sent", idea.sender_id), ("ideas.arrived", idea.holder_id))
        ]  # fmt: skip


def fill(size: int, today: date) -> None:
    """Write the programme and `size` ideas with their messages, audit rows and mails, and what stands beside them."""
    with transaction.atomic():
        making = Making(size, today)
        for start in range(0, size, BATCH):
            ideas = [making.idea(number) for number in range(start, min(start + BATCH, size))]
            Idea.objects.bulk_create(ideas, batch_size=ROWS)
            Message.objects.bulk_create((one for idea in ideas for one in making.messages(idea)), batch_size=ROWS)
            AuditEntry.objects.bulk_create((one for idea in ideas for one in making.rows(idea)), batch_size=ROWS)
            OutboxRow.objects.bulk_create((one for idea in ideas for one in making.mails(idea)), batch_size=ROWS)
    bench_beside.fill(making)
    count_promises()  # as the worker does each hour
