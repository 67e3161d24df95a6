"""What colleagues do with a shared idea: add their name, say that it happens at their place too, comment."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock, patients
from groundswell.foundation.notices.services import queue, queue_again
from groundswell.foundation.workflow.services import UNDO_MINUTES, as_others_see, lock, undoable_revision
from groundswell.ideas import policies
from groundswell.ideas.models import Comment, Voice
from groundswell.ideas.services.discretion import sender_of
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

MOST_LETTERS = 4000
AT_MOST_EVERY = timedelta(days=1)  # the news that people add their names


@transaction.atomic
def add_name(idea: Idea, *, by: Asker, place: str = "") -> Voice:
    """Say the same as this idea, and perhaps where it happens too. Both are told. Saying it twice says it once.

    Whether they may is asked of the idea as they see it, without a move that can still be taken back.
    """
    lock(idea)
    policies.can_add_name(by, as_others_see(copy(idea))).or_raise()
    assert by.person_id is not None  # the verdict above admits nobody else
    found = partnership.place_named(idea.programme, place)
    where = {"place": found.text, "organisation_id": found.organisation_id, "service_id": found.service_id}
    voice = Voice.objects.filter(idea=idea, person_id=by.person_id).first()
    if voice is None:
        voice = Voice(idea=idea, person_id=by.person_id, said_at=clock.now(), revision=1, **where)
        voice.save(force_insert=True)
        _record(voice, "add name", by=by)
        queue_again("ideas.name_added", idea, to=sender_of(idea), by=by, at_most_every=AT_MOST_EVERY)
        queue_again("ideas.name_kept", idea, to=[by.person_id], by=by, at_most_every=AT_MOST_EVERY)
        _tell_late(idea, by.person_id, by=by)
    elif found.text and voice.place != found.text:
        for name, value in where.items():
            setattr(voice, name, value)
        voice.revision += 1
        voice.save(update_fields=[*where, "revision"])
        _record(voice, "name place", by=by)
    return voice


def _tell_late(idea: Idea, person_id: UUID, *, by: Asker) -> None:
    """Who comes within the ten minutes of an answer that nobody sees yet hears of it with the others, or of nothing."""
    revision = undoable_revision(idea)
    if revision is None or idea.is_open:
        return
    answered = copy(idea)
    answered.revision = revision  # by which the mail is taken back, or goes at once
    key = "ideas.shared_news" if idea.joined_to_id is None else "ideas.shared_joined"
    queue(key, answered, to=[person_id], by=by, hold=timedelta(minutes=UNDO_MINUTES), once=True)


@transaction.atomic
def take_name_back(voice: Voice, *, by: Asker) -> None:
    """One's own name, and the place with it. Taking it back twice takes it back once."""
    policies.can_take_name_back(by, voice).or_raise()
    held = Voice.objects.select_for_update(of=("self",)).filter(pk=voice.pk).first()
    if held is None:
        return
    held.revision += 1
    _record(held, "take name back", by=by)
    held.delete()


def _record(voice: Voice, verb: str, *, by: Asker) -> None:
    audit.record(voice, verb, by=by, organisation_id=voice.organisation_id, facts={"idea": voice.idea_id})


@transaction.atomic
def comment(idea: Idea, text: str, *, by: Asker, key: UUID | None = None) -> Comment:
    """Say something about a shared idea to everyone who reads it. Raises `NotAllowed` with why.

    `key`: of the form, so that sending it twice says it once; other words from a page gone back to are new ones.
    """
    lock(idea)
    policies.can_comment(by, idea).or_raise()
    sent = Comment.objects.filter(idea=idea, author=by.person_id, key=key).first() if key else None
    if sent is not None and sent.text in {text, ""}:
        return sent
    if not text.strip():
        raise NotAllowed(_("Enter a few words"))
    if len(text) > MOST_LETTERS:
        raise NotAllowed(_("Use fewer words: at most %(count)d letters") % {"count": MOST_LETTERS})
    if found := patients.find(text):
        told = {"found": ", ".join(found)}
        raise NotAllowed(_("This looks like patient information: %(found)s. Take it out") % told)
    assert by.person_id is not None  # the verdict above admits nobody else
    said = {"text": text, "written_at": clock.now(), "key": None if sent else key}
    kept = Comment.objects.create(idea=idea, author_id=by.person_id, revision=1, **said)
    audit.record(kept, "comment", by=by, organisation_id=idea.organisation_id, facts={"idea": idea.pk})
    queue("ideas.commented", kept, to=[idea.holder_id] if idea.holder_id != by.person_id else [], by=by)
    return kept


@transaction.atomic
def remove_comment(said: Comment, *, by: Asker) -> None:
    """Take its words away for good; that there was one stays, with who took it away and when."""
    lock_row = Comment.objects.select_for_update(of=("self",)).select_related("idea")
    said = lock_row.get(pk=said.pk)
    policies.can_remove_comment(by, said).or_raise()
    said.text, said.removed_by_id, said.removed_at, said.revision = "", by.person_id, clock.now(), said.revision + 1
    said.save(update_fields=["text", "removed_by", "removed_at", "revision"])
    audit.record(said, "remove comment", by=by, facts={"idea": said.idea_id})


def tell_voices(idea: Idea, *, by: Asker, hold: timedelta | None, key: str = "ideas.shared_news") -> None:
    """Whoever added their name hears what was decided, and what came of it, when it can no longer be taken back.

    `key`: of other news, such as that the idea is joined with another.
    """
    people = Voice.objects.filter(idea=idea).values_list("person_id", flat=True)
    queue(key, idea, to=people, by=by, hold=hold)
