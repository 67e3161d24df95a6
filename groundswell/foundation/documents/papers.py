"""Documents, known by what is in them. They are kept as they came, and are never opened by us or inside a page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

import filetype
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.documents import pdfs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

OFFICE = "application/vnd.openxmlformats-officedocument."
PDF, ODT, TEXT = "application/pdf", "application/vnd.oasis.opendocument.text", "text/plain"
DOCX = f"{OFFICE}wordprocessingml.document"
XLSX = f"{OFFICE}spreadsheetml.sheet"
PPTX = f"{OFFICE}presentationml.presentation"
ENDINGS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", PPTX: "pptx", ODT: "odt", TEXT: "txt text"}
WORDS = {PDF: "PDF", DOCX: "Word", XLSX: "Excel", PPTX: "PowerPoint", ODT: "OpenDocument", TEXT: _("text")}
MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
MOST_PARTS = 5_000
PART = b"PK\x01\x02"  # where each part begins in the list of them
MOST_UNPACKED = 100_000_000  # bytes; told by the list of parts, nothing is unpacked
LONGEST_NAME = 120
ACTIVE = re.compile(
    r"^(?:basic|scripts)/|(?:^|/)(?:vbaproject\.bin|activex/.*)$"  # macros; programs:
    r"|\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|hta|lnk|msi)$"
)
MARKUP = re.compile(rb"^\s*(?:<|#!)|<!doctype|<html|<script|<svg|<\?xml", re.IGNORECASE)
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


class Trouble(Exception):  # noqa: N818  a sentence, as all our errors are
    """Why a document cannot be kept; `%(file)s` stands where its name goes."""

    def __init__(self, words: StrPromise) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.words)


ACTIVE_INSIDE = _("%(file)s has a program or macros inside. Save it without them, or as a PDF, and choose that")
ACTIVE_PDF = _("%(file)s has a script or another file inside. Print it as a new PDF, and choose that")
LOCKED_PDF = _("We cannot look inside %(file)s. Save it without a password, or print it as a new PDF, and choose that")
UNPACKS_TOO_LARGE = _("%(file)s would be far too big when it is opened. Choose a smaller file")


def kind_of(raw: bytes) -> str | None:
    """The kind of document that these bytes are; none for anything that we do not take."""
    if raw.startswith(b"%PDF-"):
        return PDF
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_package(raw)
    return TEXT if filetype.guess_mime(raw) is None and _is_plain(raw) else None


def _kind_of_package(raw: bytes) -> str | None:
    """An office document is a zip archive with a list of its parts; another archive is not.

    Raises `Trouble` for a list that is far too long, before it is read: 10 MB of it take seconds and 50 MB of memory.
    """
    if raw.count(PART) > MOST_PARTS:
        raise Trouble(UNPACKS_TOO_LARGE)
    try:
        with ZipFile(BytesIO(raw)) as package:
            names = package.namelist()
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in MAIN_PART.items() if part in names), None)
            if names[:1] != ["mimetype"]:
                return None
            with package.open("mimetype") as told:
                return ODT if told.read(100) == ODT.encode() else None
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None


def _is_plain(raw: bytes) -> bool:
    """Words only: no page, picture or program written in letters."""
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not NOT_TEXT.search(raw) and not MARKUP.search(raw.removeprefix(b"\xef\xbb\xbf"))


def check(raw: bytes, kind: str) -> None:
    """Raises `Trouble` for what could hurt whoever opens it."""
    if kind == PDF:
        _check_pdf(raw)
    elif kind != TEXT:
        _check_package(raw)


def _check_pdf(raw: bytes) -> None:
    try:
        if pdfs.is_active(raw):
            raise Trouble(ACTIVE_PDF)
    except pdfs.CannotLook as locked:
        raise Trouble(LOCKED_PDF) from locked
    except pdfs.TooLarge as large:
        raise Trouble(UNPACKS_TOO_LARGE) from large


def _check_package(raw: bytes) -> None:
    with ZipFile(BytesIO(raw)) as package:
        parts = package.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Trouble(UNPACKS_TOO_LARGE)
    if any(ACTIVE.search(part.filename.lower()) for part in parts):
        raise Trouble(ACTIVE_INSIDE)


def words(kind: str) -> str:
    """PDF, Word, Excel …"""
    return str(WORDS[kind])
