def test_outbox_is_not_there_outside_a_demonstration(browser):
    assert browser().get("/outbox/").status_code == 404


def test_outbox_of_nothing_says_so(browser, settings):
    settings.DEMO = True
    assert "No mail yet" in browser().get("/outbox/").content.decode()
