"""How every page of a record finds it: what this asker may not see is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from groundswell.innovations import policies, selectors

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from groundswell.innovations.models import Innovation

READ = ("GET", "HEAD")
SEND = ("POST",)
PAGE = 25
MOST_DIGITS = 9


def find(request: HttpRequest, reference: str) -> Innovation:
    innovation = selectors.innovation_for(request.asker, reference)
    if innovation is None:
        raise Http404
    return innovation


def find_to_change(request: HttpRequest, reference: str) -> Innovation:
    """As `find`; who may read and not change it is told why."""
    innovation = find(request, reference)
    policies.can_change(request.asker, innovation).or_raise()
    return innovation


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; none when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def revision_of(data: QueryDict) -> int:
    """The revision that the page showed; one that no record has when it is missing, so that the page is refused."""
    typed = data.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else -1
