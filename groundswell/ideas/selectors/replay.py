"""The life of one idea read back from the event log: which promises were made, for which day, and when kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from groundswell.foundation.clocks import working_days_after, working_days_between
from groundswell.ideas.states import HEARS_BY, Outcome, PromiseStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundswell.partnership.models import Programme

DECISIONS = ("decide", "join")
REPLIES = ("reply", "ask", *DECISIONS)
ANSWERS = (*REPLIES, "tell", "still not now", "finish")  # words from us, which answer a question too
END_A_PAUSE = (*REPLIES, "resume", "finish")  # what was left of it comes off the dates again
OPEN_AGAIN = ("give back", "look again", "reopen", "unjoin")  # a new date to decide, which no pause has moved
ERASE = ("erase", "erase and close")
ENDS = ("withdraw", "erase and close")
APPEAL_ANSWERS = ("show text", "keep hidden")
DATES = ("reply_by", "decide_by", "fix_by", "hear_by")


@dataclass(frozen=True)
class Made:
    """A promise: which, made on a day, for a day, kept on a day (none: not yet), ended on a day without it.

    `paused`: by how many working days pauses of ours had moved its day.
    """

    step: str
    made_on: date
    by: date
    kept_on: date | None
    ended_on: date | None = None
    paused: int = 0

    def stands(self, today: date) -> str:
        """kept, late or running; "" when it fell away in time, for nobody waits any more."""
        if self.kept_on is not None:
            return "kept" if self.kept_on <= self.by else "late"
        if (self.ended_on or today) > self.by:
            return "late"
        return "" if self.ended_on else "running"

    def needed_its_pause(self, nation: str) -> bool:
        """Kept, and only by the later day: fewer working days were left than the pauses had given."""
        if not self.paused or self.kept_on is None or self.kept_on > self.by:
            return False
        return working_days_between(self.kept_on, self.by, nation) < self.paused


class Replay:
    """Moves in order (`verb`, `revision`, `happened_on`, `facts`); those taken back are left out from the start."""

    def __init__(self, moves: Iterable[Any], programme: Programme) -> None:
        moves = list(moves)
        undone = {move["facts"].get("undone") for move in moves}
        self.moves = [m for m in moves if m["revision"] not in undone and "undone" not in m["facts"]]
        self.programme = programme
        self.sent_on: date | None = None
        self.ended_on: date | None = None
        self.erased_on: date | None = None
        self.replied_on: date | None = None
        self.decided_on: date | None = None
        self.second_look_on: date | None = None
        self.second_decided_on: date | None = None
        self.fixed_on: date | None = None
        self.fix_promised_on: date | None = None
        self.heard_on: date | None = None
        self.hear_promised_on: date | None = None
        self.by: dict[str, date] = {}  # the dates as they stand, and as they stood at the first and second decision
        self.paused: Counter[str] = Counter()  # by how many working days our pauses moved each of them
        self.paused_until: date | None = None
        self.outcome = ""
        self.questions: list[Made] = []
        self.appeals: list[Made] = []
        for move in self.moves:
            self._read(move["verb"], move["happened_on"], move["facts"])

    def promises(self) -> Iterator[Made]:
        if self.sent_on is None:
            return
        first = "first_decide_by" if "first_decide_by" in self.by else "decide_by"
        yield self._made(PromiseStep.REPLY, self.sent_on, "reply_by", self.replied_on)
        yield self._made(PromiseStep.DECISION, self.sent_on, first, self.decided_on)
        if self.fix_promised_on:
            yield self._made(PromiseStep.QUICK_FIX, self.fix_promised_on, "fix_by", self.fixed_on)
        if self.hear_promised_on:
            yield self._made(PromiseStep.NAMED, self.hear_promised_on, "hear_by", self.heard_on)
        if self.second_look_on:
            second = "second_decide_by" if "second_decide_by" in self.by else "decide_by"
            yield self._made(PromiseStep.NAMED, self.second_look_on, second, self.second_decided_on)
        for question in self.questions:
            yield replace(question, ended_on=self.ended_on)
        for appeal in self.appeals:
            yield replace(appeal, ended_on=self.erased_on)

    def _made(self, step: str, made_on: date, by: str, kept_on: date | None) -> Made:
        return Made(step, made_on, self.by[by], kept_on, self.ended_on, self.paused[by])

    def _read(self, verb: str, day: date, facts: dict[str, Any]) -> None:
        if verb == "send":
            self.sent_on = day
        self._fallen_away(verb, day)
        self._dates(facts)
        self._pauses(verb, day, facts)
        if verb in REPLIES:
            self.replied_on = self.replied_on or day
        self._done(verb, day)
        if verb in DECISIONS:
            self._decided(day, facts)
        if verb in (*DECISIONS, "still not now"):
            self._named(day, facts)
        if verb in OPEN_AGAIN:
            self._opened(verb, day)
        if verb in ENDS:
            self.ended_on = day
        if verb in ERASE:
            self.erased_on = day
        self._questions(verb, day, facts)
        self._appeals(verb, day, facts)

    def _dates(self, facts: dict[str, Any]) -> None:
        for name in DATES:
            if facts.get(name):
                self.by[name] = date.fromisoformat(facts[name])

    def _pauses(self, verb: str, day: date, facts: dict[str, Any]) -> None:
        """A pause moves the dates at once; what ends it early takes off what was not needed."""
        if verb == "pause":
            self.paused_until = date.fromisoformat(facts["until"])
            self._moved(facts, working_days_between(day, self.paused_until, self.programme.nation))
        elif self.paused_until and verb in END_A_PAUSE:
            last, self.paused_until = self.paused_until, None
            self._moved(facts, -working_days_between(min(day, last), last, self.programme.nation))

    def _moved(self, facts: dict[str, Any], days: int) -> None:
        for name in DATES:
            if facts.get(name):
                self.paused[name] += days

    def _done(self, verb: str, day: date) -> None:
        """The deed, or the news, that a day was named for."""
        if verb == "finish" and self.outcome == Outcome.QUICK_FIX and self.fix_promised_on:
            self.fixed_on = self.fixed_on or day
        if verb in {"finish", "reopen", "still not now"} and self.outcome in HEARS_BY and self.hear_promised_on:
            self.heard_on = self.heard_on or day

    def _decided(self, day: date, facts: dict[str, Any]) -> None:
        self.outcome = facts["outcome"]
        if self.decided_on is None:
            self.decided_on = day
            self._stood("first_decide_by")
        elif self.second_look_on and self.second_decided_on is None:
            self.second_decided_on = day
            self._stood("second_decide_by")

    def _stood(self, name: str) -> None:
        """Keep the date of a decision as it stood when it was made."""
        self.by[name], self.paused[name] = self.by["decide_by"], self.paused["decide_by"]

    def _named(self, day: date, facts: dict[str, Any]) -> None:
        """The first quick fix that stands, and the first day of another answer."""
        if self.outcome == Outcome.QUICK_FIX and self.fix_promised_on is None:
            self.fix_promised_on = day
            self._for("fix_by", facts)
        if self.outcome in HEARS_BY and facts.get("on") and self.hear_promised_on is None:
            self.hear_promised_on = day
            self._for("hear_by", facts)

    def _for(self, name: str, facts: dict[str, Any]) -> None:
        self.by[name], self.paused[name] = date.fromisoformat(facts["on"]), 0

    def _opened(self, verb: str, day: date) -> None:
        self.outcome, self.paused_until = "", None
        self.paused["decide_by"] = 0
        if verb == "look again":
            self.second_look_on = day

    def _fallen_away(self, verb: str, day: date) -> None:
        """Given back, asked to look again or erased in time, a day is promised no more; what is late stays late."""
        if verb == "give back" and self.fix_promised_on and day <= self.by["fix_by"]:
            self.fix_promised_on = None
        over = verb == "look again" or (verb == "erase" and self.outcome == Outcome.NOT_NOW)
        if over and self.hear_promised_on and self.heard_on is None and day <= self.by["hear_by"]:
            self.hear_promised_on = None

    def _questions(self, verb: str, day: date, facts: dict[str, Any]) -> None:
        if verb in ANSWERS:
            self.questions = [_kept(one, day) for one in self.questions]
        if verb == "question":
            given = facts.get("answer_by")
            by = date.fromisoformat(given) if given else self._by_the_clock(day)
            self.questions.append(Made(PromiseStep.QUESTION, day, by, None))

    def _by_the_clock(self, day: date) -> date:
        """For questions from before the log kept their date."""
        return working_days_after(day, self.programme.reply_days, self.programme.nation)

    def _appeals(self, verb: str, day: date, facts: dict[str, Any]) -> None:
        if verb in APPEAL_ANSWERS:
            self.appeals = [_kept(one, day) for one in self.appeals]
        if verb == "appeal":
            self.appeals.append(Made(PromiseStep.NAMED, day, date.fromisoformat(facts["appeal_by"]), None))


def _kept(promise: Made, day: date) -> Made:
    """The first words after it keep it; what was kept stays so."""
    return promise if promise.kept_on else replace(promise, kept_on=day)
