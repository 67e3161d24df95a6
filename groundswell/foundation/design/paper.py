"""A page as a PDF, drawn from the same words as the page to print. Only where the optional extra `pdf` is installed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from django.http import HttpRequest

LOOKS = Path(__file__).with_name("paper.css")
KIND = "application/pdf"


@cache
def can_draw() -> bool:
    """Whether this computer can make a PDF: WeasyPrint is there, and what it draws letters with (pango) is too."""
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


def drawn(html: str, *, readable: bool = False) -> bytes:
    """The page as a PDF with tags, language and title. Nothing is fetched: what is not in the text is not in the PDF.

    `readable`: leave it uncompressed, so that a test can look inside.
    """
    weasyprint: Any = import_module("weasyprint")
    fetch = import_module("weasyprint.urls").URLFetcher(allowed_protocols=())
    looks = weasyprint.CSS(string=LOOKS.read_text(encoding="utf-8"), url_fetcher=fetch)
    page = weasyprint.HTML(string=html, url_fetcher=fetch)
    return page.write_pdf(
        stylesheets=[looks], pdf_tags=True, uncompressed_pdf=readable
    )  # fmt: skip


def answer(request: HttpRequest, template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """A PDF to keep, called `name`, of a template that extends `layouts/paper.jinja`."""
    html = render_to_string(template, context, request)
    response = HttpResponse(drawn(html), content_type=KIND)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.pdf") or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
