"""What the mails about shared ideas say: to whoever added their name, and to who has an idea with a new comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.notices import Letter, Notice, Recipient, register
from groundswell.ideas import policies
from groundswell.ideas.notices import joining, reasons
from groundswell.ideas.notices.words import NOTHING_TO_DO, Words, code_of, day_of, decider_of
from groundswell.ideas.selectors import sharing
from groundswell.ideas.states import IdeaState
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told
    from groundswell.ideas.models import Comment, Idea


def _other_is_shared(idea: Idea) -> bool:
    """Whether its page may say what becomes of the idea that it is joined with; nothing is told of a private one."""
    return policies.is_joined(idea) and idea.joined_to is not None and policies.is_shared(idea.joined_to)


def _who_joined(idea: Idea) -> str:
    if _other_is_shared(idea):
        return joining.by_when(idea)
    return _("%(who)s decided this. Its page says more.") % {"who": decider_of(idea)}


TO_SENDER = {
    "ideas.name_added": Words(
        lambda idea: _("Others say the same as you: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Somebody read your idea and added their name. %(who)s has your idea.") % {"who": idea.holder.name},
            str(NOTHING_TO_DO),
        ),
        lazy("See your idea"),
        fits=lambda idea: idea.colleagues_may_see and idea.state != IdeaState.WITHDRAWN,
    ),
}
TO_VOICES = {
    "ideas.name_kept": Words(
        lambda idea: _("Your name is with an idea: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("You said the same as somebody else. %(who)s has the idea, and we tell you what we decide.")
            % {"who": idea.holder.name},
            _("You can take your name away on its page."),
        ),
        lazy("See the idea"),
    ),
    "ideas.shared_news": Words(
        lambda idea: _("An answer to an idea that has your name: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("The answer is: %(outcome)s. %(who)s has it.")
            % {"outcome": idea.get_outcome_display(), "who": idea.holder.name},
        ),
        lazy("See the idea"),
        fits=lambda idea: idea.state in {IdeaState.DECIDED, IdeaState.CLOSED},
    ),
    "ideas.shared_joined": Words(
        lambda idea: _("An idea that has your name goes on with another: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Somebody told us of the same thing, so we look at both together. %(by_when)s")
            % {"by_when": _who_joined(idea)},
            _("Your name stays with it. You can take it away on its page."),
        ),
        lazy("See the idea"),
        fits=policies.is_joined,
    ),
    "ideas.shared_joined_news": Words(
        lambda idea: _("An answer to an idea that has your name: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("It is joined with another, and there is an answer to both: %(outcome)s. %(who)s has both.")
            % {"outcome": joining.answer(idea), "who": joining.who_has(idea)},
        ),
        lazy("See the idea"),
        fits=lambda idea: _other_is_shared(idea) and joining.has_an_answer(idea),
    ),
    "ideas.shared_became": Words(
        lambda idea: _("An idea that has your name is an innovation now: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("It has a record of its own and keeps its reference. %(who)s looks after it.")
            % {"who": idea.holder.name},
        ),
        lazy("See the idea"),
        fits=lambda idea: idea.innovation_id is not None,
    ),
    "ideas.shared_joined_became": Words(
        lambda idea: _("An idea that has your name is part of an innovation now: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("The idea with which it is joined has a record of its own. %(who)s looks after it.")
            % {"who": joining.who_has(idea)},
        ),
        lazy("See the idea"),
        fits=lambda idea: _other_is_shared(idea) and idea.joined_to is not None and bool(idea.joined_to.innovation_id),
    ),
    "ideas.shared_apart": Words(
        lambda idea: _("We look at an idea that has your name by itself again: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("It was joined with another idea. %(who)s has it now, and tells you if we can try it by %(date)s.")
            % {"who": idea.holder.name, "date": day_of(idea, idea.decide_by)},
        ),
        lazy("See the idea"),
        fits=lambda idea: idea.joined_to_id is None and idea.is_open,
    ),
}
COMMENTED = "ideas.commented"


def register_all() -> None:
    for key, words in TO_VOICES.items():
        kind = reasons.kind_of(key, usual=reasons.MINE)
        register(Notice(key, _writer(words), lambda _idea_id: None, kind=kind, why=reasons.WHY[key]))
    register(Notice(COMMENTED, _write_comment, lambda _id: None, kind=reasons.NEWS, why=reasons.WHY[COMMENTED]))


def _writer(words: Words) -> Callable[[UUID, Recipient], Letter | None]:
    def write(idea_id: UUID, to: Recipient) -> Letter | None:
        idea = sharing.idea_with(idea_id)
        asker = _asker(idea, to) if idea else None
        if idea is None or asker is None or not policies.can_read_shared(asker, idea) or not words.fits(idea):
            return None
        return words.letter(idea, partnership.address_of_site(idea.programme) + _page(idea))

    return write


def _write_comment(comment_id: UUID, to: Recipient) -> Letter | None:
    comment = sharing.comment_with(comment_id)
    asker = _asker(comment.idea, to) if comment else None
    if comment is None or asker is None or not policies.can_read_shared(asker, comment.idea):
        return None
    return _about(comment, partnership.address_of_site(comment.idea.programme))


def _about(comment: Comment, site: str) -> Letter:
    return Letter(
        _("A comment on %(code)s") % {"code": code_of(comment.idea)},
        (_("%(who)s wrote something about an idea that you have.") % {"who": comment.author.name},),
        site + _page(comment.idea),
        _("Read the comment"),
        comment.author.name,
    )


def read_on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """The same for who asks, of ideas that they may read now; at most two queries."""
    wanted = list(told)
    voiced = [(key, pk) for key, pk in wanted if key in TO_VOICES]
    ideas = sharing.shared_named(asker, [pk for _key, pk in voiced]) if voiced else {}
    found = {
        (key, pk): TO_VOICES[key].letter(ideas[pk], _page(ideas[pk]))
        for key, pk in voiced
        if pk in ideas and TO_VOICES[key].fits(ideas[pk])
    }
    comments = sharing.comments_with(asker, [pk for key, pk in wanted if key == COMMENTED])
    return found | {(COMMENTED, one.pk): _about(one, "") for one in comments}


def _page(idea: Idea) -> str:
    return reverse("ideas:shared", args=[idea.reference])


def _asker(idea: Idea, to: Recipient) -> Asker | None:
    person = partnership.person(to.person_id) if to.person_id else None
    return partnership.asker_for(person, idea.programme) if person else None
