"""The sections of a record: what each asks, how far it is, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.innovations.policies import level_of
from groundswell.innovations.reference import HOW_FAR, LISTS_OF, vocabulary
from groundswell.innovations.states import Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.innovations.models import Innovation, Section
    from groundswell.innovations.policies import Reading
    from groundswell.innovations.reference import Vocabulary

ASKED: dict[str, tuple[StrPromise, StrPromise]] = {
    "about": (lazy("What is it?"), lazy("Say it as you would to a neighbour.")),
    "kind": (lazy("What kind of innovation is it?"), lazy("Choose what fits best. You can change it later.")),
    "needs": (lazy("Who needs it, and why?"), lazy("Who is affected, how many they are, what it costs them today.")),
    "pathway": (lazy("How does care work now?"), lazy("What people do today, and where it would change.")),
    "effect": (lazy("What do we know about whether it works?"), lazy("In short. Each study or count goes below it.")),
    "users": (lazy("What did people who tried it say?"), lazy("Who they were, what they liked, what they did not.")),
    "rules": (
        lazy("Which rules and standards does it have to meet?"),
        lazy("Say it in words, and below how far you are with each. Leave out what does not apply."),
    ),
    "use": (lazy("What does it take to put it to use?"), lazy("Time, people, training, things to buy or move.")),
    "market": (
        lazy("What else is there, and how is this different?"),
        lazy("Other ways to do it, here or elsewhere."),
    ),
    "rights": (lazy("Who owns it?"), lazy("Who thought of it, in whose time, and what is protected.")),
    "income": (lazy("How does it pay for itself?"), lazy("Who pays, who saves, what comes back.")),
    "cost": (lazy("What does it cost?"), lazy("Once, and each year. Say what you do not know yet.")),
}
OWN = ("about", "kind")


@dataclass(frozen=True)
class Choice:
    """What a section chose from one list, in words."""

    title: str
    words: list[str]


@dataclass(frozen=True)
class Row:
    """One section as its team sees it in a list: its state is a key of the vocabulary `section_states`."""

    key: str
    title: str
    text: str
    state: str
    state_words: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Part:
    """A group of fields on the page: its sections, and who sees them."""

    group: str
    title: str
    seen_by: str
    level: int
    rows: list[Row]


def choices(key: str, chosen: Mapping[str, Mapping[str, str]]) -> tuple[Choice, ...]:
    """What this section chose from its lists, in the order of the lists; what chose nothing is left out."""
    named = [(vocabulary(name), chosen[name]) for name in LISTS_OF.get(key, ()) if chosen.get(name)]
    return tuple(Choice(str(_(found.title)), _words(found, keys)) for found, keys in named)


def _words(found: Vocabulary, keys: Mapping[str, str]) -> list[str]:
    """In the order of the list; a key that is no more on it stays as it is."""
    order = [value.key for value in found.values]
    said = []
    for key in sorted(keys, key=lambda one: order.index(one) if one in order else len(order)):
        words, how = found.whole_label_of(key), vocabulary(HOW_FAR).label_of(keys[key])
        said.append(_("%(what)s: %(how)s") % {"what": words, "how": how.lower()} if how else words)
    return said


def row(key: str, section: Section | None, chosen: Mapping[str, Mapping[str, str]] | None = None) -> Row:
    title = vocabulary("sections").label_of(key)
    text = section.text if section else ""
    state = "ready" if section and section.ready else "begun" if section else "not_started"
    words = vocabulary("section_states").label_of(state)
    return Row(key, title, text, state, words, choices(key, chosen or {}))


def rows(sections: dict[str, Section]) -> list[Row]:
    """All sections in the order of the record."""
    return [row(value.key, sections.get(value.key)) for value in vocabulary("sections").values]


def parts(
    innovation: Innovation,
    sections: dict[str, Section],
    reading: Reading,
    chosen: Mapping[str, Mapping[str, str]],
) -> list[Part]:
    """The groups that this reader may see, without what is empty: its team has the list of all sections for that."""
    found = []
    for group in Group:
        if group in {Group.ABOUT, Group.PEOPLE} or not reading.sees(group):
            continue
        keys = [value.key for value in vocabulary("sections").values if value.group == group]
        made = [row(key, sections.get(key), chosen) for key in keys]
        found.append(part(innovation, group, [one for one in made if one.text or one.choices]))
    return found


def part(innovation: Innovation, group: Group, made: list[Row]) -> Part:
    level = level_of(innovation, group)
    return Part(str(group), str(group.label), str(level.label), int(level), made)


def group_of(key: str) -> str:
    """The part to which a section belongs."""
    value = vocabulary("sections").value(key)
    return str(value.group) if value else ""


@dataclass(frozen=True)
class Progress:
    done: int
    of: int
    sentence: str
    next_key: str
    next_title: str


def progress(made: list[Row]) -> Progress:
    """How far the record is, and the section to write next."""
    done = sum(one.state == "ready" for one in made)
    following = next((one for one in made if one.state != "ready"), None)
    said = _("%(done)d of %(all)d sections are done") % {"done": done, "all": len(made)}
    return Progress(done, len(made), said, following.key if following else "", following.title if following else "")
