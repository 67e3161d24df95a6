"""Who sees an innovation, which groups of it, and what must be agreed before anybody else does."""

from dataclasses import replace

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.innovations import policies, selectors, services
from groundswell.innovations.models import Consent
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import fresh, make_innovation, make_steward, opened, stands
from tests.factories.partnership import make_organisation, make_person, make_programme

INSIDE = ("team", "mentor", "evaluator", "decider")


def seen(asker):
    return list(selectors.innovations_for(asker).values_list("reference", flat=True))


def reads(asker, innovation):
    reading = policies.reading(asker, innovation)
    return {str(group) for group in Group if reading.sees(group)}


def test_a_new_record_is_seen_by_its_team_its_keeper_and_stewards_alone(programme, innovation, grace, sue):
    other_steward = make_steward(programme, "Stan Steward")
    for person in (grace, sue, other_steward):
        assert seen(asker_for(person, programme)) == [innovation.reference]
    for asker in (Asker(programme_id=programme.pk), asker_for(make_person(), programme)):
        assert seen(asker) == []


def test_a_keeper_with_a_mailed_code_alone_has_nothing_in_hand(programme, innovation, sue):
    """Looking after a record does not go by the role, so it must wait for the second step by itself."""
    whole = asker_for(sue, programme)
    waits = replace(whole, roles=frozenset(), dropped=whole.roles)
    assert seen(whole) == [innovation.reference]
    assert seen(waits) == []
    assert not policies.looks_after(waits, innovation)
    assert not policies.can_change(waits, innovation)


@pytest.mark.parametrize("kind", INSIDE)
def test_who_stands_inside_sees_it(programme, innovation, kind):
    person = make_person("Dev Shah")
    stands(innovation, person, kind)
    assert seen(asker_for(person, programme)) == [innovation.reference]


@pytest.mark.parametrize("kind", ["buyer", "supplier"])
def test_who_buys_or_supplies_sees_what_others_see(programme, innovation, kind):
    person = make_person("Max Moor")
    stands(innovation, person, kind)
    assert seen(asker_for(person, programme)) == []


def test_a_steward_of_one_place_sees_that_place_alone(programme, sue):
    basildon, southend = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    here = make_innovation(programme, keeper=sue, organisation_id=basildon.pk)
    make_innovation(programme, keeper=sue, organisation_id=southend.pk, title="There")
    assert seen(asker_for(make_steward(programme, "Bea", basildon), programme)) == [here.reference]


def test_another_programme_sees_nothing(innovation, grace):
    opened(innovation, grace)
    next_door = make_programme()
    assert seen(Asker(programme_id=next_door.pk)) == []
    assert seen(asker_for(grace, next_door)) == []


@pytest.mark.parametrize(
    ("level", "signed_in", "visitor"), [(Level.PRIVATE, 0, 0), (Level.PARTNERSHIP, 1, 0), (Level.PUBLIC, 1, 1)]
)
def test_each_level_opens_to_these(programme, innovation, grace, level, signed_in, visitor):
    opened(innovation, grace, level)
    assert len(seen(asker_for(make_person(), programme))) == signed_in
    assert len(seen(Asker(programme_id=programme.pk))) == visitor


def test_a_group_is_read_by_whom_it_is_shown_to(programme, innovation, grace, by_grace):
    shown = opened(innovation, grace, Level.PUBLIC)
    services.show(shown, Group.EVIDENCE, Level.PUBLIC, by=by_grace, warned=True)
    services.show(shown, Group.NEED, Level.PARTNERSHIP, by=by_grace)
    visitor, staff = Asker(programme_id=programme.pk), asker_for(make_person(), programme)
    assert reads(visitor, shown) == {"about", "evidence"}
    assert reads(staff, shown) == {"about", "evidence", "need"}
    assert reads(by_grace, shown) == {str(group) for group in Group}


def test_who_evaluates_does_not_read_of_money(programme, innovation):
    dev = make_person("Dev Shah")
    stands(innovation, dev, "evaluator")
    assert reads(asker_for(dev, programme), innovation) == {str(group) for group in Group} - {"business"}


@pytest.mark.parametrize("level", [Level.PARTNERSHIP, Level.PUBLIC])
def test_show_refuses_a_record_without_a_summary(programme, grace, sue, by_grace, level):
    bare = make_innovation(programme, team=[grace], keeper=sue, summary="")
    with pytest.raises(NotAllowed, match="Write the summary in plain words first"):
        services.show(bare, Group.ABOUT, level, by=by_grace, warned=True)


def test_show_refuses_a_part_that_more_would_see_than_what_it_is(innovation, by_grace):
    with pytest.raises(NotAllowed, match="Show what it is to these people first"):
        services.show(innovation, Group.NEED, Level.PARTNERSHIP, by=by_grace)


def test_show_refuses_everyone_before_the_warning_was_read_for_this_part(innovation, grace, by_grace):
    with pytest.raises(NotAllowed, match="Read what a public text can cost you first"):
        services.show(innovation, Group.ABOUT, Level.PUBLIC, by=by_grace)
    shown = opened(innovation, grace)
    with pytest.raises(NotAllowed, match="Read what a public text can cost you first"):
        services.show(shown, Group.NEED, Level.PUBLIC, by=by_grace)


def test_show_asks_for_the_warning_once_a_part(innovation, grace, by_grace):
    shown = opened(innovation, grace)
    services.show(shown, Group.ABOUT, Level.PRIVATE, by=by_grace)
    services.show(shown, Group.ABOUT, Level.PUBLIC, by=by_grace)
    assert fresh(shown).openness == Level.PUBLIC


def test_show_is_for_its_team_not_for_who_looks_after_it(innovation, by_sue):
    with pytest.raises(NotAllowed, match="Only someone of its team"):
        services.show(innovation, Group.ABOUT, Level.PARTNERSHIP, by=by_sue)


def test_show_lets_who_looks_after_it_narrow_and_never_widen(innovation, grace, by_sue):
    shown = opened(innovation, grace, Level.PUBLIC, Group.NEED)
    services.show(shown, Group.NEED, Level.PARTNERSHIP, by=by_sue)
    services.show(shown, Group.ABOUT, Level.PRIVATE, by=by_sue)
    assert fresh(shown).openness == Level.PRIVATE
    with pytest.raises(NotAllowed, match="Only someone of its team"):
        services.show(shown, Group.ABOUT, Level.PARTNERSHIP, by=by_sue)


def test_show_refuses_to_narrow_for_anyone_else(programme, innovation, grace):
    shown = opened(innovation, grace)
    with pytest.raises(NotAllowed, match="Only someone of its team"):
        services.show(shown, Group.ABOUT, Level.PRIVATE, by=asker_for(make_person(), programme))


def test_show_of_a_national_product_is_for_who_looks_after_it(programme, sue, by_sue):
    product = make_innovation(programme, keeper=sue, origin="national_product")
    services.show(product, Group.ABOUT, Level.PARTNERSHIP, by=by_sue)
    assert fresh(product).openness == Level.PARTNERSHIP


def test_show_narrows_every_part_with_what_it_is(innovation, grace, by_grace):
    shown = opened(innovation, grace, Level.PUBLIC, Group.NEED)
    services.show(shown, Group.ABOUT, Level.PARTNERSHIP, by=by_grace)
    assert policies.level_of(fresh(shown), Group.NEED) == Level.PARTNERSHIP
    services.show(shown, Group.ABOUT, Level.PUBLIC, by=by_grace)
    assert policies.level_of(fresh(shown), Group.NEED) == Level.PARTNERSHIP


def test_show_writes_down_who_agreed_and_that_they_were_warned(innovation, grace):
    opened(innovation, grace)
    consent = Consent.objects.get()
    assert (consent.group, consent.level, consent.person, consent.warned) == ("about", Level.PUBLIC, grace, True)


def test_change_keeps_the_summary_of_what_others_see(innovation, grace, by_grace):
    shown = opened(innovation, grace, Level.PARTNERSHIP)
    with pytest.raises(NotAllowed, match="Others see this record, so it needs a summary"):
        services.change_about(shown, title="One list", summary="  ", problem="", by=by_grace)
