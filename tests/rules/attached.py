"""Photos and documents as they come from phones and desks, made here byte by byte; and how an idea gets them."""

import io
import re
import socket
import socketserver
import struct
import threading
import zipfile
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pillow_heif
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import TestCase
from PIL import Image, PngImagePlugin

from groundswell.foundation.documents import services as documents
from groundswell.foundation.documents.models import Document
from groundswell.foundation.jobs import services as jobs
from groundswell.foundation.jobs import worker
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from tests.rules.cast import Story
from tests.rules.without_name import AnonymousStory

CANARY = "canaryward"
ORIENTATION, DESCRIPTION, ARTIST, GPS = 0x0112, 0x010E, 0x013B, 0x8825
TURNED = 6  # the phone was held upright: to be turned a quarter to the right


def told_by_camera(*, turned=False):
    """What a phone writes into a photo: words, a name, where it was; perhaps which way it was held."""
    exif = Image.Exif()
    exif[DESCRIPTION], exif[ARTIST] = f"{CANARY} seven", f"{CANARY} Wilhelmina"
    if turned:
        exif[ORIENTATION] = TURNED
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 34.0, 12.0), 3: "E", 4: (0.0, 27.0, 30.0), 29: "2026:11:23"})
    return exif


def picture(size=(60, 30), mode="RGB"):
    """Blue on the left, red on the right."""
    drawn = Image.new(mode, size, "red")
    drawn.paste("blue", (0, 0, size[0] // 2, size[1]))
    return drawn


def jpeg(size=(60, 30), *, turned=False):
    out = io.BytesIO()
    picture(size).save(out, "JPEG", exif=told_by_camera(turned=turned), comment=CANARY.encode(), quality=95)
    return out.getvalue()


def png(*, see_through=False):
    drawn = picture(mode="RGBA")
    if see_through:
        drawn.putalpha(100)
    noted, out = PngImagePlugin.PngInfo(), io.BytesIO()
    noted.add_text("Author", f"{CANARY} Wilhelmina")
    (drawn if see_through else drawn.convert("RGB")).save(out, "PNG", pnginfo=noted, exif=told_by_camera())
    return out.getvalue()


def webp():
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=told_by_camera(), xmp=f"<x>{CANARY}</x>".encode())
    return out.getvalue()


def heic():
    out = io.BytesIO()
    pillow_heif.from_pillow(picture((64, 64))).save(out, exif=told_by_camera().tobytes())
    return out.getvalue()


def flood(side=20_000):
    """A PNG of a few hundred bytes that says that it is that wide and that high."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
TXT = b"We print the list twice.\nOnce would do.\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
XML = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(zipfile.ZipInfo(name), "<x/>", zipfile.ZIP_DEFLATED)  # the same bytes at any second
    return out.getvalue()


def docx():
    return zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def xlsx():
    return zipped("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "xl/workbook.xml")


def pptx():
    return zipped("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml")


def odt():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        packed.writestr(zipfile.ZipInfo("content.xml"), "<x/>")
    return out.getvalue()


def upload(content, name="list.jpg", kind="application/octet-stream"):
    """What a browser says of the kind counts for nothing."""
    return SimpleUploadedFile(name, content, content_type=kind)


def story_of(cast, mode, way="read"):
    if mode == "anonymous":
        return AnonymousStory(cast, way)
    named = {"name": cast.grace.name, "email": cast.grace.email}
    return Story(cast, way, **({"mode": mode} | named if mode == "confidential" else {}))


def sender_of(story):
    return story.asker if isinstance(story, AnonymousStory) else story.cast.as_("grace")


def with_photo(cast, mode="named", way="read"):
    story = story_of(cast, mode, way)
    (document,) = attach(story, upload(jpeg()), by=sender_of(story))
    return story, document


def attach(story, *uploads, by, patient_seen=False, scanned=True):
    """Add them at the story's hour and let the scanner look; gives what the idea then has."""
    idea = Idea.objects.get(pk=story.idea.pk)
    by = by if not isinstance(by, str) else story.cast.as_(by)
    with clock.at(story.now), committed():
        services.add_files(idea, list(uploads), by=by, patient_seen=patient_seen)
    if scanned:
        worker.run_all()
    if scanned and any(document.state == "waiting" for document in of(idea)):
        later(hours=32)  # where a scan at once would tell the hour, it may wait for the next morning
    story.idea.refresh_from_db()
    return of(story.idea)


def later(**span):
    """The worker comes again, that much later, and does what is due by then."""
    with time_machine.travel(datetime.now(UTC) + timedelta(**span)):
        jobs.ensure_schedules()
        jobs.enqueue_due()
        worker.run_all()


def of(idea):
    return list(Document.objects.filter(record_id=idea.pk).order_by("added_at", "pk"))


def opens(document, by):
    """Whether it can be read by this asker."""
    try:
        documents.open_document(document.pk, by=by)
    except Http404:
        return False
    return True


def served(document, by):
    """The bytes that this asker gets."""
    _, file = documents.open_document(document.pk, by=by)
    with file:
        return file.read()


def kept(document):
    """Whether the storage holds bytes of it."""
    return storages["documents"].exists(str(document.pk))


def names_kept():
    """All that the storage holds; it may not have been made yet."""
    try:
        return set(storages["documents"].listdir("")[1])
    except FileNotFoundError:
        return set()


def committed():
    """As if the transaction of the test were committed where this ends."""
    return TestCase.captureOnCommitCallbacks(execute=True)


# The scanner


def set_scanner(settings, address):
    """Both ways in which the setting may be read."""
    settings.SCANNER = settings.GROUNDSWELL_SCANNER = address


def closed_port():
    """An address of this machine at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"clamd:127.0.0.1:{free.getsockname()[1]}"


class _Clamd(socketserver.BaseRequestHandler):
    """As much of the scanner's protocol as INSTREAM needs: chunks with their length before them, then one of none."""

    def handle(self):
        line = self.rfile_line()
        seen = b""
        while (size := struct.unpack(">I", self.exactly(4))[0]) > 0:
            seen += self.exactly(size)
        self.server.commands.append(line)
        end = b"\0" if line.startswith(b"z") else b"\n"
        self.request.sendall(self.server.answer(seen) + end)

    def rfile_line(self):
        line = b""
        while not line.endswith((b"\0", b"\n")):
            line += self.exactly(1)
        return line

    def exactly(self, count):
        got = b""
        while len(got) < count:
            piece = self.request.recv(count - len(got))
            if not piece:
                raise ConnectionError
            got += piece
        return got


def ok_unless_bad(content):
    return b"stream: Test-Signature FOUND" if b"BADBADBAD" in content else b"stream: OK"


@contextmanager
def clamd(answer=ok_unless_bad):
    """A scanner on a port of its own, which finds what holds BADBADBAD; gives its address."""

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, *_):
            """Who hangs up in the middle is no trouble of the scanner's."""

    with Server(("127.0.0.1", 0), _Clamd) as server:
        server.answer, server.commands = answer, []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"clamd:127.0.0.1:{server.server_address[1]}"
        server.shutdown()


# On pages

INPUT = re.compile(r"<input\b[^>]*>")


def _inputs(page, kind):
    for tag in INPUT.findall(page.content.decode()):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") == kind:
            yield told


def file_field(page):
    """The name of the first file input of a page."""
    names = [told["name"] for told in _inputs(page, "file")]
    assert names, f"{page.request['PATH_INFO']} ({page.status_code}) takes no file"
    return names[0]


def patient_field(page):
    """The name of the question whether a patient can be seen."""
    names = [told["name"] for told in _inputs(page, "radio") if "patient" in told["name"]]
    assert names, f"{page.request['PATH_INFO']} ({page.status_code}) does not ask about patients"
    return names[0]


def chosen(page, *uploads, patient="no"):
    """What to type into a page that takes files."""
    return {file_field(page): list(uploads)} | ({patient_field(page): patient} if patient else {})
