"""How many people work where: the list, one number, many lines at once, and the list as a spreadsheet."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed, page
from groundswell.foundation.kit import clock, spreadsheets
from groundswell.partnership import exports, imports
from groundswell.partnership.forms.headcounts import HeadcountForm, PasteForm
from groundswell.partnership.policies import ADMINISTRATORS
from groundswell.partnership.presenters import reason
from groundswell.partnership.selectors import headcounts
from groundswell.partnership.services import headcounts as services
from groundswell.partnership.states import StaffGroup

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form

PAGE = 25
READ = ("GET", "HEAD")


@page(audience=ADMINISTRATORS, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    found = Paginator(headcounts.headcounts_for(request.asker), PAGE).get_page(request.GET.get("page"))
    return render(request, "partnership/headcounts.jinja", {"page": found, "rows": list(found)})


@page(audience=ADMINISTRATORS, methods=READ)
def csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list, written as it is read, in the columns that can be pasted back in."""
    rows = headcounts.headcounts_for(request.asker).iterator(chunk_size=500)
    lines = spreadsheets.lines(exports.headcounts(rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="headcounts.csv"'
    return response


@page(audience=ADMINISTRATORS)
def add(request: HttpRequest) -> HttpResponse:
    """One number. The same partner, group and day again says it anew."""
    data, today = request.POST if request.method == "POST" else None, clock.today(request.programme.timezone)
    form = HeadcountForm(data, places=headcounts.countable(request.asker), today=today)
    if form.is_valid():
        said, before = form.counted(), services.before(form.counted())
        try:
            services.keep(request.programme, [said], by=request.asker)
        except (NotAllowed, ValidationError) as refusal:
            form.add_error(None, reason(refusal))
        else:
            again = before is not None and before != said.count
            messages.success(request, _("Saved. It said %(count)d before") % {"count": before} if again else _("Saved"))
            return redirect("partnership:headcounts")
    return render(request, "partnership/add_headcount.jinja", {"form": form}, status=_status(form))


@page(audience=ADMINISTRATORS)
def paste(request: HttpRequest) -> HttpResponse:
    """Many lines at once, pasted or of a file: all of them, or none and what is wrong with each."""
    form = PasteForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if form.is_valid():
        lines, today = _lines(form), clock.today(request.programme.timezone)
        read = imports.headcounts(lines, headcounts.places_by_name(request.asker), today)
        for trouble in read.troubles if form.is_valid() else ():
            form.add_error("lines", trouble)
    if form.is_valid():
        try:
            kept = services.keep(request.programme, read.rows, by=request.asker)
        except (NotAllowed, ValidationError) as refusal:
            form.add_error("lines", reason(refusal))
        else:
            told = {"new": kept.new, "changed": kept.changed, "same": kept.same}
            messages.success(request, _("%(new)d new, %(changed)d changed, %(same)d as they were") % told)
            return redirect("partnership:headcounts")
    shown = {"form": form, "groups": StaffGroup.labels}
    return render(request, "partnership/paste_headcounts.jinja", shown, status=_status(form))


def _lines(form: PasteForm) -> str:
    """What was pasted, or what the chosen file holds, which then stands in the box as if it had been pasted."""
    chosen = form.cleaned_data["files"]
    if chosen is None:
        pasted: str = form.cleaned_data["lines"]
        return pasted
    try:
        lines = imports.text_of(chosen.read())
    except imports.Trouble as trouble:
        form.add_error("files", str(trouble))
        return ""
    form.show(lines)
    return lines


def _status(form: Form) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
