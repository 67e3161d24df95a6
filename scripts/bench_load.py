"""Many at once: clients who ask the real server for one page after the other, each as soon as it has the last.

What they ask is stated by the caller: names of pages, each with the cookies of who asks, its addresses, and what is
typed into it, if anything. All pages have the same share. The clients run in this process, on the processors of the
server.
"""

from __future__ import annotations

import http.client
import threading
import time
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench_site import Server

CLIENTS, SECONDS, WARM_UP = 4, 60, 3
GOOD = (200, 422)  # 422: the page asks for more
Pages = dict[str, tuple[str, list[str], list[str]]]


def loaded(server: Server, pages: Pages, *, seconds: float = SECONDS) -> tuple[dict[str, list[float]], float]:
    """Milliseconds of every answer by name of page, and answers a second."""
    _run(server, pages, WARM_UP)
    began = time.monotonic()
    times = _run(server, pages, seconds)
    return times, sum(map(len, times.values())) / (time.monotonic() - began)


def _run(server: Server, pages: Pages, seconds: float) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in pages}
    troubles: list[str] = []
    until = time.monotonic() + seconds
    clients = [
        threading.Thread(target=_client, args=(server, pages, number, until, times, troubles))
        for number in range(CLIENTS)
    ]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    if troubles:
        raise RuntimeError(troubles[0])
    return times


def _client(
    server: Server, pages: Pages, number: int, until: float, times: dict[str, list[float]], troubles: list[str]
) -> None:
    names = list(pages)
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for turn in count(number * 7):
        if time.monotonic() >= until or troubles:
            break
        name = names[turn % len(names)]
        cookies, addresses, typed = pages[name]
        again = turn // len(names)
        body = typed[again % len(typed)] if typed else None
        begun = time.perf_counter()
        status = _ask(line, server.host, addresses[again % len(addresses)], cookies, body)
        times[name].append(1000 * (time.perf_counter() - begun))
        if status not in GOOD:
            troubles.append(f"{name} answered {status}")
    line.close()


def _ask(line: http.client.HTTPConnection, host: str, address: str, cookies: str, typed: str | None) -> int:
    headers = {"Host": host, "Accept-Encoding": "gzip"} | ({"Cookie": cookies} if cookies else {})
    headers |= {"Content-Type": "application/x-www-form-urlencoded"} if typed else {}
    line.request("POST" if typed else "GET", address, body=typed, headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def at(times: list[float], share: int) -> float:
    """The time that so many in 100 did not pass."""
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]
