"""Sponsorship: ask, accept, decline, take back, hand over. For a record of any later room, by its kind and its id."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import advance
from groundswell.partnership import policies
from groundswell.partnership.lifecycle import SPONSORSHIP
from groundswell.partnership.models import Programme, Sponsorship
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.states import SponsorshipState as S

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver


def ask_sponsor(programme: Programme, kind: str, record_id: UUID, *, to: UUID, by: Asker) -> Sponsorship:
    """Ask an executive sponsor to stand behind a record. Raises `NotAllowed` with the reason.

    Asking the same person again while they have not answered asks once. Once a record has a sponsor, only that
    sponsor hands it over.
    """
    policies.can_ask_sponsor(by, kind, record_id).or_raise()
    if Sponsorship.objects.filter(kind=kind, record_id=record_id, state=S.ACCEPTED).exists():
        raise NotAllowed(_("This has a sponsor, who can hand it over"))
    return _asked_once(programme, kind, record_id, to=to, by=by, follows=None)


def hand_over(sponsorship: Sponsorship, *, to: UUID, by: Asker) -> Sponsorship:
    """Ask another to take one's place; one stays the sponsor until they accept."""
    policies.can_hand_over_sponsorship(by, sponsorship).or_raise()
    programme, kind, record_id = sponsorship.programme, sponsorship.kind, sponsorship.record_id
    return _asked_once(programme, kind, record_id, to=to, by=by, follows=sponsorship)


def _asked_once(
    programme: Programme, kind: str, record_id: UUID, *, to: UUID, by: Asker, follows: Sponsorship | None
) -> Sponsorship:
    policies.can_be_sponsor(programme.pk, to, programme.timezone).or_raise()
    if by.programme_id != programme.pk:
        raise NotAllowed(_("You can do this in your own programme only"))
    if to == by.person_id:
        raise NotAllowed(_("Ask somebody else to sponsor it"))
    try:
        with transaction.atomic():
            return _asked(programme, kind, record_id, to=to, by=by, follows=follows)
    except IntegrityError:
        waiting = Sponsorship.objects.get(kind=kind, record_id=record_id, state=S.ASKED)
        if waiting.person_id == to:
            return waiting
        who = {"who": waiting.person.name}
        raise NotAllowed(_("%(who)s was asked already. Wait for the answer, or take the question back") % who) from None


def _asked(
    programme: Programme, kind: str, record_id: UUID, *, to: UUID, by: Asker, follows: Sponsorship | None
) -> Sponsorship:
    assert by.person_id is not None  # the rules above say so
    today = clock.today(programme.timezone)
    made = Sponsorship(
        programme=programme,
        kind=kind,
        record_id=record_id,
        person_id=to,
        asked_by_id=by.person_id,
        asked_on=today,
        answer_by=working_days_after(today, programme.reply_days, programme.nation),
        follows=follows,
        salt=urandom(16),
        revision=1,
    )
    made.save(force_insert=True)
    facts = {"kind": kind, "record": record_id, "sponsor": to, "follows": follows.pk if follows else None}
    audit.record(made, "ask", by=by, to_state=made.state, facts=facts)
    queue("partnership.sponsor_asked", made, to=[to], by=by)
    return made


def _move(sponsorship: Sponsorship, verb: str, *, by: Asker, **rest: Any) -> None:
    advance(sponsorship, verb, by=by, lifecycle=SPONSORSHIP, **rest)


def _today(sponsorship: Sponsorship) -> Any:
    return clock.today(sponsorship.programme.timezone)


@transaction.atomic
def accept(sponsorship: Sponsorship, *, by: Asker, revision: int | None = None) -> Sponsorship:
    """Say yes; who sponsored it before is relieved in the same moment."""
    policies.can_accept_sponsorship(by, sponsorship).or_raise()
    standing = Sponsorship.objects.filter(kind=sponsorship.kind, record_id=sponsorship.record_id, state=S.ACCEPTED)
    before = standing.select_related("programme").first()
    if before is not None and sponsorship.state == S.ASKED:
        _move(before, "hand over", by=by, ended_on=_today(before), facts={"to": sponsorship.person_id})
    _move(sponsorship, "accept", by=by, revision=revision, answered_on=_today(sponsorship))
    told = [sponsorship.asked_by_id, *([before.asked_by_id] if before else [])]
    queue("partnership.sponsor_accepted", sponsorship, to=[one for one in told if one != by.person_id], by=by)
    return sponsorship


@transaction.atomic
def decline(sponsorship: Sponsorship, reason: str, *, by: Asker, revision: int | None = None) -> Sponsorship:
    """Say no, and why; who asked is told, and in a handing over stays the sponsor."""
    words = reason.strip()
    if not words:
        raise NotAllowed(_("Say why not, so that they can ask somebody else"))
    digests = {"reason": digest(words, bytes(sponsorship.salt))}
    today = _today(sponsorship)
    _move(sponsorship, "decline", by=by, revision=revision, digests=digests, reason=words, answered_on=today)
    queue("partnership.sponsor_declined", sponsorship, to=[sponsorship.asked_by_id], by=by)
    return sponsorship


@transaction.atomic
def take_back(sponsorship: Sponsorship, *, by: Asker, revision: int | None = None) -> Sponsorship:
    """Ask no longer, so that somebody else can be asked."""
    _move(sponsorship, "take back", by=by, revision=revision, ended_on=_today(sponsorship))
    return sponsorship


@transaction.atomic
def ask_again(kind: str, record_id: UUID, *, by: Asker) -> None:
    """For the room of a record whose words have changed: a yes was to the words before, so it is asked anew.

    Who has an older page open is shown the new words first; a handing over that waits is taken back.
    """
    found = _open_ones(kind, record_id)
    if S.ACCEPTED not in found:
        if S.ASKED in found:
            _move(found[S.ASKED], "ask again", by=by)
        return
    if S.ASKED in found:
        take_back(found[S.ASKED], by=by)
    accepted = found[S.ACCEPTED]
    today, programme = _today(accepted), accepted.programme
    answer_by = working_days_after(today, programme.reply_days, programme.nation)
    _move(accepted, "ask again", by=by, asked_on=today, answer_by=answer_by, answered_on=None)
    queue("partnership.sponsor_asked", accepted, to=[accepted.person_id], by=by)


def _open_ones(kind: str, record_id: UUID) -> dict[str, Sponsorship]:
    """Who is asked and who sponsors it, locked in the order in which `accept` does."""
    both = Sponsorship.objects.filter(kind=kind, record_id=record_id, state__in=policies.OPEN)
    locked = both.select_for_update(of=("self",)).select_related("programme").order_by("state")
    return {one.state: one for one in locked}


@transaction.atomic
def end_all(programme: Programme, kind: str, record_id: UUID) -> int:
    """For the room of a record that is over: nobody is asked any more, and who sponsored it did so until today."""
    open_ones = Sponsorship.objects.filter(kind=kind, record_id=record_id, state__in=policies.OPEN)
    found = list(open_ones.filter(programme=programme).select_related("programme"))
    for one in found:
        _move(one, "end", by=task_asker(one.programme), ended_on=_today(one))
    return len(found)


def erase(leaver: Leaver, by: Asker) -> int:  # noqa: ARG001  one shape for every room
    """End what they were asked or sponsor, and leave no name: that somebody did stays a fact."""
    if leaver.person_id is None:
        return 0
    named = Q(person_id=leaver.person_id) | Q(asked_by_id=leaver.person_id)
    found = list(Sponsorship.objects.filter(named).select_related("programme"))
    for one in found:
        _forget(one, leaver)
    return len(found)


def _forget(one: Sponsorship, leaver: Leaver) -> None:
    by, mine = task_asker(one.programme), one.person_id == leaver.person_id
    if mine and one.state in policies.OPEN:
        _move(one, "end", by=by, ended_on=_today(one))
    changes: dict[str, Any] = {"salt": urandom(16), "reason": leaver.left_out_of(one.reason)}
    if mine:
        gone = _("This text was removed at its sender's wish") if one.reason else ""
        changes |= {"person_id": leaver.stand_in(), "reason": gone}
    if one.asked_by_id == leaver.person_id:
        changes["asked_by_id"] = (
            leaver.stand_in() if leaver.successor_id in {None, one.person_id} else leaver.successor_id
        )
    _move(one, "erase", by=by, **changes)


def remind() -> None:
    """Once a day: remind, once, who has not answered by the day before their date."""
    for sponsorship_id in Sponsorship.objects.filter(state=S.ASKED).values_list("pk", flat=True).iterator():
        _remind_of(sponsorship_id)


@transaction.atomic
def _remind_of(sponsorship_id: UUID) -> None:
    one = Sponsorship.objects.select_for_update(of=("self",)).select_related("programme").get(pk=sponsorship_id)
    next_day = working_days_after(_today(one), 1, one.programme.nation)
    if one.state == S.ASKED and one.answer_by <= next_day:
        queue("partnership.sponsor_reminder", one, to=[one.person_id], by=task_asker(one.programme), once=True)
