"""What is found: search in its states, what is like an idea before it is sent, shared ideas, and twins."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

NOBODY, GRACE, JOE, AMINA = "nobody", "Grace", "Joe", "Amina"


def finding_pages() -> list[tuple[str, str, str, Callable[[Page], None] | None]]:
    """A name for files, who looks, where, and what they do before we look."""
    from groundswell.ideas.models import Idea, Voice

    shared = Idea.objects.filter(colleagues_may_see=True, hidden="", erased_on=None, joined_to=None)
    told = shared.filter(pk__in=Voice.objects.values("idea")).order_by("reference").first() or shared.first()
    own = Idea.objects.filter(sender__name__startswith="Grace").values("pk")
    here = f"/shared/{told.reference}/"
    like = shared.exclude(pk__in=own).order_by("reference").first().text
    return [
        ("search-empty", NOBODY, "/search/", None),
        ("search-nothing", NOBODY, "/search/?q=clnic", None),
        ("search-found", AMINA, "/search/?q=patients", None),
        ("search-one-kind", AMINA, "/search/?q=patients&kind=idea", None),
        ("search-signed-out", NOBODY, "/search/?q=patients", None),
        ("similar", GRACE, "/ideas/new/idea/", lambda page: _write(page, like)),
        ("similar-error", GRACE, "/ideas/new/idea/", lambda page: _chooses_nothing(page, like)),
        ("shared", JOE, here, None),
        ("shared-comment-error", JOE, here, _press_last),
        ("twins", AMINA, "/triage/twins/", None),
        ("twins-parted", AMINA, "/triage/twins/?show=dismissed", None),
    ]


def _write(page: Page, words: str) -> None:
    page.get_by_label("What is your idea, or the problem you see?").fill(words)
    _press_last(page)


def _chooses_nothing(page: Page, words: str) -> None:
    _write(page, words)
    _press_last(page)


def _press_last(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main button[type=submit]").last.click()
