"""Pages that come up seldom: when something is wrong, when somebody else was faster, when one has to wait."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Response, Route

NOBODY, GRACE, AMINA = "nobody", "Grace", "Amina"
WORDS = "Paint the kerb by the bicycle gate yellow. People trip there when it rains."  # like no idea here
FOUR = "amber amber amber amber"
LOCKED = 60_000  # milliseconds: the site waits a third of them for its database before it says that it is busy
TOO_LONG = 1_200_000  # letters, more than any form of ours may hold
MOST_TRIES = 8


def seldom_pages() -> list[tuple[str, str, str, Callable[[Page], None] | None]]:
    """A name for files, who looks, where, and what they do before we look."""
    return [
        ("change-title", NOBODY, "/i", lambda page: _change(page, "Change the short name")),
        ("change-place", NOBODY, "/i", lambda page: _change(page, "Change where it would help")),
        ("sent-for-someone", GRACE, "/ideas/new/for-someone/", _send_for_someone),
        ("several-not-now", AMINA, _several(), None),
        ("someone-was-faster", AMINA, _mine(), _too_late),
        ("wait", NOBODY, "/t/", _guess_words),
        ("slow-down", NOBODY, "/sign-in/", _ask_too_often),
        ("expired", NOBODY, "/i", _too_old),
        ("too-large", NOBODY, "/t/", _too_much),
        ("trouble", NOBODY, "/t/", _nonsense),
        ("busy", NOBODY, "/i", _while_locked),
        ("unknown-host", NOBODY, "/", _where_nobody_lives),
    ]


def _several() -> str:
    """The page to which the bar of the queue leads, for two ideas that nobody has taken."""
    from groundswell.ideas.models import Idea

    found = Idea.objects.filter(state="received").order_by("reference")[:2]
    return f"/triage/several/not-now/?{urlencode([('idea', f'{one.reference}:{one.revision}') for one in found])}"


def _mine() -> str:
    from groundswell.ideas.models import Idea

    held = Idea.objects.filter(holder__name__startswith=f"{AMINA} ", state="read", looked_again=False)
    return f"/triage/{held.order_by('reference').first().reference}/"


def _press(page: Page, words: str, *, longest: int = 30_000) -> Response:
    with page.expect_navigation(timeout=longest) as gone:
        page.get_by_role("button", name=words, exact=True).first.click(timeout=longest)
    return gone.value


def _set(page: Page, name: str, value: str) -> None:
    """Whatever stands in all boxes of this name, shown or not."""
    page.evaluate("([name, value]) => document.getElementsByName(name).forEach(e => e.value = value)", [name, value])


def _to_how(page: Page) -> None:
    page.get_by_label("What is your idea, or the problem you see?").fill(WORDS)
    _press(page, "Continue")
    page.get_by_label("Where would it help?").fill("Outpatients, Basildon")
    page.get_by_label("Your email address").fill("someone.new@mse.example")


def _change(page: Page, words: str) -> None:
    _to_how(page)
    _press(page, "Continue")
    with page.expect_navigation():
        page.get_by_role("link", name=words).click()


def _send_for_someone(page: Page) -> None:
    page.get_by_label("What is their idea, or the problem they see?").fill(WORDS)
    page.get_by_label("Without my name", exact=True).check()
    page.get_by_label("They asked me to send this, and they agree to these words").check()
    _press(page, "Send their idea")


def _too_late(page: Page) -> None:
    """As if the page had been opened before the last move."""
    page.evaluate("document.getElementsByName('revision').forEach(e => e.value = e.value - 1)")
    page.get_by_label("Ask a question", exact=True).check()
    page.get_by_label("Your question to the sender").fill("How many clinics do this?")
    _press(page, "Save and stay")


def _guess_words(page: Page) -> None:
    for _try in range(MOST_TRIES):
        page.get_by_label("Reference of your idea").fill("RED-HERRING-11")
        page.get_by_label("Your four words").fill(FOUR)
        if _press(page, "Open my idea").status == 429:
            return


def _ask_too_often(page: Page) -> None:
    """An address of its own, so that nobody else has to wait."""
    at = page.url
    for _try in range(MOST_TRIES):
        page.goto(at)
        page.get_by_label("What is your e-mail address?").fill("slow.down@mse.example")
        if _press(page, "Send me a code").status == 429:
            return


def _too_old(page: Page) -> None:
    page.get_by_label("What is your idea, or the problem you see?").fill(WORDS)
    _set(page, "csrfmiddlewaretoken", "x" * 64)
    _press(page, "Continue")


def _too_much(page: Page) -> None:
    _set(page, "reference", "x" * TOO_LONG)
    _press(page, "Send me the link again")


def _nonsense(page: Page) -> None:
    """A form that says what is not so of itself, as no page of ours does."""

    def spoil(route: Route) -> None:
        asked = route.request
        if asked.method == "POST":
            route.continue_(headers=asked.headers | {"content-type": "multipart/form-data"})
        else:
            route.continue_()

    page.route("**/*", spoil)
    _press(page, "Send me the link again")


def _while_locked(page: Page) -> None:
    """While this process writes, nobody else can."""
    from django.db import transaction

    _to_how(page)
    with transaction.atomic():
        _press(page, "Continue", longest=LOCKED)


def _where_nobody_lives(page: Page) -> None:
    """Beside a second programme, an address that is neither's leads nowhere."""
    from groundswell.partnership.models import Programme

    first = Programme.objects.get()
    second = Programme.objects.create(
        name="Elsewhere", host="elsewhere.localhost", default_duty_id=first.default_duty_id
    )
    try:
        page.goto(f"http://nowhere.localhost:{urlsplit(page.url).port}/")
    finally:
        second.delete()
