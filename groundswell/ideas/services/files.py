"""Photos and documents of an idea: added by its sender or by who has it, taken away by who added them."""

from __future__ import annotations

from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404

from groundswell.foundation.access import Asker, Channel, Verdict, no
from groundswell.foundation.documents import registry
from groundswell.foundation.documents import services as documents
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import as_others_see, lock
from groundswell.ideas import policies, selectors
from groundswell.ideas.models import Idea
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.discretion import NEXT_MORNING, discreet, quiet
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from groundswell.foundation.documents.models import Document


@dataclass(frozen=True)
class Files:
    """What goes with an idea at its sending: the files, whether a patient can be seen, what they show."""

    uploads: Sequence[UploadedFile[Any] | documents.Ready] = field(default=(), repr=False)
    patient_seen: bool = False
    described: str = field(default="", repr=False)

    def made_ready(self) -> Files:
        """Checked and drawn anew, before anything is locked. Raises `Unfit`."""
        return replace(self, uploads=documents.make_ready(self.uploads))


def add_files(
    idea: Idea, uploads: Sequence[UploadedFile[Any]], *, by: Asker, patient_seen: bool, described: str = ""
) -> list[Document]:
    """Add photos or documents, all or none; whoever has the idea is told, unless they did it.

    In confidence they are told even of their own: a mail that did not go would tell who sent it.
    Raises `Unfit` in words for who chose the files, `NotAllowed` for who may not.
    """
    policies.can_add_files(by, idea).or_raise()
    files = Files(uploads, patient_seen, described).made_ready()
    with transaction.atomic(), discreet(idea, by) as adder:
        added = _attach(idea, files, by=adder)
        seen = as_others_see(copy(idea)).holder_id
        if seen != adder.person_id:
            queue("ideas.files_added", idea, to=[seen], by=adder, hold=quiet(adder))
    return added


def send_files(idea: Idea, files: Files, *, by: Asker, helping: bool) -> None:
    """Add what comes with the sending itself. A helper's own name does not stand on the files."""
    sender = replace(by, person_id=None if helping else by.person_id, record_ids=frozenset({idea.pk}))
    if files.uploads:
        with discreet(idea, sender) as adder:
            _attach(idea, files, by=adder)


def _attach(idea: Idea, files: Files, *, by: Asker) -> list[Document]:
    """Files first: when one of them does not fit, the record in hand is as it was."""
    lock(idea)
    added = documents.add(
        idea,
        kind=selectors.KIND,
        uploads=files.uploads,
        by=by,
        patient_seen=files.patient_seen,
        names=idea.mode == Mode.NAMED or not policies.is_sender(by, idea),
        photos_only=policies.photos_only(by, idea),
        described=files.described,
    )
    move(idea, "add files", by=by, facts={"files": [one.pk for one in added]})
    return added


@transaction.atomic
def remove_file(idea: Idea, document_id: UUID, *, by: Asker) -> None:
    """Take away a file for good. Raises `Http404` when this idea has none such, `NotAllowed` for who did not add it."""
    with discreet(idea, by) as remover:
        lock(idea)
        if documents.visible(document_id, by=remover).record_id != idea.pk:
            raise Http404
        documents.remove(document_id, by=remover)
        move(idea, "remove file", by=remover, facts={"file": document_id})


def _idea(asker: Asker, record_id: UUID) -> Idea | None:
    return selectors.ideas_for(asker).filter(pk=record_id).first()


def _may_open(asker: Asker, record_id: UUID) -> Verdict:
    """Whoever may see the idea now; where its text is covered, who still reads that."""
    idea = _idea(asker, record_id)
    return policies.can_read_text(asker, idea) if idea else no("")


def _may_add(asker: Asker, record_id: UUID) -> Verdict:
    idea = _idea(asker, record_id)
    return policies.can_add_files(asker, idea) if idea else no("")


def _may_remove(asker: Asker, document: Document) -> Verdict:
    idea = _idea(asker, document.record_id)
    return policies.can_remove_file(asker, idea, document.added_by) if idea else no("")


def _refused(record_id: UUID) -> None:
    """Tell whoever has the idea that the scanner found something; of an idea without a name, not at which hour."""
    idea = Idea.objects.select_related("programme").get(pk=record_id)
    by = Asker(programme_id=idea.programme_id, channel=Channel.TASK, timezone=idea.programme.timezone)
    secret = idea.mode == Mode.ANONYMOUS
    cut: Any = clock.by_the_day(idea.programme.timezone) if secret else nullcontext()
    with cut:
        queue("ideas.file_refused", idea, to=[idea.holder_id], by=by, hold=NEXT_MORNING if secret else None, once=True)


def register_all() -> None:
    registry.register(registry.Kind(selectors.KIND, _may_open, _may_add, _may_remove, _refused))
