"""setup and erase-person: what is done for a real site by whoever keeps its server. Both are audited as the system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from uuid import UUID

from groundswell.cli.ready import set_up

if TYPE_CHECKING:
    from argparse import Namespace


def erase(asked: Namespace) -> int:
    """Forget a person, after asking once more. Leaves with a sentence when they cannot be erased yet."""
    set_up()
    from groundswell.foundation.access import NotAllowed  # noqa: PLC0415  models are loaded by now
    from groundswell.partnership import selectors, services  # noqa: PLC0415

    programme = _programme(asked.host)
    successor = selectors.person_at(asked.hand_to) if asked.hand_to else None
    if asked.hand_to and successor is None:
        raise SystemExit(f"Nobody here has the address {asked.hand_to}.")
    if not asked.yes and _answer(f"This cannot be undone. To erase {asked.who}, type it again") != asked.who:
        raise SystemExit("Nothing was erased.")
    try:
        erasure = services.erase_person(
            by=selectors.task_asker(programme),
            **_who(asked.who),
            reason=asked.why,
            successor_id=successor.pk if successor else None,
        )
    except NotAllowed as refusal:
        raise SystemExit(f"{refusal}.") from None
    sys.stdout.write(f"Erased. The record of it is {erasure.pk}. Backups made before still hold the person.\n")
    return 0


def _who(typed: str) -> dict[str, Any]:
    """A person by id, or whoever has this address."""
    try:
        return {"person_id": UUID(typed)}
    except ValueError:
        return {"email": typed}


def _programme(host: str | None) -> Any:
    """The programme at this host, or the only one."""
    from groundswell.partnership import selectors  # noqa: PLC0415  models are loaded by now

    hosts = selectors.hosts()
    if host is None and len(hosts) != 1:
        raise SystemExit(f"Say which programme with --host: {', '.join(hosts) or 'there is none yet'}.")
    if host is not None and host not in hosts:
        raise SystemExit(f"No programme is at {host}. There are: {', '.join(hosts) or 'none yet'}.")
    return selectors.programme_at(host or hosts[0])


def _answer(question: str) -> str:
    """What was typed; nothing when nobody can type."""
    try:
        return input(f"{question}: ").strip()
    except EOFError:
        return ""
