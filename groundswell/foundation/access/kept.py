"""What was typed into a form whose sender turned out to be signed out, carried in the page until they are back.

Nothing is stored: the text travels signed, in a hidden field, through signing in. It is given back only to
the person who typed it, where we know who that was (the session that ended remembers it, see `remember`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing

from groundswell.foundation.kit import links

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

SALT = "groundswell.kept"
HOURS = 2
BEFORE = "before"  # in the session of a signed-out visitor: who the session belonged to, as a keyed hash
NOT_TYPED = {"csrfmiddlewaretoken", "kept"}


@dataclass(frozen=True)
class Kept:
    """Where a form was going, what was in it, and whose it was ("" when that is not known)."""

    path: str
    fields: tuple[tuple[str, str], ...]
    owner: str
    had_files: bool = False  # files were chosen, which cannot be kept

    def may_see(self, person_id: UUID) -> bool:
        """Whether it may be shown to this person."""
        return not self.owner or links.token_opens(self.owner, person_id, SALT)

    def sentences(self) -> list[str]:
        """What reads as typed text: the values of more than one word."""
        return [value for _, value in self.fields if " " in value.strip()]


def remember(request: HttpRequest, person_id: UUID) -> None:
    """Note in a session that has just been emptied whose it was. The id itself is not kept."""
    request.session[BEFORE] = links.token_for(person_id, SALT)


def pack(request: HttpRequest) -> str:
    """What was posted, signed and readable for two hours. Files cannot be kept."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
        if isinstance(value, str)
    ]
    packed = [request.get_full_path(), fields, _owner(request), bool(request.FILES)]
    return signing.dumps(packed, salt=SALT, compress=True)


def _owner(request: HttpRequest) -> str:
    """Whoever is signed in, else whose the session was before; as a keyed hash."""
    here = request.asker.person_id  # type: ignore[attr-defined]
    return links.token_for(here, SALT) if here else request.session.get(BEFORE, "")


def unpack(token: str) -> Kept | None:
    """Give back what `pack` made; none when it was changed, is too old, or there is nothing."""
    try:
        path, fields, owner, *files = signing.loads(token, salt=SALT, max_age=HOURS * 60 * 60)
    except signing.BadSignature:
        return None
    return Kept(path, tuple((name, value) for name, value in fields), owner, had_files=any(files))
