"""What the scoreboard counts of one idea: each written once, with the move that it belongs to.

The first decision, and the one after a second look; the first quick fix; and the first day that another answer named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundswell.foundation.kit import clock
from groundswell.ideas.states import HEARS_BY, Outcome

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea


def decided(idea: Idea, outcome: str, on: date | None, today: date, unpaused: dict[str, Any]) -> dict[str, Any]:
    """What a decision leaves to count. `unpaused`: what ends our pause with it."""
    new = _decision(idea, today, unpaused) | _named(idea, outcome, on, today)
    return new | {"paused_days": _paused_days(idea, new, unpaused)} if new else {}


def _decision(idea: Idea, today: date, unpaused: dict[str, Any]) -> dict[str, Any]:
    by = unpaused.get("decide_by", idea.decide_by)
    if not idea.first_decided_on:
        return {"first_decided_on": today, "first_decide_by": by}
    if idea.second_look_on and not idea.second_decided_on:
        return {"second_decided_on": today, "second_decide_by": by}
    return {}


def _named(idea: Idea, outcome: str, on: date | None, today: date) -> dict[str, Any]:
    if outcome == Outcome.QUICK_FIX and not idea.fix_by:
        return {"fix_promised_on": today, "fix_by": on}
    if outcome in HEARS_BY and on and not idea.hear_by:
        return {"hear_promised_on": today, "hear_by": on}
    return {}


def _paused_days(idea: Idea, new: dict[str, Any], unpaused: dict[str, Any]) -> dict[str, int]:
    """A day that is named now had no pause yet; a decision takes with it what its date was moved by."""
    before = unpaused.get("paused_days", idea.pauses)
    found = {name: days for name, days in before.items() if name not in new}
    if days := before.get("decide_by"):
        found |= dict.fromkeys([name for name in ("first_decide_by", "second_decide_by") if name in new], days)
    return found


def given_back(idea: Idea) -> dict[str, Any]:
    """A quick fix given back in time is promised no more; one that is late already stays counted as late."""
    if idea.fix_by is None or _today(idea) > idea.fix_by:
        return {}
    return {"fix_promised_on": None, "fix_by": None}


def fixed(idea: Idea) -> dict[str, Any]:
    """The quick fix that counts is done today."""
    if idea.outcome != Outcome.QUICK_FIX or idea.fix_by is None or idea.fixed_on:
        return {}
    return {"fixed_on": _today(idea)}


def heard(idea: Idea) -> dict[str, Any]:
    """The sender hears more today, as the first day that was named with another answer said."""
    if idea.outcome not in HEARS_BY or idea.hear_by is None or idea.heard_on:
        return {}
    return {"heard_on": _today(idea)}


def waits_no_more(idea: Idea) -> dict[str, Any]:
    """Nobody waits for that day any more: in time it falls away, and what is late already stays late."""
    if idea.hear_by is None or idea.heard_on or _today(idea) > idea.hear_by:
        return {}
    return {"hear_promised_on": None, "hear_by": None}


def _today(idea: Idea) -> date:
    return clock.today(idea.programme.timezone)
