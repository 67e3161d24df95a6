"""New words in a part that everyone sees: they are public at once, so its team agrees to them as to the part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.kit import clock
from groundswell.innovations import policies
from groundswell.innovations.models import Consent
from groundswell.innovations.states import Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

AGREED: dict[str, Any] = {"agreed": 1}  # what the audit keeps of it


def needs_yes(
    innovation: Innovation, group: str, words: Iterable[str], *, before: Iterable[str], by: Asker, warned: bool
) -> bool:
    """Whether somebody agrees with these words. Call with the record locked.

    Raises `NotAllowed` when they are new, everyone would read them, and nobody of the team has read the warning.
    """
    if policies.level_of(innovation, group) != Level.PUBLIC or not {one for one in words if one} - set(before):
        return False
    policies.can_write_openly(by, innovation, warned=warned).or_raise()
    return True


def write_down(innovation: Innovation, group: str, *, by: Asker) -> None:
    """That who wrote them agreed, and read the warning."""
    assert by.person_id is not None  # the verdict above says so
    Consent.objects.create(
        innovation=innovation,
        group=group,
        level=Level.PUBLIC,
        person_id=by.person_id,
        given_at=clock.now(),
        warned=True,
    )
