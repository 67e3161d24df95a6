"""The canaries once more, with the real server: its own log, and each byte of each file that it leaves."""

import http.client
import os
import re
import subprocess
import sys
import time
from html import unescape
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.rules.attached import CANARY, jpeg, upload
from tests.rules.pages import REFERENCE, form_on, four_words
from tests.rules.traces import files_with
from tests.stories.serving import HOST, _free_port, _wait_for, make

ADDRESS, AGENT = "203.0.113.77", "CanaryBrowser/9.1"
HEADERS = {
    "User-Agent": AGENT,
    "Referer": "http://canary-ward.example/rota",
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
}
PHOTO = "canary-rota-4711.jpg"
PLANTED = {ADDRESS, AGENT, "canary-ward", "canarycookie4711", CANARY, "rota-4711"}
ROUTE = re.compile(r"without-name|/t/|about-you|/ideas/new", re.IGNORECASE)


class Surfer:
    """A browser of few words, for a server at the end of a wire."""

    def __init__(self, port):
        self.port, self.cookies = port, SimpleCookie({"stray": "canarycookie4711"})

    def get(self, path):
        return self._ask("GET", path)

    def press(self, page, action, button=None, **typed):
        form = form_on(page, action, button)
        fields = form.fields | typed | ({button: form.buttons[button][0]} if button else {})
        if not any(isinstance(value, SimpleUploadedFile) for value in fields.values()):
            return self._ask("POST", action, urlencode(fields))
        return self._ask("POST", action, encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT)

    def _ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        jar = "; ".join(f"{one.key}={one.coded_value}" for one in self.cookies.values())
        headers = HEADERS | {"Cookie": jar, "Content-Type": kind}
        wire = http.client.HTTPConnection(HOST, self.port, timeout=20)
        wire.request(method, path, body, headers)
        answer = wire.getresponse()
        content = answer.read()
        wire.close()
        for header in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(header)
        if answer.status in {302, 303}:
            return self._ask("GET", unescape(answer.headers["Location"]))
        return SimpleNamespace(content=content, status_code=answer.status, request={"PATH_INFO": path})


@pytest.fixture
def served(tmp_path):
    """A site of its own; `stop()` ends it and gives all that it said."""
    folder = tmp_path / "data"
    folder.mkdir()
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("GROUNDSWELL_")}
    surroundings |= {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_SECRET_KEY": "only-for-tests-" * 4,  # pragma: allowlist secret
        "GROUNDSWELL_AUDIT_KEY": "only-for-tests-" * 4,
        "GROUNDSWELL_SECURE": "no",
        "GROUNDSWELL_DATA": str(folder),
    }
    make(folder, surroundings)
    port, said = _free_port(), tmp_path / "said.txt"
    with said.open("wb") as out:
        command = [sys.executable, "-m", "groundswell", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=surroundings, stdout=out, stderr=out)
        try:
            _wait_for(f"http://{HOST}:{port}/healthz")

            def stop():
                server.terminate()
                server.wait(timeout=20)
                return said.read_text(encoding="utf-8", errors="replace")

            yield SimpleNamespace(port=port, folder=folder, stop=stop)
        finally:
            if server.poll() is None:
                server.terminate()
                server.wait(timeout=20)


def writes(surfer):
    page = surfer.get("/ideas/new/idea/")
    return surfer.press(page, "/ideas/new/idea/", text="Print the clinic list once, not twice.")


def test_neither_files_nor_log_keep_anything_of_an_anonymous_sender(served):
    surfer = Surfer(served.port)
    page = surfer.press(writes(surfer), "/ideas/new/about-you/", mode="anonymous")
    if "send" not in form_on(page, "/ideas/new/without-name/").buttons:
        page = surfer.press(page, "/ideas/new/without-name/")
    photo = {"uploads": upload(jpeg(), PHOTO), "patient_seen": "no"}
    sent = surfer.press(page, "/ideas/new/without-name/", "send", **photo)
    words, reference = four_words(sent), REFERENCE.search(sent.content.decode()).group()
    opened = surfer.press(surfer.get("/t/"), "/t/words/", reference=reference, words=words)
    assert "Print the clinic list once, not twice." in opened.content.decode()
    time.sleep(0.5)
    said = served.stop()
    (kept,) = (served.folder / "files").iterdir()
    assert kept.read_bytes().startswith(b"\xff\xd8\xff")
    assert kept.stat().st_mtime % 86_400 == 0
    assert files_with(PLANTED | {words, words.replace(" ", "-")}, served.folder) == set()
    assert [word for word in (*PLANTED, words, reference) if word.lower() in said.lower()] == []
    assert [line for line in said.splitlines() if ROUTE.search(line)] == []


def test_the_same_with_a_name_leaves_the_address_in_the_data(served):
    """The control: what is written is found."""
    surfer = Surfer(served.port)
    page = surfer.press(
        writes(surfer), "/ideas/new/about-you/", mode="named", email="wilhelmina@canary.example", name="Wilhelmina"
    )
    surfer.press(page, "/ideas/new/check/", uploads=upload(jpeg(), PHOTO), patient_seen="no")
    served.stop()
    assert any("rota-4711" in told for told in files_with({"rota-4711"}, served.folder))
    assert any("wilhelmina@canary.example" in told for told in files_with({"wilhelmina@canary.example"}, served.folder))
