"""What came of an idea, as rooms tell it: on its sender's page, the team's, and the one that colleagues read (S9)."""

import pytest

from groundswell.foundation import timeline
from groundswell.foundation.timeline import DONE, Step
from groundswell.ideas import selectors, services
from groundswell.innovations.models import Innovation
from tests.factories.answers import at, body, by, fresh, in_days, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_person

NOW_ONE = "It is an innovation now"


@pytest.fixture
def shared(programme, amina):
    """At a panel, and shared with colleagues."""
    idea = send_idea(programme, title="One list is enough", share=True)
    decision = services.Decision("selection", "We would like a panel to see it.", amina.pk, in_days(40))
    services.decide(idea, decision, by=by(amina, programme))
    services.send_now(fresh(idea), by=by(amina, programme))
    return fresh(idea)


@pytest.fixture
def made(shared, amina, programme):
    return services.become(shared, by=by(amina, programme))


@pytest.fixture
def as_nia(client, programme):
    return signed_in(client, make_person("Nia Nurse"))


def for_colleagues(idea):
    return f"/shared/{idea.reference}/"


def by_link(idea):
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/"


def test_nothing_came_of_it_yet(as_nia, shared):
    page = body(as_nia.get(for_colleagues(shared)))
    assert "What came of it" not in page
    assert NOW_ONE not in page


def test_colleagues_read_that_it_is_an_innovation_and_of_its_record_what_they_may_see(as_nia, shared, made):
    page = body(as_nia.get(for_colleagues(shared)))
    assert NOW_ONE in page
    assert made.reference in page  # its own, which it kept
    assert f"/innovations/{made.reference}/" not in page
    assert "We have worked on it since" not in page
    Innovation.objects.filter(pk=made.pk).update(summary="Once.", openness=1)
    page = body(as_nia.get(for_colleagues(shared)))
    assert f'<a href="/innovations/{made.reference}/">{NOW_ONE}</a>' in page
    assert "We have worked on it since" in page
    assert "Amina Khan looks after it." in page


def test_the_sender_reads_it_in_the_line_that_goes_on(client, shared, made):
    page = body(client.get(by_link(shared)))
    line = page[page.index("Where it is:") : page.index("What was said")]
    assert line.count('aria-current="step"') == 1
    assert line.index("Decision") < line.index('aria-current="step"') < line.index(NOW_ONE) < line.index("Trying it")
    assert f"/innovations/{made.reference}/" not in line  # the link alone opens no record
    Innovation.objects.filter(pk=made.pk).update(summary="Once.", openness=2)
    assert f'<a href="/innovations/{made.reference}/">' in body(client.get(by_link(shared)))


def test_the_team_reads_it_too(client, shared, made, amina):
    page = body(signed_in(client, amina).get(at(shared)))
    assert f'<a href="/innovations/{made.reference}/">{NOW_ONE}</a>' in page


def test_a_step_that_another_room_tells_stands_on_both_pages_in_its_place(as_nia, client, shared, made, monkeypatch):
    monkeypatch.setattr(timeline, "_parts", dict(timeline._parts))
    asked = []

    def trial(subject):
        asked.append((subject.record_id, subject.became_id))
        return [Step("Trying it", DONE, note="Ward 7 tried it for six weeks.")]

    timeline.register(20, trial)
    for browser, address in (
        (as_nia, for_colleagues(shared)),
        (client.__class__(HTTP_HOST=shared.programme.host), by_link(shared)),
    ):
        page = body(browser.get(address))
        assert page.index(NOW_ONE) < page.index("Ward 7 tried it for six weeks.")
        assert page.count("Trying it") == 1
    assert set(asked) == {(shared.pk, made.pk)}


def test_the_page_asks_once_more_where_something_came_of_it(
    as_nia, shared, amina, programme, django_assert_num_queries
):
    with django_assert_num_queries(12):
        as_nia.get(for_colleagues(shared))
    services.become(shared, by=by(amina, programme))
    with django_assert_num_queries(13):
        as_nia.get(for_colleagues(shared))
