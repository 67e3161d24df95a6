"""Why someone gets each notice, and the kind by which they choose how to hear of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.notices import Kind
from groundswell.foundation.notices.states import How

MINE, HOLD, REMIND, MENTION, NEWS = "my_ideas", "ideas_i_hold", "reminders", "mentions", "news"

KINDS = (
    Kind(
        MINE,
        _("My ideas"),
        _("Someone replied, asked you something, or did something about an idea that you sent"),
        10,
        always=_("What we decide about your idea always comes by mail, at once."),
    ),
    Kind(
        HOLD,
        _("Ideas I hold"),
        _("An idea came to you, or someone waits for you"),
        20,
        always=_("When an idea is late and comes to you for help, the mail always comes at once."),
    ),
    Kind(REMIND, _("Reminders"), _("A date is near, or we wait for your answer"), 30),
    Kind(MENTION, _("Notes that name me"), _("Someone of the team named you in a note"), 40),
    Kind(NEWS, _("Thanks and news"), _("Nothing for you to do: thanks, and ideas that were taken back"), 50, How.DAILY),
)

SENT_IT = _("You sent this idea, or someone sent it for you.")
HAVE_IT = _("You have this idea now.")
HAD_IT = _("You had a part in answering this idea.")

WHY = {
    "ideas.sent": SENT_IT,
    "ideas.link": _("Someone, we hope you, asked us for this link."),
    "ideas.replied": SENT_IT,
    "ideas.told": SENT_IT,
    "ideas.asked": _("You sent this idea, and we need your answer to go on."),
    "ideas.parked": _("You sent this idea, and we have not heard from you."),
    "ideas.quick_fix": _("You sent this idea, and we always tell what we decide."),
    "ideas.selection": _("You sent this idea, and we always tell what we decide."),
    "ideas.better_route": _("You sent this idea, and we always tell what we decide."),
    "ideas.not_now": _("You sent this idea, and we always tell what we decide."),
    "ideas.still_not_now": _("You sent this idea, and we always tell what we decide."),
    "ideas.may_know": _("You sent this idea in confidence, so we ask before we tell anyone who you are."),
    "ideas.became": SENT_IT,
    "ideas.may_become": _("You sent this idea, so we ask before we tell more people who you are."),
    "ideas.joined": _("You sent this idea, and we always tell what we decide."),
    "ideas.joined_news": _("You sent this idea, and it is joined with another."),
    "ideas.joined_open_again": _("You sent this idea, and it is joined with another."),
    "ideas.unjoined": SENT_IT,
    "ideas.another_joined": SENT_IT,
    "ideas.another_left": SENT_IT,
    "ideas.may_join": _("You sent this idea and did not share it, so we ask before others are joined with it."),
    "ideas.joined_in_your_hands": HAVE_IT,
    "ideas.asked_apart": HAVE_IT,
    "ideas.let_join": _("You asked whether others may be joined with this idea."),
    "ideas.name_added": SENT_IT,
    "ideas.name_kept": _("You added your name to this idea."),
    "ideas.shared_news": _("You added your name to this idea."),
    "ideas.shared_joined": _("You added your name to this idea."),
    "ideas.shared_joined_news": _("You added your name to this idea, and it is joined with another."),
    "ideas.shared_became": _("You added your name to this idea."),
    "ideas.shared_joined_became": _("You added your name to this idea, and it is joined with another."),
    "ideas.shared_apart": _("You added your name to this idea."),
    "ideas.commented": HAVE_IT,
    "ideas.done": SENT_IT,
    "ideas.open_again": SENT_IT,
    "ideas.reminder_1": _("You sent this idea, and we wait for your answer."),
    "ideas.reminder_2": _("You sent this idea, and we wait for your answer."),
    "ideas.arrived": _("New ideas of this place come to you first."),
    "ideas.given": _("Someone gave this idea to you."),
    "ideas.in_your_hands": _("Someone named you to carry on with this idea."),
    "ideas.given_back": _("You decided what happens to this idea."),
    "ideas.answered": HAVE_IT,
    "ideas.question_to_us": HAVE_IT,
    "ideas.second_look": _("You are the one who looks at this idea again."),
    "ideas.thanked": HAD_IT,
    "ideas.let_know": HAVE_IT,
    "ideas.let_become": HAVE_IT,
    "ideas.agreed": HAVE_IT,
    "ideas.files_added": HAVE_IT,
    "ideas.file_refused": HAVE_IT,
    "ideas.withdrawn": HAVE_IT,
    "ideas.text_hidden": SENT_IT,
    "ideas.text_shown": SENT_IT,
    "ideas.text_stays": _("You asked us to look at your text again."),
    "ideas.appealed": _("You did not cover this text, so you decide whether it is shown."),
    "ideas.appeal_due_soon": _("You did not cover this text, so you decide whether it is shown."),
    "ideas.appeal_late": _("You asked us to look at your text again, and we did not keep the date that we gave you."),
    "ideas.mentioned": _("Someone of the team named you in a note."),
    "ideas.late": _("You sent this idea, and we did not keep a date that we gave you."),
    "ideas.question_late": _("You asked us something, and we did not keep the date that we gave you."),
    "ideas.covered": SENT_IT,
    "ideas.paused": _("You sent this idea, and its date has changed."),
    "ideas.resumed": _("You sent this idea, and its date has changed."),
    "ideas.due_soon": HAVE_IT,
    "ideas.escalated": _("You look after what is late here, so that nothing is lost."),
    "ideas.question_due_soon": HAVE_IT,
    "ideas.question_passed_on": _("You look after what is late here, so that nothing is lost."),
    "ideas.idle": HAVE_IT,
    "ideas.cover": _("You cover for someone who is away."),
}

DECISIONS = {
    "ideas.quick_fix",
    "ideas.selection",
    "ideas.better_route",
    "ideas.not_now",
    "ideas.still_not_now",
    "ideas.joined",
    "ideas.joined_news",
}
ESCALATED = {"ideas.escalated", "ideas.question_passed_on"}
ASKED_FOR = {"ideas.link"}
OTHER_KINDS = {
    "ideas.reminder_1": REMIND,
    "ideas.reminder_2": REMIND,
    "ideas.due_soon": REMIND,
    "ideas.question_due_soon": REMIND,
    "ideas.appeal_due_soon": REMIND,
    "ideas.idle": REMIND,
    "ideas.thanked": NEWS,
    "ideas.withdrawn": NEWS,
    "ideas.another_left": NEWS,
}


def kind_of(key: str, *, usual: str) -> str:
    """The kind of a notice: `usual` is that of its side."""
    return OTHER_KINDS.get(key, usual)


def is_always_sent(key: str) -> bool:
    """Nobody can choose away a decision about their own idea, what they ask for, or a late idea that needs them."""
    return key in DECISIONS | ESCALATED | ASKED_FOR
