"""Links and parts of pages that are for some roles only."""

import pytest

from groundswell.partnership import policies
from groundswell.partnership.states import RoleKey
from tests.factories.ideas import nobody
from tests.factories.partnership import asker_of, enter, give_role, make_person


@pytest.mark.parametrize(("kind", "asked"), [(None, False), ("triager", True), (RoleKey.ORGANISATION_ADMIN, True)])
def test_menu_leads_to_the_second_step_of_those_whose_role_asks_for_it(client, programme, kind, asked):
    sam = make_person("Sam Smith")
    if kind:
        give_role(sam, programme, kind)
    enter(client, sam)
    menu = client.get("/menu/", headers={"host": programme.host}).content.decode()
    assert ("Your second step" in menu) == asked
    assert bool(policies.STEPPERS.admits(asker_of(sam, programme, *filter(None, [kind])))) == asked


@pytest.mark.parametrize(("kind", "shown"), [("triager", True), (RoleKey.PROGRAMME_ADMIN, False), (None, False)])
def test_the_part_about_duty_is_for_the_team_alone(programme, kind, shown):
    asker = asker_of(make_person(), programme, *filter(None, [kind]))
    assert bool(policies.TEAM_MEMBERS.admits(asker)) == shown
    assert not policies.TEAM_MEMBERS.admits(nobody(programme))
