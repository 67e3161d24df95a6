"""The decision and what follows: a quick fix done, a better route closed, a second look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies
from groundswell.ideas.services import counting
from groundswell.ideas.services.answering import HOLD, check_revision, move, say, take_first, words
from groundswell.ideas.services.discretion import ask_to_know, passes_to, sender_of
from groundswell.ideas.services.running import answered, kept, missed_date, promised, running_again
from groundswell.ideas.services.sharing import tell_voices
from groundswell.ideas.services.templates import check_own
from groundswell.ideas.services.together import hear, hear_no_more
from groundswell.ideas.states import MessageKind, Outcome, Reason, Route
from groundswell.partnership import services as people

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

KEY_OF = {
    Outcome.QUICK_FIX: "ideas.quick_fix",
    Outcome.SELECTION: "ideas.selection",
    Outcome.BETTER_ROUTE: "ideas.better_route",
    Outcome.NOT_NOW: "ideas.not_now",
}


@dataclass(frozen=True)
class Decision:
    """What was decided, in whose hands it now is, and the date that goes with it.

    `person_id`: the doer of a quick fix, who carries it to the panel, or who has it at the other end;
    for "not now" it is whoever decides. `on`: done by, review on, hears by; may be none for "not now".
    `newcomer` instead of `person_id`: someone who is not known here yet. `other_id`: the idea that it is joined with.
    """

    outcome: str
    words: str
    person_id: UUID | None = None
    on: date | None = None
    reason: str = ""
    route: str = ""
    newcomer: Newcomer | None = None
    other_id: UUID | None = None


@dataclass(frozen=True)
class Newcomer:
    """Someone named who is not known yet: met by their address when the decision is made."""

    name: str
    email: str


def _with_person(decision: Decision) -> Decision:
    """The same decision with its person known by id."""
    if decision.newcomer is None:
        return decision
    met = people.person_with_email(decision.newcomer.email, decision.newcomer.name)
    return replace(decision, person_id=met.pk, newcomer=None)


def check_complete(decision: Decision, today: date) -> None:
    """Refuse a decision without its person, date or reason, or with a date over or too far off, in words."""
    if decision.outcome not in KEY_OF:
        raise NotAllowed(_("Say what was decided"))
    if not decision.words.strip():
        raise NotAllowed(_("A decision goes with a few words of your own"))
    if decision.outcome == Outcome.NOT_NOW:
        if decision.reason not in Reason.values:
            raise NotAllowed(_("Not now needs a reason"))
    elif (decision.person_id is None and decision.newcomer is None) or decision.on is None:
        raise NotAllowed(_("This decision needs a named person and a date"))
    if decision.on is not None:
        policies.may_name(decision.outcome, decision.on, today).or_raise()
    if decision.outcome == Outcome.BETTER_ROUTE and decision.route not in Route.values:
        raise NotAllowed(_("Say which route it goes by"))


@transaction.atomic
def decide(idea: Idea, decision: Decision, *, by: Asker, harm: str = "", revision: int | None = None) -> Idea:
    """Answer: yes and being done, yes to a panel, a better route, or not now. Raises `NotAllowed` with why."""
    check_revision(idea, revision)
    today = clock.today(idea.programme.timezone)
    decision = _with_person(decision)
    check_complete(decision, today)
    policies.can_go_by(decision.route, idea).or_raise()
    check_own(idea.programme, decision.outcome, decision.words)
    take_first(idea, by=by)
    _answer(idea, "decide", decision, by=by, harm=harm)
    queue(KEY_OF[Outcome(decision.outcome)], idea, to=sender_of(idea), by=by, hold=HOLD)
    if idea.holder_id != by.person_id:
        queue("ideas.in_your_hands", idea, to=[idea.holder_id], by=by, hold=HOLD)
    return idea


@transaction.atomic
def still_not_now(idea: Idea, text: str, *, by: Asker, on: date | None = None, revision: int | None = None) -> Idea:
    """Say, when the day has come to look at a "not now" again, that it stays one; until a new day, or without one.

    Raises `NotAllowed` with why.
    """
    check_revision(idea, revision)
    policies.can_say_still_not_now(by, idea).or_raise()
    decision = Decision(Outcome.NOT_NOW, text, reason=idea.reason, on=on)
    today = clock.today(idea.programme.timezone)
    if on is not None:
        policies.may_put_off_to(on, today).or_raise()
    check_complete(decision, today)
    check_own(idea.programme, Outcome.NOT_NOW, text)
    _answer(idea, "still not now", decision, by=by)
    queue("ideas.still_not_now", idea, to=sender_of(idea), by=by, hold=HOLD)
    return idea


def _answer(idea: Idea, verb: str, decision: Decision, *, by: Asker, harm: str = "") -> None:
    """The move, its words, and whoever hears of it beside the sender."""
    today = clock.today(idea.programme.timezone)
    holder_id = by.person_id if decision.outcome == Outcome.NOT_NOW else decision.person_id
    move(
        idea,
        verb,
        by=by,
        undoable=True,
        facts=_facts(decision, holder_id) | missed_date(idea) | promised(running_again(idea)),
        digests=words(idea, decision.words),
        **_changes(idea, decision, today, harm=harm),
        **(counting.heard(idea) if verb == "still not now" else {}),
        **answered(idea),
        holder_id=holder_id,
        decided_by_id=by.person_id,
    )
    say(idea, MessageKind.DECISION, decision.words, by=by, hold=HOLD)
    hear(idea, by=by, hold=HOLD)
    tell_voices(idea, by=by, hold=HOLD)


def _facts(decision: Decision, holder_id: Any) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "route": decision.route,
        "holder": holder_id,
        "on": decision.on,
    }


def _changes(idea: Idea, decision: Decision, today: date, *, harm: str) -> dict[str, Any]:
    not_now = decision.outcome == Outcome.NOT_NOW
    programme = idea.programme
    again = not_now and not idea.looked_again  # a second look is given once
    ask_again = working_days_after(today, programme.ask_again_days, programme.nation) if again else None
    unpaused = running_again(idea)
    return {
        **unpaused,
        **kept(),
        **counting.decided(idea, decision.outcome, decision.on, today, unpaused),
        "outcome": decision.outcome,
        "reason": decision.reason if not_now else "",
        "route": decision.route if decision.outcome == Outcome.BETTER_ROUTE else "",
        "replied_at": idea.replied_at or clock.now(),
        "decided_at": clock.now(),
        "due_on": decision.on,
        "review_on": decision.on if decision.outcome in {Outcome.NOT_NOW, Outcome.SELECTION} else None,
        "ask_again_by": ask_again,
        "harm": harm or idea.harm,
    }


@transaction.atomic
def finish(idea: Idea, text: str, *, by: Asker, revision: int | None = None) -> Idea:
    """Say that it is done, or what came of it at the other end."""
    check_revision(idea, revision)
    unpaused = running_again(idea)
    changes = unpaused | kept() | answered(idea) | counting.fixed(idea) | counting.heard(idea) | {"due_on": None}
    facts = missed_date(idea) | promised(unpaused)
    move(idea, "finish", by=by, undoable=True, facts=facts, digests=words(idea, text), **changes)
    say(idea, MessageKind.DONE, text, by=by, hold=HOLD)
    queue("ideas.done", idea, to=sender_of(idea), by=by, hold=HOLD)
    hear(idea, by=by, hold=HOLD)
    tell_voices(idea, by=by, hold=HOLD)
    return idea


@transaction.atomic
def give_back(idea: Idea, text: str, *, by: Asker, revision: int | None = None) -> Idea:
    """The doer cannot do it after all: it goes back to who decided, with the reason and a new date to decide."""
    check_revision(idea, revision)
    back_to, again = idea.decided_by_id, open_again(idea)
    move(
        idea,
        "give back",
        by=by,
        undoable=True,
        facts={"holder": back_to} | promised(again),
        digests=words(idea, text),
        holder_id=back_to,
        **again,
        **counting.given_back(idea),
        **passes_to(idea, back_to),
    )
    ask_to_know(idea, by=by, hold=HOLD)
    say(idea, MessageKind.GIVEN_BACK, text, by=by, hold=HOLD)
    queue("ideas.given_back", idea, to=[back_to], by=by, hold=HOLD)
    queue("ideas.open_again", idea, to=sender_of(idea), by=by, hold=HOLD)
    hear_no_more(idea, by=by, hold=HOLD)
    return idea


@transaction.atomic
def reopen(idea: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """Look at it again because the date that was set has come."""
    had_answer, again = bool(idea.outcome), open_again(idea)
    passed = again | counting.heard(idea) | passes_to(idea, by.person_id)
    facts = promised(again) | (missed_date(idea) if idea.outcome == Outcome.NOT_NOW else {})
    move(idea, "reopen", by=by, revision=revision, undoable=True, facts=facts, holder_id=by.person_id, **passed)
    ask_to_know(idea, by=by, hold=HOLD)
    queue("ideas.open_again", idea, to=sender_of(idea), by=by, hold=HOLD)
    if had_answer:
        hear_no_more(idea, by=by, hold=HOLD)
    return idea


def open_again(idea: Idea) -> dict[str, Any]:
    """Back to finding out, with the full time to decide from today. To look again is what a "not now" promised."""
    programme, looked = idea.programme, kept() if idea.outcome == Outcome.NOT_NOW else {}
    decide_by = working_days_after(clock.today(programme.timezone), programme.decision_days, programme.nation)
    return looked | {
        "outcome": "",
        "joined_to_id": None,
        "reason": "",
        "route": "",
        "review_on": None,
        "paused_on": None,
        "pause_reason": "",
        "paused_until": None,
        "pause_used": "",
        "decide_by": decide_by,
        "due_on": decide_by,
        "paused_days": {name: days for name, days in idea.pauses.items() if name != "decide_by"},
    }
