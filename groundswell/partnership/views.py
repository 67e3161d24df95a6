"""Signing in and out, people and their roles, the duty rota."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page


@page(audience=EVERYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "partnership/sign_in.jinja")
