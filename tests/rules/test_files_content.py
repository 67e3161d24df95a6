"""What a file really is: checked by its bytes, photos drawn anew without what the camera told (issue 1B, 3; V5, V23, V26).

Every file here is made in the test.
"""

import io
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from PIL import Image

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.documents import checking
from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from tests.factories.ideas import send_idea
from tests.rules.attached import (
    CANARY,
    HTML,
    PDF,
    SVG,
    TXT,
    XML,
    attach,
    committed,
    docx,
    flood,
    heic,
    jpeg,
    later,
    names_kept,
    odt,
    of,
    png,
    pptx,
    served,
    set_scanner,
    upload,
    webp,
    xlsx,
    zipped,
)
from tests.rules.cast import Story, everything, link_holder, make_cast
from tests.rules.without_name import AnonymousStory

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PHOTOS = {
    "list.jpg": (jpeg, "image/jpeg"),
    "list.png": (png, "image/jpeg"),
    "list.webp": (webp, "image/jpeg"),
    "list.heic": (heic, "image/jpeg"),
    "seen_through.png": (lambda: png(see_through=True), "image/png"),
}
PAPERS = {
    "list.pdf": (lambda: PDF, "application/pdf"),
    "list.docx": (docx, WORD),
    "list.xlsx": (xlsx, EXCEL),
    "list.pptx": (pptx, POWERPOINT),
    "list.odt": (odt, "application/vnd.oasis.opendocument.text"),
    "list.txt": (lambda: TXT, "text/plain"),
}
MB = 1_000_000
BIG, TOO_BIG = b"list\n" * (19 * MB // 10), b"list\n" * (21 * MB // 10 + 100_000)  # 9.5 MB and 11 MB
UNFIT = {
    "an SVG as itself": (SVG, "list.svg"),
    "an SVG as PNG": (SVG, "list.png"),
    "a page as itself": (HTML, "list.html"),
    "a page as PDF": (HTML, "list.pdf"),
    "a page as text": (HTML, "list.txt"),
    "XML with an entity": (XML, "list.xml"),
    "XML as text": (XML, "list.txt"),
    "an archive": (zipped("a.txt"), "list.zip"),
    "an archive as a document": (zipped("a.txt"), "list.docx"),
    "a program": (b"MZ" + bytes(600), "list.exe"),
    "a program as PDF": (b"MZ" + bytes(600), "list.pdf"),
    "a program of Linux": (b"\x7fELF" + bytes(600), "list.txt"),
    "nothing as a photo": (b"", "list.jpg"),
    "nothing as text": (b"", "list.txt"),
    "a flood of pixels": (flood(), "list.png"),
    "a photo cut short": (jpeg((400, 300))[:600], "list.jpg"),
    "noise as a photo": (bytes(range(256)) * 4, "list.jpg"),
    "a photo that calls itself another": (jpeg(), "list.png"),
    "a photo that calls itself a document": (jpeg(), "list.pdf"),
    "a document that calls itself a photo": (PDF, "list.jpg"),
    "one document that calls itself another": (docx(), "list.xlsx"),
    "two endings": (HTML, "list.pdf.html"),
    "more than 10 MB": (TOO_BIG, "list.txt"),
}


@pytest.fixture(autouse=True)
def _no_scanner(settings):
    set_scanner(settings, "none")


@pytest.fixture
def story(cast):
    return Story(cast, "read")


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_is_drawn_anew(name):
    make, kind = PHOTOS[name]
    raw = make()
    fit = checking.fit(raw, name=name)
    assert fit.content_type == kind
    assert fit.content != raw
    assert Image.open(io.BytesIO(fit.content)).format == {"image/jpeg": "JPEG", "image/png": "PNG"}[kind]


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_tells_nothing_that_the_camera_told(name):
    raw = PHOTOS[name][0]()
    assert CANARY.encode() in raw  # so that silence below means something
    content = checking.fit(raw, name=name).content
    drawn = Image.open(io.BytesIO(content))
    assert dict(drawn.getexif()) == {}
    assert {"exif", "comment", "xmp", "XML:com.adobe.xmp", "Author"} & set(drawn.info) == set()
    assert [word for word in (CANARY.encode(), b"Exif", b"GPS", b"Wilhelmina", b"2026:11:23") if word in content] == []


def test_a_photo_is_turned_upright_before_it_forgets_how_it_was_held():
    """60 wide and 30 high, held upright: blue, which was on the left, comes to stand at the top."""
    drawn = Image.open(io.BytesIO(checking.fit(jpeg(turned=True), name="list.jpg").content)).convert("RGB")
    assert drawn.size == (30, 60)
    assert [colour(drawn, (15, 5)), colour(drawn, (15, 55))] == ["blue", "red"]


def colour(drawn, place):
    red, _, blue = drawn.getpixel(place)
    return "blue" if blue > red else "red"


@pytest.mark.parametrize(
    ("size", "after"), [((3000, 1500), (2000, 1000)), ((1500, 3000), (1000, 2000)), ((60, 30), (60, 30))]
)
def test_a_photos_longest_side_is_two_thousand(size, after):
    assert Image.open(io.BytesIO(checking.fit(jpeg(size), name="list.jpg").content)).size == after


def test_what_can_be_seen_through_stays_so():
    drawn = Image.open(io.BytesIO(checking.fit(png(see_through=True), name="list.png").content))
    assert drawn.convert("RGBA").getpixel((5, 5))[3] == 100


def test_what_hides_behind_a_photo_is_left_behind():
    content = checking.fit(jpeg() + HTML + zipped("a.txt"), name="list.jpg").content
    assert b"<script" not in content
    assert b"PK\x03\x04" not in content


@pytest.mark.parametrize("name", ["LIST.JPG", "list.jpeg", "my.list.of.2026.jpg"])
def test_an_ending_that_fits_is_no_matter(name):
    assert checking.fit(jpeg(), name=name).content_type == "image/jpeg"


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_is_kept_as_it_is(name):
    make, kind = PAPERS[name]
    fit = checking.fit(make(), name=name)
    assert (fit.content, fit.content_type) == (make(), kind)


@pytest.mark.parametrize("what", UNFIT)
def test_what_is_not_fit_is_refused_in_words(what):
    raw, name = UNFIT[what]
    with pytest.raises(checking.Unfit) as refusal:
        checking.fit(raw, name=name)
    said = " ".join(refusal.value.messages)
    assert len(said.split()) >= 4
    assert [word for word in ("rejected", "failed", "invalid", "MIME", "error") if word.lower() in said.lower()] == []


def test_unfit_is_an_error_that_a_form_can_show():
    assert issubclass(checking.Unfit, ValidationError)


def test_what_the_browser_says_of_the_kind_counts_for_nothing(cast, story):
    (document,) = attach(story, upload(jpeg(), "list.jpg", kind="text/html"), by="grace")
    assert document.content_type == "image/jpeg"


def test_what_is_served_is_what_was_drawn_and_holds_no_place(cast, story):
    (document,) = attach(story, upload(jpeg()), by="grace")
    content = served(document, cast.as_("amina"))
    assert document.size == len(content)
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
    assert CANARY.encode() not in content


def test_the_key_is_random_and_says_nothing(cast, story):
    one, two = attach(story, upload(jpeg(), "rota.jpg"), upload(jpeg((30, 30)), "rota.jpg"), by="grace")
    assert one.pk != two.pk
    assert {one.pk.version, two.pk.version} == {4}
    assert [name for name in names_kept() if "rota" in name or "." in name] == []


# All or nothing


def nothing_kept(story, call):
    before, files = everything(), names_kept()
    with pytest.raises((ValidationError, NotAllowed)):
        call()
    assert (everything(), names_kept(), of(story.idea)) == (before, files, [])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_unfit_file_among_fit_ones_keeps_none(cast, story, place):
    uploads = [upload(jpeg()), upload(PDF, "list.pdf")]
    uploads.insert(place, upload(HTML, "page.pdf"))
    nothing_kept(story, lambda: attach(story, *uploads, by="grace"))


def test_a_transaction_that_is_rolled_back_leaves_no_file(cast, story):
    files = names_kept()
    with committed(), pytest.raises(RuntimeError), transaction.atomic():
        services.add_files(story.idea, [upload(jpeg())], by=cast.as_("grace"), patient_seen=False)
        raise RuntimeError
    later(days=2)  # where it was written at once it is swept by then
    assert (of(story.idea), names_kept()) == ([], files)


def test_adding_no_file_at_all_changes_nothing(cast, story):
    before = everything()
    with suppress(NotAllowed, ValidationError):
        attach(story, by="grace")
    assert (everything(), of(story.idea)) == (before, [])


# Limits


def photos(count):
    return [upload(jpeg((40 + number, 30))) for number in range(count)]


def test_five_files_and_no_sixth(cast, story):
    assert len(attach(story, *photos(5), by="grace")) == 5
    with pytest.raises((ValidationError, NotAllowed)):
        attach(story, upload(jpeg()), by="grace")
    assert len(of(story.idea)) == 5


def test_six_at_once_are_none(cast, story):
    nothing_kept(story, lambda: attach(story, *photos(6), by="grace"))


def test_five_are_counted_over_sender_and_holder(cast, story):
    attach(story, *photos(4), by="grace")
    with pytest.raises((ValidationError, NotAllowed)):
        attach(story, *photos(2), by="amina")
    assert len(of(story.idea)) == 4


def test_just_under_ten_megabytes_is_taken(cast, story):
    assert [document.size for document in attach(story, upload(BIG, "list.txt"), by="grace")] == [len(BIG)]


def test_fifty_megabytes_a_person_a_day_over_all_their_ideas(cast, story):
    """Five of 9.5 MB each are 47.5; the next goes over, and tomorrow it does not."""
    attach(story, *[upload(BIG, "list.txt") for _ in range(5)], by="grace", scanned=False)
    other = Story(cast, "read")
    with pytest.raises((ValidationError, NotAllowed)):
        attach(other, upload(BIG, "list.txt"), by="grace", scanned=False)
    assert of(other.idea) == []
    other.now += timedelta(days=1)
    assert len(attach(other, upload(BIG, "list.txt"), by="grace", scanned=False)) == 1


def test_ones_day_is_not_anothers(cast, story):
    attach(story, *[upload(BIG, "list.txt") for _ in range(4)], by="grace", scanned=False)
    assert len(attach(story, upload(BIG, "list.txt"), by="amina", scanned=False)) == 5
    assert Document.objects.filter(added_by=cast.grace.pk).count() == 4


def test_all_whom_no_row_names_share_one_gigabyte_a_day(cast, settings):
    """Nobody is known there who could be counted alone. It is theirs in one programme, and anew the next day."""
    assert settings.DOCUMENT_MOST_A_DAY_OF_UNNAMED == 1_000_000_000
    settings.DOCUMENT_MOST_A_DAY_OF_UNNAMED = 2 * len(checking.fit(jpeg(), name="list.jpg").content)
    one, full = AnonymousStory(cast, "read"), AnonymousStory(cast, "read")
    with clock.at(one.now):
        by_link = send_idea(cast.programme, email="len@example.org")
    assert len(attach(one, upload(jpeg()), by=one.asker, scanned=False)) == 1
    with clock.at(one.now), committed():
        services.add_files(by_link, [upload(jpeg())], by=link_holder(by_link), patient_seen=False)
    before, files = everything(), names_kept()
    with pytest.raises(checking.Unfit, match="Add it tomorrow"):
        attach(full, upload(jpeg()), by=full.asker, scanned=False)
    assert (everything(), names_kept(), of(full.idea)) == (before, files, [])
    next_door = AnonymousStory(make_cast(), "read")
    assert len(attach(next_door, upload(jpeg()), by=next_door.asker, scanned=False)) == 1
    assert len(attach(full, upload(jpeg()), by="amina", scanned=False)) == 1, "she has a day of her own"
    full.wait(days=1)
    assert len(attach(full, upload(jpeg()), by=full.asker, scanned=False)) == 2
