"""Signing in by an e-mailed code, in three pages, and out again. Made for computers that people share."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.csrf import csrf_exempt

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.design.words import long_date
from groundswell.partnership.forms import CodeForm, SignInForm
from groundswell.partnership.services import limits, mail_trouble, signing_in
from groundswell.partnership.views.onward import by_way_of, carried, going_to, kept_in, private, welcome

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CSRF_AND_SESSION = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME}
NO_MAIL = lazy("We could not send the e-mail. Please try again in a few minutes.")


@page(audience=EVERYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address. Also shown in place of any page whose form was sent by someone signed out."""
    if request.asker.signed_in:
        return redirect(going_to(request))
    if hasattr(request, "kept"):
        return _ask_address(request, SignInForm(), status=HTTPStatus.FORBIDDEN)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        return _send_code(request, form)
    return _ask_address(request, form, status=_status(form))


@page(audience=EVERYONE)
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; after it, go where the person was going, or offer what they had typed."""
    if request.asker.signed_in:
        return redirect(going_to(request))
    process = signing_in.pending(request)
    if process is None:
        return _start_again(request, _("That code is too old. Ask for a new one."))
    if "again" in request.POST:
        return _send_code(request, SignInForm({"email": signing_in.address_of(process)}))
    form = CodeForm(request.POST or None)
    return _try_code(request, form, process) if form.is_valid() else _ask_code(request, form)


# "Sign out" needs no token, and so works from every old page, which on a shared computer matters most. Another
# site cannot forge it: the session cookie does not travel from there (SameSite), and nothing is cleared for it.
@csrf_exempt
@page(audience=EVERYONE, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and have the browser forget what it holds of this person, cookies of every path too."""
    signing_in.sign_out(request)
    response = redirect(f"{reverse('partnership:sign-in')}?out=1")
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return private(response)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for name in set(request.COOKIES) - CSRF_AND_SESSION:
        response.delete_cookie(name)
    return private(response)


def slow_down(request: HttpRequest, seconds: int) -> HttpResponse:
    """Too many tries: say when to come back, to people and to machines."""
    minutes = -(-seconds // 60)
    response = render(
        request,
        "partnership/slow_down.jinja",
        {"minutes": minutes},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    response["Retry-After"] = seconds
    return private(response)


def _send_code(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """Mail a code unless there were too many; the next page is the same for every address."""
    form.full_clean()
    email = form.cleaned_data["email"]
    if wait := limits.wait_before(request, limits.ASK, email):
        return slow_down(request, wait)
    try:
        signing_in.send_code(request, email)
    except OSError:
        form.add_error("email", NO_MAIL)
        return _ask_address(request, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if kept_in(request):
        return _ask_code(request, CodeForm())
    return by_way_of(request, "partnership:code")


def _try_code(request: HttpRequest, form: CodeForm, process: Any) -> HttpResponse:
    """Three tries; the third wrong one kills the code."""
    if wait := limits.wait_before(request, limits.TRY, signing_in.address_of(process)):
        return slow_down(request, wait)
    if signing_in.code_is_right(process, form.cleaned_data["code"]):
        onward = signing_in.finish(request, process, going_to(request))
        _tell_of_mail(request)
        return welcome(request, onward)
    if not signing_in.tries_left(process):
        return _start_again(request, _("That was the third try. Ask for a new code."))
    form.add_error("code", _("That is not the code. Check the e-mail and try again"))
    return _ask_code(request, form)


def _tell_of_mail(request: HttpRequest) -> None:
    """Mail to them came back for a while. The code reached them, so it works again: say what may have gone by."""
    since = mail_trouble.confirm_address(request.asker.person_id) if request.asker.signed_in else None
    if since:
        said = _("Our mail to you came back on %(date)s, so we stopped it. You got the code, so we mail you again.")
        missed = _("What you missed stands in your notices.")
        messages.warning(request, f"{said % {'date': long_date(since)}} {missed}")


def _ask_address(
    request: HttpRequest, form: SignInForm, *, status: int = HTTPStatus.OK, news: str = ""
) -> HttpResponse:
    context = {"form": form, "news": news, "out": "out" in request.GET, "demo": settings.DEMO}
    return private(render(request, "partnership/sign_in.jinja", context | carried(request), status=status))


def _ask_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {"form": form} | carried(request)
    return private(render(request, "partnership/code.jinja", context, status=_status(form)))


def _start_again(request: HttpRequest, news: str) -> HttpResponse:
    """The code is dead: back to the address, with what was typed."""
    if request.method == "GET":
        return by_way_of(request, "partnership:sign-in")
    return _ask_address(request, SignInForm(), status=HTTPStatus.UNPROCESSABLE_ENTITY, news=news)


def _status(form: SignInForm | CodeForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
