"""The demonstration, served, and every page of it in each of its states."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import debian_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DAY = "2026-11-24"  # a Tuesday, so that every run shows the same dates
NOBODY, GRACE, EMPTY, JOE, AMINA, HELEN = "nobody", "Grace", "someone new", "Joe", "Amina", "Helen"
LEAD = "Nkechi"
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
WORDS = "Paint the kerb by the bicycle gate yellow. People trip there when it rains."  # like no idea here
LONG = "We wait for the lift with a patient and the trolley, and nobody knows how long it takes. " * 15


@dataclass(frozen=True)
class Shown:
    """One page in one state: a name for files, who looks, where, and what they do before we look."""

    name: str
    who: str
    address: str
    act: Callable[[Page], None] | None = None


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """Serve the demonstration as of DAY out of `folder`; gives its address. This process may read its database."""
    port = _free_port()
    command = [sys.executable, "-m", "groundswell", "demo", "--port", str(port), "--data", str(folder), "--as-of", DAY]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GROUNDSWELL_")}
    server = subprocess.Popen(command, cwd=ROOT, env=clean, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        _read_its_database(folder, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen, seconds: int = 600) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urlopen(address, timeout=2).read()
        except OSError:
            if time.monotonic() > until or server.poll() is not None:
                raise
            time.sleep(0.5)
        else:
            return


def _read_its_database(folder: Path, port: int) -> None:
    """Look into the served database, with its own key, so that links of mails can be made."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "GROUNDSWELL_DEMO": "yes",
        "GROUNDSWELL_SECURE": "no",
        "GROUNDSWELL_DATA": str(folder),
        "GROUNDSWELL_SECRET_KEY": (folder / "demonstration-key").read_text(encoding="ascii").strip(),
        "GROUNDSWELL_SITE_PORT": f":{port}",
        "GROUNDSWELL_AS_OF": DAY,
    }
    import django

    django.setup()


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = player.chromium.launch(executable_path=debian_packages.browser(), args=[*FLAGS, *root])
        yield browser
        browser.close()


def sign_in(context: BrowserContext, site: str, who: str) -> None:
    """Put the session of this person into the browser's window; nobody has none."""
    if who == NOBODY:
        return
    from django.test import Client

    from groundswell.partnership.models import Person
    from groundswell.partnership.services import signing_in

    named = Person.objects.filter(is_active=True).exclude(email=None)
    person = named.get_or_create(name="Nell New", email="nell.new@mse.example")[0] if who == EMPTY else None
    client = Client()
    person = person or named.filter(name__startswith=f"{who} ").order_by("name").first()
    client.force_login(person)
    session = client.session
    signing_in.mark_stepped(session, person.pk)
    session.save()
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])


def pages() -> list[Shown]:
    """Every page; the ideas are chosen from the demonstration, one for each state."""
    return [*_for_everyone(), *_sending(), *_followed(), *_for_staff(), *_sorting(), *_running(), *_of_rooms()]


def _for_everyone() -> list[Shown]:
    return [
        Shown("home", NOBODY, "/"),
        Shown("menu", NOBODY, "/menu/"),
        Shown("start", NOBODY, "/ideas/new/"),
        Shown("team", NOBODY, "/team/"),
        Shown("promises", NOBODY, "/promises/"),
        Shown("find", NOBODY, "/t/"),
        Shown("find-error", NOBODY, "/t/", _press("Send me the link again")),
        Shown("link-sent", NOBODY, "/t/BLUE-HERON-42/", _press("Send me the link again")),
        Shown("sign-in", NOBODY, "/sign-in/"),
        Shown("sign-in-error", NOBODY, "/sign-in/", _press("Send me a code")),
        Shown("code", NOBODY, "/sign-in/", _ask_code),
        Shown("code-error", NOBODY, "/sign-in/", _wrong_code),
        Shown("cast", NOBODY, "/cast/"),
        Shown("outbox", NOBODY, "/outbox/"),
        Shown("not-found", NOBODY, "/nowhere/"),
    ]


def _sending() -> list[Shown]:
    return [
        Shown("idea", NOBODY, "/i"),
        Shown("idea-error", NOBODY, "/i", _press("Continue")),
        Shown("idea-patient", NOBODY, "/i", lambda page: _write(page, "Bed 943 476 5919 waits.")),
        Shown("about-you", NOBODY, "/i", lambda page: _write(page, WORDS)),
        Shown("about-you-error", NOBODY, "/i", _no_address),
        Shown("check", NOBODY, "/i", _to_check),
        Shown("check-long", NOBODY, "/i", lambda page: _to_check(page, LONG)),
        Shown("change-kind", NOBODY, "/i", _to_kind),
        Shown("sent", NOBODY, "/i", _to_sent),
        Shown("without-name", NOBODY, "/i", _to_without_name),
        Shown("sent-without-name", NOBODY, "/i", _sent_without_name),
        Shown("track-by-words", NOBODY, "/i", _followed_by_words),
        Shown("words-error", NOBODY, "/t/", _press("Open my idea")),
        Shown("for-someone", GRACE, "/ideas/new/for-someone/"),
        Shown("for-someone-error", GRACE, "/ideas/new/for-someone/", _press("Send their idea")),
        Shown("paper", GRACE, "/ideas/new/paper/"),
    ]


def _followed() -> list[Shown]:
    """S7 by link in each state that the demonstration holds."""
    from groundswell.ideas import selectors

    return [
        Shown(f"track-{name}", NOBODY, f"/t/{idea.reference}/{selectors.token_of(idea)}/")
        for name, idea in _one_of_each().items()
    ] + [
        Shown("track-error", NOBODY, _link("asked"), _press("Send my answer")),
    ]


def _link(name: str) -> str:
    from groundswell.ideas import selectors

    idea = _one_of_each()[name]
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/"


def _one_of_each() -> dict:
    """One idea for each state and outcome, the one with the most said; one that is late, and one that is paused."""
    from collections import Counter

    from groundswell.ideas.models import Idea, Message

    found: dict = {}
    said = Counter(Message.objects.values_list("idea_id", flat=True))
    ideas = Idea.objects.select_related("holder", "programme").order_by("reference")
    for idea in sorted(ideas, key=lambda idea: -said[idea.pk]):
        found.setdefault("-".join(filter(None, [idea.state, idea.outcome])).replace("_", "-"), idea)
    others = ideas.exclude(pk__in=[idea.pk for idea in found.values()])  # no page under two names
    more = {"late": others.exclude(said_on=None).first(), "paused": others.exclude(paused_until=None).first()}
    return found | {name: idea for name, idea in more.items() if idea}


def _for_staff() -> list[Shown]:
    return [
        Shown("mine", GRACE, "/ideas/"),
        Shown("mine-empty", EMPTY, "/ideas/"),
        Shown("idea-signed-in", GRACE, "/i"),
        Shown("today-all", AMINA, "/today/ideas-to-answer/"),
        Shown("menu-team", AMINA, "/menu/"),
        Shown("away", AMINA, "/away/"),
        Shown("add-absence", AMINA, "/away/add/"),
        Shown("add-absence-error", AMINA, "/away/add/", _press("Save")),
        Shown("refused", GRACE, "/settings/people/"),
        Shown("notices", AMINA, "/notices/"),
        Shown("notices-empty", EMPTY, "/notices/"),
        Shown("notice-settings", GRACE, "/notices/settings/"),
        Shown("stop-notices", NOBODY, _stop_link()),
        Shown("notices-stopped", NOBODY, _stop_link(), _stop_mails),
    ]


def _stop_link() -> str:
    from groundswell.foundation.notices import stopping
    from groundswell.foundation.notices.models import OutboxRow

    return f"/notices/stop/{stopping.signed(OutboxRow.objects.filter(key='ideas.sent').order_by('queued_at').first())}/"


def _see_mail(page: Page) -> None:
    page.get_by_role("group", name="Could this harm someone?").get_by_label("No", exact=True).check()
    page.get_by_label("Ask a question", exact=True).check()
    page.get_by_label("Your question to the sender").fill("How many clinics do this?")
    _press("See the mail first")(page)


def _sorting() -> list[Shown]:
    one = {name: f"/triage/{idea.reference}/" for name, idea in _one_of_each().items()}
    mine = f"/triage/{_held_by(AMINA)}/"
    doing = f"/triage/{_held_by(JOE)}/"
    return [
        Shown("queue", AMINA, "/triage/"),
        Shown("queue-late", AMINA, "/triage/?show=late"),
        Shown("queue-error", AMINA, "/triage/", _press_the_bar),
        Shown("batch-none", AMINA, "/triage/batch/"),
        Shown("batch-item", AMINA, "/triage/", _start_a_batch),
        Shown("batch", AMINA, "/triage/batch/"),
        Shown("ready-made-words", HELEN, "/settings/words/"),
        Shown("ready-made-words-error", HELEN, "/settings/words/add/", _press_last),
        *[Shown(f"one-{name}", AMINA, address) for name, address in one.items()],
        Shown("one-mine-error", AMINA, mine, _press("Save and stay")),
        Shown("one-mine-quick-fix", AMINA, mine, _pick("Quick fix: someone can just do this")),
        Shown("one-mine-not-now", AMINA, mine, _pick("Not now, and why")),
        Shown("one-doer", JOE, doing),
        Shown("see-mail", AMINA, mine, _see_mail),
    ]


def _held_by(who: str) -> str:
    from groundswell.ideas.models import Idea

    states = ["decided"] if who == JOE else ["read", "received", "finding_out"]
    ideas = Idea.objects.filter(holder__name__startswith=f"{who} ", state__in=states, looked_again=False)
    return ideas.order_by("reference").first().reference


def _running() -> list[Shown]:
    from groundswell.partnership.models import Absence, DutyTurn, Role

    return [
        Shown("end-absence", HELEN, f"/away/{Absence.objects.first().pk}/end/"),
        Shown("people", HELEN, "/settings/people/"),
        Shown("people-none", HELEN, "/settings/people/?name=xyz"),
        Shown("give-role", HELEN, "/settings/people/give/"),
        Shown("give-role-error", HELEN, "/settings/people/give/", _press_last),
        Shown("end-role", HELEN, f"/settings/people/{Role.objects.filter(kind='triager').first().pk}/end/"),
        Shown("duty", HELEN, "/settings/duty/"),
        Shown("add-turn", HELEN, "/settings/duty/add/"),
        Shown("add-turn-error", HELEN, "/settings/duty/add/", _press_last),
        Shown("end-turn", HELEN, f"/settings/duty/{DutyTurn.objects.order_by('-since').first().pk}/end/"),
    ]


def _of_rooms() -> list[Shown]:
    from finding_pages import finding_pages
    from home_pages import home_pages
    from innovation_pages import innovation_pages
    from needs_pages import needs_pages
    from partnership_pages import partnership_pages
    from second_step_pages import second_step_pages
    from seldom_pages import seldom_pages
    from strategy_pages import strategy_pages

    told = [*needs_pages(), *strategy_pages(), *innovation_pages()]
    pressed = [Shown(*row[:3], _press_last if row[3] else None) for row in told]
    acted = [*home_pages(), *partnership_pages(), *finding_pages()]
    last = [*second_step_pages(), *seldom_pages()]  # they leave ideas and devices behind
    return [*(Shown(*row) for row in acted), *pressed, *(Shown(*row) for row in last)]


def _press(words: str) -> Callable[[Page], None]:
    return lambda page: _go(page, page.get_by_role("button", name=words, exact=True))


def _stop_mails(page: Page) -> None:
    _press("Stop these mails")(page)


def _press_the_bar(page: Page) -> None:
    """The button of a wide page, or what stands in its place on a phone."""
    button = page.get_by_role("button", name="Give to me", exact=True)
    _go(page, button if button.is_visible() else page.locator(".app-bar__phone button"))


def _start_a_batch(page: Page) -> None:
    _go(page, page.locator(".app-batch-start button").first)


def _press_last(page: Page) -> None:
    _go(page, page.locator("main button[type=submit]").last)


def _go(page: Page, target: Locator) -> None:
    with page.expect_navigation():
        target.click()


def _pick(choice: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label(choice, exact=True).check()


def _write(page: Page, words: str) -> None:
    page.get_by_label("What is your idea, or the problem you see?").fill(words)
    _press("Continue")(page)


def _no_address(page: Page) -> None:
    _write(page, WORDS)
    _press("Continue")(page)


def _to_check(page: Page, words: str = WORDS) -> None:
    _write(page, words)
    page.get_by_label("Where would it help?").fill("Outpatients, Basildon")
    page.get_by_label("Your email address").fill("someone.new@mse.example")
    _press("Continue")(page)


def _to_kind(page: Page) -> None:
    _to_check(page)
    page.get_by_role("link", name="Change what kind of idea it is").click()


def _to_sent(page: Page) -> None:
    _to_check(page)
    _press("Send my idea")(page)


def _to_without_name(page: Page) -> None:
    _write(page, WORDS)
    page.get_by_label("Without my name", exact=True).check()
    _press("Continue")(page)


def _sent_without_name(page: Page) -> None:
    _to_without_name(page)
    _press("Send my idea")(page)


def _followed_by_words(page: Page) -> None:
    _sent_without_name(page)
    reference, words = page.locator(".nhsuk-panel strong").all_inner_texts()
    page.get_by_role("link", name="Check on an idea you sent", exact=True).first.click()
    page.get_by_label("Reference of your idea").fill(reference)
    page.get_by_label("Your four words").fill(words)
    _press("Open my idea")(page)


def _ask_code(page: Page) -> None:
    page.get_by_label("What is your e-mail address?").fill("someone.new@mse.example")
    _press("Send me a code")(page)


def _wrong_code(page: Page) -> None:
    _ask_code(page)
    page.get_by_label("What is the code in the e-mail?").fill("AAAA-AAAA")
    _press("Sign in")(page)
