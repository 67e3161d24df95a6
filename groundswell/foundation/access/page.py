"""The decorator that every view wears: its audience and the methods it answers."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.http import urlencode

from groundswell.foundation.access import kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundswell.foundation.access.audience import Audience

READ = ("GET", "HEAD")
READ_AND_SEND = ("GET", "HEAD", "POST")


def page(
    *, audience: Audience, methods: tuple[str, ...] = READ_AND_SEND
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let in only this audience; a signed-out person is asked to sign in, others are told why not."""

    def wear(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            verdict = audience.admits(request.asker)  # type: ignore[attr-defined]
            if not verdict and not request.asker.signed_in:  # type: ignore[attr-defined]
                return _sign_in_first(request)
            verdict.or_raise()
            return view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        guarded.methods = methods  # type: ignore[attr-defined]
        return guarded

    return wear


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Ask to sign in and come back; what was posted is kept in the sign-in page itself."""
    if request.method not in READ:
        request.kept = kept.pack(request)  # type: ignore[attr-defined]
        asked: HttpResponse = resolve(reverse(settings.LOGIN_URL)).func(request)
        return asked
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{back}")
