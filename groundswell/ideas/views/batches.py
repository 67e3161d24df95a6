"""A batch: one idea at a time with skip and put off, then all that is ready at once, with one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.access import NotAllowed, page
from groundswell.foundation.design.banners import offer_undo
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import UNDO_MINUTES
from groundswell.ideas import policies, services
from groundswell.ideas.forms.answering import AnswerForm, typed_again
from groundswell.ideas.forms.sorting import PutOffForm
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.notices.preview import rehearse
from groundswell.ideas.presenters import batches as words
from groundswell.ideas.selectors import beside, joining, sorting
from groundswell.ideas.services.prepared import unpack
from groundswell.ideas.states import ItemStatus
from groundswell.ideas.views import preview
from groundswell.ideas.views.one_idea import answer_form, begun_form, facts, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.ideas.models import Batch, BatchItem, Idea

READ = ("GET", "HEAD")
SEND = ("POST",)


@page(audience=policies.TEAM, methods=READ)
def batch(request: HttpRequest) -> HttpResponse:
    """How far it is, each idea with what happens to it, and the button that sends what is ready."""
    found = sorting.open_batch(request.asker)
    if found is None:
        return render(request, "ideas/batch_none.jinja", {})
    items, today = list(sorting.items_of(found)), clock.today(request.programme.timezone)
    ideas = sorting.ideas_of(request.asker, items)
    counts = sorting.item_counts(found)
    context = {
        "headline": words.headline(counts),
        "ready": counts[ItemStatus.READY],
        "next": next((item for item in items if item.status == ItemStatus.NEXT), None),
        "rows": [words.row(item, ideas.get(item.idea_id), today, request.asker) for item in items],
    }
    return render(request, "ideas/batch.jinja", context)


@page(audience=policies.TEAM, methods=SEND)
def start(request: HttpRequest) -> HttpResponse:
    """Begin one, or go on with the one that is open."""
    try:
        begun = services.start_batch(request.programme, by=request.asker)
    except NotAllowed as nothing:
        messages.info(request, f"{nothing}.")
        return redirect("ideas:queue")
    return _go_on(begun)


def _go_on(found: Batch) -> HttpResponse:
    """To the next idea that is to come, or to the page of the whole batch."""
    item = sorting.next_item(found)
    return redirect("ideas:batch-item", item.pk) if item else redirect("ideas:batch")


def _find(request: HttpRequest, item_id: UUID) -> tuple[BatchItem, Idea]:
    item = sorting.item_for(request.asker, item_id)
    idea = sorting.idea_of_item(request.asker, item) if item else None
    if item is None or idea is None:
        raise Http404
    return item, idea


@page(audience=policies.TEAM, methods=READ)
def one(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One idea with its answer, as far as it is written."""
    item, idea = _find(request, item_id)
    return _show(request, item, idea)


def _show(request: HttpRequest, item: BatchItem, idea: Idea, form: Form | None = None, status: int = 200) -> Any:
    may = policies.can_batch(request.asker, idea)
    context = facts(request, idea, said(request, idea), beside.beside(request.asker, idea)) | {
        "item": item,
        "place": words.place(item, sorting.item_counts(item.batch)),
        "may": bool(may),
        "why_not": may.reason,
        "answer": form if isinstance(form, AnswerForm) else _kept_form(request, item, idea),
        "put_off": form if isinstance(form, PutOffForm) else PutOffForm(auto_id="off-%s"),
        "form": form,
        "back": reverse("ideas:batch"),
    }
    return render(request, "ideas/batch_item.jinja", context, status=status)


def _kept_form(request: HttpRequest, item: BatchItem, idea: Idea) -> AnswerForm:
    """The answer as it was prepared, to be changed; or an empty one."""
    form = answer_form(request, idea, bound=False)
    if not item.prepared:
        return form
    kept = unpack(item.prepared)
    other = joining.reference_of(request.asker, getattr(kept, "other_id", None))
    typed = typed_again(kept, form.people, other=other) | {"harm": item.prepared["harm"]}
    return answer_form(request, idea, bound=False, typed=typed)


@page(audience=policies.TEAM, methods=SEND)
def save(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Keep the answer in the batch, and go on. Nothing is sent."""
    item, idea = _find(request, item_id)
    if "use" in request.POST:
        return _show(request, item, idea, begun_form(request, idea))
    form = answer_form(request, idea)
    if request.POST.get("then") in preview.STEPS:
        return _see_first(request, item, idea, form)
    return _do(
        request,
        (item, idea),
        form,
        lambda: services.prepare(
            item,
            form.answer(),
            by=request.asker,
            harm=form.cleaned_data["harm"],
            revision=revision_of(request.POST),
        ),
    )


def _see_first(request: HttpRequest, item: BatchItem, idea: Idea, form: AnswerForm) -> HttpResponse:
    """The mail of this answer; or back from it to the form as it was typed. Nothing is kept."""
    if not form.is_valid() or request.POST["then"] == preview.CHANGE:
        return _show(request, item, idea, form, status=422 if form.errors else 200)
    harm, revision = form.cleaned_data["harm"], revision_of(request.POST)
    given = {"by": request.asker, "harm": harm, "revision": revision}
    try:
        seen = rehearse(idea, lambda found: services.give_answer(found, form.answer(), **given), by=request.asker)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return _show(request, item, idea, form, status=422)
    to = {"action": reverse("ideas:batch-save", args=[item.pk]), "back": reverse("ideas:batch-item", args=[item.pk])}
    return preview.mail_of(request, idea, seen, form, to | {"in_batch": True})


@page(audience=policies.TEAM, methods=SEND)
def skip(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = sorting.item_for(request.asker, item_id)
    if item is None:
        raise Http404
    services.skip(item, by=request.asker)
    return _go_on(item.batch)


@page(audience=policies.TEAM, methods=SEND)
def put_off(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Until a day that is not later than what its sender was told."""
    item, idea = _find(request, item_id)
    form = PutOffForm(request.POST, auto_id="off-%s")
    return _do(
        request,
        (item, idea),
        form,
        lambda: services.put_off(item, form.cleaned_data["until"], by=request.asker),
    )


@page(audience=policies.TEAM, methods=SEND)
def take_up(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Answer what was skipped or put off after all."""
    item, _idea = _find(request, item_id)
    services.take_up(item, by=request.asker)
    return redirect("ideas:batch-item", item.pk)


def _do(request: HttpRequest, place: tuple[BatchItem, Idea], form: Form, verb: Callable[[], object]) -> HttpResponse:
    """Check the form, call the verb, go on. What is wrong or refused keeps what was typed."""
    item, idea = place
    if form.is_valid():
        try:
            verb()
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            return _go_on(item.batch)
    return _show(request, item, idea, form, status=422)


@page(audience=policies.TEAM, methods=SEND)
def send(request: HttpRequest) -> HttpResponse:
    """Everything that is ready, each by itself; with one undo for all."""
    found = sorting.open_batch(request.asker)
    if found is None:
        return redirect("ideas:queue")  # sent a moment ago, by a second press
    gone = services.send_batch(found, by=request.asker)
    left = sorting.item_counts(found)[ItemStatus.READY]
    if gone:
        until = clock.now() + clock.minutes(UNDO_MINUTES)
        offer_undo(
            request, words.sent(len(gone), left), action=reverse("ideas:batch-undo"), until=until, batch=found.pk
        )
    elif left:
        messages.warning(request, words.sent(0, left))
    return redirect("ideas:batch" if found.sent_at is None else "ideas:queue")


@page(audience=policies.TEAM, methods=SEND)
def undo(request: HttpRequest) -> HttpResponse:
    """Take all of it back, within ten minutes: each answer is ready to send again."""
    found = sorting.batch_named(request.asker, request.POST.get("batch", ""))
    if found is None:
        raise Http404
    count = services.undo_bulk(found, by=request.asker)
    said_so = ngettext("%(count)d answer taken back", "%(count)d answers taken back", count) % {"count": count}
    messages.success(request, said_so)
    return redirect("ideas:batch")


@page(audience=policies.TEAM, methods=SEND)
def stop(request: HttpRequest) -> HttpResponse:
    """End it; what was not sent is thrown away."""
    found = sorting.open_batch(request.asker)
    if found is not None:
        services.stop_batch(found, by=request.asker)
        messages.success(request, _("This batch is over. Its ideas wait where they were."))
    return redirect("ideas:queue")
