"""Pages that span rooms: home, today and the menu; everyone's notices; the pages for trouble."""

from groundswell.journey.views.pages import (
    WAIT_SECONDS,
    bad_request,
    busy,
    expired,
    forbidden,
    home,
    menu,
    not_found,
    refused,
    today,
    today_all,
    too_large,
    trouble,
    unknown_host,
)

__all__ = [
    "WAIT_SECONDS",
    "bad_request",
    "busy",
    "expired",
    "forbidden",
    "home",
    "menu",
    "not_found",
    "refused",
    "today",
    "today_all",
    "too_large",
    "trouble",
    "unknown_host",
]
