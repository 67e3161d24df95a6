"""How promises were kept: counted from the records, and once more from the event log alone. Both always agree.

A step is a promise that was made on a day for a day; it counts once, in the span in which it was made.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import chain, groupby
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery

from groundswell.foundation.audit.selectors import log_of
from groundswell.foundation.clocks import working_days_after, working_days_between
from groundswell.foundation.design.words import local_day
from groundswell.foundation.kit import clock
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.selectors.replay import Made, Replay
from groundswell.ideas.states import FROM_US, MessageKind, PromiseStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from groundswell.partnership.models import Programme

IN_TEN = 0.9
PAGE = 500


@dataclass(frozen=True)
class StepKept:
    """One step of all ideas. Days are working days from the promise to its keeping; none where so few were kept that it
    would tell of single people.

    `median_days`: half took at most so long; `ninetieth_days`: nine in ten did.
    `after_pause`: of those kept, how many only by the later day that a pause of ours gave.
    """

    step: str
    kept: int
    late: int
    running: int
    median_days: float | None
    ninetieth_days: int | None
    after_pause: int = 0


def scoreboard(programme: Programme, *, since: date, until: date) -> list[StepKept]:
    """Each step, of the promises made from one day to another, from the ideas and what was said about them."""
    return _counted(promises_made(programme, since=since, until=until), clock.today(programme.timezone), programme)


@dataclass(frozen=True)
class Scores:
    """The scoreboard, with each first reply, for the picture of its weeks; counted in one pass."""

    steps: list[StepKept]
    replies: list[Made]


def scores(programme: Programme, *, since: date, until: date) -> Scores:
    made = list(promises_made(programme, since=since, until=until))
    steps = _counted(made, clock.today(programme.timezone), programme)
    return Scores(steps, [one for one in made if one.step == PromiseStep.REPLY])


def scoreboard_from_events(programme: Programme, *, since: date, until: date) -> list[StepKept]:
    """The same from the event log alone: every idea's moves, replayed without what was taken back."""
    made = (one for one in _from_the_log(programme) if since <= one.made_on <= until)
    return _counted(made, clock.today(programme.timezone), programme)


def promises_made(programme: Programme, *, since: date, until: date) -> Iterator[Made]:
    """Every promise made from one day to another, from the records."""
    found = chain(_of_ideas(programme, since), _of_questions(programme, since), _of_appeals(programme, since))
    return (one for one in found if since <= one.made_on <= until)


def _from(since: date) -> datetime:
    """A moment before that day in any time zone, so that older rows are not read."""
    return datetime.combine(since, time(0), UTC) - timedelta(days=1)


def _counted(made: Iterable[Made], today: date, programme: Programme) -> list[StepKept]:
    counts: dict[str, dict[str, int]] = {step: defaultdict(int) for step in PromiseStep.values}
    days: dict[str, list[int]] = {step: [] for step in PromiseStep.values}
    between = cache(working_days_between)  # thousands of promises share a few hundred pairs of days
    for one in made:
        counts[one.step][one.stands(today)] += 1
        counts[one.step]["after_pause"] += one.needed_its_pause(programme.nation)
        if one.kept_on is not None:
            days[one.step].append(between(one.made_on, one.kept_on, programme.nation))
    return [
        StepKept(
            step,
            counts[step]["kept"],
            counts[step]["late"],
            counts[step]["running"],
            median(days[step]) if len(days[step]) >= programme.fewest_shown else None,
            nine_in_ten(days[step]) if len(days[step]) >= programme.fewest_shown else None,
            counts[step]["after_pause"],
        )
        for step in PromiseStep.values
    ]


def nine_in_ten(days: list[int]) -> int:
    """The smallest number of days that nine in ten did not pass (nearest rank)."""
    return sorted(days)[ceil(IN_TEN * len(days)) - 1]


COLUMNS = (
    "sent_at",
    "reply_by",
    "replied_at",
    "decide_by",
    "first_decide_by",
    "first_decided_on",
    "fix_promised_on",
    "fix_by",
    "fixed_on",
    "hear_promised_on",
    "hear_by",
    "heard_on",
    "second_look_on",
    "second_decide_by",
    "second_decided_on",
    "paused_days",
    "ended_on",
)


def _of_ideas(programme: Programme, since: date) -> Iterator[Made]:
    later = Q(fix_promised_on__gte=since) | Q(hear_promised_on__gte=since) | Q(second_look_on__gte=since)
    recent = Q(sent_at__gte=_from(since)) | later
    ideas = Idea.objects.filter(recent, programme=programme).order_by().only("pk", *COLUMNS)
    for idea in ideas.iterator(chunk_size=PAGE):
        yield from _of_idea(idea, programme.timezone)


def _of_idea(idea: Idea, zone: str) -> Iterator[Made]:
    sent = local_day(idea.sent_at, zone)
    replied = local_day(idea.replied_at, zone) if idea.replied_at else None
    decided = "first_decide_by" if idea.first_decide_by else "decide_by"
    yield _made(idea, PromiseStep.REPLY, sent, "reply_by", replied)
    yield _made(idea, PromiseStep.DECISION, sent, decided, idea.first_decided_on)
    if idea.fix_promised_on and idea.fix_by:
        yield _made(idea, PromiseStep.QUICK_FIX, idea.fix_promised_on, "fix_by", idea.fixed_on)
    if idea.hear_promised_on and idea.hear_by:
        yield _made(idea, PromiseStep.NAMED, idea.hear_promised_on, "hear_by", idea.heard_on)
    if idea.second_look_on:
        decided = "second_decide_by" if idea.second_decide_by else "decide_by"
        yield _made(idea, PromiseStep.NAMED, idea.second_look_on, decided, idea.second_decided_on)


def _made(idea: Idea, step: PromiseStep, made_on: date, by: str, kept_on: date | None) -> Made:
    """`by`: the column that holds its day."""
    return Made(step, made_on, getattr(idea, by), kept_on, idea.ended_on, idea.pauses.get(by, 0))


def _of_questions(programme: Programme, since: date) -> Iterator[Made]:
    """Each question of a sender, with the first words from us after it."""
    rows = _with_answer(programme, since, MessageKind.SENDER_QUESTION, FROM_US)
    columns = rows.values_list("written_at", "answer_by", "answered_at", "idea__ended_on")
    for written, by, answered, ended in columns.iterator(chunk_size=PAGE):
        day = local_day(written, programme.timezone)
        promised = by or working_days_after(day, programme.reply_days, programme.nation)
        kept = local_day(answered, programme.timezone) if answered else None
        yield Made(PromiseStep.QUESTION, day, promised, kept, ended)


def _of_appeals(programme: Programme, since: date) -> Iterator[Made]:
    """Each time that a sender asked us to look at a covered text again, with what was answered."""
    rows = _with_answer(programme, since, MessageKind.APPEAL, [MessageKind.APPEAL_ANSWER])
    columns = rows.values_list("written_at", "answer_by", "answered_at", "idea__erased_on")
    for written, by, answered, erased in columns.iterator(chunk_size=PAGE):
        kept = local_day(answered, programme.timezone) if answered else None
        yield Made(PromiseStep.NAMED, local_day(written, programme.timezone), by, kept, erased)


def _with_answer(programme: Programme, since: date, kind: MessageKind, answers: Iterable[MessageKind]) -> Any:
    """What senders asked of us, each with the moment of the first answer to it."""
    said = Message.objects.filter(idea=OuterRef("idea"), taken_back=False, kind__in=answers)
    first = said.filter(revision__gt=OuterRef("revision")).order_by("revision").values("written_at")[:1]
    asked = Message.objects.filter(idea__programme=programme, kind=kind, written_at__gte=_from(since))
    return asked.annotate(answered_at=Subquery(first)).order_by()


def _from_the_log(programme: Programme) -> Iterator[Made]:
    entries = log_of(programme.pk, Idea._meta.label_lower)  # noqa: SLF001  Django's public name for it
    columns = entries.values("record_id", "revision", "verb", "happened_on", "facts")
    for _record, moves in groupby(columns.iterator(chunk_size=PAGE), key=lambda row: row["record_id"]):
        yield from Replay(moves, programme).promises()
