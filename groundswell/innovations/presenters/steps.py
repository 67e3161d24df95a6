"""What the pages of an earlier stage tell of the innovation that came of it, as far as their reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation import timeline
from groundswell.innovations import selectors
from groundswell.innovations.presenters.record import stage

if TYPE_CHECKING:
    from groundswell.foundation.timeline import Step, Subject


def register_all() -> None:
    timeline.register(10, became)


def became(subject: Subject) -> list[Step]:
    """That there is one, to whoever may read what it was; the rest to who may see its record. One query at most."""
    if subject.became_id is None:
        return []
    title = _("It is an innovation now")
    seen = selectors.innovations_for(subject.asker).filter(pk=subject.became_id).first()
    if seen is None:
        return [timeline.Step(title, timeline.NOW)]
    says = stage(seen, signed_in=subject.asker.signed_in)
    href = reverse("innovations:record", args=[seen.reference])
    return [timeline.Step(title, timeline.NOW, seen.began_on, note=says, href=href)]
