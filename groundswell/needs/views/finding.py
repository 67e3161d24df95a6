"""How every page of this room finds its record, reads what was typed, and keeps it on every error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.selectors import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse, QueryDict

    from groundswell.foundation.design.forms import Form
    from groundswell.needs.models import Need

READ = ("GET", "HEAD")
SEND = ("POST",)
PAGE = 25
MOST_DIGITS = 9


def there(row: Any) -> Any:
    """The row, or a page that says there is none."""
    if row is None:
        raise Http404
    return row


def find_need(request: HttpRequest, reference: str) -> Need:
    return there(needs.need_for(request.asker, reference))


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; none when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def revision_of(data: QueryDict) -> int:
    """The revision that the page showed; one that no record has when it is missing, so that the page is refused."""
    sent = data.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= MOST_DIGITS else -1


def paged(request: HttpRequest, rows: Any) -> Page:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


@dataclass(frozen=True)
class Sheet:
    """A page with one form. `record`: what is changed, whose revision travels with the form.

    `theirs`: what stands there now, shown beside what was typed when someone else was faster.
    """

    heading: str
    back: str
    button: str
    caption: str = ""
    lead: str = ""
    record: Any = None
    theirs: Callable[[], str] = str
    template: str = "needs/form.jinja"
    more: dict[str, Any] | None = None


def save(request: HttpRequest, form: Form, sheet: Sheet, do: Callable[[], Any], *, said: str, to: Any) -> HttpResponse:
    """Check the form, then do it and lead on. Wrong or refused (422) and out of date (409) keep what was typed.

    `to`: the address, or what makes it of what `do` gave.
    """
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            done = do()
        except Stale as stale:
            form.add_error(None, str(stale))
            status = 409
        except NotAllowed as refused:
            form.add_error(None, str(refused))
            status = 422
        else:
            messages.success(request, said)
            return redirect(to(done) if callable(to) else to)
    return show(request, form, sheet, status)


def show(request: HttpRequest, form: Form, sheet: Sheet, status: int) -> HttpResponse:
    """The page of a form; the revision that its sender read stays in it until they have read another."""
    kept = status == 422 and sheet.record is not None
    revision = revision_of(request.POST) if kept else getattr(sheet.record, "revision", 0)
    shown = {"sheet": sheet, "form": form, "revision": revision, **(sheet.more or {})}
    shown |= {"theirs": sheet.theirs()} if status == 409 else {}
    return render(request, sheet.template, shown, status=status)
