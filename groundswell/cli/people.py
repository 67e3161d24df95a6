"""setup, erase-person, reset-second-step: what is done for a real site by whoever keeps its server.

All are audited as the system.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from uuid import UUID

from groundswell.cli.ready import set_up

if TYPE_CHECKING:
    from argparse import Namespace


QUESTIONS = {  # option: what we ask, and what Enter alone means
    "name": ("What is the programme called?", ""),
    "host": ("At which host name does it live?", ""),
    "timezone": ("In which time zone?", "Europe/London"),
    "nation": ("Whose bank holidays? ENG, SCT, WLS or NIR", "ENG"),
    "organisation": ("Which organisation hosts it?", ""),
    "kind": ("What kind of organisation is it?", "trust"),
    "admin_name": ("What is the name of the first administrator?", ""),
    "admin_email": ("And their e-mail address?", ""),
}


def setup(asked: Namespace) -> int:
    """Make the first programme, its host organisation and its first administrator, from options or answers."""
    set_up()
    from django.conf import settings  # noqa: PLC0415  --data comes first
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.http.request import validate_host  # noqa: PLC0415

    from groundswell.foundation.access import NotAllowed  # noqa: PLC0415  models are loaded by now
    from groundswell.partnership import services  # noqa: PLC0415

    given = {name: getattr(asked, name) or _ask(name) for name in QUESTIONS}
    given["organisation_kind"] = given.pop("kind")
    given |= {"phone": asked.phone or "", "email": asked.email or ""}
    try:
        programme = services.set_up_programme(services.Beginning(**given))
    except NotAllowed as refusal:
        raise SystemExit(f"{refusal}. Nothing was changed.") from None
    except ValidationError as wrong:
        raise SystemExit("\n".join([*_lines(wrong), "Nothing was changed."])) from None
    sys.stdout.write(f"{programme.name} is ready. {given['admin_name']} can sign in at {programme.host}.\n")
    if not validate_host(programme.host, settings.ALLOWED_HOSTS):
        sys.stdout.write(f"Add {programme.host} to GROUNDSWELL_HOSTS, or nobody reaches it.\n")
    return 0


def _ask(name: str) -> str:
    """The answer, or what Enter alone means. Raises `SystemExit` when nobody answers what must be said."""
    question, otherwise = QUESTIONS[name]
    typed = _answer(f"{question} [{otherwise}]" if otherwise else question) or otherwise
    if not typed:
        raise SystemExit(f"Say it with --{name.replace('_', '-')}. Nothing was changed.")
    return typed


def _lines(wrong: Any) -> list[str]:
    """What cannot be, a line each, with its field."""
    if not hasattr(wrong, "error_dict"):
        return [f"{message}." for message in wrong.messages]
    return [f"{field}: {' '.join(messages)}" for field, messages in wrong.message_dict.items()]


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
    again = f"the id {erasure.person_id}" if erasure.person_id else "the same address"
    sys.stdout.write(f"Erased. Backups made before still hold them: after restoring one, erase {again} again.\n")
    return 0


def reset(asked: Namespace) -> int:
    """Take away the second step of someone whom no other administrator can help, and tell them."""
    set_up()
    from groundswell.partnership import selectors, services  # noqa: PLC0415  models are loaded by now

    programme = _programme(asked.host)
    person = selectors.person_at(asked.email)
    if person is None:
        raise SystemExit(f"Nobody here has the address {asked.email}.")
    services.reset_second_step(person.pk, by=selectors.task_asker(programme))
    sys.stdout.write(f"Taken away. {person} sets it up anew at the next sign-in.\n")
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
