"""The list, one innovation, its history, the whole of it to print, and the lists of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, SIGNED_IN, Listing, NotAllowed, page
from groundswell.foundation.design.filters import query_of
from groundswell.foundation.kit import clock, spreadsheets
from groundswell.innovations import exports, policies, selectors
from groundswell.innovations.presenters import history as happened
from groundswell.innovations.presenters import listing, record, sections, serving
from groundswell.innovations.reference import vocabularies
from groundswell.innovations.states import Group
from groundswell.innovations.views.finding import PAGE, READ, find
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.innovations.models import Innovation
    from groundswell.innovations.policies import Reading


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """What this asker may see, the newest first."""
    now = listing.chosen(request.GET, request.asker)
    found = Paginator(Listing(selectors.carded, request.asker, now.wanted()), PAGE).get_page(request.GET.get("page"))
    shown = {
        "cards": [record.card(innovation) for innovation in found],
        "page": found,
        "rows": listing.filters(now, request.asker),
        "query": query_of(now),
        "may_begin": bool(policies.can_begin(request.asker)),
    }
    return render(request, "innovations/all.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def table_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list of the same filter, whole, written as it is read."""
    now = listing.chosen(request.GET, request.asker)
    rows = selectors.listed(request.asker, now.wanted()).iterator(chunk_size=500)
    lines = spreadsheets.lines(exports.innovations(rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    day = clock.today(request.programme.timezone).isoformat()
    response["Content-Disposition"] = f'attachment; filename="innovations-{day}.csv"'
    return response


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """S9: the same address for everyone; each reads what is open to them."""
    innovation = find(request, reference)
    reading = policies.reading(request.asker, innovation)
    shown = _whole(request, innovation, reading) | {"follows": selectors.follows(request.asker, innovation)}
    return render(request, "innovations/record.jinja", shown)


@page(audience=SIGNED_IN, methods=READ)
def printed(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole of what this asker may see on one page, without buttons."""
    innovation = find(request, reference)
    reading = policies.reading(request.asker, innovation)
    shown = _whole(request, innovation, reading) | {"today": clock.today(request.programme.timezone)}
    return render(request, "innovations/print.jinja", shown)


def _whole(request: HttpRequest, innovation: Innovation, reading: Reading) -> dict[str, Any]:
    """Only what this reader may see is asked for."""
    today, asker = clock.today(request.programme.timezone), request.asker
    kept, chosen = selectors.sections_of(innovation), selectors.chosen_of(innovation)
    rows = sections.rows(kept)
    return {
        "innovation": innovation,
        "reading": reading,
        "stage": record.stage(innovation, signed_in=reading.signed_in),
        "facts": record.facts(innovation, chosen),
        "came_from": [*record.came_from(asker, innovation), *serving.aims(asker, innovation)],
        "rows": rows if reading.changes else [],
        "progress": sections.progress(rows) if reading.changes else None,
        "parts": sections.parts(innovation, kept, reading, chosen),
        "about_level": policies.level_of(innovation, Group.ABOUT),
        "evidence": record.evidence(list(selectors.evidence_of(innovation))) if reading.sees(Group.EVIDENCE) else [],
        "risks": record.risks(list(selectors.risks_of(innovation))) if reading.sees(Group.SAFETY) else [],
        "ties": record.ties(innovation, selectors.links_of(innovation, asker)),
        "people": record.people(_people(innovation, reading, today), reading, asker.person_id),
    }


def _people(innovation: Innovation, reading: Reading, today: Any) -> list[Any]:
    return list(selectors.standings_of(innovation, today)) if reading.sees(Group.PEOPLE) else []


@page(audience=SIGNED_IN, methods=READ)
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Who changed what, and when: for those inside the record."""
    innovation = find(request, reference)
    if not policies.reading(request.asker, innovation).inside:
        raise NotAllowed(policies.can_change(request.asker, innovation).reason)
    found = Paginator(selectors.history(innovation), PAGE).get_page(request.GET.get("page"))
    names = partnership.names_of(happened.people_in(found))
    shown = {"innovation": innovation, "told": happened.told(found, names), "page": found}
    return render(request, "innovations/history.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def words(request: HttpRequest) -> HttpResponse:
    """Every list of words: where it comes from, when we compared it, and what each of our words is called there."""
    today = clock.today(request.programme.timezone)
    return render(request, "innovations/words.jinja", {"lists": list(vocabularies().values()), "today": today})
