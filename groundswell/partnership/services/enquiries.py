"""Questions to the programme: asked once, answered by a person with a name, by a date."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import advance
from groundswell.partnership.lifecycle import ENQUIRY
from groundswell.partnership.models import Enquiry
from groundswell.partnership.selectors import cover_for, on_duty, task_asker
from groundswell.partnership.selectors.enquiries import answerers, asked_lately
from groundswell.partnership.states import AsideReason

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver
    from groundswell.partnership.models import Programme

HOUR = 60 * 60


def wait_before_asking(programme: Programme, email: str) -> int:
    """Seconds before another question may mail this address, which nobody has proven; 0 when it may now."""
    times = asked_lately(programme, email)
    if len(times) < settings.ENQUIRIES_OF_ONE_ADDRESS_PER_HOUR:
        return 0
    oldest = times[settings.ENQUIRIES_OF_ONE_ADDRESS_PER_HOUR - 1]
    return max(1, HOUR - int((clock.now() - oldest).total_seconds()))


def ask(programme: Programme, *, key: UUID, name: str, email: str, text: str, by: Asker) -> Enquiry:
    """Take a question, with a person on duty and a date, and say so by mail. The same form sent twice asks once."""
    try:
        with transaction.atomic():
            return _asked(programme, key=key, name=name, email=email, text=text, by=by)
    except IntegrityError:
        return Enquiry.objects.get(key=key, programme=programme)


def _asked(programme: Programme, *, key: UUID, by: Asker, **words: str) -> Enquiry:
    today, salt = clock.today(programme.timezone), urandom(16)
    made = Enquiry(
        programme=programme,
        key=key,
        name=words["name"].strip(),
        email=words["email"].strip().lower(),
        text=words["text"].strip(),
        salt=salt,
        asked_at=clock.now(),
        reply_by=working_days_after(today, programme.reply_days, programme.nation),
        holder=on_duty(programme, None, today),
        synthetic=programme.synthetic,
        revision=1,
    )
    made.save(force_insert=True)
    facts = {"holder": made.holder_id, "reply_by": made.reply_by}
    audit.record(made, "ask", by=by, to_state=made.state, facts=facts, digests={"text": digest(made.text, salt)})
    queue("partnership.question", made, to=[made.holder_id], by=by)
    queue("partnership.question_got", made, to=[None], by=by)
    return made


def _move(enquiry: Enquiry, verb: str, *, by: Asker, **rest: Any) -> None:
    advance(enquiry, verb, by=by, lifecycle=ENQUIRY, **rest)


@transaction.atomic
def take(enquiry: Enquiry, *, by: Asker, revision: int | None = None) -> Enquiry:
    """Take it into one's own hands."""
    _move(enquiry, "take", by=by, revision=revision, facts={"holder": by.person_id}, holder_id=by.person_id)
    return enquiry


@transaction.atomic
def hand_over(enquiry: Enquiry, *, to: UUID, by: Asker, revision: int | None = None) -> Enquiry:
    """Give it to another of those who answer. Raises `NotAllowed` for anyone else."""
    if to == enquiry.holder_id:
        raise NotAllowed(_("This person has the question already"))
    if not answerers(enquiry.programme).filter(pk=to).exists():
        raise NotAllowed(_("This person does not answer questions here"))
    _move(enquiry, "hand over", by=by, revision=revision, facts={"holder": to}, holder_id=to)
    queue("partnership.question", enquiry, to=[to], by=by)
    return enquiry


@transaction.atomic
def answer(enquiry: Enquiry, text: str, *, by: Asker, revision: int | None = None) -> Enquiry:
    """Write back, once. Who asked is mailed the way to the answer."""
    words = text.strip()
    if not words:
        raise NotAllowed(_("Enter your answer"))
    digests = {"reply": digest(words, bytes(enquiry.salt))}
    _move(enquiry, "answer", by=by, revision=revision, digests=digests, reply=words, **_ended(by))
    queue("partnership.question_answered", enquiry, to=[None], by=by)
    return enquiry


@transaction.atomic
def set_aside(enquiry: Enquiry, reason: str, *, by: Asker, revision: int | None = None) -> Enquiry:
    """No answer is needed, and why. Its page says so, with who said it."""
    if reason not in AsideReason.values:
        raise NotAllowed(_("Say why no answer is needed"))
    facts = {"reason": reason}
    _move(enquiry, "set aside", by=by, revision=revision, facts=facts, aside_reason=reason, **_ended(by))
    return enquiry


def _ended(by: Asker) -> dict[str, Any]:
    return {"ended_by_id": by.person_id, "ended_at": clock.now()}


@transaction.atomic
def take_up_again(enquiry: Enquiry, *, by: Asker, revision: int | None = None) -> Enquiry:
    """It does need an answer after all. Its date stays the one that was said."""
    again = {"aside_reason": "", "ended_by_id": None, "ended_at": None, "holder_id": by.person_id}
    _move(enquiry, "take up again", by=by, revision=revision, facts={"holder": by.person_id}, **again)
    return enquiry


def erase(leaver: Leaver, by: Asker) -> int:  # noqa: ARG001  one shape for every room
    """Forget who asked, with their words; and let nothing lie in the hands of who has left. How many changed."""
    asked = Enquiry.objects.filter(email=leaver.email.lower()) if leaver.email else Enquiry.objects.none()
    changed = 0
    for enquiry in asked.select_related("programme"):
        gone = {"name": "", "email": "", "text": _removed(), "reply": _removed() if enquiry.reply else ""}
        _as_platform(enquiry, "erase", salt=urandom(16), **gone)
        changed += 1
    if leaver.person_id is None:
        return changed
    for enquiry in Enquiry.objects.filter(holder_id=leaver.person_id).select_related("programme"):
        _as_platform(enquiry, "hand on", holder_id=_next_holder(enquiry, leaver))
        changed += 1
    ended = Enquiry.objects.filter(ended_by_id=leaver.person_id)
    if ended.exists():
        changed += ended.update(ended_by_id=leaver.stand_in())
    return changed


def _removed() -> str:
    return _("This text was removed at its sender's wish")


def _as_platform(enquiry: Enquiry, verb: str, **changes: Any) -> None:
    """Each in its own programme, whoever asked for the erasing; the rule about that was asked there."""
    _move(enquiry, verb, by=task_asker(enquiry.programme), **changes)


def _next_holder(enquiry: Enquiry, leaver: Leaver) -> UUID:
    """Who takes their place, else who is on duty; a question that is done keeps a name that says nothing."""
    if enquiry.ended_at is not None:
        return leaver.stand_in()
    if leaver.successor_id is not None:
        return leaver.successor_id
    today = clock.today(enquiry.programme.timezone)
    found = cover_for(enquiry.programme, on_duty(enquiry.programme, None, today).pk, today).pk
    return found if found != leaver.person_id else leaver.stand_in()
