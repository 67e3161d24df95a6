"""What this room tells about the site itself: links at the foot of each page, the cookies, the site map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation import menu
from groundswell.foundation.access import EVERYONE, SIGNED_IN
from groundswell.foundation.design import cookies
from groundswell.ideas.services import sending
from groundswell.partnership.services import signing_in

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker

HOUR = 60 * 60
FOOT = (
    ("journey:how-we-work", lazy("How we work"), 10),
    ("journey:help", lazy("Help"), 30),
    ("journey:accessibility", lazy("Accessibility"), 50),
    ("journey:privacy", lazy("Privacy"), 60),
    ("journey:cookies", lazy("Cookies"), 70),
    ("journey:site-map", lazy("Site map"), 80),
)


def register_all() -> None:
    for address, words, place in FOOT:
        menu.register(menu.Link(words, address, EVERYONE, place, where=menu.Where.FOOT))
    choose = lazy("Choose what we mail you")
    menu.register(menu.Link(choose, "journey:notice-settings", SIGNED_IN, 70, where=menu.Where.MAP))
    cookies.register(
        cookies.Cookie(
            settings.SESSION_COOKIE_NAME,
            lazy("Keeps you signed in. It holds a random key and nothing about you."),
            lazy("Until you sign out, close the browser, or do nothing for a while"),
        )
    )
    cookies.register(
        cookies.Cookie(
            settings.CSRF_COOKIE_NAME,
            lazy("Proves that a form was sent from our own page."),
            lazy("One year, or until you clear it"),
        )
    )
    cookies.register(
        cookies.Cookie(
            "messages",
            lazy("Carries a short note, such as “Saved”, to the next page."),
            lazy("Until the next page is shown"),
        )
    )


@dataclass(frozen=True)
class Group:
    """Some links of the site map under a heading."""

    heading: str
    links: list[menu.Link]


def site_map(asker: Asker) -> list[Group]:
    """Every registered page that this asker may open; groups that would be empty are left out."""
    found = menu.map_for(asker)
    named = {
        menu.Where.MENU: _("Main pages"),
        menu.Where.MAP: _("More pages"),
        menu.Where.FOOT: _("About this site"),
    }
    return [Group(words, found[where]) for where, words in named.items() if found[where]]


@dataclass(frozen=True)
class Kept:
    """How long things are kept, from the settings that keep them."""

    draft_days: int
    quiet_minutes: int
    longest_hours: int


def kept() -> Kept:
    return Kept(
        draft_days=sending.KEPT_DAYS,
        quiet_minutes=signing_in.IDLE_SECONDS // 60,
        longest_hours=signing_in.LONGEST_SECONDS // HOUR,
    )
