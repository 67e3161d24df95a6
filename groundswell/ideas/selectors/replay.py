"""The life of one idea read back from the event log: which promises were made, for which day, and when kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from groundswell.foundation.clocks import working_days_after
from groundswell.ideas.states import Outcome, PromiseStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundswell.partnership.models import Programme

DECISIONS = ("decide", "join")
REPLIES = ("reply", "ask", *DECISIONS)
ANSWERS = (*REPLIES, "tell", "still not now", "finish")  # words from us, which answer a question too
ENDS = ("withdraw", "erase and close")


class Replay:
    """Moves in order (`verb`, `revision`, `happened_on`, `facts`); those taken back are left out from the start."""

    def __init__(self, moves: Iterable[Any], programme: Programme) -> None:
        moves = list(moves)
        undone = {move["facts"].get("undone") for move in moves}
        self.moves = [m for m in moves if m["revision"] not in undone and "undone" not in m["facts"]]
        self.programme = programme
        self.sent_on: date | None = None
        self.ended_on: date | None = None
        self.replied_on: date | None = None
        self.decided_on: date | None = None
        self.fixed_on: date | None = None
        self.fix_promised_on: date | None = None
        self.by: dict[str, date] = {}  # the dates as they stand: reply_by, decide_by, fix_by
        self.decide_by: date | None = None  # as it stood at the first decision
        self.outcome = ""
        self.questions: list[tuple[date, date, date | None]] = []
        for move in self.moves:
            self._read(move["verb"], move["happened_on"], move["facts"])

    def promises(self) -> Iterator[tuple[str, date, date, date | None, date | None]]:
        """Each as step, made on, for, kept on, ended on."""
        if self.sent_on is None:
            return
        sent, ended = self.sent_on, self.ended_on
        yield PromiseStep.REPLY, sent, self.by["reply_by"], self.replied_on, ended
        yield PromiseStep.DECISION, sent, self.decide_by or self.by["decide_by"], self.decided_on, ended
        if self.fix_promised_on:
            yield PromiseStep.QUICK_FIX, self.fix_promised_on, self.by["fix_by"], self.fixed_on, ended
        for asked_on, by, answered_on in self.questions:
            yield PromiseStep.QUESTION, asked_on, by, answered_on, ended

    def _read(self, verb: str, day: date, facts: dict[str, Any]) -> None:
        if verb == "send":
            self.sent_on = day
        if verb == "give back":
            self._given_back(day)
        self._dates(facts)
        if verb in REPLIES:
            self.replied_on = self.replied_on or day
        if verb in DECISIONS:
            self._decided(day, facts)
        if verb == "finish" and self.outcome == Outcome.QUICK_FIX and self.fix_promised_on:
            self.fixed_on = self.fixed_on or day
        if verb in ENDS:
            self.ended_on = day
        self._questions(verb, day, facts)

    def _dates(self, facts: dict[str, Any]) -> None:
        for name in ("reply_by", "decide_by", "fix_by"):
            if facts.get(name):
                self.by[name] = date.fromisoformat(facts[name])

    def _decided(self, day: date, facts: dict[str, Any]) -> None:
        self.outcome = facts["outcome"]
        if self.decided_on is None:
            self.decided_on, self.decide_by = day, self.by["decide_by"]
        if self.outcome == Outcome.QUICK_FIX and self.fix_promised_on is None:
            self.fix_promised_on, self.by["fix_by"] = day, date.fromisoformat(facts["on"])

    def _given_back(self, day: date) -> None:
        if self.fix_promised_on and day <= self.by["fix_by"]:
            self.fix_promised_on = None

    def _questions(self, verb: str, day: date, facts: dict[str, Any]) -> None:
        if verb in ANSWERS:
            self.questions = [(asked, by, answered or day) for asked, by, answered in self.questions]
        if verb == "question":
            given = facts.get("answer_by")
            by = date.fromisoformat(given) if given else self._by_the_clock(day)
            self.questions.append((day, by, None))

    def _by_the_clock(self, day: date) -> date:
        """For questions from before the log kept their date."""
        return working_days_after(day, self.programme.reply_days, self.programme.nation)
