"""The page of one idea as its team reads it, put together; with the page for when someone else was faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import undo_points
from groundswell.ideas import policies, selectors
from groundswell.ideas.forms.answering import AnswerForm, JoinWith
from groundswell.ideas.forms.sorting import HideForm, NoteForm
from groundswell.ideas.forms.tracking import StillNotNowForm, WordsForm
from groundswell.ideas.forms.triage import GiveForm, PauseForm, revision_of
from groundswell.ideas.presenters import answering as words
from groundswell.ideas.presenters import becoming, challenges, counting, covered, one_page, together, triage
from groundswell.ideas.presenters import files as pictures
from groundswell.ideas.selectors import beside, joining, sorting
from groundswell.ideas.views import files
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.ideas.models import Idea, Message
    from groundswell.ideas.selectors.beside import Beside
    from groundswell.partnership.models import Person

WITH_WORDS = ("finish", "give-back", "unjoin", "still-not-now", "tell")


def show(
    request: HttpRequest, idea: Idea, action: str = "", form: Form | None = None, *, status: int = 200
) -> HttpResponse:
    """S12; `form` is the one with errors, of `action`. A form sent again keeps the revision that it was opened with."""
    messages = said(request, idea)
    asker = request.asker
    offers = words.offers(asker, idea)
    near = beside.beside(asker, idea)
    people, team = _people(request, idea, offers)
    context = facts(request, idea, messages, near) | {
        "offers": offers,
        "covered": covered.for_team(idea, asker, messages),
        "may_note": bool(policies.can_read_notes(asker, idea)),
        "may_have_keys": bool(policies.TEAM.admits(asker)) and (offers.take or offers.answer),
        "decide": form if isinstance(form, WordsForm) and action == "decide-appeal" else decide_form(),
        "note": form if isinstance(form, NoteForm) else NoteForm(auto_id="note-%s"),
        "hide": form if isinstance(form, HideForm) else HideForm(auto_id="hide-%s"),
        "question": words.open_question(messages),
        "together": together.for_team(asker, idea, clock.today(request.programme.timezone), near),
        "becoming": becoming.offer(request.asker, idea),
        "answer": _answer(request, idea, form, people) if offers.answer else None,
        "give": _give(request, idea, form, team) if offers.give else None,
        "pause": (form if isinstance(form, PauseForm) else pause_form(request, bound=False)) if offers.pause else None,
        "parts": _parts(idea, messages, offers, action, form),
        "files_form": form if action == files.ADD else files.form(idea, request.asker),
        "revision": revision_of(request.POST) if form else idea.revision,
        "form": form,
        "open": action,
    }
    return render(request, "ideas/triage_one.jinja", context, status=status)


def said(request: HttpRequest, idea: Idea) -> list[Message]:
    """The words that this reader may read: its sender, who may be of the team, not those still to be taken back."""
    return selectors.messages_of(idea, for_sender=policies.is_sender(request.asker, idea))


def facts(request: HttpRequest, idea: Idea, messages: list[Message], near: Beside) -> dict[str, Any]:
    """What anyone who works on it reads."""
    asker, today = request.asker, clock.today(request.programme.timezone)
    moves = selectors.history(idea, asker)
    sender = words.sender(idea, asker)
    points = undo_points([idea], by=asker)
    return {
        "idea": idea,
        "title": covered.title(idea, asker),
        "text": covered.text(idea, asker),
        "notes": sorting.notes_of(asker, idea),
        "back": back_address(request),
        "state": triage.state_words(idea),
        "due": triage.due(idea, today),
        "number": counting.for_team(idea, today),
        "steps": one_page.steps(request.asker, idea, messages),
        "sender": sender,
        "on_paper": one_page.on_paper(idea),
        "story": words.story(
            moves, messages, idea=idea, sender=sender.name, names=partnership.names_of(words.people_in(moves))
        ),
        "files": pictures.shown(idea, asker),
        "asked": words.asked_of(idea, messages, asker),
        "undelivered": None if policies.is_sender(asker, idea) else near.came_back,
        "keys": near.keys,
        "undo": one_page.undo(idea, points[0]) if points else None,
    } | challenges.for_team(asker, idea)


def decide_form(data: object = None) -> WordsForm:
    """The words to a sender who asked to have a covered text shown."""
    return WordsForm(data, label=_("Your answer about the text"), auto_id="decide-%s")


def back_address(request: HttpRequest) -> str:
    """The queue for the team; for everyone else, their own list."""
    return reverse("ideas:queue") if policies.TEAM.admits(request.asker) else settings.LOGIN_REDIRECT_URL


def _people(request: HttpRequest, idea: Idea, offers: words.Offers) -> tuple[list[Person], list[Person]]:
    """Who can be named in an answer, and who is of the team of its place; one query, none where neither is offered."""
    if not (offers.answer or offers.give):
        return [], []
    place = idea.organisation_id
    return partnership.holders_of_any_and_of(request.programme, policies.TRIAGER, organisation_id=place)


def _answer(request: HttpRequest, idea: Idea, form: Form | None, people: list[Person]) -> AnswerForm:
    return form if isinstance(form, AnswerForm) else answer_form(request, idea, bound=False, people=people)


def _give(request: HttpRequest, idea: Idea, form: Form | None, team: list[Person]) -> GiveForm:
    return form if isinstance(form, GiveForm) else _give_form(request, idea, team, bound=False)


def _parts(
    idea: Idea, messages: list[Message], offers: words.Offers, action: str, form: Form | None
) -> list[tuple[one_page.Part, Form]]:
    asked = bool(words.open_question(messages)) and offers.tell
    offered = [name for name in WITH_WORDS if getattr(offers, name.replace("-", "_"))]
    parts = [one_page.part(name, idea, asked=asked) for name in offered]
    return [(part, form if form is not None and part.action == action else _words_form(part)) for part in parts]


def _words_form(part: one_page.Part, data: object = None, **more: Any) -> WordsForm:
    kind = StillNotNowForm if part.action == "still-not-now" else WordsForm
    return kind(data, label=part.label, hint=part.hint, auto_id=f"{part.action}-%s", **more)


def words_form(request: HttpRequest, idea: Idea, action: str) -> WordsForm:
    """The sent form of one part."""
    more = {"today": clock.today(request.programme.timezone)} if action == "still-not-now" else {}
    return _words_form(one_page.part(action, idea), request.POST, **more)


def answer_form(
    request: HttpRequest,
    idea: Idea,
    *,
    bound: bool = True,
    typed: dict[str, Any] | None = None,
    people: list[Person] | None = None,
) -> AnswerForm:
    """`typed`: what stands in the boxes of a form that was not sent yet. `people`: who can be named, if known."""
    chosen = request.GET.get("choose", "")
    offered = words.outcomes(idea)
    begun = {"harm": idea.harm, "outcome": chosen if chosen in offered else ""}
    begun["joined_other"] = request.GET.get("other", "")
    return AnswerForm(
        request.POST if bound else None,
        offered=offered,
        people=partnership.holders_of(request.programme) if people is None else people,
        today=clock.today(request.programme.timezone),
        templates=sorting.templates_for(request.programme),
        join=_join_with(request, idea),
        initial=begun | (typed or {}),
    )


def _join_with(request: HttpRequest, idea: Idea) -> JoinWith:
    return JoinWith((), lambda reference: joining.found_to_join(request.asker, idea, reference))


def begun_form(request: HttpRequest, idea: Idea) -> AnswerForm:
    """Everything as it was typed, with the chosen ready-made words in their box; nothing is checked yet."""
    typed = answer_form(request, idea, bound=False).begun(request.POST)
    return answer_form(request, idea, bound=False, typed=typed)


def give_form(request: HttpRequest, idea: Idea, *, bound: bool = True) -> GiveForm:
    """People of its place who could answer it and do not have it yet."""
    team = partnership.holders_of(request.programme, policies.TRIAGER, organisation_id=idea.organisation_id)
    return _give_form(request, idea, team, bound=bound)


def _give_form(request: HttpRequest, idea: Idea, team: Iterable[Person], *, bound: bool) -> GiveForm:
    fit = [person for person in team if person.pk != idea.holder_id and policies.can_hold(person.pk, idea)]
    return GiveForm(request.POST if bound else None, people=fit, me=request.asker.person_id, auto_id="give-%s")


def pause_form(request: HttpRequest, *, bound: bool = True) -> PauseForm:
    return PauseForm(request.POST if bound else None, auto_id="pause-%s")


def stale(request: HttpRequest, reference: str, action: str, *, refused: str = "") -> HttpResponse:
    """Nothing was sent: someone else was faster (409), or it is `refused` for a reason (403).

    Shows what changed, what was typed, and the same form to send again where that is still possible.
    """
    idea = selectors.idea_to_work_on(request.asker, reference)
    context: dict[str, Any] = {"refused": refused, "mine": _typed(request), "action": action, "idea": idea}
    if idea is None:
        context["back"] = back_address(request)
    else:
        context |= facts(request, idea, said(request, idea), beside.beside(request.asker, idea))
        seen = revision_of(request.POST)
        context["changed"] = [told for told in context["story"] if told.revision > seen]
        context["again"] = _again(request, idea, action)
        context["may"] = getattr(words.offers(request.asker, idea), action.replace("-", "_"), False)
    return render(request, "ideas/triage_stale.jinja", context, status=403 if refused else 409)


def _again(request: HttpRequest, idea: Idea, action: str) -> Form | None:
    """The same form with the same words, as it fits the idea now."""
    if action == "answer":
        return answer_form(request, idea)
    if action == "give":
        return give_form(request, idea)
    if action == "pause":
        return pause_form(request)
    return words_form(request, idea, action) if action in WITH_WORDS else None


def _typed(request: HttpRequest) -> str:
    """The words that were sent, of whichever form."""
    chosen = request.POST.get("outcome", "")
    return request.POST.get(f"{chosen}_words", "") or request.POST.get("words", "")
