"""Keeping a draft, and sending it: one transaction, one commit, once for each draft. Without a name: no draft."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from os import urandom
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import Asker, Channel, NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.jobs.services import job_of
from groundswell.foundation.kit import clock, receipts, references
from groundswell.foundation.notices.services import queue_each
from groundswell.foundation.search import services as search
from groundswell.ideas import policies, questions
from groundswell.ideas.models import Draft, Idea
from groundswell.ideas.services.discretion import NEXT_MORNING, sender_of, unnamed_sender
from groundswell.ideas.services.files import Files, send_files
from groundswell.ideas.services.finding import row_of
from groundswell.ideas.states import FOUND, Mode
from groundswell.needs.selectors import challenges
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.needs.models import Challenge
    from groundswell.partnership.models import Programme

KEPT_DAYS = 28
FIND_ALIKE = "ideas.find_alike"
TRIES = 6


def keep_draft(programme: Programme, answers: dict[str, Any], *, by: Asker, draft_id: UUID | None = None) -> Draft:
    """Keep what was typed so far. Only the same person, or the holder of its key, can open it again."""
    kept_until = clock.today(programme.timezone) + timedelta(days=KEPT_DAYS)
    draft, made = Draft.objects.get_or_create(
        pk=draft_id or uuid4(),
        defaults={
            "programme": programme,
            "person_id": by.person_id,
            "answers": answers,
            "started_at": clock.now(),
            "kept_until": kept_until,
        },
    )
    policies.can_write(by, draft).or_raise()
    if not made:
        draft.answers |= answers
        draft.kept_until = kept_until
        draft.save(update_fields=["answers", "kept_until"])
    return draft


def throw_away(draft: Draft) -> None:
    draft.delete()


def sweep_drafts() -> int:
    """Delete drafts whose time is over; how many."""
    return Draft.objects.filter(kept_until__lt=clock.now().date()).delete()[0]


@dataclass(frozen=True)
class Sending:
    """What becomes an idea: the answers, the send-once key, who sends it.

    `words`: a receipt's, without a name. `helping`: who sends it does so for someone else. `written_on`: on paper.
    `files`: photos and documents that go with it.
    """

    programme: Programme
    answers: dict[str, Any] = field(repr=False)
    key: UUID
    by: Asker
    words: str = field(default="", repr=False)
    helping: bool = False
    written_on: date | None = None
    files: Files = field(default_factory=Files)

    @property
    def mode(self) -> Mode:
        if self.words:
            return Mode.ANONYMOUS
        return Mode.CONFIDENTIAL if self.answers.get(questions.MODE) == Mode.CONFIDENTIAL else Mode.NAMED


def send(draft: Draft, *, by: Asker, share: bool = False, files: Files | None = None) -> Idea:
    """Turn a draft into an idea that a named person must answer by a date. Sending twice sends once.

    `share`: colleagues may see it, without a name. A second sending gives the idea that the first made.
    Raises `Unfit` when one of the files cannot be taken; then nothing was sent.
    """
    policies.can_write(by, draft).or_raise()
    draft.answers |= {questions.SHARE: share}
    return _send(Sending(draft.programme, draft.answers, draft.pk, by, files=files or Files()))


def send_anonymously(
    programme: Programme,
    answers: dict[str, Any],
    *,
    key: UUID,
    words: str,
    share: bool = False,
    files: Files | None = None,
) -> Idea:
    """Send without a name: no draft, no account, no hour. The four words open its page; sending twice sends once."""
    by = Asker(programme_id=programme.pk, channel=Channel.RECEIPT, timezone=programme.timezone)
    with clock.by_the_day(programme.timezone):
        return _send(Sending(programme, answers | {questions.SHARE: share}, key, by, words, files=files or Files()))


def send_for(
    programme: Programme,
    answers: dict[str, Any],
    *,
    key: UUID,
    by: Asker,
    agreed: bool,
    words: str = "",
    written_on: date | None = None,
    files: Files | None = None,
) -> Idea:
    """Send for someone who asked for it: their mail address or their four words open it, never the helper's account.

    With four words no hour is kept: whoever was seen with the helper then would be who sent it.
    """
    policies.can_send_for(by, agreed=agreed).or_raise()
    sending = Sending(programme, answers, key, by, words, True, written_on, files or Files())
    with clock.by_the_day(programme.timezone) if words else nullcontext():
        return _send(sending)


def _send(sending: Sending) -> Idea:
    if not sending.answers.get(questions.TEXT, "").strip():
        raise NotAllowed(_("There is nothing to send yet: enter your idea, even a few words"))
    sending = replace(sending, files=sending.files.made_ready())
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _send_once(sending)
        except IntegrityError:  # the same draft was sent before, or the reference was taken
            sent = Idea.objects.filter(draft_id=sending.key).first()
            if sent is not None:
                return sent
    raise RuntimeError("No free reference was found")


def _send_once(sending: Sending) -> Idea:
    idea = _idea_of(sending, day=clock.today(sending.programme.timezone))
    if idea.mode == Mode.CONFIDENTIAL:
        idea.known_to_id = idea.holder_id
    Idea.objects.bulk_create([idea])
    by = sending.by if sending.helping else unnamed_sender(sending.by, idea)
    audit.record(
        idea,
        "send",
        by=by,
        to_state=idea.state,
        organisation_id=idea.organisation_id,
        facts={
            "holder": idea.holder_id,
            "reply_by": idea.reply_by,
            "decide_by": idea.decide_by,
            "type": idea.type,
            "answers_to": idea.answers_to_id,
            "helping": int(sending.helping),
            "agreed": int(sending.helping),  # whoever helps has said that the sender agreed, or nothing is sent
            "written_on": idea.written_on,
        },
        digests={"title": digest(idea.title, bytes(idea.salt)), "text": digest(idea.text, bytes(idea.salt))},
    )
    letters: dict[str, list[UUID | None]] = {"ideas.sent": sender_of(idea), "ideas.arrived": [idea.holder_id]}
    unnamed = idea.mode == Mode.ANONYMOUS
    waits = {"ideas.arrived": NEXT_MORNING} if unnamed else {}
    queue_each(idea, letters, by=by, holds=waits, beside=[job_of(FIND_ALIKE, idea.pk, by_the_day=unnamed)])
    send_files(idea, sending.files, by=by, helping=sending.helping)
    Draft.objects.filter(pk=sending.key).delete()
    search.put(FOUND, [row_of(idea)])
    return idea


def _first_holder(programme: Programme, organisation_id: UUID | None, day: Any, *, passed_over: UUID | None) -> UUID:
    """Who is on duty for the place, or covers, unless they sent it themselves: then another of the team, by name."""
    away = partnership.away_on(programme, day)
    duty = partnership.id_on_duty(programme, organisation_id, day, away=away)
    if duty != passed_over:
        return duty
    team = partnership.holders_of(programme, policies.TRIAGER, organisation_id=organisation_id)
    here = team.exclude(pk__in=away).exclude(pk=passed_over).first()
    return here.pk if here else programme.default_duty_id


def _idea_of(sending: Sending, *, day: Any) -> Idea:
    programme, answers, by = sending.programme, sending.answers, sending.by
    place = partnership.place_named(programme, answers.get(questions.PLACE, ""))
    reply_by = working_days_after(day, programme.reply_days, programme.nation)
    # In confidence nobody is passed over: who is on duty and has it not would be the sender.
    passed_over = by.person_id if sending.mode == Mode.NAMED and not sending.helping else None
    return Idea(
        programme=programme,
        reference=references.mint(),
        draft_id=sending.key,
        type=answers.get(questions.TYPE) or "new",
        question_set=questions.CURRENT.key,
        answers={key: answers[key] for key in questions.CURRENT.ids() if key in answers},
        title=answers.get(questions.TITLE) or questions.title_of(answers[questions.TEXT]),
        text=answers[questions.TEXT],
        salt=urandom(16),
        place=place.text,
        organisation_id=place.organisation_id,
        service_id=place.service_id,
        colleagues_may_see=bool(answers.get(questions.SHARE)),
        answers_to=_challenge(sending),
        may_speak_up=MAY.get(answers.get(questions.SPEAK_UP, "")),
        sent_at=clock.now(),
        holder_id=_first_holder(programme, place.organisation_id, day, passed_over=passed_over),
        reply_by=reply_by,
        decide_by=working_days_after(day, programme.decision_days, programme.nation),
        due_on=reply_by,
        revision=1,
        synthetic=programme.synthetic,
        sent_by_id=by.person_id if sending.helping else None,
        written_on=sending.written_on,
        **_sender(sending),
    )


def _challenge(sending: Sending) -> Challenge | None:
    """What it answers. One that closed meanwhile is left out, and the idea goes all the same."""
    reference = sending.answers.get(questions.CHALLENGE, "")
    return challenges.open_one(sending.by, reference) if reference else None


MAY = {"yes": True, "no": False}


def _sender(sending: Sending) -> dict[str, Any]:
    """Who sent it, as far as anybody is to know."""
    if sending.mode == Mode.ANONYMOUS:
        return {"mode": Mode.ANONYMOUS, "receipt": receipts.keep(sending.words)}
    answers, by = sending.answers, None if sending.helping else sending.by
    own = by is not None and by.signed_in
    return {
        "mode": sending.mode,
        "sender_id": by.person_id if by else None,
        "sender_name": answers.get(questions.NAME, "") or (by.name if by else ""),
        "sender_email": "" if own else answers.get(questions.EMAIL, ""),
    }
