"""Two at once, on PostgreSQL: themes, and the challenges of a need."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.needs.models import Theme
from groundswell.needs.services import assets
from groundswell.needs.services.challenges import close_challenge
from groundswell.needs.services.serving import Serves, serve
from groundswell.needs.states import ChallengeState
from groundswell.partnership.selectors import asker_for
from tests.constraints.meeting import at_once
from tests.factories.needs import fresh, make_manager, make_theme, need_again, opened_challenge
from tests.factories.partnership import make_programme
from tests.factories.strategy import make_priority

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
TAKEN = "There is a theme of this name already"


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def by_mia(programme):
    return asker_for(make_manager(programme), programme)


def names():
    return sorted(Theme.objects.values_list("name", flat=True))


def test_refuse_the_second_of_two_who_give_two_themes_one_name(programme, by_mia):
    one, other = (make_theme(programme, name) for name in ("Shorter waits", "Kinder mornings"))

    def rename(theme):
        return assets.change_theme(Theme.objects.get(pk=theme.pk), "Sleep", "For everyone.", by=by_mia)

    _, second = at_once(lambda: rename(one), lambda: rename(other))
    with pytest.raises(NotAllowed, match=TAKEN):
        second.result()
    assert names() == ["Kinder mornings", "Sleep"]


def test_refuse_the_second_of_two_who_add_one_theme(programme, by_mia):
    def add():
        return assets.add_theme(programme, "Sleep", "For everyone.", by=by_mia, key=uuid4())

    _, second = at_once(add, add)
    with pytest.raises(NotAllowed, match=TAKEN):
        second.result()
    assert names() == ["Sleep"]


def test_leave_a_challenge_its_priority_when_it_closes_while_its_need_gets_another(programme, by_mia):
    mia = make_manager(programme, "Max Manager")
    challenge, other = opened_challenge(programme, mia), make_priority(programme, mia)
    need = need_again(challenge.need)
    at_once(
        lambda: close_challenge(fresh(challenge), by=by_mia),
        lambda: serve(need, Serves(other.pk), by=by_mia),
    )[1].result()
    closed = fresh(challenge)
    assert (closed.state, closed.priority_id) == (ChallengeState.CLOSED, challenge.priority_id)
    assert need_again(need).priority_id == other.pk
