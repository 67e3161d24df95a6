"""The verbs of an idea. Pages, imports and tasks all call these."""

from groundswell.ideas.services.answering import ask, give, reply, send_now, take, tell, undo
from groundswell.ideas.services.batches import (
    prepare,
    put_off,
    send_batch,
    skip,
    start_batch,
    stop_batch,
    sweep_batches,
    take_up,
    undo_bulk,
)
from groundswell.ideas.services.becoming import ask_to_become, become, let_become
from groundswell.ideas.services.deciding import Decision, Newcomer, decide, finish, give_back, reopen, still_not_now
from groundswell.ideas.services.erasing import erase
from groundswell.ideas.services.figures import count_promises
from groundswell.ideas.services.files import Files, add_files, remove_file
from groundswell.ideas.services.finding import show_states
from groundswell.ideas.services.joining import ask_to_join, join, let_join, unjoin
from groundswell.ideas.services.keys import set_keys
from groundswell.ideas.services.knowing import (
    MAIL_LINK,
    agree_to_speak_up,
    ask_for_link,
    claim,
    give_name,
    keep_secret,
    let_know,
    mail_link,
)
from groundswell.ideas.services.likeness import bring_back, dismiss, find_alike, find_all_alike
from groundswell.ideas.services.moderation import appeal, hide_text, keep_hidden, show_text
from groundswell.ideas.services.notes import note
from groundswell.ideas.services.pausing import pause, resume
from groundswell.ideas.services.prepared import Reply, give_answer
from groundswell.ideas.services.promises import keep_promises
from groundswell.ideas.services.sender import answer, ask_us, look_again, thank, withdraw
from groundswell.ideas.services.sending import keep_draft, send, send_anonymously, send_for, sweep_drafts, throw_away
from groundswell.ideas.services.sharing import add_name, comment, remove_comment, take_name_back
from groundswell.ideas.services.templates import add_template, change_template, remove_template
from groundswell.ideas.services.waiting import nudge_and_park

__all__ = [
    "MAIL_LINK",
    "Decision",
    "Files",
    "Newcomer",
    "Reply",
    "add_files",
    "add_name",
    "add_template",
    "agree_to_speak_up",
    "answer",
    "appeal",
    "ask",
    "ask_for_link",
    "ask_to_become",
    "ask_to_join",
    "ask_us",
    "become",
    "bring_back",
    "change_template",
    "claim",
    "comment",
    "count_promises",
    "decide",
    "dismiss",
    "erase",
    "find_alike",
    "find_all_alike",
    "finish",
    "give",
    "give_answer",
    "give_back",
    "give_name",
    "hide_text",
    "join",
    "keep_draft",
    "keep_hidden",
    "keep_promises",
    "keep_secret",
    "let_become",
    "let_join",
    "let_know",
    "look_again",
    "mail_link",
    "note",
    "nudge_and_park",
    "pause",
    "prepare",
    "put_off",
    "remove_comment",
    "remove_file",
    "remove_template",
    "reopen",
    "reply",
    "resume",
    "send",
    "send_anonymously",
    "send_batch",
    "send_for",
    "send_now",
    "set_keys",
    "show_states",
    "show_text",
    "skip",
    "start_batch",
    "still_not_now",
    "stop_batch",
    "sweep_batches",
    "sweep_drafts",
    "take",
    "take_name_back",
    "take_up",
    "tell",
    "thank",
    "throw_away",
    "undo",
    "undo_bulk",
    "unjoin",
    "withdraw",
]
