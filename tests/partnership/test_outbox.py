from tests.factories.ideas import send_idea
from tests.factories.partnership import make_programme


def test_outbox_is_not_there_outside_a_demonstration(browser):
    assert browser().get("/outbox/").status_code == 404


def test_outbox_of_nothing_says_so(browser, settings):
    settings.DEMO = True
    assert "No mail yet" in browser().get("/outbox/").content.decode()


def test_outbox_shows_the_mails_of_this_programme_only(browser, settings, programme):
    settings.DEMO = True
    idea = send_idea(programme)
    send_idea(make_programme())
    body = browser().get("/outbox/").content.decode()
    assert body.count("Waiting to go") == 2
    assert f"/t/{idea.reference}/" in body
