"""Co-production: people of the community stand behind a priority or a theme, as it is worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale, lock
from groundswell.needs import policies
from groundswell.needs.models import Priority, SignOff, Theme
from groundswell.needs.services.noting import begin

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker


@transaction.atomic
def sign_off(subject: Priority | Theme, words: str, *, by: Asker, revision: int) -> SignOff:
    """Stand behind it as it was read. Twice is once; new words need a new sign-off, and the old one stays on record."""
    policies.can_sign_off(by).or_raise()
    assert by.person_id is not None  # the verdict above says so
    lock(subject)  # type: ignore[arg-type]
    named = {"priority": subject} if isinstance(subject, Priority) else {"theme": subject}
    held = SignOff.objects.filter(**named, person_id=by.person_id, of_revision=revision).first()
    sent_twice = held is not None and held.text == words.strip()
    if revision != subject.revision and not sent_twice:
        raise Stale(_("Someone else changed this while you had it open"))
    if held is not None:
        return held
    made = SignOff(
        programme=subject.programme,
        **named,
        of_revision=revision,
        person_id=by.person_id,
        role=policies.voting_role(by),
        text=words.strip(),
        signed_on=clock.today(subject.programme.timezone),
    )
    facts = {"of": subject.pk, "revision": revision, "role": made.role}
    begin(made, "sign off", by=by, facts=facts, texts={"text": made.text})
    return made
