"""A photo from a phone: sent with an idea, stripped of where it was taken, seen by who has the idea; and a wrong file."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from groundswell.foundation.jobs import worker
from tests.factories import files
from tests.stories.people import NAME, Grace
from tests.stories.test_without_name import Nurse

ADD = "Add a photo or a document"
SHOWS = "Two lists on one desk"
NO_PATIENT = "No, no patient can be seen"


class Photographer(Grace, Nurse):
    """A nurse with a phone, who took a photo of what the idea is about."""

    def given_she_is_about_to_send(self):
        self.given_she_stands_before_the_poster().when_she_writes_her_idea()
        return self.when_she_says_how_to_reply()

    def adds(self, content, name="IMG_2041.JPG", label="Photos or documents"):
        self.chooses_file(label, content, name).types("What does it show?", SHOWS)
        return self.picks(NO_PATIENT)

    def sees_the_photo(self):
        """Its words can be heard, and its dots are there. Gives its address."""
        shown = self.page.get_by_role("img", name=SHOWS, exact=True)
        expect(shown).to_be_visible()
        shown.scroll_into_view_if_needed()
        if self.scripts:
            self.page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=shown.element_handle())
        return shown.get_attribute("src")

    def gets(self, address):
        return self.page.request.get(self.site + address.removesuffix("?small"))


@pytest.fixture
def grace(someone):
    return someone(Photographer)


def holds_no_place(content):
    told = dict(Image.open(BytesIO(content)).getexif())
    return told == {} and files.CANARY.encode() not in content and b"Exif" not in content


def test_a_photo_is_sent_from_a_phone_with_its_location_stripped(grace, someone, site):
    photo = files.jpeg((1600, 1200))
    assert not holds_no_place(photo)
    grace.given_she_is_about_to_send().unfolds(ADD).adds(photo)
    grace.when_she_sends_it().is_on("We have your idea")
    grace.when_she_opens_the_link_in_her_mail().reads("We are still checking this file")
    worker.run_all()

    address = grace.opens(grace.path).sees_the_photo()
    answer = grace.gets(address)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert holds_no_place(answer.body())

    amina = someone(Photographer, signed_in=site.amina)
    team_address = amina.opens("/triage/").follows(NAME).sees_the_photo()
    assert holds_no_place(amina.gets(team_address).body())
    assert someone(Photographer).gets(team_address).status == 404

    grace.presses(f"Take it away {SHOWS}").reads("It is gone. We have not kept it.")
    assert amina.gets(team_address).status == 404


def test_a_photo_goes_without_a_name_and_is_seen_with_four_words(someone, site):
    nurse = someone(Photographer)
    nurse.given_the_way_is_asked().when_choosing("anonymous").when_pressing_on()
    nurse.unfolds("Add a photo").adds(files.jpeg(), label="Photos").when_sending()
    worker.run_all()
    nurse.when_entering_the_receipt()
    assert nurse.sees_the_photo().startswith("data:image/jpeg;base64,")
    nurse.presses(f"Take it away {SHOWS}").reads("It is gone. We have not kept it.")


def test_a_wrong_file_is_told_in_words_and_nothing_typed_is_lost(grace):
    grace.given_she_is_about_to_send().picks("I am happy for colleagues to see my idea (without my name)")
    grace.unfolds(ADD).adds(files.SVG, "plan.png").presses("Send my idea")
    grace.reads("is not a kind of file that we can take")
    grace.holds("What does it show?", SHOWS)
    assert grace.page.get_by_label(NO_PATIENT).is_checked()
    assert grace.page.get_by_label("I am happy for colleagues to see my idea (without my name)").is_checked()
    grace.chooses_file("Photos or documents", files.jpeg(), "IMG_2041.JPG")
    grace.when_she_sends_it().is_on("We have your idea")
