"""A file as an answer: it can run nothing, is kept by nobody, and comes in without a name on the disk."""

from io import BytesIO

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image

from groundswell.foundation.documents.storage import Folder
from groundswell.partnership.models import Person
from tests.factories import files
from tests.factories.files import upload


@pytest.fixture
def grace(world):
    client = Client(HTTP_HOST=world.programme.host)
    client.force_login(Person.objects.get(pk=world.grace.person_id))
    return client


def answer_to(client, document, query=""):
    return client.get(reverse("documents:file", args=[document.pk]) + query)


def told(response):
    names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    return [response[name] for name in (*names, "Cache-Control", "Cross-Origin-Resource-Policy")]


SAFE = ["nosniff", "sandbox; default-src 'none'", "private, no-store", "same-origin"]


def test_a_photo_is_shown_and_can_do_nothing(grace, add):
    response = answer_to(grace, *add())
    assert told(response) == ["image/jpeg", "inline", *SAFE]
    content = b"".join(response.streaming_content)
    assert (content[:3], files.CANARY.encode() in content) == (b"\xff\xd8\xff", False)


def test_a_document_is_a_download_under_its_name(grace, add):
    response = answer_to(grace, *add(upload(files.PDF, "rota.pdf")))
    assert told(response) == ["application/pdf", 'attachment; filename="rota.pdf"', *SAFE]


def test_a_document_without_a_name_gets_one_of_ours(grace, add):
    response = answer_to(grace, *add(upload(files.docx(), "grace.docx"), names=False))
    assert response["Content-Disposition"] == 'attachment; filename="file.docx"'


def test_a_small_photo_is_small(grace, add):
    big = upload(files.saved(files.drawing((1200, 600)), "JPEG"))
    response = answer_to(grace, *add(big), "?small")
    assert told(response) == ["image/jpeg", "inline", *SAFE]
    assert Image.open(BytesIO(response.content)).size == (400, 200)


def test_hidden_and_absent_look_the_same(world, add):
    (document,) = add()
    client = Client(HTTP_HOST=world.programme.host)
    address = reverse("documents:file", args=[document.pk])
    hidden = client.get(address)
    document.delete()
    assert (hidden.status_code, hidden.content) == (404, client.get(address).content)


def test_a_body_far_too_large_ends_with_a_clear_page(grace, settings):
    settings.LARGEST_BODY = 500
    response = grace.post("/ideas/new/check/", {"files": upload()})
    page = response.content.decode()
    assert response.status_code == 413
    assert "That is too big for us" in page
    assert "Choose 5 files or fewer, of 10 MB or less each." in page


def test_more_files_than_any_form_takes_end_with_the_same_page(world, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    client = Client(HTTP_HOST=world.programme.host, enforce_csrf_checks=True)
    client.get("/ideas/new/idea/")
    response = client.post("/ideas/new/check/", {"files": [upload(files.PDF, f"{n}.pdf") for n in range(3)]})
    assert response.status_code == 413


def test_what_comes_in_has_no_name_on_the_disk_and_is_not_kept_past_the_limit(settings):
    settings.DOCUMENT_LARGEST = 2_000_000
    for size in (1_500_000, 3_000_000):
        request = RequestFactory().post("/", {"files": upload(b"a" * size, "rota.txt")})
        (found,) = request.FILES.getlist("files")
        assert (found.name, found.size, len(found.read()) <= min(size, 2_000_000)) == ("rota.txt", size, True)
        assert not isinstance(found.file.name, str)


def test_the_folder_tells_no_hour(tmp_path):
    folder = Folder(location=tmp_path, file_permissions_mode=0o600)
    kept = tmp_path / folder.save("a", upload())
    assert kept.stat().st_mtime % 86_400 == 0
    assert kept.stat().st_mode & 0o777 == 0o600
