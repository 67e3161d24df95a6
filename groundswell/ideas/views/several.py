"""S11: what the bar does with the ticked ideas, each by itself, and one undo for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.access import NotAllowed, page
from groundswell.foundation.design.banners import offer_undo
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import UNDO_MINUTES
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.forms.triage import MOST_AT_ONCE, NotNowForm, SameAnswerForm, tickets_in
from groundswell.ideas.presenters import covered
from groundswell.ideas.presenters import triage as words
from groundswell.ideas.selectors import sorting
from groundswell.ideas.services.templates import starts
from groundswell.ideas.states import AnswerKind, Harm, Outcome
from groundswell.ideas.views import preview
from groundswell.ideas.views.triage import bulk_form, show_queue, shown_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.forms.triage import BulkForm, Ticket
    from groundswell.ideas.models import Idea

    Move = Callable[[Idea, int], object]

SEND = ("POST",)


@page(audience=policies.TEAM, methods=SEND)
def bulk(request: HttpRequest) -> HttpResponse:
    """Take, give or answer each ticked idea: what can be moved is, and the rest is told with its reason."""
    form = bulk_form(request)
    if not form.is_valid():
        return show_queue(request, form)
    if form.do in SAME_ANSWERS:
        ticked = urlencode([("idea", one) for one in request.POST.getlist("idea")])
        return redirect(f"{reverse(SAME_ANSWERS[form.do].address)}?{ticked}")
    said = _said_given(form.person.name) if form.do == "give" else _said_taken
    _run(request, form.tickets(), _give_or_take(request, form), said)
    return redirect(shown_of(request).address("ideas:queue", request.GET.get("page", "")))


def _give_or_take(request: HttpRequest, form: BulkForm) -> Move:
    by = request.asker
    if form.do == "give":
        return lambda idea, revision: services.give(idea, to=form.person.pk, by=by, revision=revision)
    return lambda idea, revision: services.take(idea, by=by, revision=revision)


def _said_taken(count: int) -> str:
    return ngettext("You took %(count)d idea", "You took %(count)d ideas", count) % {"count": count}


def _said_given(name: str) -> Callable[[int], str]:
    def said(count: int) -> str:
        given = ngettext("%(count)d idea given to %(who)s", "%(count)d ideas given to %(who)s", count)
        return given % {"count": count, "who": name}

    return said


def _said_not_now(count: int) -> str:
    return ngettext("%(count)d answer is on its way", "%(count)d answers are on their way", count) % {"count": count}


def _said_asked(count: int) -> str:
    words = ngettext("%(count)d question is on its way", "%(count)d questions are on their way", count)
    return words % {"count": count}


def _run(request: HttpRequest, tickets: list[Ticket], move: Move, said: Callable[[int], str]) -> None:
    moved, refused = _move_each(request, tickets, move)
    if moved:
        offer_undo(
            request,
            said(len(moved)),
            action=reverse("ideas:undo-several"),
            until=clock.now() + clock.minutes(UNDO_MINUTES),
            ideas=",".join(idea.reference for idea in moved),
        )
    if refused:
        messages.warning(request, " ".join(words.left_alone(refused, request.asker)))


def _move_each(request: HttpRequest, tickets: list[Ticket], move: Move) -> tuple[list[Idea], list[tuple[Idea, str]]]:
    """One transaction each. What was moved, and what was not with the reason."""
    wanted = {ticket.reference: ticket.revision for ticket in tickets}
    moved, refused = [], []
    for idea in selectors.ideas_named(request.asker, list(wanted)):
        try:
            move(idea, wanted[idea.reference])
            moved.append(idea)
        except NotAllowed as reason:
            refused.append((idea, str(reason)))
    return moved, refused


@page(audience=policies.TEAM)
def not_now(request: HttpRequest) -> HttpResponse:
    """The same "not now" for the ticked ideas: one reason, and words that are changed into one's own."""
    return _same_answer(request, SAME_ANSWERS["not_now"])


@page(audience=policies.TEAM)
def ask(request: HttpRequest) -> HttpResponse:
    """One question to the senders of the ticked ideas, in words of one's own."""
    return _same_answer(request, SAME_ANSWERS["ask"])


@dataclass(frozen=True)
class SameAnswer:
    """One way to answer several ideas: where its page stands, its form, what it does, and what is said then."""

    kind: AnswerKind
    address: str
    form: type[SameAnswerForm]
    move: Callable[[HttpRequest, SameAnswerForm], Move]
    said: Callable[[int], str]


def _same_answer(request: HttpRequest, way: SameAnswer) -> HttpResponse:
    tickets = tickets_in(request.POST if request.method == "POST" else request.GET)[:MOST_AT_ONCE]
    ideas = list(selectors.ideas_named(request.asker, [ticket.reference for ticket in tickets]))
    if not ideas:
        return redirect("ideas:queue")
    kept = [one.words for one in sorting.templates_for(request.programme) if one.outcome == way.kind]
    form = way.form(request.POST or None, begun=[starts()[way.kind], *kept])
    if not form.is_valid():
        return _show(request, way, form, tickets, ideas)
    if request.POST.get("then") == preview.CHANGE:
        return _show(request, way, form, tickets, ideas)
    if request.POST.get("then") == preview.SEE:
        return _see_first(request, way, form, tickets, ideas)
    _run(request, tickets, way.move(request, form), way.said)
    return redirect("ideas:queue")


def _show(
    request: HttpRequest, way: SameAnswer, form: SameAnswerForm, tickets: list[Ticket], ideas: list[Idea]
) -> HttpResponse:
    context = {
        "form": form,
        "tickets": [f"{ticket.reference}:{ticket.revision}" for ticket in tickets],
        "rows": [(covered.title(idea, request.asker), idea) for idea in ideas],
    }
    status = 422 if form.errors else 200
    return render(request, "ideas/several_answer.jinja", context | _to(way), status=status)


def _see_first(
    request: HttpRequest, way: SameAnswer, form: SameAnswerForm, tickets: list[Ticket], ideas: list[Idea]
) -> HttpResponse:
    """The mail that will go, and to whom."""
    revisions = {ticket.reference: ticket.revision for ticket in tickets}
    shown = [(idea, revisions[idea.reference]) for idea in ideas]
    seen = preview.mail_of_several(request, shown, form.cleaned_data["words"], way.move(request, form))
    if seen is None:
        form.add_error(None, _("No mail would go: none of these ideas can be answered now"))
        return _show(request, way, form, tickets, ideas)
    shown = seen | {"several": True, "in_batch": False, "back": reverse("ideas:queue")}
    return render(request, "ideas/see_mail.jinja", shown | _to(way))


def _to(way: SameAnswer) -> dict[str, object]:
    return {"action": reverse(way.address), "asks": way.kind == AnswerKind.ASK}


def _answer_not_now(request: HttpRequest, form: SameAnswerForm) -> Move:
    decision = services.Decision(Outcome.NOT_NOW, form.cleaned_data["words"], reason=form.cleaned_data["reason"])
    return lambda idea, revision: services.decide(idea, decision, by=request.asker, harm=Harm.NO, revision=revision)


def _ask_each(request: HttpRequest, form: SameAnswerForm) -> Move:
    given = {"by": request.asker, "harm": Harm.NO}
    return lambda idea, revision: services.ask(idea, form.cleaned_data["words"], revision=revision, **given)


SAME_ANSWERS = {
    "not_now": SameAnswer(AnswerKind.NOT_NOW, "ideas:several-not-now", NotNowForm, _answer_not_now, _said_not_now),
    "ask": SameAnswer(AnswerKind.ASK, "ideas:several-ask", SameAnswerForm, _ask_each, _said_asked),
}


@page(audience=policies.TEAM, methods=SEND)
def undo_several(request: HttpRequest) -> HttpResponse:
    """Put back what the bar moved, each by itself."""
    named = [one for one in request.POST.get("ideas", "").split(",")[:MOST_AT_ONCE] if one.isprintable()]
    put_back = [_put_back(request, idea) for idea, _point in selectors.undoable(request.asker, named)]
    count = sum(put_back)
    messages.success(request, ngettext("%(count)d idea put back", "%(count)d ideas put back", count) % {"count": count})
    return redirect("ideas:queue")


def _put_back(request: HttpRequest, idea: Idea) -> bool:
    try:
        services.undo(idea, by=request.asker)
    except NotAllowed:
        return False
    return True
