"""The second step at sign-in: passing it, setting it up, one's devices, and what to do when they are lost."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, TooOften, page
from groundswell.foundation.kit.pictures import code_of
from groundswell.partnership import presenters, selectors
from groundswell.partnership.forms import AppCodeForm, CodeForm, PasskeyForm, SendForm, StepForm
from groundswell.partnership.services import devices, fresh_code, limits, signing_in
from groundswell.partnership.services import second_step as steps
from groundswell.partnership.views.onward import by_way_of, carried, going_to, kept_in, private, welcome
from groundswell.partnership.views.signing_in import NO_MAIL

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

READ_ONLY = ("GET", "HEAD")
NEW_KEY = "second_step_key"  # in the session: the key of an app that is being set up, encrypted


@page(audience=SIGNED_IN)
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey. Also shown in place of any page whose form was sent before the step was passed."""
    sent = None if hasattr(request, "kept") else request.POST or None
    if request.asker.stepped:
        return welcome(request, redirect(going_to(request)))
    if not selectors.has_devices(request.user.pk):
        return _begin(request) if kept_in(request) else by_way_of(request, "partnership:second-step-set-up")
    form = PasskeyForm(sent) if sent and "passkey" in sent else StepForm(sent)
    return _try(request, form) if form.is_valid() else _ask(request, form)


@page(audience=SIGNED_IN)
def set_up(request: HttpRequest) -> HttpResponse:
    """Add an app or a passkey, soon after a mailed code was typed; then show the recovery codes once."""
    if not request.asker.stepped and selectors.has_devices(request.user.pk):
        return by_way_of(request, "partnership:second-step")
    if not signing_in.fresh(request):
        return _begin(request) if kept_in(request) else by_way_of(request, "partnership:second-step-code")
    form = _set_up_form(request)
    if not form.is_valid():
        return _offer(request, form)
    _count_try(request)
    try:
        codes = _add(request, form)
    except ValidationError as wrong:
        form.add_error(next(iter(form.fields)), wrong.messages[0])
        return _offer(request, form)
    return _added(request, codes)


@page(audience=SIGNED_IN)
def fresh(request: HttpRequest) -> HttpResponse:
    """Mail a code once more, and ask for it, before a device is set up."""
    if "send" in request.POST:
        return _mail_code(request)
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _ask_fresh(request, form)
    if wait := limits.wait_before(request, limits.TRY, request.user.email):
        raise TooOften(wait)
    if not fresh_code.is_right(request, form.cleaned_data["code"]):
        form.add_error("code", _("That is not the code. Check the e-mail and try again"))
        return _ask_fresh(request, form)
    if kept_in(request):
        return _begin(request)
    return by_way_of(request, "partnership:second-step-set-up")


@page(audience=SIGNED_IN, methods=READ_ONLY)
def own_devices(request: HttpRequest) -> HttpResponse:
    """What passes the second step for this person, with dates."""
    rows = selectors.devices_of(request.user.pk)
    if not rows:
        return redirect("partnership:second-step-set-up")
    if not request.asker.stepped:
        return by_way_of(request, "partnership:second-step", to=request.path)
    context = {
        "rows": presenters.device_rows(rows),
        "left": selectors.recovery_codes_left(request.user.pk),
        "has_app": any(row.kind == "totp" for row in rows),
    }
    return private(render(request, "partnership/devices.jinja", context))


@page(audience=SIGNED_IN, methods=("POST",))
def remove(request: HttpRequest) -> HttpResponse:
    """Take one device away. The person's other sessions end."""
    steps.remove_device(key=request.POST.get("device", ""), by=request.asker)
    signing_in.end_other_sessions(request)
    messages.success(request, _("The device is taken away. We signed you out everywhere else"))
    return redirect("partnership:second-step-devices")


@page(audience=SIGNED_IN, methods=("POST",))
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, shown once on the page that answers, so that they are stored nowhere."""
    return _codes(request, steps.renew_recovery_codes(by=request.asker))


@page(audience=SIGNED_IN, methods=READ_ONLY)
def lost(request: HttpRequest) -> HttpResponse:
    """Who can help, by name."""
    people = selectors.who_can_help(request.asker, request.programme)
    return private(render(request, "partnership/lost.jinja", {"people": people}))


def _try(request: HttpRequest, form: StepForm | PasskeyForm) -> HttpResponse:
    """Five wrong tries in a quarter of an hour, whatever they were tried with."""
    _count_try(request)
    if isinstance(form, PasskeyForm):
        right = steps.pass_with_passkey(typed=form.cleaned_data["passkey"], by=request.asker)
    else:
        right = steps.pass_with_code(code=form.cleaned_data["code"], by=request.asker)
    if not right:
        form.add_error(
            None if isinstance(form, PasskeyForm) else "code",
            _("That did not work. Wait for the next code and try again"),
        )
        return _ask(request, form)
    limits.forget(request, limits.STEP, str(request.user.pk))
    signing_in.pass_second_step(request)
    return welcome(request, redirect(going_to(request)))


def _count_try(request: HttpRequest) -> None:
    if wait := limits.wait_before(request, limits.STEP, str(request.user.pk)):
        raise TooOften(wait)


def _ask(request: HttpRequest, form: StepForm | PasskeyForm) -> HttpResponse:
    has_passkey = any(row.kind == "webauthn" for row in selectors.devices_of(request.user.pk))
    shown = {
        "form": form,
        "code": form if isinstance(form, StepForm) else StepForm(),
        "passkey": _options(devices.passkey_to_use, request) if has_passkey else "",
    } | carried(request)
    return private(render(request, "partnership/second_step.jinja", shown, status=_status(request, form)))


def _begin(request: HttpRequest) -> HttpResponse:
    """The first page of setting up: a fresh code, unless one was typed just now."""
    if not signing_in.fresh(request):
        return _ask_fresh(request, SendForm())
    return _offer(request, AppCodeForm())


def _set_up_form(request: HttpRequest) -> AppCodeForm | PasskeyForm:
    return PasskeyForm(request.POST) if "passkey" in request.POST else AppCodeForm(request.POST or None)


def _add(request: HttpRequest, form: AppCodeForm | PasskeyForm) -> list[str]:
    """Raises `ValidationError` when the code or the passkey is wrong."""
    if isinstance(form, PasskeyForm):
        made = devices.made_passkey(form.cleaned_data["passkey"])
        return steps.add_passkey(made=made, fresh=signing_in.fresh(request), by=request.asker)
    code, key = form.cleaned_data["code"], request.session.get(NEW_KEY, "")
    return steps.add_app(key=key, code=code, fresh=signing_in.fresh(request), by=request.asker)


def _added(request: HttpRequest, codes: list[str]) -> HttpResponse:
    limits.forget(request, limits.STEP, str(request.user.pk))
    request.session.pop(NEW_KEY, None)
    signing_in.pass_second_step(request)
    if codes:
        return _codes(request, codes)
    messages.success(request, _("The device is added"))
    return welcome(request, redirect("partnership:second-step-devices"))


def _offer(request: HttpRequest, form: AppCodeForm | PasskeyForm) -> HttpResponse:
    """The square code, the same key in letters, and a passkey where the browser can."""
    key = request.session.get(NEW_KEY) or devices.new_app_key()
    request.session[NEW_KEY] = key
    secret = devices.readable(key)
    shown = {
        "form": form,
        "code": form if isinstance(form, AppCodeForm) else AppCodeForm(),
        "picture": code_of(devices.app_address(secret, request.user, request.programme.name)),
        "key": presenters.in_fours(secret),
        "has_app": any(row.kind == "totp" for row in selectors.devices_of(request.user.pk)),
        "passkey": _options(devices.passkey_to_make, request),
    }
    page = render(request, "partnership/set_up_step.jinja", shown | carried(request), status=_status(request, form))
    return private(page)


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return private(render(request, "partnership/recovery_codes.jinja", {"codes": codes} | carried(request)))


def _mail_code(request: HttpRequest) -> HttpResponse:
    if wait := limits.wait_before(request, limits.ASK, request.user.email):
        raise TooOften(wait)
    try:
        fresh_code.send(request)
    except OSError:
        form = SendForm({})
        form.add_error(None, NO_MAIL)
        return _ask_fresh(request, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return _ask_fresh(request, CodeForm()) if kept_in(request) else by_way_of(request, "partnership:second-step-code")


def _ask_fresh(request: HttpRequest, form: Any, *, status: int = 0) -> HttpResponse:
    shown = {"form": form, "sent": fresh_code.waits(request)} | carried(request)
    return private(render(request, "partnership/fresh_code.jinja", shown, status=status or _status(request, form)))


def _options(make: Any, request: HttpRequest) -> str:
    return json.dumps(make(request.user))


def _status(request: HttpRequest, form: Any) -> int:
    if hasattr(request, "kept"):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
