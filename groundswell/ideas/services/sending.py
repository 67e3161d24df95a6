"""Keeping a draft, and sending it: one transaction, one commit, once for each draft."""

from __future__ import annotations

from datetime import timedelta
from os import urandom
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock, references
from groundswell.foundation.notices.services import queue
from groundswell.ideas import policies, questions
from groundswell.ideas.models import Draft, Idea
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Person, Programme

KEPT_DAYS = 28
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


def send(draft: Draft, *, by: Asker, share: bool = False) -> Idea:
    """Turn a draft into an idea that a named person must answer by a date. Sending twice sends once.

    `share`: colleagues may see it, without a name. A second sending gives the idea that the first made.
    """
    policies.can_write(by, draft).or_raise()
    if not draft.answers.get(questions.TEXT, "").strip():
        raise NotAllowed(_("There is nothing to send yet: enter your idea, even a few words"))
    draft.answers |= {questions.SHARE: share}
    for _try in range(TRIES):
        sent = Idea.objects.filter(draft_id=draft.pk).first()
        if sent is not None:
            return sent
        try:
            with transaction.atomic():
                return _send_once(draft, by=by)
        except IntegrityError:
            continue  # the reference was taken, or the same draft was sent a moment ago
    raise RuntimeError("No free reference was found")


def _send_once(draft: Draft, *, by: Asker) -> Idea:
    programme = draft.programme
    idea = _idea_of(draft, by=by, day=clock.today(programme.timezone))
    idea.save(force_insert=True)
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
        },
        digests={"title": digest(idea.title, bytes(idea.salt)), "text": digest(idea.text, bytes(idea.salt))},
    )
    queue("ideas.sent", idea, to=[idea.sender_id], by=by)
    queue("ideas.arrived", idea, to=[idea.holder_id], by=by)
    Draft.objects.filter(pk=draft.pk).delete()
    return idea


def _first_holder(programme: Programme, organisation_id: UUID | None, day: Any, *, sender_id: UUID | None) -> Person:
    """Who is on duty for the place, unless they sent it themselves: then another of the team, by name."""
    duty = partnership.on_duty(programme, organisation_id, day)
    if duty.pk != sender_id:
        return duty
    team = partnership.holders_of(programme, policies.TRIAGER, organisation_id=organisation_id)
    return team.exclude(pk=sender_id).first() or programme.default_duty


def _idea_of(draft: Draft, *, by: Asker, day: Any) -> Idea:
    programme, answers = draft.programme, draft.answers
    place = partnership.place_named(programme, answers.get(questions.PLACE, ""))
    reply_by = working_days_after(day, programme.reply_days, programme.nation)
    return Idea(
        programme=programme,
        reference=references.mint(),
        draft_id=draft.pk,
        type=answers.get(questions.TYPE) or "new",
        question_set=questions.CURRENT.key,
        answers={key: answers[key] for key in questions.CURRENT.ids() if key in answers},
        title=answers.get(questions.TITLE) or questions.title_of(answers[questions.TEXT]),
        text=answers[questions.TEXT],
        salt=urandom(16),
        place=place.text,
        organisation_id=place.organisation_id,
        service_id=place.service_id,
        sender_id=by.person_id,
        sender_name=answers.get(questions.NAME, "") or by.name,
        sender_email="" if by.person_id else answers.get(questions.EMAIL, ""),
        colleagues_may_see=bool(answers.get(questions.SHARE)),
        sent_at=clock.now(),
        holder=_first_holder(programme, place.organisation_id, day, sender_id=by.person_id),
        reply_by=reply_by,
        decide_by=working_days_after(day, programme.decision_days, programme.nation),
        due_on=reply_by,
        revision=1,
        synthetic=programme.synthetic,
    )
