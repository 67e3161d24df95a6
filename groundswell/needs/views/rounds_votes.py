"""Voting need by need, and signing off priorities and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, page
from groundswell.needs import policies
from groundswell.needs.forms.rounds import SignOffForm, VoteForm
from groundswell.needs.presenters import needs as need_words
from groundswell.needs.presenters import rounds as words
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import rounds_votes as votes
from groundswell.needs.services.signoffs import sign_off as stand_behind
from groundswell.needs.views.finding import READ, SEND, Sheet, revision_of, save, show, there, typed
from groundswell.needs.views.rounds import find_round, today_of

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@page(audience=policies.CHOOSERS, methods=READ)
def vote(request: HttpRequest, reference: str) -> HttpResponse:
    """The needs of a round, with those that one has scored."""
    round_ = find_round(request, reference)
    policies.can_vote(request.asker, round_, today_of(request)).or_raise()
    given = selectors.scores_of(selectors.ballot_of(request.asker, round_))
    entries = selectors.entries_of(round_)
    left = [entry for entry in entries if entry.pk not in given]
    shown = {
        "round": round_,
        "sentence": words.sentence(round_),
        "entries": [(entry, entry.pk in given) for entry in entries],
        "next": left[0] if left else None,
        "done": len(entries) - len(left),
    }
    return render(request, "needs/vote.jinja", shown)


@page(audience=policies.CHOOSERS)
def vote_on(request: HttpRequest, reference: str, need: str) -> HttpResponse:
    """Score one need on each criterion."""
    round_ = find_round(request, reference)
    policies.can_vote(request.asker, round_, today_of(request)).or_raise()
    entry = there(next((one for one in selectors.entries_of(round_) if one.need.reference == need), None))
    given = selectors.scores_of(selectors.ballot_of(request.asker, round_)).get(entry.pk, {})
    form = VoteForm(typed(request), criteria=selectors.criteria_of(round_), given=given)
    back = reverse("needs:vote", args=[reference])
    sheet = Sheet(
        entry.need.title,
        back,
        _("Save my vote"),
        round_.title,
        template="needs/vote_on.jinja",
        more={"parts": need_words.parts(entry.need)},
    )
    return save(
        request,
        form,
        sheet,
        lambda: votes.vote(round_, entry, form.scores(), by=request.asker),
        said=_("We have your vote. You can change it while the round is open"),
        to=back,
    )


@page(audience=EVERYONE, methods=READ)
def sign_off(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Who stands behind a priority or a theme, in which version."""
    subject = there(selectors.signable(request.asker, kind, key))
    return show(request, SignOffForm(), _sheet(request, kind, subject), 200)


def _sheet(request: HttpRequest, kind: str, subject: Any) -> Sheet:
    signed = [(one, words.signed(one, subject.revision)) for one in selectors.sign_offs_of(subject)]
    return Sheet(
        str(subject),
        reverse("needs:themes"),
        _("I stand behind this"),
        _("A theme") if kind == "theme" else _("A priority"),
        subject.text,
        record=subject,
        theirs=lambda: subject.text,
        template="needs/sign_off.jinja",
        more={
            "signed": signed,
            "may": bool(policies.can_sign_off(request.asker)),
            "send_to": reverse("needs:sign", args=[kind, subject.pk]),
        },
    )


@page(audience=policies.CHOOSERS, methods=SEND)
def sign(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Stand behind it, as it was read."""
    subject = there(selectors.signable(request.asker, kind, key))
    form = SignOffForm(typed(request))
    return save(
        request,
        form,
        _sheet(request, kind, subject),
        lambda: stand_behind(subject, form.cleaned_data["words"], by=request.asker, revision=revision_of(request.POST)),
        said=_("Thank you. Your name stands there now"),
        to=reverse("needs:sign-off", args=[kind, key]),
    )
