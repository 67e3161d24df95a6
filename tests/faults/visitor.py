"""A visitor who sends ideas through the real pages (S2, S3, S5) and does not give up."""

import html
import http.client
import random
import re
import string
import threading
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

IDEA, ABOUT, CHECK, SENT = "/ideas/new/idea/", "/ideas/new/about-you/", "/ideas/new/check/", "/ideas/new/sent/"
PATIENCE = 10  # seconds for one answer
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Away(Exception):
    """The server gave no whole answer, or said that it has trouble."""


class Visitor(threading.Thread):
    """`acknowledged`: the texts whose sending was answered with the sent page. `offered`: every text typed."""

    def __init__(self, port, host, stop):
        super().__init__(daemon=True)
        self.port, self.host, self.stop = port, host, stop
        self.acknowledged, self.offered, self.trouble = [], [], 0
        self.wrong = None

    def run(self):
        try:
            while not self.stop.is_set():
                self._send_one()
        except AssertionError as error:
            self.wrong = str(error)

    def _send_one(self):
        """Start anew when the server goes away before there is a draft; then press Send until it answers."""
        self.cookies = SimpleCookie()
        text = f"Print the clinic list once, not twice. Marked {mark()}."
        self.offered.append(text)
        if self._until_answered(self._write, text) and self._until_answered(self._press_send):
            self.acknowledged.append(text)

    def _until_answered(self, step, *words):
        """Do a step again until the server answers it; false when the test ended first."""
        while True:
            try:
                step(*words)
            except Away:
                if self.stop.is_set():
                    return False
                self._wait()
            else:
                return True

    def _write(self, text):
        page = self._ask("GET", IDEA)[1]
        status, page, where = self._ask("POST", IDEA, hidden(page) | {"text": text})
        assert (status, where) == (200, None), f"{IDEA}: {status} {where}"
        answers = {"mode": "named", "name": "Grace", "email": f"grace-{uuid4()}@example.org", "place": ""}
        status, _page, where = self._ask("POST", ABOUT, hidden(page) | answers)
        assert (status, where) == (302, CHECK), f"{ABOUT}: {status} {where}"

    def _press_send(self):
        status, page, where = self._ask("GET", CHECK)
        if (status, where) == (302, SENT):
            return  # the answer to the last press was lost, but the idea was not
        assert status == 200, f"{CHECK}: {status} {where}"
        status, _page, where = self._ask("POST", CHECK, hidden(page))
        assert (status, where) == (302, SENT), f"{CHECK}, sending: {status} {where}"

    def _ask(self, method, path, fields=None):
        """Status, page and Location of a whole answer. Raises `Away`."""
        headers = {"Host": self.host, "Cookie": "; ".join(f"{m.key}={m.coded_value}" for m in self.cookies.values())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, fields and urlencode(fields), headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Away from error
        finally:
            connection.close()
        if answer.status >= 500:
            raise Away
        for header in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(header)
        return answer.status, page, answer.headers.get("Location")

    def _wait(self):
        self.trouble += 1
        time.sleep(0.1)


def mark():
    """Random letters: digits could look like a patient's number, and S2 would ask."""
    return "".join(random.choices(string.ascii_lowercase, k=24))


def hidden(page):
    """The fields that travel in a page: the token against forgery, and the text on its way."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
