"""A need that somebody raises who has not signed in: a patient, a neighbour, a community group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.notices.services import queue
from groundswell.needs import policies
from groundswell.needs.models import Need
from groundswell.needs.services.needs import raised
from groundswell.needs.services.once import once, own_key
from groundswell.partnership.services import person_with_email

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.services.needs import NeedWords
    from groundswell.partnership.models import Programme


def raise_from_outside(
    programme: Programme, words: NeedWords, *, name: str, email: str, by: Asker, key: UUID | None = None
) -> Need:
    """Take it in the name of who has this address, and mail them by when a person answers.

    Nobody has proven the address, so nothing tells whether we knew it, and the mail asks whether it was them.
    """
    policies.can_raise_from_outside(by).or_raise()
    if not name.strip() or not email.strip():
        raise NotAllowed(_("Say who you are, so that we can answer you"))
    columns, own = words.tidy(), own_key(key, (words, email.strip().lower()), by=by)

    def make() -> Need:
        person = person_with_email(email, name.strip())
        need = raised(programme, columns | {"key": own, "from_outside": True}, raiser_id=person.pk, by=by)
        queue("needs.raised", need, to=[person.pk], by=by)
        return need

    need: Need = once(Need, own, make)
    return need
