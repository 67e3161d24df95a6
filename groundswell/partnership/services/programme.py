"""What holds for the whole programme, and can be changed by who runs it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit.small_numbers import LEAST, MOST
from groundswell.foundation.workflow.services import Stale, lock
from groundswell.partnership import policies, selectors
from groundswell.partnership.services.wording import digests

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

CLOCKS = {  # working days: the fewest and the most
    "reply_days": (1, 20),
    "decision_days": (1, 130),
    "ask_again_days": (1, 130),
    "late_days": (1, 20),
    "lead_days": (1, 130),
}
WORDS = ("name", "strapline", "phone", "email")


@dataclass(frozen=True)
class Settings:
    """How a programme is called and reached, who answers when nobody is on duty, and its clocks in working days."""

    name: str
    strapline: str
    phone: str
    email: str
    default_duty_id: UUID
    reply_days: int
    decision_days: int
    ask_again_days: int
    late_days: int
    lead_days: int


@transaction.atomic
def set_fewest_shown(programme: Programme, fewest: int, *, by: Asker) -> Programme:
    """From which number on people are counted for everyone. Saying the same again changes nothing."""
    policies.can_set_programme(by, programme.pk).or_raise()
    if not LEAST <= fewest <= MOST:
        raise NotAllowed(_("Enter a number from %(least)d to %(most)d") % {"least": LEAST, "most": MOST})
    lock(programme)  # type: ignore[arg-type]
    if programme.fewest_shown == fewest:
        return programme
    facts = {"fewest_shown": fewest, "before": programme.fewest_shown}
    programme.fewest_shown = fewest
    programme.revision += 1
    programme.save(update_fields=["fewest_shown", "revision"])
    audit.record(programme, "set_fewest_shown", by=by, facts=facts)
    return programme


@transaction.atomic
def change_settings(programme: Programme, said: Settings, *, by: Asker, revision: int | None = None) -> Programme:
    """All of them at once. What was promised before keeps its day. Saying the same again changes nothing.

    Raises `NotAllowed` with the reason, `Stale` when somebody else was faster, `ValidationError` for a wrong address.
    """
    policies.can_set_programme(by, programme.pk).or_raise()
    lock(programme)  # type: ignore[arg-type]
    words = {name: " ".join(getattr(said, name).split()) for name in WORDS}
    numbers = {name: getattr(said, name) for name in (*CLOCKS, "default_duty_id")}
    changed = {name: new for name, new in (words | numbers).items() if new != getattr(programme, name)}
    if not changed:
        return programme
    if revision is not None and revision != programme.revision:
        raise Stale(_("Someone else changed this while you had it open"))
    _check_clocks(said)
    if "default_duty_id" in changed:
        _check_answers(programme, said.default_duty_id)
    _write(programme, changed, by=by)
    return programme


def _check_clocks(said: Settings) -> None:
    for name, (least, most) in CLOCKS.items():
        if not least <= getattr(said, name) <= most:
            raise NotAllowed(_("Enter a number from %(least)d to %(most)d") % {"least": least, "most": most})
    if said.decision_days < said.reply_days:
        raise NotAllowed(_("A reply comes before a decision, and takes at least one day"))
    if said.lead_days > said.decision_days:
        raise NotAllowed(_("The innovation lead has it before the decision is due, not after"))


def _check_answers(programme: Programme, person_id: UUID) -> None:
    found = selectors.team(programme).filter(pk=person_id).first()
    if found is None or not selectors.can_sign_in(found):
        raise NotAllowed(_("Select somebody of the team who can sign in"))


def _change(programme: Programme, changed: dict[str, Any]) -> Programme:
    for name, new in changed.items():
        setattr(programme, name, new)
    return programme


def _write(programme: Programme, changed: dict[str, Any], *, by: Asker) -> None:
    before = {name: getattr(programme, name) for name in changed}
    _change(copy(programme), changed).full_clean(
        exclude=["default_duty", "host"]
    )  # refused, the page shows it as it is
    _change(programme, changed)
    programme.revision += 1
    programme.save(update_fields=[*(name.removesuffix("_id") for name in changed), "revision"])
    texts = {name: new for name, new in changed.items() if name in WORDS}
    facts: dict[str, Any] = {name: {"before": before[name], "now": changed[name]} for name in changed.keys() - texts}
    facts |= {"words": sorted(texts)} if texts else {}
    audit.record(programme, "change_settings", by=by, facts=facts, digests=digests(programme, **texts))
