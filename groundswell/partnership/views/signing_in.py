"""Signing in by an e-mailed code, in three pages, and out again. Made for computers that people share."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.csrf import csrf_exempt

from groundswell.foundation.access import EVERYONE, kept, page
from groundswell.foundation.design.words import long_date
from groundswell.partnership.forms import CodeForm, SignInForm
from groundswell.partnership.services import limits, mail_trouble, signing_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CSRF_AND_SESSION = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME}
NO_MAIL = lazy("We could not send the e-mail. Please try again in a few minutes.")


@page(audience=EVERYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address. Also shown in place of any page whose form was sent by someone signed out."""
    if request.asker.signed_in:
        return redirect(_going_to(request))
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
        return redirect(_going_to(request))
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
        return _private(response)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for name in set(request.COOKIES) - CSRF_AND_SESSION:
        response.delete_cookie(name)
    return _private(response)


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
    return _private(response)


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
    if _kept(request):
        return _ask_code(request, CodeForm())
    return redirect(f"{reverse('partnership:code')}?{urlencode({'next': _going_to(request)})}")


def _try_code(request: HttpRequest, form: CodeForm, process: Any) -> HttpResponse:
    """Three tries; the third wrong one kills the code."""
    if wait := limits.wait_before(request, limits.TRY, signing_in.address_of(process)):
        return slow_down(request, wait)
    if signing_in.code_is_right(process, form.cleaned_data["code"]):
        onward = signing_in.finish(request, process, _going_to(request))
        _tell_of_mail(request)
        return _welcome(request, onward)
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
    return _private(render(request, "partnership/sign_in.jinja", context | _carried(request), status=status))


def _ask_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    context = {"form": form} | _carried(request)
    return _private(render(request, "partnership/code.jinja", context, status=_status(form)))


def _start_again(request: HttpRequest, news: str) -> HttpResponse:
    """The code is dead: back to the address, with what was typed."""
    if request.method == "GET":
        return redirect(f"{reverse('partnership:sign-in')}?{urlencode({'next': _going_to(request)})}")
    return _ask_address(request, SignInForm(), status=HTTPStatus.UNPROCESSABLE_ENTITY, news=news)


def _welcome(request: HttpRequest, onward: HttpResponse) -> HttpResponse:
    """Signed in. Offer what was typed before, but never to someone else."""
    typed = kept.unpack(_kept(request))
    if typed is None or not request.asker.signed_in or not typed.may_see(request.asker.person_id):
        return onward
    return _private(render(request, "partnership/kept.jinja", {"kept": typed}))


def _carried(request: HttpRequest) -> dict[str, str]:
    """What travels through the pages of signing in, as hidden fields."""
    return {"next": _going_to(request), "kept": _kept(request)}


def _kept(request: HttpRequest) -> str:
    return getattr(request, "kept", "") or request.POST.get("kept", "")


def _going_to(request: HttpRequest) -> str:
    """Where to go afterwards: a path of this site only, else the home of who signed in."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else settings.LOGIN_REDIRECT_URL


def _status(form: SignInForm | CodeForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True)
    return response
