"""Who reads an open challenge and does not run it learns no name of a sponsor to ask, and asks nobody."""

from django.urls import reverse

from tests.factories.needs import make_manager, make_sponsor, opened_challenge
from tests.factories.partnership import enter, make_person


def test_the_form_is_closed_to_who_may_not_ask(client, programme):
    challenge = opened_challenge(programme, make_manager(programme))
    eve = make_sponsor(programme)
    enter(client, make_person("Sam Staff"))
    page = client.get(reverse("needs:ask-sponsor", args=[challenge.reference]), headers={"host": programme.host})
    assert page.status_code == 403
    assert eve.name not in page.content.decode()


def test_nobody_else_stops_asking_even_where_nobody_is_asked(client, programme):
    challenge = opened_challenge(programme, make_manager(programme))
    enter(client, make_person("Sam Staff"))
    stop = reverse("needs:stop-asking", args=[challenge.reference])
    assert client.post(stop, headers={"host": programme.host}).status_code == 403
