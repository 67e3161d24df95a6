"""Ready-made words: the list, and adding, changing and removing them. For the lead and the administrators."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed, page
from groundswell.ideas import policies, services
from groundswell.ideas.forms.sorting import TemplateForm
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.selectors import sorting

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Template

PAGE = 25


@page(audience=policies.WORDSMITHS, methods=("GET", "HEAD"))
def templates(request: HttpRequest) -> HttpResponse:
    """All of them, by the answer that they are for."""
    shown = Paginator(sorting.templates_for(request.programme), PAGE).get_page(request.GET.get("page"))
    return render(request, "ideas/templates.jinja", {"page": shown})


@page(audience=policies.WORDSMITHS)
def add(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST or None)
    return _edit(
        request,
        form,
        None,
        lambda: services.add_template(request.programme, by=request.asker, **form.cleaned_data),
    )


@page(audience=policies.WORDSMITHS)
def change(request: HttpRequest, template_id: UUID) -> HttpResponse:
    template = _find(request, template_id)
    form = TemplateForm(request.POST or None, template=template)
    return _edit(
        request,
        form,
        template,
        lambda: services.change_template(
            template.pk, by=request.asker, revision=revision_of(request.POST), **form.cleaned_data
        ),
    )


@page(audience=policies.WORDSMITHS, methods=("POST",))
def remove(request: HttpRequest, template_id: UUID) -> HttpResponse:
    services.remove_template(_find(request, template_id).pk, by=request.asker)
    messages.success(request, _("These words are removed"))
    return redirect("ideas:templates")


def _find(request: HttpRequest, template_id: UUID) -> Template:
    template = sorting.template_for(request.asker, template_id)
    if template is None:
        raise Http404
    return template


def _edit(
    request: HttpRequest, form: TemplateForm, template: Template | None, keep: Callable[[], object]
) -> HttpResponse:
    if form.is_valid():
        try:
            keep()
        except (NotAllowed, ValidationError) as problem:
            _tell(form, problem)
        else:
            messages.success(request, _("These words are kept"))
            return redirect("ideas:templates")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "ideas/template.jinja", {"form": form, "template": template}, status=status)


def _tell(form: TemplateForm, problem: NotAllowed | ValidationError) -> None:
    said = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
    for one in said:
        form.add_error("words" if "[" in one else None, one)
