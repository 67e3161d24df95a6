"""Version 1 of the idea form. Answers are kept by question id; a published version never changes."""

from django.utils.translation import gettext_noop as _  # kept as it was published, translated where it is shown

from groundswell.foundation.questions import Question, QuestionSet, publish

TEXT, TITLE, PLACE, TYPE = "text", "title", "place", "type"
NAME, EMAIL, SHARE = "name", "email", "share"
MODE, SPEAK_UP = "mode", "speak_up"
CHALLENGE = "challenge"  # the reference of what the idea answers; it travels with the answers and is none of them
TITLE_LENGTH = 80

CURRENT = publish(
    QuestionSet(
        "ideas.idea",
        version=1,
        questions=(
            Question(TEXT, _("What is your idea, or the problem you see?"), required=True),
            Question(TITLE, _("A short name for it")),
            Question(PLACE, _("Where would it help?")),
            Question(TYPE, _("What kind of idea is it?")),
        ),
    )
)


def title_of(text: str) -> str:
    """A short name from the first sentence, cut at a word. The sender can change it before sending."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    for mark in (". ", "? ", "! "):
        first = first.split(mark)[0]
    first = first.rstrip(".!? ") or first
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
