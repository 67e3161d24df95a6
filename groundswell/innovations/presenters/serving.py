"""What innovations serve, in words: on a record, in the report, and on the list of one part of the strategy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from groundswell.foundation.design.filters import FilterLink
from groundswell.foundation.design.words import capped, short_date
from groundswell.innovations import selectors
from groundswell.innovations.presenters.record import Source
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation
    from groundswell.innovations.selectors import Aim, Coverage

NONE = "none"  # what the report calls innovations that serve no priority
SHOWN = {
    "priorities": lazy("Priorities"),
    "programmes": lazy("Change programmes"),
    NONE: lazy("Innovations that serve no priority"),
}
TITLES = {
    "priorities": lazy("Innovations that serve it"),
    "programmes": lazy("Innovations that touch it"),
}


def words_of(part: Any) -> str:
    """Its title, and that it is over where it is."""
    if part.state == WordsState.OVER:
        return _("%(title)s (no longer in force)") % {"title": part.title}
    return str(part.title)


def aims(asker: Asker, innovation: Innovation) -> list[Source]:
    """What it serves and touches, as far as this reader may see each."""
    names = {"priorities": _("Serves"), "programmes": _("Touches")}
    return [Source(names[aim.kind], _told(aim), page_of(aim.kind, aim)) for aim in selectors.aims_of(asker, innovation)]


def _told(aim: Aim) -> str:
    return words_of(aim) if aim.said else _("%(title)s (by its challenge)") % {"title": words_of(aim)}


def page_of(kind: str, part: Any) -> str:
    """Where the room of needs tells of this part."""
    if kind == "priorities":
        return reverse("needs:priority", args=[part.pk])
    return reverse("needs:ally", args=[kind, part.pk])


def by_challenge(asker: Asker, innovation: Innovation) -> str:
    """What nobody has to say, because its challenge does; "" for nothing."""
    if innovation.answers_to_id is None:
        return ""
    titles = [aim.title for aim in selectors.aims_of(asker, innovation) if not aim.said]
    return _("Its challenge says already that it serves: %(titles)s.") % {"titles": ", ".join(titles)} if titles else ""


def said(offered: dict[str, list[Any]]) -> str:
    """What stands there now, for who was not the first to say it anew."""
    titles = [words_of(part) for parts in offered.values() for part in parts if part.said]
    return ", ".join(titles) or _("It serves nothing yet")


@dataclass(frozen=True)
class Row:
    """A part of the strategy in the report: who is asked about it, since when it stands, how many innovations."""

    title: str
    page: str
    facts: str
    count: str
    innovations: str


def row(kind: str, part: Any) -> Row:
    who = part.owner if kind == "priorities" else part.contact
    return Row(
        part.title,
        page_of(kind, part),
        ". ".join([_who(kind, who.name if who else ""), _days(part)]),
        capped(part.serving),
        reverse("innovations:serving-one", args=[kind, part.pk]),
    )


def _who(kind: str, name: str) -> str:
    if not name:
        return _("Nobody is named to speak with yet")
    said = _("%(who)s answers for it") if kind == "priorities" else _("We speak with %(who)s")
    return said % {"who": name}


def _days(part: Any) -> str:
    """When it is looked at again, where it has a last day; else since when it stands."""
    until = getattr(part, "until", None)
    if until:
        return _("Until %(day)s") % {"day": short_date(until)}
    return _("In force since %(day)s") % {"day": short_date(part.state_since)}


def covered(found: Coverage) -> str:
    """How much of what this reader may see serves a priority."""
    if found.of == 0:
        return _("No innovations are shown here yet.")
    said = {"serve": capped(found.of - found.without), "of": capped(found.of)}
    return (
        ngettext(
            "%(serve)s of the %(of)s innovation that you may see serves a priority.",
            "%(serve)s of the %(of)s innovations that you may see serve a priority.",
            found.of,
        )
        % said
    )


def touching(programme: Any) -> str:
    """How many innovations touch a programme, for who speaks for it."""
    words = ngettext(
        "%(count)s innovation touches this programme. You speak for it.",
        "%(count)s innovations touch this programme. You speak for it.",
        programme.serving,
    )
    return words % {"count": capped(programme.serving)}


def shows(now: str) -> list[FilterLink]:
    """The parts of the report."""
    here = reverse("innovations:serving")
    return [FilterLink(str(words), f"{here}?show={key}", None, key == now) for key, words in SHOWN.items()]


def chosen(typed: str) -> str:
    """Which part of the report is asked for; what is unknown is the first."""
    return typed if typed in SHOWN else "priorities"
