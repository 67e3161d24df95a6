"""A PDF that runs something, or holds another file, is refused, however its objects are packed; others are taken."""

import zlib
from contextlib import suppress

import pytest
from weasyprint import HTML

from groundswell.foundation.documents import pdfs
from groundswell.foundation.documents.checking import Unfit, fit
from tests.factories import files

CATALOGUE = b"<</Type/Catalog>>"
SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
SIZE = 200_000
SAYS_ACTIVE = "“a.pdf” has a script or another file inside. Print it as a new PDF, and choose that"
SAYS_LOCKED = "We cannot look inside “a.pdf”. Save it without a password, or print it as a new PDF, and choose that"


def pdf(*objects, packed=b""):
    """A file of these objects, the first of which is its catalogue."""
    numbered = [b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1)]
    return b"%PDF-1.7\n" + b"".join(numbered) + packed + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def stream(content, head=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(content), content)


def together(*objects, pack=zlib.compress, filters=b"/Filter/FlateDecode"):
    """Objects in one stream, as most programs write them."""
    places, at = [], 0
    for number, one in enumerate(objects, start=20):
        places.append(b"%d %d" % (number, at))
        at += len(one) + 1
    head = b" ".join(places) + b" "
    told = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return stream(pack(head + b" ".join(objects)), told + filters)


def refusal(raw):
    with pytest.raises(Unfit) as refused:
        fit(raw, name="a.pdf")
    return refused.value.messages[0]


@pytest.mark.parametrize(
    "inside",
    [
        SCRIPT,
        b"<</S /JavaScript /JS 5 0 R>>",
        b"<</S/J#61vaScript/J#53 5 0 R>>",
        b"<</S%x\n/JavaScript>>",
        b"<</S/Rendition/JS(x)>>",
        b"<</OpenAction<</S/JavaScript/JS(x)>>>>",
        b"<</S/Launch/F(calc.exe)>>",
        b"<</Names<</EmbeddedFiles 7 0 R>>>>",
        b"<</Title(a \\) b (c) d)/AA<</O" + SCRIPT + b">>>>",
    ],
)
def test_fit_refuses_a_pdf_that_does_something(inside):
    assert refusal(pdf(CATALOGUE, inside)) == SAYS_ACTIVE
    assert refusal(pdf(CATALOGUE, together(b"<</A 1>>", inside))) == SAYS_ACTIVE
    assert refusal(pdf(CATALOGUE, together(inside, pack=bytes, filters=b""))) == SAYS_ACTIVE


def test_fit_refuses_a_pdf_with_another_file_inside():
    assert refusal(pdf(CATALOGUE, stream(b"MZ", b"/Type/EmbeddedFile"))) == SAYS_ACTIVE


@pytest.mark.parametrize(
    "hidden",
    [
        b"3 0 obj (never closed\n4 0 obj " + SCRIPT + b" endobj",
        b"3 0 obj" + stream(b"\n4 0 obj " + SCRIPT + b" endobj\n") + b"\nendobj",
        b"4%x\n0 obj" + SCRIPT + b"endobj",
    ],
)
def test_fit_refuses_a_script_that_another_object_hides(hidden):
    assert refusal(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj " + hidden + b"\n%%EOF") == SAYS_ACTIVE


def test_fit_refuses_a_script_behind_a_string_that_is_never_closed_among_packed_objects():
    assert refusal(pdf(CATALOGUE, together(b"(never closed", SCRIPT))) == SAYS_ACTIVE


@pytest.mark.parametrize(
    "inside",
    [
        b"<</OpenAction[3 0 R/FitH null]>>",
        b"<</OpenAction<</S/GoTo/D[3 0 R/Fit]>>>>",
        b"<</A<</S/URI/URI(https://x.example/JavaScript/JS /Launch )>>>>",
        b"<</Title(How /JavaScript works)>>",
        b"<</Font<</JSans 3 0 R/Launcher 4 0 R>>>>",
        b"<</A 1>>% /JavaScript\n",
    ],
)
def test_fit_takes_a_pdf_that_only_writes_of_it(inside):
    for made in (pdf(CATALOGUE, inside), pdf(CATALOGUE, together(b"<</A 1>>", inside))):
        assert fit(made, name="a.pdf").content == made


@pytest.mark.parametrize("words", [b"BT (/JavaScript) Tj /JS gs ET", b"\x9c\xe1/JS (x) /JavaScript /Launch "])
def test_fit_takes_what_looks_like_a_name_in_a_page_or_a_picture(words):
    assert fit(pdf(CATALOGUE, stream(words, b"/Subtype/Image")), name="a.pdf")


def test_fit_takes_plain_pdfs_and_those_of_our_own():
    assert fit(files.PDF, name="a.pdf").content == files.PDF
    made = HTML(string="<h1>Print it once</h1><p><a href='https://x.example/JavaScript/'>JS</a>").write_pdf()
    assert fit(made, name="a.pdf").content == made


@pytest.mark.parametrize(
    "packed",
    [
        together(b"<<>>", pack=lambda plain: b"locked" + plain),
        together(SCRIPT, pack=lambda plain: plain.hex().encode() + b">", filters=b"/Filter/ASCIIHexDecode"),
        together(SCRIPT, filters=b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>"),
        together(SCRIPT).replace(b"/N 1", b"/N 9 0 R"),
        together(SCRIPT).replace(b"/N 1", b"/N 7"),
        together(SCRIPT, pack=lambda plain: zlib.compress(b"endstream" + plain, 0)),
        together(SCRIPT).replace(b"endstream", b""),
    ],
    ids=["locked", "as letters", "predicted", "count elsewhere", "too few", "an end before the end", "no end"],
)
def test_fit_refuses_what_it_cannot_look_into(packed):
    assert refusal(pdf(CATALOGUE, packed)) == SAYS_LOCKED


def test_fit_refuses_packed_objects_that_are_far_too_many(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_UNPACKED", 10_000)
    one = together(b"<</A(" + b" " * 6_000 + b")>>")
    assert fit(pdf(CATALOGUE, one), name="a.pdf")
    assert "would be far too big when it is opened" in refusal(pdf(CATALOGUE, one, one))


@pytest.mark.parametrize(
    "made",
    [
        b"1" * SIZE,
        b"1 " * (SIZE // 2),
        b" obj" * (SIZE // 4),
        b" obj(" * (SIZE // 5),
        b" obj%" * (SIZE // 5),
        b" obj/A" * (SIZE // 6),
        b" obj/ObjStm/N 1/First 9/Fl stream\n" * (SIZE // 34) + b"endstream",
        b" obj/ObjStm/N 1/First 4 stream\n1 0 " * (SIZE // 36) + b"endstream",
        b"(" * SIZE,
    ],
    ids=["digits", "numbers", "objects", "strings", "comments", "names", "packed", "each in the one before", "open"],
)
def test_a_file_made_to_cost_time_is_read_once(monkeypatch, made):
    """No byte of it is looked at twice, but for those that are packed."""
    looked, names = [], pdfs._names
    monkeypatch.setattr(pdfs, "_names", lambda raw, start, end: looked.append(end - start) or names(raw, start, end))
    raw = b"%PDF-1.7\n 1 0" + made
    with suppress(pdfs.CannotLook, pdfs.TooLarge):
        pdfs.is_active(raw)
    assert sum(looked) <= 3 * len(raw)


def test_fit_refuses_far_too_many_objects(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 3)
    assert fit(pdf(CATALOGUE, b"1", b"2"), name="a.pdf")
    assert "would be far too big when it is opened" in refusal(pdf(CATALOGUE, b"1", b"2", b"3"))


@pytest.mark.parametrize("end", [b"", b"(", b"%", b"/", b"1 0 obj", b"1 0 obj (", b"1 0 obj<</Type/ObjStm>>\nstream\n"])
def test_a_broken_file_is_no_trouble_for_the_site(end):
    try:
        fit(b"%PDF-1.7\n" + end, name="a.pdf")
    except Unfit as refused:
        assert refused.messages == [SAYS_LOCKED]
