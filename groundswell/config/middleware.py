"""What every request passes: health, the programme of the host, who is asking, and the doors."""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed, TooOften, step_first
from groundswell.journey import views as journey
from groundswell.partnership import selectors as partnership
from groundswell.partnership.services import signing_in
from groundswell.partnership.views.signing_in import slow_down

KEPT = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}  # every other cookie is of one person's work
HEALTH = "/healthz"
log = logging.getLogger("groundswell")
Answer = "Callable[[HttpRequest], HttpResponse]"


def health(answer: Answer) -> Answer:
    """Say whether the database answers, on any host, before anything else may refuse."""

    def check(request: HttpRequest) -> HttpResponse:
        if request.path != HEALTH:
            return answer(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            away = HttpResponse("the database does not answer", status=503, content_type="text/plain")
            away["Retry-After"] = str(journey.WAIT_SECONDS)
            return away
        return HttpResponse("ok", content_type="text/plain")

    return check


def hosts(answer: Answer) -> Answer:
    """Answer a host that the settings do not name as one at which no programme lives; health answers anywhere."""

    def check(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            if request.path != HEALTH:
                return HttpResponse(_("Nothing lives at this address"), status=421, content_type="text/plain")
        return answer(request)

    return check


def programme(answer: Answer) -> Answer:
    """Find the programme by host name; an unknown host is refused unless there is only one."""

    def find(request: HttpRequest) -> HttpResponse:
        request.programme = partnership.programme_at(request.get_host())
        if request.programme is None:
            return journey.unknown_host(request)
        return answer(request)

    return find


def idle(answer: Answer) -> Answer:
    """End the session of someone who has walked away; messages and drafts of theirs go too."""

    def check(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or signing_in.stay_awake(request):
            return answer(request)
        left_behind = [name for name in request.COOKIES if name not in KEPT]
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if name in KEPT}
        response = answer(request)
        for name in left_behind:
            response.delete_cookie(name)
        return response

    return check


def asker(answer: Answer) -> Answer:
    """Put on the request who is asking."""

    def know(request: HttpRequest) -> HttpResponse:
        request.asker = partnership.asker_for(request.user, request.programme, session=request.session)
        return answer(request)

    return know


def bodies(answer: Answer) -> Answer:
    """Turn away a body that is larger than any form of ours may be, before a byte of it is read."""

    def measure(request: HttpRequest) -> HttpResponse:
        with_files = request.content_type == "multipart/form-data"
        most = settings.LARGEST_BODY if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        told = request.META.get("CONTENT_LENGTH") or "0"
        if told.isdigit() and int(told) > most:
            return journey.too_large(request)
        return answer(request)

    return measure


class Doors:
    """Closed by default: an address without a declared audience does not open; a refusal says why."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.asker.signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            response.setdefault("Retry-After", str(journey.WAIT_SECONDS))
        return response

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return journey.not_found(request)  # PostgreSQL cannot even look for such a text
        if hasattr(view, "audience"):
            return None
        return journey.refused(request, _("This page does not say who may open it"))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (NotAllowed, Http404)) and request.asker.dropped and not _opens_by_its_own_key(request):
            return step_first(request)  # it may open with the roles that wait for the second step; then we know
        if isinstance(error, NotAllowed):
            return journey.refused(request, str(error))
        if isinstance(error, TooOften):
            return slow_down(request, error.seconds)
        if not isinstance(error, Http404):
            _report(request, error)
        return None


def _opens_by_its_own_key(request: HttpRequest) -> bool:
    """Below /t/ a link or four words open what they open, whoever sits here; they go into no other address or page."""
    return request.path_info.startswith("/t/")


def _report(request: HttpRequest, error: Exception) -> None:
    """Say what broke and where in the code; never the address, which may hold a sender's link, nor any words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    view = request.resolver_match.view_name if request.resolver_match else "no view"
    log.error("%s in %s at %s:%d", type(error).__name__, view, last.filename.rsplit("/", 1)[-1], last.lineno)
