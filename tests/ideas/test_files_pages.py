"""Photos and documents page by page: with the sending, on the tracking page, and for the team."""

import re
from html import unescape

import pytest

from groundswell.foundation.documents.models import Document
from groundswell.foundation.jobs import worker
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from tests.factories import files
from tests.factories.answers import signed_in
from tests.factories.files import upload
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of, make_person

CARRIED = re.compile(r'name="carried" value="([^"]*)"')
RECEIPT = re.compile(r'name="receipt" value="([^"]*)"')
IMAGE = re.compile(r'<img[^>]*src="([^"]*)"[^>]*alt="([^"]*)"')
NO_PATIENT = {"patient_seen": "no"}


@pytest.fixture
def grace(programme):
    return make_person("Grace Obi")


@pytest.fixture
def at_the_check(client, programme, grace):
    signed_in(client, grace)
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "named"})
    return client


@pytest.fixture
def clean(django_capture_on_commit_callbacks):
    """Do it, as far as the worker's coming by."""

    def doing(do):
        with django_capture_on_commit_callbacks(execute=True):
            made = do()
        worker.run_all()
        return made

    return doing


def shown(response):
    return unescape(response.content.decode())


def images(response):
    return IMAGE.findall(shown(response))


def link_of(idea):
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/"


def add(idea, *uploads, by, **more):
    return services.add_files(idea, list(uploads) or [upload()], by=by, patient_seen=False, **more)


def test_a_photo_goes_with_the_idea(at_the_check):
    typed = {"uploads": [upload()], "described": "The desk", "share": "on"} | NO_PATIENT
    response = at_the_check.post("/ideas/new/check/", typed)
    assert response["Location"] == "/ideas/new/sent/"
    document = Document.objects.get()
    assert (document.record_id, document.described, document.state) == (Idea.objects.get().pk, "The desk", "waiting")


def test_the_check_page_works_without_files(at_the_check):
    assert at_the_check.post("/ideas/new/check/", {"share": "on"})["Location"] == "/ideas/new/sent/"
    assert (Document.objects.count(), Idea.objects.get().colleagues_may_see) == (0, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select whether a patient can be seen in it"),
        ({"patient_seen": "yes"}, "We cannot take it when a patient can be seen. Choose one without the patient"),
        ({"patient_seen": "perhaps"}, "Select an answer"),
    ],
)
def test_whether_a_patient_can_be_seen_is_asked(at_the_check, typed, words):
    response = at_the_check.post("/ideas/new/check/", {"uploads": [upload()], "share": "on", "described": "A"} | typed)
    page = shown(response)
    assert response.status_code == 422
    assert page.count(words) == 2  # in the summary and beside the question
    assert "Choose your files once more" in page
    assert 'name="share" type="checkbox" value="on" checked' in page
    assert 'value="A"' in page
    assert (Idea.objects.count(), Document.objects.count()) == (0, 0)


@pytest.mark.parametrize("address", ["/ideas/new/check/", "add-files/"])
def test_what_a_file_shows_tells_of_no_patient(at_the_check, programme, address):
    """Where an idea is sent, and where something is added later."""
    idea = None if address.startswith("/") else send_idea(programme)
    typed = {"uploads": [upload()], "described": "The label of 943 476 5919"} | NO_PATIENT
    response = at_the_check.post(f"{link_of(idea)}{address}" if idea else address, typed)
    page = shown(response)
    assert response.status_code == 422
    assert page.count("This looks like patient information: 943 476 5919. Take it out") == 2
    assert 'value="The label of 943 476 5919"' in page
    assert Document.objects.count() == 0


def test_a_file_that_cannot_be_taken_says_why_and_nothing_is_sent(at_the_check):
    typed = {"uploads": [upload(files.SVG, "plan.svg")], "share": "on"} | NO_PATIENT
    response = at_the_check.post("/ideas/new/check/", typed)
    page = shown(response)
    assert response.status_code == 422
    assert "“plan.svg” is not a kind of file that we can take" in page
    assert 'href="#id_uploads"' in page
    assert 'name="share" type="checkbox" value="on" checked' in page
    assert (Idea.objects.count(), Document.objects.count()) == (0, 0)


def to_the_check_without_name(client):
    page = client.post("/ideas/new/idea/", {"text": TEXT})
    carried = CARRIED.search(page.content.decode())[1]
    return client.post("/ideas/new/about-you/", {"carried": carried, "mode": "anonymous"})


def send_without_name(client, page, **more):
    typed = {"carried": CARRIED.search(page.content.decode())[1], "title": "One list", "type": "new", "send": "yes"}
    return client.post("/ideas/new/without-name/", typed | more)


def test_a_photo_goes_with_an_idea_without_a_name_and_opens_by_four_words(client, programme, clean):
    page = to_the_check_without_name(client)
    assert 'type="file"' in page.content.decode()
    assert "Documents can carry your name" in shown(page)
    sent = clean(
        lambda: send_without_name(client, page, uploads=[upload(name="me.jpg")], described="A desk", **NO_PATIENT)
    )
    words = re.search(r"four words are<br>\s*<strong>([^<]+)</strong>", sent.content.decode())[1]
    opened = client.post("/t/words/", {"reference": Idea.objects.get().reference, "words": words})
    (small, alternative), document = images(opened)[0], Document.objects.get()
    assert (small[:23], alternative) == ("data:image/jpeg;base64,", "A desk")
    assert (document.name, document.added_by) == ("", None)
    receipt = RECEIPT.search(opened.content.decode())[1]
    whole = client.post("/t/words/file/", {"receipt": receipt, "file": document.pk})
    assert (whole["Content-Type"], whole["Content-Disposition"]) == ("image/jpeg", "inline")
    gone = client.post("/t/words/remove-file/", {"receipt": receipt, "file": document.pk})
    assert "It is gone. We have not kept it." in shown(gone)
    assert Document.objects.count() == 0


def test_a_document_without_a_name_is_refused_with_what_to_do(client, programme):
    page = to_the_check_without_name(client)
    response = send_without_name(client, page, uploads=[upload(files.PDF, "plan.pdf")], **NO_PATIENT)
    assert response.status_code == 422
    assert "“plan.pdf” is not a photo. A document can carry the name of who wrote it. Choose a photo of it" in shown(
        response
    )
    assert Idea.objects.count() == 0
    assert send_without_name(client, response, uploads=[upload()], **NO_PATIENT).status_code == 200


def test_another_ideas_photo_does_not_open_by_these_four_words(client, programme, clean, grace):
    hers = clean(lambda: add(send_idea(programme, by=asker_of(grace, programme)), by=asker_of(grace, programme)))[0]
    send_without_name(client, to_the_check_without_name(client))
    from django.core import signing

    from groundswell.ideas.views.by_words import RECEIPT as SALT

    receipt = signing.dumps(str(Idea.objects.get(mode="anonymous").pk), salt=SALT)
    for key in (hers.pk, "nonsense", ""):
        assert client.post("/t/words/file/", {"receipt": receipt, "file": key}).status_code == 404


def test_a_helper_sends_a_photo_for_somebody(client, programme, grace):
    signed_in(client, grace)
    page = client.get("/ideas/new/for-someone/")
    typed = {"carried": CARRIED.search(page.content.decode())[1], "text": TEXT, "mode": "named"}
    typed |= {"email": "len@example.org", "agreed": "on", "uploads": [upload()]}
    asked = client.post("/ideas/new/for-someone/", typed)
    assert "Select whether a patient can be seen in it" in shown(asked)
    client.post("/ideas/new/for-someone/", typed | {"uploads": [upload()]} | NO_PATIENT)
    assert Document.objects.get().record_id == Idea.objects.get().pk


def test_the_tracking_page_shows_what_is_checked_what_waits_and_what_was_taken_away(client, programme, clean):
    idea = send_idea(programme)
    by = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    first = clean(lambda: add(idea, upload(), upload(), upload(files.PDF, "plan.pdf"), by=by, described="A desk"))[0]
    waiting = add(idea, by=by)[0]
    page = client.get(link_of(idea))
    assert images(page) == [
        (f"{link_of(idea)}files/{first.pk}/?small", "Photo 1 of 3: A desk"),
        (images(page)[1][0], "Photo 2 of 3: A desk"),
    ]
    assert "plan.pdf (PDF, 1 KB)" in shown(page)
    assert "Photo 3 of 3, sent with the idea" in shown(page)
    assert "We are still checking this file. Come back in a few minutes." in shown(page)
    assert client.get(f"{link_of(idea)}files/{first.pk}/")["Content-Type"] == "image/jpeg"
    assert client.get(f"{link_of(idea)}files/{waiting.pk}/").status_code == 404
    Document.objects.filter(pk=waiting.pk).update(state="refused")
    assert "We took this file away." in shown(client.get(link_of(idea)))


def test_one_photo_is_told_in_the_senders_words_or_in_ours(client, programme, clean):
    idea = send_idea(programme)
    by = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    (one,) = clean(lambda: add(idea, by=by))
    assert images(client.get(link_of(idea)))[0][1] == "Photo 1 of 1, sent with the idea"
    Document.objects.filter(pk=one.pk).update(described="The desk")
    assert images(client.get(link_of(idea)))[0][1] == "The desk"


def test_a_link_opens_no_file_of_another_idea(client, programme, clean, grace):
    asker = asker_of(grace, programme)
    hers = clean(lambda: add(send_idea(programme, by=asker), by=asker))[0]
    assert client.get(f"{link_of(send_idea(programme))}files/{hers.pk}/").status_code == 404


def test_adding_later_by_link_and_taking_it_away(client, programme):
    idea = send_idea(programme)
    page = client.get(link_of(idea))
    assert 'enctype="multipart/form-data"' in shown(page)
    empty = client.post(f"{link_of(idea)}add-files/", NO_PATIENT)
    assert (empty.status_code, "Choose a file" in shown(empty)) == (422, True)
    done = client.post(f"{link_of(idea)}add-files/", {"uploads": [upload()]} | NO_PATIENT, follow=True)
    assert "Thank you. It is with your idea now." in shown(done)
    gone = client.post(f"{link_of(idea)}remove-file/", {"file": Document.objects.get().pk}, follow=True)
    assert "It is gone. We have not kept it." in shown(gone)
    assert Document.objects.count() == 0


def test_adding_later_in_an_account(client, programme, grace):
    idea = send_idea(programme, by=asker_of(grace, programme))
    signed_in(client, grace)
    wrong = client.post(f"/ideas/{idea.reference}/add-files/", {"uploads": [upload(files.SVG, "a.svg")]} | NO_PATIENT)
    assert (wrong.status_code, "is not a kind of file" in shown(wrong)) == (422, True)
    assert 'href="#add-files-uploads"' in shown(wrong)
    right = client.post(f"/ideas/{idea.reference}/add-files/", {"uploads": [upload()]} | NO_PATIENT)
    assert right["Location"] == f"/ideas/{idea.reference}/"


def test_the_team_sees_photos_and_takes_away_only_its_own(as_amina, amina, programme, idea, clean):
    by = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    (photo,) = clean(lambda: add(idea, by=by, described="A desk"))
    page = as_amina.get(f"/triage/{idea.reference}/")
    assert images(page) == [(f"/files/{photo.pk}/?small", "A desk")]
    assert "Take it away" not in shown(page)
    assert 'type="file"' not in shown(page)
    assert as_amina.get(f"/files/{photo.pk}/").status_code == 200
    assert as_amina.post(f"/triage/{idea.reference}/remove-file/", {"file": photo.pk}).status_code == 403
    assert "added a photo or a document" in shown(page)


def test_who_has_it_adds_a_document(as_amina, amina, programme, idea):
    services.take(idea, by=asker_of(amina, programme, "triager"))
    address = f"/triage/{idea.reference}/"
    wrong = as_amina.post(f"{address}add-files/", {"uploads": [upload(files.PDF, "plan.pdf")]})
    assert (wrong.status_code, "Select whether a patient can be seen in it" in shown(wrong)) == (422, True)
    right = as_amina.post(f"{address}add-files/", {"uploads": [upload(files.PDF, "plan.pdf")]} | NO_PATIENT)
    assert right["Location"] == address
    assert (Document.objects.get().name, Document.objects.get().added_by) == ("plan.pdf", amina.pk)
    assert "Take it away" in shown(as_amina.get(address))
