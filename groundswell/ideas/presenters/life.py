"""The life of an idea in plain words, for the page that tells how we work. The table is `lifecycle.IDEA`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.foundation.workflow.lives import Life, register
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.services.waiting import PARK_AFTER, REMIND_AFTER
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme

SAYS = {
    "take": lazy("someone reads it and takes it on"),
    "give": lazy("it is given to someone who reads it"),
    "take over": lazy("someone else takes it over"),
    "hand over": lazy("it is handed to someone else"),
    "reply": lazy("the first reply is written"),
    "tell": lazy("news is written to the sender"),
    "ask": lazy("the sender is asked something"),
    "answer": lazy("the sender answers"),
    "park": lazy("it waits, because no answer came. It is not turned down"),
    "decide": lazy("the decision is written, with the reason"),
    "join": lazy("it is joined with another idea that says the same, and goes on with it"),
    "unjoin": lazy("it is taken out again and goes on by itself"),
    "gain": lazy("another idea is joined with it"),
    "lose": lazy("an idea that was joined with it goes on by itself"),
    "follow": lazy("the other idea is in other hands, so this one is too"),
    "hear": lazy("the other idea is answered, and its sender hears it too"),
    "lose answer": lazy("the answer to the other idea does not hold any more, and its sender hears it too"),
    "ask to name": lazy("the other idea became an innovation; its sender is asked whether they go on the team"),
    "ask to join": lazy("the sender is asked whether others may be joined with it"),
    "let join": lazy("the sender says whether others may be joined with it"),
    "finish": lazy("it is done, and the sender hears what came of it"),
    "give back": lazy("the doer gives it back, with the reason"),
    "look again": lazy("the sender asks that another person looks again"),
    "reopen": lazy("it is taken up again"),
    "escalate": lazy("it is late: who leads has it too, and the sender gets a new date"),
    "pass on question": lazy("a question of the sender's waits past its date: who leads has it too, with a new date"),
    "cover": lazy("its holder is away, so the cover has it"),
    "pause": lazy("the clock is stopped, for a reason and up to a day"),
    "resume": lazy("the clock runs again"),
    "question": lazy("the sender asks a question"),
    "let know": lazy("the sender in confidence lets a new holder know who they are"),
    "keep secret": lazy("the sender in confidence stays known to one person only"),
    "agree": lazy("the sender says whether a safety worry may be passed on"),
    "give name": lazy("the sender puts a name to it"),
    "become": lazy("it becomes an innovation, with a record of its own"),
    "ask to become": lazy("the sender in confidence is asked whether a record may begin"),
    "let become": lazy("the sender in confidence says whether a record may begin"),
    "add files": lazy("photos or documents are added"),
    "remove file": lazy("a photo or document is taken away"),
    "thank": lazy("the sender says thanks"),
    "withdraw": lazy("the sender takes it back"),
    "hide text": lazy("the words are covered, and the sender is told why"),
    "appeal": lazy("the sender asks that another person looks at the covered words"),
    "show text": lazy("the words are shown again"),
    "keep hidden": lazy("another person has looked, and the words stay covered"),
    "pass on appeal": lazy("who was to look at covered words is late or away, so someone else looks, with a date"),
    "hand on appeal": lazy("who was to look at covered words is gone, so someone else looks"),
    "hand on": lazy("its holder has left for good, so someone else has it"),
    "erase and close": lazy("its sender is forgotten, at their wish, and it ends"),
    "erase": lazy("a person is forgotten, at their wish, and their words with them"),
}
_TEAM, _HOLDER, _SENDER = lazy("the innovation team"), lazy("the person who has it"), lazy("the sender")
_ITSELF, _ADMIN = lazy("the site, by itself"), lazy("an administrator")
WHO = {
    policies.can_take: _TEAM,
    policies.can_hand_over: lazy("the innovation team, or the person who has it"),
    policies.can_answer_from_team: lazy("the person of the team who has it"),
    policies.can_tell: _HOLDER,
    policies.can_send_as_sender: _SENDER,
    policies.can_park: _ITSELF,
    policies.can_decide: lazy("the person of the team who has it. After a second look, never who decided first"),
    policies.can_join: lazy("the person of the team who has it, where the other sender agrees"),
    policies.can_unjoin: lazy("the sender, the innovation team, or the site when the other idea ends"),
    policies.can_gain: _TEAM,
    policies.can_keep_together: _ITSELF,
    policies.can_ask_to_join: _TEAM,
    policies.can_let_join: _SENDER,
    policies.can_finish: lazy("the named doer"),
    policies.can_give_back: lazy("the named doer"),
    policies.can_look_again: lazy("the sender, once, until the day that was named"),
    policies.can_reopen: lazy("the innovation team, or the person who has it"),
    policies.can_keep_promises: _ITSELF,
    policies.can_pause: lazy("the person who has it, once a step"),
    policies.can_resume: lazy("the person who has it, or the site on the last day"),
    policies.can_let_know: _SENDER,
    policies.can_keep_secret: _SENDER,
    policies.can_give_name: lazy("who has the four words of the receipt"),
    policies.can_become: _HOLDER,
    policies.can_ask_to_become: _HOLDER,
    policies.can_let_become: _SENDER,
    policies.can_add_files: lazy("the sender, or the person who has it"),
    policies.can_thank: _SENDER,
    policies.can_hide_text: _TEAM,
    policies.can_appeal: _SENDER,
    policies.can_show_text: lazy("the innovation team. After an appeal, never who covered them"),
    policies.can_keep_hidden: lazy("someone other than who covered them"),
    policies.can_erase: _ADMIN,
}


def days(programme: Programme) -> dict[str, str]:
    """By when it moves on from each state, from the clocks of the programme."""
    reply, decision = _working_days(programme.reply_days), _working_days(programme.decision_days)
    decided = _("decided within %(days)s from the day that it was sent") % {"days": decision}
    asked = {"first": REMIND_AFTER[0], "second": REMIND_AFTER[1], "park": PARK_AFTER}
    return {
        IdeaState.RECEIVED: _("a reply within %(days)s") % {"days": reply},
        IdeaState.READ: _("a reply within %(days)s from the day that it was sent") % {"days": reply},
        IdeaState.FINDING_OUT: decided,
        IdeaState.ASKED: _(
            "our clock stands still. We remind after %(first)d and %(second)d working days, and wait from day %(park)d"
        )
        % asked,
        IdeaState.PARKED: _("looked at again after %(days)s, or as soon as the answer comes") % {"days": decision},
        IdeaState.DECIDED: _("the day that the decision names. A second look can be asked for within %(days)s")
        % {"days": _working_days(programme.ask_again_days)},
    }


def _working_days(count: int) -> str:
    return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}


def register_all() -> None:
    register(
        Life(
            key="idea",
            title=lazy("What happens to an idea"),
            about=lazy("Someone sends an idea. From then on it always has a named person and a date."),
            lifecycle=IDEA,
            states=IdeaState,
            says=SAYS,
            who=WHO,
            days=days,
            place=1,
            parts={IdeaState.DECIDED: tuple(outcome.label for outcome in Outcome)},
        )
    )
