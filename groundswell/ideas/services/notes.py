"""Notes among the team about an idea, and whom of the team they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies
from groundswell.ideas.models import Note
from groundswell.ideas.selectors import sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.partnership.models import Person

MOST_LETTERS = 4000
_NAMED = re.compile(r"(?<!\w)@(?=\w)")


@transaction.atomic
def note(idea: Idea, text: str, *, by: Asker) -> Note:
    """Keep a note that only the team reads. Whom it names with @ is told that there is one, and not what it says.

    Raises `NotAllowed` with why. The idea does not move, so nobody's open page is out of date.
    """
    policies.can_read_notes(by, idea).or_raise()
    if not text.strip():
        raise NotAllowed(_("Enter a few words"))
    if len(text) > MOST_LETTERS:
        raise NotAllowed(_("Use fewer words: at most %(count)d letters") % {"count": MOST_LETTERS})
    assert by.person_id is not None  # the verdict above admits nobody else
    named = named_in(text, sorting.who_can_be_named(idea))
    kept = Note.objects.create(idea=idea, author_id=by.person_id, text=text, written_at=clock.now(), revision=1)
    kept.mentions.set(named)
    audit.record(kept, "note", by=by, organisation_id=idea.organisation_id, facts={"idea": idea.pk})
    queue("ideas.mentioned", kept, to=[person.pk for person in named if person.pk != by.person_id], by=by)
    return kept


def named_in(text: str, people: Iterable[Person]) -> list[Person]:
    """Whom of these people the text names: "@Amina Khan", or "@Amina" where only one of them has this first name."""
    found: dict[str, Person] = {}
    known = list(people)
    for place in _NAMED.finditer(text):
        rest = text[place.end() :].casefold()
        by_whole_name = [person for person in known if _begins(rest, person.name)]
        by_first_name = [person for person in known if _begins(rest, person.first_name)]
        for fit in (by_whole_name, by_first_name):
            if len(fit) == 1:
                found.setdefault(str(fit[0].pk), fit[0])
                break
    return list(found.values())


def _begins(rest: str, name: str) -> bool:
    """Whether the words after an @ begin with a whole name."""
    name = name.casefold()
    return bool(name) and rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()
