"""What travels through the pages of signing in: where someone was going, and what they had typed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from groundswell.foundation.access import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def welcome(request: HttpRequest, onward: HttpResponse) -> HttpResponse:
    """Let in. Offer what was typed before, but never to someone else."""
    typed = kept.unpack(kept_in(request))
    if typed is None or not request.asker.signed_in or not typed.may_see(request.asker.person_id):
        return onward
    return private(render(request, "partnership/kept.jinja", {"kept": typed}))


def carried(request: HttpRequest) -> dict[str, str]:
    """What travels, as hidden fields."""
    return {"next": going_to(request), "kept": kept_in(request)}


def kept_in(request: HttpRequest) -> str:
    return getattr(request, "kept", "") or request.POST.get("kept", "")


def going_to(request: HttpRequest) -> str:
    """Where to go afterwards: a path of this site only, else the home of who signed in."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else settings.LOGIN_REDIRECT_URL


def by_way_of(request: HttpRequest, name: str, *, to: str = "") -> HttpResponse:
    """Go to another page of signing in, and from there to a path: else where the person was going."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': to or going_to(request)})}")


def private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True)
    return response
