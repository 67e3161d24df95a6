"""The mails of this room.

That of signing in alone is sent at once and not through the outbox, because codes are not stored. What changed about
the second step goes through the outbox.
"""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.notices import Kind, Letter, Notice, Recipient, declare, reader, register
from groundswell.partnership import selectors
from groundswell.partnership.notices import enquiries, sponsorships
from groundswell.partnership.services import second_step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.foundation.notices.registry import Told

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

    def get_login_stages(self) -> list[str]:
        """Signing in ends with the mailed code. The second step is ours: until it is passed, roles do not count."""
        return [stage for stage in super().get_login_stages() if not stage.startswith("allauth.mfa.")]

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


CHANGES = {  # the news, and what it means
    second_step.ADDED: (
        lazy("You can sign in in a new way"),
        lazy("An app or a passkey was added to your second step at sign-in."),
    ),
    second_step.REMOVED: (
        lazy("One way to sign in was taken away"),
        lazy("An app or a passkey was taken away from your second step at sign-in. We signed you out elsewhere."),
    ),
    second_step.CODES: (
        lazy("You have new recovery codes"),
        lazy("New recovery codes were made for you. The old ones do not work any more."),
    ),
    second_step.USED: (
        lazy("A recovery code was used"),
        lazy("Someone signed in as you with a recovery code. Each code works once."),
    ),
    second_step.RESET: (
        lazy("Your second step was taken away"),
        lazy("An administrator took away your second step at sign-in. Set it up again when you next sign in."),
    ),
}


KIND = Kind(
    "signing_in",
    lazy("Signing in"),
    lazy("Your second step at sign-in was changed"),
    60,
    always=lazy("It always comes."),
)
WHY = lazy("You can sign in here, and someone changed how. We tell you in case it was not you.")


def register_all() -> None:
    """Register what each change of the second step says to its person."""
    declare(KIND)
    for key, (subject, news) in CHANGES.items():
        write = _writer(subject, news)
        register(Notice(key, write, sender=lambda _record_id: None, kind=KIND.key, why=WHY, always=True))
    enquiries.register_all()
    sponsorships.register_all()
    reader("partnership", _on_site)


def _on_site(asker: Asker, told: Iterable[Told]) -> dict[Told, Letter]:
    """How each kind of notice of this room reads on the site."""
    wanted = list(told)
    return _of_second_step(wanted) | enquiries.on_site(asker, wanted) | sponsorships.on_site(asker, wanted)


def _of_second_step(told: Iterable[Told]) -> dict[Told, Letter]:
    """The rows are a person's own, and hold nothing of anybody else."""
    link, words = reverse("partnership:second-step-devices"), _("See your devices")
    return {
        one: Letter(str(CHANGES[one[0]][0]), (str(CHANGES[one[0]][1]),), link, words)
        for one in told
        if one[0] in CHANGES
    }


def _writer(subject: Any, news: Any) -> Any:
    def write(record_id: UUID, _to: Recipient) -> Letter | None:
        programme = selectors.programme_of_step(record_id)
        if programme is None:
            return None
        otherwise = _("If this was not you, tell your administrator today.")
        link = selectors.address_of_site(programme) + reverse("partnership:second-step-devices")
        return Letter(str(subject), (str(news), otherwise), link, _("See your devices"))

    return write
