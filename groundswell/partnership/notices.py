"""The mail of signing in. It alone is sent at once and not through the outbox, because codes are not stored."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MINUTES = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60


class Adapter(DefaultAccountAdapter):
    """How allauth speaks and counts here. No address of a computer is stored, not even in the throttle."""

    def send_mail(self, _template: str, email: str, context: dict[str, Any]) -> None:
        """Send one of the two sign-in mails from the programme. Raises `OSError` when mail is down."""
        programme = allauth.request.programme
        if "code" in context:
            subject, lines = _("Your code to sign in"), _code_lines(context["code"])
        else:
            subject, lines = _("You asked to sign in"), _unknown_lines()
        lines += [programme.name + (f", {programme.phone}" if programme.phone else "")]
        sender = formataddr((programme.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
        EmailMessage(subject, "\n\n".join(lines) + "\n", sender, [email]).send()

    def add_message(self, *_args: object, **_kwargs: object) -> None:
        """Say nothing of allauth's own: our pages say it."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network address as a keyed hash; IPv6 by its network, as allauth counts it."""
        return salted_hmac("groundswell.throttle", truncate_ip(super().get_client_ip(request))).hexdigest()

    def respond_user_inactive(self, _request: HttpRequest, _user: object) -> HttpResponse:
        return redirect(settings.LOGIN_URL)


def _code_lines(code: str) -> list[str]:
    return [
        _("Hello,"),
        _("Your code is: %(code)s") % {"code": code},
        _("Type it on the page where you asked for it. It works once, for %(minutes)s minutes.") % {"minutes": MINUTES},
        _("If you did not ask for a code, you can leave this mail. Nobody can sign in without the code."),
    ]


def _unknown_lines() -> list[str]:
    return [
        _("Hello,"),
        _("Someone asked for a code to sign in with this address. We do not know this address."),
        _("If it was you, try the address where you get our mail. You can share an idea without signing in."),
        _("If it was not you, you can leave this mail."),
    ]
