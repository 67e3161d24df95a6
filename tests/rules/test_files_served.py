"""Files over the wire: who gets one at which address, and with which headers (issue 1B, 3; settled.md; V4, V5, V6).

A file that is hidden and one that does not exist answer alike, to the byte.
"""

from uuid import uuid4

import pytest
from django.test import Client

from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors
from tests.factories.partnership import enter, give_role, make_organisation, make_person
from tests.rules.attached import (
    PDF,
    attach,
    file_field,
    jpeg,
    of,
    patient_field,
    set_scanner,
    upload,
    with_photo,
)
from tests.rules.cast import Story, make_cast
from tests.rules.pages import Walk, form_on, read
from tests.rules.test_confidential_pages import CSRF, TOKEN, UNHEARD, UUID


@pytest.fixture(autouse=True)
def _no_scanner(settings):
    set_scanner(settings, "none")


@pytest.fixture
def cast(cast):
    """With an administrator, and a triager of one hospital."""
    cast.people |= {"ada": make_person("Ada Admin"), "sou": make_person("Triager Southend")}
    give_role(cast.ada, cast.programme, "programme_admin")
    give_role(cast.sou, cast.programme, "triager", make_organisation(cast.programme, "Southend Hospital"))
    return cast


def browser(cast, who=None):
    client = Client(HTTP_HOST=cast.programme.host)
    if who:
        enter(client, cast.people[who])
    return client


def likeness(response):
    """All that an answer tells, without ids and tokens that are new each time."""
    text = UUID.sub("ID", TOKEN.sub("TOKEN", CSRF.sub("CSRF", response.getvalue().decode("utf-8", "replace"))))
    headers = {name: UUID.sub("ID", value) for name, value in response.headers.items() if name not in UNHEARD}
    return response.status_code, text, headers


@pytest.mark.parametrize("who", ["staff", "joe", "ada", "sou"])
def test_hidden_and_absent_answer_alike_to_the_byte(cast, who):
    story, document = with_photo(cast)
    with clock.at(story.now):
        client = browser(cast, who)
        hidden = client.get(f"/files/{document.pk}/")
        absent = client.get(f"/files/{uuid4()}/")
    assert hidden.status_code == 404
    assert likeness(hidden) == likeness(absent)


def test_hidden_and_absent_answer_alike_to_who_is_signed_out(cast):
    _, document = with_photo(cast)
    client = browser(cast)
    hidden = client.get(f"/files/{document.pk}/")
    assert hidden.status_code in {302, 404}
    assert likeness(hidden) == likeness(client.get(f"/files/{uuid4()}/"))


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_what_is_not_clean_and_absent_answer_alike_to_its_sender(cast, state):
    _, document = with_photo(cast)
    Document.objects.update(state=state)
    client = browser(cast, "grace")
    assert likeness(client.get(f"/files/{document.pk}/")) == likeness(client.get(f"/files/{uuid4()}/"))


@pytest.mark.parametrize("who", ["grace", "amina"])
def test_sender_and_holder_get_the_photo(cast, who):
    story, document = with_photo(cast)
    with clock.at(story.now):
        answer = browser(cast, who).get(f"/files/{document.pk}/")
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_address_only_gives(cast, method):
    _, document = with_photo(cast)
    assert getattr(browser(cast, "grace"), method)(f"/files/{document.pk}/").status_code == 405


def test_at_another_programmes_host_it_does_not_exist(cast):
    _, document = with_photo(cast)
    other = make_cast()
    client = Client(HTTP_HOST=other.programme.host)
    enter(client, cast.grace)
    assert client.get(f"/files/{document.pk}/").status_code == 404


def by_link(idea, document_id):
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/files/{document_id}/"


def test_a_senders_link_gives_its_own_photo(cast):
    story, document = with_photo(cast)
    answer = browser(cast).get(by_link(story.idea, document.pk))
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"\xff\xd8\xff")


def test_a_senders_link_gives_no_other_ideas_photo(cast):
    _, document = with_photo(cast)
    own = Story(cast, "read").idea
    client = browser(cast)
    hidden, absent = client.get(by_link(own, document.pk)), client.get(by_link(own, uuid4()))
    assert hidden.status_code == 404
    assert likeness(hidden) == likeness(absent)


def test_a_false_link_gives_nothing(cast):
    story, document = with_photo(cast)
    path = by_link(story.idea, document.pk).replace(selectors.token_of(story.idea), "A" * 43)
    assert browser(cast).get(path).status_code == 404


def file_form(walk, story):
    """The form of the photo on the page that four words open, as it would be posted."""
    page = walk.opens(story.words, story.idea.reference)
    form = form_on(page, "/t/words/file/")
    pressed = {name: value for name, (value, _) in list(form.buttons.items())[:1] if name}
    return form.fields | pressed


def test_four_words_give_the_photo_by_post(cast):
    story, _ = with_photo(cast, "anonymous")
    with clock.at(story.now):
        walk = Walk(cast.programme)
        answer = walk.client.post("/t/words/file/", file_form(walk, story))
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"\xff\xd8\xff")
    assert "no-store" in answer["Cache-Control"]


def test_four_words_give_no_other_ideas_photo(cast):
    """The form of one's own photo, with the id of another's in its place."""
    story, document = with_photo(cast, "anonymous")
    _, other = with_photo(cast, "anonymous")
    with clock.at(story.now):
        walk = Walk(cast.programme)
        fields = {
            name: value.replace(str(document.pk), str(other.pk)) for name, value in file_form(walk, story).items()
        }
        assert str(other.pk) in fields.values()
        assert walk.client.post("/t/words/file/", fields).status_code == 404


def test_without_the_receipt_the_form_gives_nothing(cast):
    story, _ = with_photo(cast, "anonymous")
    with clock.at(story.now):
        walk = Walk(cast.programme)
        fields = file_form(walk, story) | {"receipt": ""}
        assert walk.client.post("/t/words/file/", fields).status_code == 404


def test_a_page_asks_whether_a_patient_can_be_seen(cast):
    """Not answered is no answer: nothing is kept."""
    story = Story(cast, "read")
    client = browser(cast)
    page = client.get(f"/t/{story.idea.reference}/{selectors.token_of(story.idea)}/")
    assert patient_field(page)
    form = next(form for form in read(page).forms if file_field(page) in form.boxes)
    answer = client.post(form.action, form.fields | {file_field(page): upload(jpeg())})
    assert answer.status_code == 422
    assert of(story.idea) == []


# Headers


def headers_of(cast, content, name):
    story = Story(cast, "read")
    (document,) = attach(story, upload(content, name), by="grace")
    return document, browser(cast, "grace").get(f"/files/{document.pk}/")


@pytest.mark.parametrize(
    ("content", "name", "shown"), [(jpeg(), "list.jpg", "inline"), (PDF, "list.pdf", "attachment")]
)
def test_it_is_served_so_that_it_can_do_nothing(cast, content, name, shown):
    document, answer = headers_of(cast, content, name)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"].split(";")[0] == shown
    assert {part.strip() for part in answer["Cache-Control"].split(",")} == {"private", "no-store"}
    assert answer["Content-Type"] == document.content_type


def test_a_name_puts_no_header_of_its_own(cast):
    _, answer = headers_of(cast, PDF, 'a"\r\nX-Evil: yes\r\n.pdf')
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]
