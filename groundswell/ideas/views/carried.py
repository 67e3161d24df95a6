"""What was typed and is not yet kept: it travels signed in the page itself, which no browser stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core import signing

from groundswell.ideas import selectors, services
from groundswell.ideas.presenters.sending import COOKIE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Draft, Idea

CARRIED = "ideas.carried"
OWN_NAME = "own"  # marks of the name of who was signed in, which stays nowhere else; only the page has them
OF_THE_PAGE = ("key", "secret", "told", OWN_NAME)


def pack(typed: dict[str, Any]) -> str:
    return signing.dumps(typed, salt=CARRIED, compress=True)


def opened(request: HttpRequest) -> dict[str, Any]:
    """What travelled in the page; nothing when it was changed on the way."""
    try:
        return signing.loads(request.POST.get("carried", ""), salt=CARRIED)
    except signing.BadSignature:
        return {}


def answers_in(typed: dict[str, Any]) -> dict[str, Any]:
    """What may be kept of it: not what a page without a name knows for itself."""
    return {name: value for name, value in typed.items() if name not in OF_THE_PAGE}


def draft_of(request: HttpRequest) -> Draft | None:
    return selectors.draft_for(request.asker, _key(request), request.programme)


def sent_by(request: HttpRequest) -> Idea | None:
    """What this browser's draft became."""
    key = _key(request)
    return selectors.sent_with(key, request.programme) if key else None


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.get_signed_cookie(COOKIE, default="", salt=COOKIE))
    except (ValueError, signing.BadSignature):
        return None


def with_draft(response: HttpResponse, request: HttpRequest, draft: Draft, seconds: int | None = None) -> HttpResponse:
    """Remember which draft this browser writes, until it is closed; no session is written."""
    response.set_signed_cookie(
        COOKIE,
        str(draft.pk),
        salt=COOKIE,
        max_age=seconds,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return unstored(response)


def throw_draft_away(request: HttpRequest) -> None:
    """Delete what this browser wrote so far."""
    draft = draft_of(request)
    if draft is not None:
        services.throw_away(draft)


def unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
