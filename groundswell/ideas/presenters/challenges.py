"""The challenge that an idea answers, in words: while it is written, once it was sent, and on the challenge's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.design.words import capped
from groundswell.foundation.kit import clock
from groundswell.foundation.kit.small_numbers import is_small
from groundswell.ideas import questions
from groundswell.ideas.selectors import challenges as selectors
from groundswell.needs.published import closes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.needs.models import Challenge


@dataclass(frozen=True)
class Answering:
    """A challenge in a few words; `closes` is when it closes or closed. `over`: it cannot be answered any more."""

    reference: str
    title: str
    href: str
    closes: str
    over: bool = False


def from_address(query: Mapping[str, str]) -> dict[str, str]:
    """The challenge from whose page somebody came, as it travels with what they write."""
    reference = query.get(questions.CHALLENGE, "")
    return {questions.CHALLENGE: reference} if 0 < len(reference) <= selectors.LONGEST else {}


def while_writing(asker: Asker, typed: dict[str, Any]) -> Answering | None:
    """What the idea that is being written answers; it stays on the page when it is over, and says so."""
    asked = selectors.asked(asker, str(typed.get(questions.CHALLENGE) or ""))
    return _words(asked.challenge, over=asked.closed) if asked else None


def once_sent(asker: Asker, idea: Idea) -> Answering | None:
    """What an idea answers; for whoever may read the idea."""
    answered = selectors.answered(asker, idea)
    return _words(answered) if answered else None


def when_sent(asker: Asker, idea: Idea, typed: dict[str, Any]) -> dict[str, Any]:
    """For the last page: what it answers, or `closed`, which it was to answer and which closed meanwhile."""
    if idea.answers_to_id is not None:
        return {"challenge": once_sent(asker, idea)}
    asked = while_writing(asker, typed)
    return {"closed": asked} if asked and asked.over else {}


def _words(challenge: Challenge, *, over: bool = False) -> Answering:
    return Answering(
        challenge.reference,
        challenge.title,
        reverse("needs:challenge", args=[challenge.reference]),
        closes(challenge, clock.today(challenge.programme.timezone)),
        over,
    )


@dataclass(frozen=True)
class Behind:
    """The need from which a challenge was made."""

    title: str
    href: str


def for_team(asker: Asker, idea: Idea) -> dict[str, Any]:
    """The challenge, and the need behind it where this asker may read it. Two queries, none for most ideas."""
    answered = selectors.answered(asker, idea)
    if answered is None:
        return {}
    need = selectors.need_behind(asker, answered)
    behind = Behind(need.title, reverse("needs:need", args=[need.reference])) if need else None
    return {"challenge": _words(answered), "behind": behind}


def answers_words(asker: Asker, challenge_id: UUID) -> str:
    """For the page of a challenge: how many ideas answer it, of those that this reader may read."""
    count = selectors.count_answers(asker, challenge_id)
    if not count:
        return ""
    if is_small(count, asker.fewest_shown):
        return _("Fewer than %(few)d ideas that you may read answer it.") % {"few": asker.fewest_shown}
    return _("%(count)s ideas that you may read answer it.") % {"count": capped(count)}
