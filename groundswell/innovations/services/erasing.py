"""What this room forgets when a person is erased. Records stay, say nothing of them, and keep somebody to ask."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.erasing import in_its_programme
from groundswell.foundation.kit import clock
from groundswell.foundation.search import services as search
from groundswell.foundation.workflow.services import lock
from groundswell.innovations.models import Consent, EvidenceItem, Follow, Innovation, Risk, Section, Standing
from groundswell.innovations.services.noting import FOUND, note

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver

TEXTS = ((Innovation, "pk"), (Section, "innovation"), (EvidenceItem, "innovation"), (Risk, "innovation"))
COLUMNS = {
    Innovation: ("title", "summary", "problem"),
    Section: ("text",),
    EvidenceItem: ("title", "text"),
    Risk: ("text", "answer"),
}


def erase(leaver: Leaver, by: Asker) -> int:
    """Hand on what they look after, end how they stood, leave their name out of the words; how many records changed.

    Raises `NotAllowed` when they look after a record or a risk and nobody was named to take it on.
    """
    if leaver.person_id is None:
        return 0
    known = set(Standing.objects.filter(person_id=leaver.person_id).values_list("innovation_id", flat=True))
    known |= set(Innovation.objects.filter(keeper_id=leaver.person_id).values_list("pk", flat=True))
    known |= set(Risk.objects.filter(owner_id=leaver.person_id).values_list("innovation_id", flat=True))
    _hand_on(leaver, by=by)
    _forget_standing(leaver)
    Follow.objects.filter(person_id=leaver.person_id).delete()
    if Consent.objects.filter(person_id=leaver.person_id).exists():
        Consent.objects.filter(person_id=leaver.person_id).update(person=leaver.stand_in())
    _leave_out(known, leaver)
    return len(known)


def forget_words(innovation_id: UUID, *, title: str, problem: str, by: Asker) -> None:
    """Take out what is still word for word what an erased sender wrote; what the team made of it stays."""
    innovation = Innovation.objects.get(pk=innovation_id)
    lock(innovation)
    written = {"title": title, "problem": problem}
    kept = [name for name, text in written.items() if text and getattr(innovation, name) == text]
    if not kept:
        return
    for name in kept:
        setattr(innovation, name, _("This text was removed at its sender's wish"))
    innovation.salt = urandom(16)
    innovation.save(update_fields=[*kept, "salt"])
    note(innovation, "forget", by=by, facts={})
    search.keep(FOUND, innovation.pk)


def _hand_on(leaver: Leaver, *, by: Asker) -> None:
    """Somebody goes on looking after each record, and after each risk that is still there. Its history says who."""
    kept = list(Innovation.objects.filter(keeper_id=leaver.person_id).select_related("programme").order_by("pk"))
    risks = Risk.objects.filter(owner_id=leaver.person_id)
    still = list(risks.filter(over_on=None).order_by("innovation_id", "pk"))
    if (kept or still) and leaver.successor_id is None:
        raise NotAllowed(_("This person still looks after innovations. Name who takes them on"))
    for innovation in kept:
        assert leaver.successor_id is not None  # asked above
        lock(innovation)
        innovation.keeper_id = leaver.successor_id
        innovation.save(update_fields=["keeper"])
        note(innovation, "hand on", by=in_its_programme(by, innovation), facts={"person": leaver.successor_id})
    for risk in still:
        _hand_on_risk(risk, leaver, by=by)
    if risks.exists():
        risks.update(owner_id=leaver.stand_in())


def _hand_on_risk(risk: Risk, leaver: Leaver, *, by: Asker) -> None:
    innovation = Innovation.objects.select_related("programme").get(pk=risk.innovation_id)
    lock(innovation)
    Risk.objects.filter(pk=risk.pk).update(owner_id=leaver.successor_id)
    facts = {"part": "risk", "did": "hand on", "item": risk.pk, "person": leaver.successor_id}
    note(innovation, "change", by=in_its_programme(by, innovation), facts=facts)


def _forget_standing(leaver: Leaver) -> None:
    """That somebody made, judged or paid for it stays a fact, without a name, and ends."""
    theirs = Standing.objects.filter(person_id=leaver.person_id)  # type: ignore[misc]
    if not theirs.exists():
        return
    today = clock.today()
    for standing in theirs.filter(until=None):
        standing.until = max(today, standing.since)
        standing.save(update_fields=["until"])
    theirs.update(person_id=leaver.stand_in(), may_be_named=False, part="")


def _leave_out(known: set[Any], leaver: Leaver) -> None:
    """A gap wherever the words name them; then a new salt, so that the audit's digests say nothing of the old ones."""
    for model, name in TEXTS:
        for row in model.objects.filter(**{f"{name}__in": known}):  # type: ignore[attr-defined]
            changed = {column: leaver.left_out_of(getattr(row, column)) for column in COLUMNS[model]}
            if any(getattr(row, column) != text for column, text in changed.items()):
                model.objects.filter(pk=row.pk).update(**changed)  # type: ignore[attr-defined]
                record = getattr(row, "innovation_id", row.pk)
                Innovation.objects.filter(pk=record).update(salt=urandom(16))
                search.keep(FOUND, record)
