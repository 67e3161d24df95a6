"""The content says what a file is; photos are drawn anew, and what could hurt is refused in words."""

import tracemalloc
from io import BytesIO

import pytest
from PIL import Image

from groundswell.foundation.documents.checking import Unfit, fit
from groundswell.foundation.documents.words import size_of
from tests.factories import files

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "Print it once.\nNaïve, but it works.\n".encode()


def opened(made):
    return Image.open(BytesIO(made.content))


def refusal(raw, name):
    with pytest.raises(Unfit) as refused:
        fit(raw, name=name)
    return refused.value.messages[0]


def test_fit_takes_place_time_and_phone_out_of_a_photo():
    raw = files.jpeg()
    assert files.CANARY.encode() in raw
    assert dict(Image.open(BytesIO(raw)).getexif().get_ifd(files.GPS)) != {}
    made = fit(raw, name="IMG_0001.JPG")
    assert made.content_type == "image/jpeg"
    assert dict(opened(made).getexif()) == {}
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert [mark for mark in (files.CANARY.encode(), b"Exif", b"2026:11:23") if mark in made.content] == []


def test_fit_turns_a_photo_upright_before_it_forgets_how_it_was_held():
    made = opened(fit(files.jpeg(orientation=6), name="a.jpg"))
    assert made.size == (60, 80)
    top, bottom = made.getpixel((30, 5)), made.getpixel((30, 75))
    assert (top[0] < 60, bottom[0] > 200) == (True, True)


def test_fit_makes_a_large_photo_smaller():
    assert opened(fit(files.saved(files.drawing((3000, 1500)), "JPEG"), name="a.jpg")).size == (2000, 1000)


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (files.png(), "a.png", "image/jpeg"),
        (files.png(mode="RGBA"), "a.png", "image/jpeg"),  # nothing shines through
        (files.clear_png(), "a.png", "image/png"),
        (files.saved(files.drawing(), "WEBP"), "a.webp", "image/jpeg"),
        (files.saved(files.drawing(mode="CMYK"), "JPEG"), "a.jpeg", "image/jpeg"),
        (files.PDF, "a.pdf", "application/pdf"),
        (files.docx(), "a.docx", DOCX),
        (files.package("xl/workbook.xml"), "a.xlsx", DOCX.replace("wordprocessingml.document", "spreadsheetml.sheet")),
        (files.odt(), "a.odt", "application/vnd.oasis.opendocument.text"),
        (TEXT, "a.txt", "text/plain"),
        (files.jpeg(), "no ending", "image/jpeg"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_fit_takes(raw, name, kind):
    assert fit(raw, name=name).content_type == kind


def test_fit_takes_an_iphone_photo():
    made = fit(files.saved(files.drawing((64, 64)), "HEIF"), name="IMG_1.HEIC")
    assert (made.content_type, opened(made).size) == ("image/jpeg", (64, 64))


def test_fit_leaves_a_document_as_it_came():
    assert fit(files.PDF, name="a.pdf").content == files.PDF


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (files.SVG, "a.png"),
        (files.SVG, "a.svg"),
        (b"<!DOCTYPE html><p>hello", "a.txt"),
        (b"notes <script>alert(1)</script>", "a.txt"),
        (b"<?xml version='1.0'?><a/>", "a.xml"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt"),
        (b"MZ\x90\0" + b"\0" * 60, "a.pdf"),
        (b"\x7fELF" + b"\0" * 60, "a"),
        (files.package("a.txt", first=("b.txt", "b")), "a.zip"),
        (files.package("a.txt", first=("b.txt", "b")), "a.docx"),
        (b"PK\x03\x04broken", "a.docx"),
        (b"GIF89a" + b"\0" * 40, "a.gif"),
        (b"a\0b", "a.txt"),
        (b"caf\xe9", "a.txt"),
    ],
)
def test_fit_refuses_a_kind_that_we_do_not_take(raw, name):
    assert refusal(raw, name) == (
        f"“{name}” is not a kind of file that we can take. Choose a photo, or a PDF, Word, Excel, or text file"
    )


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (files.jpeg(), "a.png", "a JPEG photo"),
        (files.PDF, "a.txt", "a PDF file"),
        (files.docx(), "a.xlsx", "a Word file"),
        (files.png(), "a.jpg.exe", "a PNG picture"),
        (TEXT, "a.csv", "a text file"),
    ],
)
def test_fit_refuses_a_name_that_says_another_kind(raw, name, kind):
    words = f"“{name}” says that it is one kind of file and is another: inside it is {kind}. Choose another file"
    assert refusal(raw, name) == words


def test_fit_refuses_too_many_dots_before_it_takes_memory_for_them():
    words = "“a.png” has too many dots for us to open. Choose a smaller photo"
    assert refusal(files.png_of_many_dots(), "a.png") == words


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("JPEG", "DOCUMENT_MOST_PIXELS"), ("PNG", "DOCUMENT_MOST_PIXELS_WHOLE"), ("WEBP", "DOCUMENT_MOST_PIXELS_WHOLE")],
)
def test_fit_refuses_one_dot_more_than_its_kind_may_have(settings, kind, limit):
    raw = files.saved(files.drawing((80, 60)), kind)
    setattr(settings, limit, 80 * 60)
    assert fit(raw, name="a").content
    setattr(settings, limit, 80 * 60 - 1)
    assert refusal(raw, "a") == "“a” has too many dots for us to open. Choose a smaller photo"


def test_fit_refuses_a_broken_photo():
    words = "We cannot open “a.jpg” as a photo. It may be broken. Choose another one"
    assert refusal(files.jpeg()[:400], "a.jpg") == words


def test_fit_refuses_what_is_empty_and_what_is_too_big(settings):
    assert refusal(b"", "a.txt") == "“a.txt” is empty. Choose another file"
    settings.DOCUMENT_LARGEST = 20
    assert refusal(TEXT, "a.txt") == "“a.txt” is too big. Choose a file of 1 KB or less"


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/embeddings/setup.EXE", "word/activeX/activeX1.bin"])
def test_fit_refuses_programs_inside_a_document(part):
    words = "“a.docx” has a program or macros inside. Save it without them, or as a PDF, and choose that"
    assert refusal(files.docx(part), "a.docx") == words


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/hello.py"])
def test_fit_refuses_macros_inside_an_open_document(part):
    words = "“a.odt” has a program or macros inside. Save it without them, or as a PDF, and choose that"
    assert refusal(files.odt(part), "a.odt") == words


def test_fit_refuses_a_document_that_unpacks_to_far_too_much(monkeypatch):
    monkeypatch.setattr("groundswell.foundation.documents.papers.MOST_UNPACKED", 10)
    words = "“a.docx” would be far too big when it is opened. Choose a smaller file"
    assert refusal(files.docx(), "a.docx") == words


def test_fit_refuses_a_list_of_far_too_many_parts_before_it_takes_memory_for_them():
    raw = files.package_of_many_parts(50_000)
    tracemalloc.start()
    try:
        words = refusal(raw, "a.docx")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert words == "“a.docx” would be far too big when it is opened. Choose a smaller file"
    assert most < len(raw)


def test_a_refusal_names_the_file_on_one_line_and_without_its_folder():
    assert refusal(b"", "C:\\Users\\grace\\no\u202ete\ns.txt") == "“notes.txt” is empty. Choose another file"


@pytest.mark.parametrize(("count", "words"), [(0, "1 KB"), (2_400, "2 KB"), (2_000_000, "2 MB"), (2_440_000, "2.4 MB")])
def test_size_of_says_it_as_people_do(count, words):
    assert size_of(count) == words
