"""How the pages of the strategy find what they show, and keep what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.policies import strategy as policies
from groundswell.needs.selectors import strategy as selectors

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse, QueryDict

    from groundswell.foundation.design.forms import Form
    from groundswell.needs.models import Priority

READ = ("GET", "HEAD")
SEND = ("POST",)
PAGE = 25
MOST_DIGITS = 9


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; none when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def today(request: HttpRequest) -> date:
    return clock.today(request.programme.timezone)


def revision_of(data: QueryDict) -> int:
    """The revision that the page showed; one that no record has when it is missing, so that the page is refused."""
    typed = data.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else -1


def paged(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def or_404(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


def find(request: HttpRequest, kind: str, part_id: UUID) -> Any:
    return or_404(selectors.part(request.asker, kind, part_id))


def find_to_change(request: HttpRequest, kind: str, part_id: UUID) -> Any:
    """As `find`; who may read and not change it is told why."""
    row = find(request, kind, part_id)
    policies.can_change(request.asker, row).or_raise()
    return row


def find_priority(request: HttpRequest, priority_id: UUID) -> Priority:
    return find(request, "priorities", priority_id)


def kind_or_404(kind: str) -> str:
    if kind not in selectors.MODELS:
        raise Http404
    return kind


def save(
    request: HttpRequest, form: Form, shown: dict[str, Any], do: Callable[[], Any], to: Callable[[Any], str]
) -> HttpResponse:
    """Check the form, then do it and go to what was made. Wrong or refused (422), out of date (409): all is kept.

    `shown`: what the page needs; its `revision` is that of the record now, `now` asks what stands there now.
    """
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            made = do()
        except Stale as stale:
            form.add_error(None, str(stale))
            status = 409
        except NotAllowed as refused:
            form.add_error(None, str(refused))
            status = 422
        else:
            messages.success(request, _("Saved"))
            return redirect(to(made))
    return render(request, shown["template"], _kept(request, form, shown, status), status=status)


def _kept(request: HttpRequest, form: Form, shown: dict[str, Any], status: int) -> dict[str, Any]:
    now = shown.get("now", lambda: (0, ""))
    if status == 409:
        revision, theirs = now()
        return shown | {"form": form, "revision": revision, "theirs": theirs}
    revision = revision_of(request.POST) if form.errors else shown.get("revision", 0)
    return shown | {"form": form, "revision": revision, "theirs": ""}
