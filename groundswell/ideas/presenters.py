"""Ideas in words: the tracker line, the next step with its person and date, rows of the queue."""

from __future__ import annotations

from groundswell.foundation.access.roles import RoleKind, declare
from groundswell.ideas import policies


def register_all() -> None:
    declare(RoleKind(policies.TRIAGER, "Innovation team", "Reads and answers ideas"))
