"""What the policies of innovations refuse that no page leads to."""

from groundswell.foundation.access import Asker
from groundswell.innovations import policies
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.innovations import opened, stands
from tests.factories.partnership import make_person


def test_refuse_to_take_people_out_by_hand(by_sue, programme):
    assert not policies.can_erase(by_sue)
    assert policies.can_erase(task_asker(programme))


def test_hide_money_from_who_evaluates_alone(innovation, programme, by_grace):
    eve = make_person("Eve Evaluator")
    stands(innovation, eve, "evaluator")
    seen = policies.reading(asker_for(eve, programme), innovation)
    assert (seen.sees(Group.ABOUT), seen.sees(Group.BUSINESS)) == (True, False)
    assert policies.reading(by_grace, innovation).sees(Group.BUSINESS)


def test_show_colleagues_what_is_for_the_partnership_and_strangers_nothing(innovation, grace, programme):
    innovation = opened(innovation, grace, Level.PARTNERSHIP)
    colleague = asker_for(make_person("Cal Colleague"), programme)
    assert policies.reading(colleague, innovation).sees(Group.ABOUT)
    assert not policies.reading(colleague, innovation).sees(Group.BUSINESS)
    assert not policies.reading(Asker(programme_id=programme.pk), innovation).sees(Group.ABOUT)
