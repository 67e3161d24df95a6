"""What is refused to who is signed out, and not offered to who only reads."""

import pytest

from groundswell.foundation.access import Asker
from groundswell.innovations import services
from groundswell.innovations.models import Follow
from groundswell.innovations.states import Level
from tests.factories.innovations import opened, stands
from tests.factories.partnership import enter, make_person
from tests.factories.refusals import refused


@pytest.mark.parametrize("verb", [services.follow, services.unfollow])
def test_follow_refuses_who_is_signed_out(innovation, grace, by_sue, programme, verb):
    shown = opened(innovation, grace, Level.PUBLIC)
    services.follow(shown, by=by_sue)
    with refused("Sign in to hear when this changes", Follow):
        verb(shown, by=Asker(programme_id=programme.pk))


@pytest.mark.parametrize(("kind", "offered"), [("team", True), ("mentor", False), ("evaluator", False)])
def test_change_is_offered_to_its_team_and_not_to_who_only_reads(client, innovation, kind, offered):
    person = make_person("Eve Reader")
    stands(innovation, person, kind)
    enter(client, person)
    page = client.get(f"/innovations/{innovation.reference}/").content.decode()
    assert ("Change what it is" in page) == offered
    assert ("Add evidence" in page) == offered
