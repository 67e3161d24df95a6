"""Single keys on the team's pages: everyone can turn them off for themselves (WCAG 2.1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.ideas import policies
from groundswell.ideas.models import KeysOff

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker


def set_keys(on: bool, *, by: Asker) -> None:
    """Turn single keys on or off for whoever asks."""
    policies.TEAM.admits(by).or_raise()
    assert by.person_id is not None  # the audience admits nobody else
    if on:
        KeysOff.objects.filter(person_id=by.person_id).delete()
    else:
        KeysOff.objects.get_or_create(person_id=by.person_id)
