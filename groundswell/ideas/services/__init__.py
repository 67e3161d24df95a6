"""The verbs of an idea. Pages, imports and tasks all call these."""

from groundswell.ideas.services.answering import ask, give, reply, send_now, take, tell, undo
from groundswell.ideas.services.deciding import Decision, Newcomer, decide, finish, give_back, reopen
from groundswell.ideas.services.erasing import erase
from groundswell.ideas.services.sender import answer, ask_us, claim, look_again, mail_link, thank, withdraw
from groundswell.ideas.services.sending import keep_draft, send, sweep_drafts, throw_away
from groundswell.ideas.services.waiting import nudge_and_park

__all__ = [
    "Decision",
    "Newcomer",
    "answer",
    "ask",
    "ask_us",
    "claim",
    "decide",
    "erase",
    "finish",
    "give",
    "give_back",
    "keep_draft",
    "look_again",
    "mail_link",
    "nudge_and_park",
    "reopen",
    "reply",
    "send",
    "send_now",
    "sweep_drafts",
    "take",
    "tell",
    "thank",
    "throw_away",
    "undo",
    "withdraw",
]
