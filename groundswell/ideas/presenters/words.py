"""Words that an answer starts from. Nobody gets them unchanged: the part in brackets is the answerer's own."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

IN_BRACKETS = re.compile(r"\[[^\]]*\]")


def starts() -> dict[str, str]:
    """The first words for each way to answer."""
    return {
        "reply": _("Thank you for your idea. I have read it with care.\n\n[Say what happens now, in your own words]"),
        "ask": _("Thank you for your idea. There is one thing that we need to know.\n\n[Write your question]"),
        "quick_fix": _("Thank you for your idea. We can just do this.\n\n[Say what will be done, in your own words]"),
        "selection": _(
            "Thank you for your idea. We would like a panel of staff and patients to look at it."
            "\n\n[Say why, in your own words]"
        ),
        "better_route": _(
            "Thank you for your idea. Other people can do more with it than we can, so we took it to them."
            "\n\n[Say what they will do, in your own words]"
        ),
        "not_now": _(
            "Thank you for your idea. We read it with care. We are not going to try it now."
            "\n\n[Say why in your own words]\n\nWe have kept your idea. You can ask us to look again."
        ),
    }


def not_yet_own(text: str, start: str) -> str:
    """Why these words cannot go yet, or nothing: left as they were, or a bracket from the start is still there."""
    blanks = IN_BRACKETS.findall(start)
    if _same(text, start) or _same(text, IN_BRACKETS.sub("", start)):
        return _("Change these words into your own")
    if any(_flat(blank) in _flat(text) for blank in blanks):
        return _("Put your own words in place of the words in brackets")
    return ""


def _same(one: str, other: str) -> bool:
    return _flat(one) == _flat(other)


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
