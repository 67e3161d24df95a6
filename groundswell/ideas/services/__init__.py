"""The verbs of an idea. Pages, imports and tasks all call these."""

from groundswell.ideas.services.answering import ask, give, reply, send_now, take, tell, undo
from groundswell.ideas.services.becoming import ask_to_become, become, let_become
from groundswell.ideas.services.deciding import Decision, Newcomer, decide, finish, give_back, reopen
from groundswell.ideas.services.erasing import erase
from groundswell.ideas.services.files import Files, add_files, remove_file
from groundswell.ideas.services.knowing import agree_to_speak_up, claim, give_name, keep_secret, let_know, mail_link
from groundswell.ideas.services.pausing import pause, resume
from groundswell.ideas.services.promises import keep_promises
from groundswell.ideas.services.sender import answer, ask_us, look_again, thank, withdraw
from groundswell.ideas.services.sending import keep_draft, send, send_anonymously, send_for, sweep_drafts, throw_away
from groundswell.ideas.services.waiting import nudge_and_park

__all__ = [
    "Decision",
    "Files",
    "Newcomer",
    "add_files",
    "agree_to_speak_up",
    "answer",
    "ask",
    "ask_to_become",
    "ask_us",
    "become",
    "claim",
    "decide",
    "erase",
    "finish",
    "give",
    "give_back",
    "give_name",
    "keep_draft",
    "keep_promises",
    "keep_secret",
    "let_become",
    "let_know",
    "look_again",
    "mail_link",
    "nudge_and_park",
    "pause",
    "remove_file",
    "reopen",
    "reply",
    "resume",
    "send",
    "send_anonymously",
    "send_for",
    "send_now",
    "sweep_drafts",
    "take",
    "tell",
    "thank",
    "throw_away",
    "undo",
    "withdraw",
]
