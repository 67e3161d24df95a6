"""Everyone's own notices: the list, how they want to hear of things, and the link in a mail that stops it.

They stand in this room because they tell of every room: the list, the kinds and the words are what rooms registered.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import preferences, selectors, services, stopping
from groundswell.foundation.notices.registry import kinds
from groundswell.foundation.notices.states import How
from groundswell.journey import presenters
from groundswell.journey.forms import HowForm
from groundswell.partnership.services import mail_trouble

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ONE_CLICK = "One-Click"  # what a mail program posts for its own "Unsubscribe" (RFC 8058)


@page(audience=SIGNED_IN)
def notices(request: HttpRequest) -> HttpResponse:
    """A list of one's own, the newest first. Reading marks nothing: the button does."""
    if request.method == "POST":
        services.mark_read(by=request.asker, until=_instant(request.POST.get("until", "")))
        return redirect("journey:notices")
    found = selectors.page_for(request.asker, page=request.GET.get("page"))
    rows = [presenters.in_list(one) for one in found]
    shown = {
        "page": found,
        "rows": rows,
        "until": found[0].row.tell_at if rows else None,
        "any_new": any(row.new for row in rows),
        "trouble": request.user.mail_trouble_at,
    }
    return render(request, "journey/notices.jinja", shown)


def _instant(typed: str) -> datetime:
    """When the list was shown; now, where that was not said."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return clock.now()
    return found if timezone.is_aware(found) else clock.now()


@page(audience=SIGNED_IN)
def settings(request: HttpRequest) -> HttpResponse:
    """How this person wants to hear of each kind of thing, and whether their address works."""
    if "works" in request.POST:
        mail_trouble.confirm_address(request.asker.person_id)
        messages.success(request, _("We mail you again"))
        return redirect("journey:notice-settings")
    chosen = preferences.chosen_by(request.asker.person_id)
    form = HowForm(request.POST if request.method == "POST" else None, kinds=kinds(), chosen=chosen)
    if form.is_valid():
        preferences.prefer(form.cleaned_data, by=request.asker)
        messages.success(request, _("Saved"))
        return redirect("journey:notice-settings")
    shown = {"form": form, "always": presenters.always_sent(kinds()), "trouble": request.user.mail_trouble_at}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "journey/notice_settings.jinja", shown, status=status)


# A mail program posts here with no cookie and no token of ours; the address itself is the secret, and stops mail alone.
@csrf_exempt
@page(audience=EVERYONE)
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """The link at the end of a mail. Opening it changes nothing; the button does, whoever is signed in here or not."""
    found = stopping.opened(signed, request.programme.pk)
    if found is None:
        raise Http404
    one_click = request.POST.get("List-Unsubscribe") == ONE_CLICK
    if request.method == "POST":
        stopping.choose(found, How.NEVER if one_click else request.POST.get("how", How.NEVER))
        if not one_click:
            return redirect("journey:stop-notices", signed)
        found = stopping.opened(signed, request.programme.pk)  # a mail program must not be sent elsewhere
    response = render(request, "journey/stop_notices.jinja", {"stop": presenters.stop(found)})
    patch_cache_control(response, no_store=True)
    return response
