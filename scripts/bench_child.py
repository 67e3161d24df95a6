"""One site of a size, in a process of its own: asked in lines of JSON, answers in lines of JSON.

`bench.py` starts one for each size and asks them in turn, so that both meet the same noise.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import django  # noqa: E402  after the path

django.setup()

import bench_beside  # noqa: E402  needs Django
import bench_data  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from groundswell.config import urls  # noqa: E402
from groundswell.foundation.access import EVERYONE, page  # noqa: E402
from groundswell.foundation.kit import clock  # noqa: E402
from groundswell.ideas import selectors  # noqa: E402
from groundswell.ideas.models import Draft, Idea  # noqa: E402
from groundswell.partnership.models import DutyTurn, Person, Programme, Role  # noqa: E402
from groundswell.partnership.services import signing_in  # noqa: E402

TEXT = "Print the clinic list once, not twice. We print it at the desk and again in the clinic room."


@page(audience=EVERYONE, methods=("POST",))
def one_row(request):
    """What sending is compared with: the same way through the site, and one row."""
    from django.shortcuts import redirect  # noqa: PLC0415

    today = clock.today()
    Draft.objects.create(programme=request.programme, answers={}, started_at=clock.now(), kept_until=today)
    return redirect("journey:home")


urls.urlpatterns.append(path("bench/one-row/", one_row, name="bench-one-row"))


class Site:
    """The visitors and the addresses of one database."""

    def __init__(self) -> None:
        self.programme = Programme.objects.get()
        people = {person.name: person for person in Person.objects.filter(name__in=["Triager 0", "Sender 0"])}
        self.visitors = {"nobody": Client(HTTP_HOST=bench_data.HOST)}
        for word, name in (("triager", "Triager 0"), ("sender", "Sender 0")):
            self.visitors[word] = Client(HTTP_HOST=bench_data.HOST)
            self.visitors[word].force_login(people[name])
            session = self.visitors[word].session
            signing_in.mark_stepped(session, people[name].pk)
            session.save()
        closed = Idea.objects.filter(sender=people["Sender 0"], state="closed", outcome="quick_fix")
        own = closed.order_by("-sent_at").first()  # of one state, so that pages of all sizes say as much
        busy = Idea.objects.filter(state="finding_out", holder=people["Triager 0"]).order_by("due_on").first()
        self.pages = self._pages(own, busy)

    def _pages(self, own: Idea, busy: Idea) -> dict[str, tuple[str, str]]:
        """Name to visitor and address. Every page that answers to GET, but the demonstration's own."""
        role, turn = Role.objects.filter(kind="triager").first(), DutyTurn.objects.first()
        queues = {f"team queue, {which}": f"{reverse('ideas:queue')}?show={which}" for which in selectors.FILTERS}
        return {
            "home": ("nobody", reverse("journey:home")),
            "menu": ("nobody", reverse("journey:menu")),
            "start": ("nobody", reverse("ideas:start")),
            "write an idea": ("nobody", reverse("ideas:idea")),
            "find": ("nobody", reverse("ideas:find")),
            "track by link": ("nobody", reverse("ideas:track", args=[own.reference, selectors.token_of(own)])),
            "named team": ("nobody", reverse("partnership:team")),
            "sign in": ("nobody", reverse("partnership:sign-in")),
            "my ideas": ("sender", reverse("ideas:mine")),
            "my idea": ("sender", reverse("ideas:my-idea", args=[own.reference])),
            "write, signed in": ("sender", reverse("ideas:idea")),
            "innovations": ("nobody", reverse("innovations:all")),
            "needs": ("nobody", reverse("needs:all")),
            "challenges": ("nobody", reverse("needs:challenges")),
            "promises kept": ("nobody", reverse("ideas:promises")),
            "search, signed out": ("nobody", f"{reverse('journey:search')}?q=ward"),
            "search, team": ("triager", f"{reverse('journey:search')}?q=ward+list&kind=idea"),
            "today, sender": ("sender", reverse("journey:today")),
            "today, team": ("triager", reverse("journey:today")),
            "today, all of one kind": ("triager", reverse("journey:today-all", args=["ideas-to-answer"])),
            **{name: ("triager", address) for name, address in queues.items()},
            "team queue, page 2": ("triager", f"{reverse('ideas:queue')}?page=2"),
            "one idea, team": ("triager", reverse("ideas:one", args=[busy.reference])),
            "people": ("triager", reverse("partnership:people")),
            "give a role": ("triager", reverse("partnership:give-role")),
            "end a role": ("triager", reverse("partnership:end-role", args=[role.pk])),
            "rota": ("triager", reverse("partnership:duty")),
            "add a turn": ("triager", reverse("partnership:add-turn")),
            "end a turn": ("triager", reverse("partnership:end-turn", args=[turn.pk])),
            **self._sending_pages(),
        }

    def _sending_pages(self) -> dict[str, tuple[str, str]]:
        """The pages between writing and sending, for someone signed out who is on the way."""
        self.visitors["writer"], self.visitors["sent"] = self.draft(-1), self.draft(-2)
        self.visitors["sent"].post(reverse("ideas:check"), {})
        return {
            "say how to reply": ("writer", reverse("ideas:about-you")),
            "check": ("writer", reverse("ideas:check")),
            "change": ("writer", reverse("ideas:change", args=["title"])),
            "sent": ("sent", reverse("ideas:sent")),
        }

    def draft(self, number: int) -> Client:
        """A signed-out visitor who has written an idea and said how to reply; no address is mailed too often."""
        client = Client(HTTP_HOST=bench_data.HOST)
        asked = client.post(reverse("ideas:idea"), {"text": TEXT}).content.decode()
        carried = re.search(r'name="carried" value="([^"]*)"', asked)[1]
        typed = {"carried": carried, "email": f"grace.{number}@example.org", "name": "Grace", "mode": "named"}
        done = client.post(reverse("ideas:about-you"), typed)
        assert done.status_code == 302, done.status_code
        return client


class Watch:
    """Seconds of processor time of this process and, on PostgreSQL, of the processes that answer it."""

    def __init__(self) -> None:
        self.control = None
        if connection.vendor == "postgresql":
            import psycopg  # noqa: PLC0415  only where it is used

            self.control = psycopg.connect(os.environ["GROUNDSWELL_DATABASE_URL"], autocommit=True)

    def database(self) -> float:
        if self.control is None:
            return 0.0
        mine = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        pids = [row[0] for row in self.control.execute(mine)]
        stats = (Path(f"/proc/{pid}/schedstat") for pid in pids)
        return sum(int(stat.read_text().split()[0]) for stat in stats if stat.exists()) / 1e9

    def time(self, work) -> tuple[float, object]:
        gc.collect()
        before, started = self.database(), time.process_time()
        answer = work()
        spent = time.process_time() - started
        return spent + self.database() - before, answer


class Commits:
    """Counts what became lasting: ends of transactions, and writes outside any."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self):
        self.real = connection._commit  # noqa: SLF001  where Django ends a transaction
        connection._commit = self._counted  # noqa: SLF001
        self.wrapper = connection.execute_wrapper(self._look)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *error):
        self.wrapper.__exit__(*error)
        connection._commit = self.real  # noqa: SLF001

    def _counted(self):
        self.count += 1
        return self.real()

    def _look(self, execute, sql, params, many, context):
        writes = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        self.count += writes and not connection.in_atomic_block
        return execute(sql, params, many, context)


def fill(asked: dict) -> dict:
    started = time.monotonic()
    bench_data.fill(asked["size"], clock.today())
    return {"seconds": round(time.monotonic() - started, 1), "database": connection.vendor}


def pages(_asked: dict) -> dict:
    STATE.update(site=Site(), watch=Watch())
    cookies = {name: cookies_of(name) for name in STATE["site"].visitors}
    return {"pages": STATE["site"].pages, "cookies": cookies, "session": settings.SESSION_COOKIE_NAME}


def cookies_of(visitor: str) -> str:
    return "; ".join(f"{key}={one.value}" for key, one in STATE["site"].visitors[visitor].cookies.items())


def load(_asked: dict) -> dict:
    """What many ask for at once: who asks, the addresses of each page, and what is typed into it."""
    visitors = STATE["site"].visitors
    visitors["typist"] = Client(HTTP_HOST=bench_data.HOST)
    token = visitors["typist"].get(reverse("ideas:idea")).cookies[settings.CSRF_COOKIE_NAME].value
    ideas = Idea.objects.order_by("pk").filter(state="finding_out")[:50]
    questions = [" ".join(idea.text.split()[5:8]).strip(".") for idea in ideas]
    common = ["ward", "list", "clinic phone", "w12x", "w40x"]  # of 10,000 hits and more, where there are that many
    search = [f"{reverse('journey:search')}?{urlencode({'q': words})}" for words in (*questions, *common)]
    told = bench_beside.texts(50, after=bench_beside.SAMPLES)
    texts = [urlencode({"text": text, "csrfmiddlewaretoken": token}) for text in told]
    return {
        "home": (cookies_of("nobody"), [reverse("journey:home")], []),
        "list": (cookies_of("nobody"), [reverse("innovations:all"), f"{reverse('innovations:all')}?page=3"], []),
        "search with facets": (cookies_of("triager"), search, []),
        "idea page": (cookies_of("triager"), [reverse("ideas:one", args=[idea.reference]) for idea in ideas], []),
        "triage": (cookies_of("triager"), [reverse("ideas:queue"), f"{reverse('ideas:queue')}?show=all"], []),
        "already here": (cookies_of("typist"), [reverse("ideas:idea")], texts),
    }


def get(asked: dict) -> dict:
    visitor, address = STATE["site"].pages[asked["page"]]
    spent, response = STATE["watch"].time(lambda: STATE["site"].visitors[visitor].get(address))
    assert response.status_code == 200, (asked["page"], response.status_code)
    return {"cpu": spent}


def count(asked: dict) -> dict:
    visitor, address = STATE["site"].pages[asked["page"]]
    with CaptureQueriesContext(connection) as captured:
        response = STATE["site"].visitors[visitor].get(address)
    said = [query["sql"] for query in captured]
    return {"sql": len(said), "repeated": len(said) - len(set(said)), "bytes": len(response.content)}


def sending(asked: dict) -> dict:
    """A sending POST and a POST that writes one row, in turn: processor time of each, and commits of sending."""
    site, watch, times, commits = STATE["site"], STATE["watch"], {"send": [], "row": []}, []
    for number in range(asked["repeats"] + 2):
        client = site.draft(number)
        with Commits() as counted:
            sent, response = watch.time(lambda: client.post(reverse("ideas:check"), {}))  # noqa: B023  called at once
        assert response["Location"] == reverse("ideas:sent")
        row, response = watch.time(lambda: client.post("/bench/one-row/"))  # noqa: B023
        assert response.status_code == 302
        if number > 1:  # the first two warm up
            times["send"].append(sent)
            times["row"].append(row)
            commits.append(counted.count)
    return {"send": median(times["send"]), "row": median(times["row"]), "commits": sorted(set(commits))}


STATE: dict = {}
VERBS = {verb.__name__: verb for verb in (fill, pages, load, get, count, sending)}


if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(VERBS[request["verb"]](request)), flush=True)
