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
    """Let in only this audience. Who is signed out is asked to sign in, and who holds the role but has not passed the
    second step is asked for that; others are told why not.
    """

    def wear(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            verdict = audience.admits(request.asker)  # type: ignore[attr-defined]
            if not verdict and not request.asker.signed_in:  # type: ignore[attr-defined]
                return _first(request, settings.LOGIN_URL)
            if not verdict and audience.admits(request.asker.after_step()):  # type: ignore[attr-defined]
                return step_first(request)
            verdict.or_raise()
            return view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        guarded.methods = methods  # type: ignore[attr-defined]
        return guarded

    return wear


def step_first(request: HttpRequest) -> HttpResponse:
    """Ask for the second step of signing in, and come back."""
    return _first(request, settings.SECOND_STEP_URL)


def _first(request: HttpRequest, name: str) -> HttpResponse:
    """Show another page first and come back; what was posted is kept in that page itself."""
    if request.method not in READ:
        request.kept = kept.pack(request)  # type: ignore[attr-defined]
        asked: HttpResponse = resolve(reverse(name)).func(request)
        return asked
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(name)}?{back}")
