"""Pages that span rooms: home, today and the menu; everyone's notices; the pages for trouble."""

from groundswell.journey.views.pages import (
    expired,
    forbidden,
    home,
    menu,
    not_found,
    refused,
    today,
    today_all,
    trouble,
    unknown_host,
)

__all__ = [
    "expired",
    "forbidden",
    "home",
    "menu",
    "not_found",
    "refused",
    "today",
    "today_all",
    "trouble",
    "unknown_host",
]
