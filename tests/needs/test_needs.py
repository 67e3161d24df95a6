"""Raising a need, publishing it, and what becomes of it: who may, from where, and what is refused."""

from dataclasses import replace

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.services import Stale, advance
from groundswell.needs.lifecycle.needs import NEED
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import needs as services
from groundswell.needs.states import NeedState, RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import WORDS, make_holder, make_manager, make_need, make_theme, need_again, published
from tests.factories.partnership import make_organisation, make_person, make_programme


def told(key):
    return [row.person_id for row in OutboxRow.objects.filter(key=key)]


def test_raise_need_keeps_who_when_and_the_words(need, oli):
    assert (need.state, need.raised_by, need.state_by, need.revision) == (NeedState.RAISED, oli, oli, 1)
    assert need.raised_on == need.state_since
    assert [row.verb for row in AuditEntry.objects.filter(record_id=need.pk)] == ["raise"]
    assert "nine weeks" not in str(AuditEntry.objects.get(record_id=need.pk).__dict__)


def test_raise_need_refuses_when_nothing_is_said(programme, by_oli):
    with pytest.raises(NotAllowed, match="Say what is needed"):
        services.raise_need(programme, replace(WORDS, problem=" "), by=by_oli)


def test_raise_need_refuses_who_is_signed_out(programme):
    with pytest.raises(NotAllowed, match="Sign in"):
        services.raise_need(programme, WORDS, by=Asker(programme_id=programme.pk))


def test_publish_need_shows_it_to_everyone_and_tells_who_raised_it(need, programme, by_mia, mia, oli):
    theme = make_theme(programme, manager=mia)
    services.publish_need(need, theme_id=theme.pk, by=by_mia, revision=1)
    kept = need_again(need)
    assert (kept.state, kept.published_by, kept.theme, kept.revision) == (NeedState.PUBLISHED, mia, theme, 2)
    assert told("needs.published") == [oli.pk]


def test_publish_need_refuses_who_raised_it(programme):
    manager = make_manager(programme)
    own = make_need(programme, raiser=manager)
    with pytest.raises(NotAllowed, match="another programme manager"):
        services.publish_need(own, by=asker_for(manager, programme))


def test_publish_need_refuses_who_does_not_run_the_programme(need, by_oli):
    with pytest.raises(NotAllowed, match="Only programme managers"):
        services.publish_need(need, by=by_oli)


def test_publish_need_refuses_a_page_that_is_out_of_date(need, by_mia, by_oli):
    services.change_need(need, replace(WORDS, title="Another name"), by=by_oli)
    with pytest.raises(Stale):
        services.publish_need(need, by=by_mia, revision=1)
    assert need_again(need).state == NeedState.RAISED


def test_publish_need_twice_happens_once(need, by_mia):
    services.publish_need(need, by=by_mia)
    with pytest.raises(NotAllowed, match="cannot be done now"):
        services.publish_need(need, by=by_mia)
    assert OutboxRow.objects.filter(key="needs.published").count() == 1


def test_return_need_says_why_and_changing_it_raises_it_again(need, by_mia, by_oli, oli):
    services.return_need(need, "Which clinic is it?", by=by_mia)
    assert (need_again(need).state, need_again(need).said) == (NeedState.RETURNED, "Which clinic is it?")
    assert told("needs.returned") == [oli.pk]
    services.change_need(need, replace(WORDS, scale="Forty a week"), by=by_oli)
    kept = need_again(need)
    assert (kept.state, kept.said, kept.scale) == (NeedState.RAISED, "", "Forty a week")


def test_return_need_refuses_without_words(need, by_mia):
    with pytest.raises(NotAllowed, match="Say why"):
        services.return_need(need, "  ", by=by_mia)


def test_join_need_names_the_one_that_goes_on(need, programme, by_mia):
    other = published(programme)
    services.join_need(need, other, "It is the same clinic.", by=by_mia)
    kept = need_again(need)
    assert (kept.state, kept.joined_with_id) == (NeedState.MERGED, other.pk)


def test_join_need_refuses_itself_and_what_is_over(need, programme, by_mia):
    with pytest.raises(NotAllowed, match="Name another need"):
        services.join_need(need, need, "The same.", by=by_mia)
    with pytest.raises(NotAllowed, match="Name another need"):
        services.join_need(need, make_need(make_programme()), "The same.", by=by_mia)
    gone = make_need(programme)
    services.return_need(gone, "Not clear.", by=by_mia)
    with pytest.raises(NotAllowed, match="does not stand in the needs bank"):
        services.join_need(need, gone, "The same.", by=by_mia)


def test_change_need_is_closed_to_who_raised_it_once_it_is_published(programme, oli, by_oli, by_mia):
    need = published(programme, raiser=oli)
    with pytest.raises(NotAllowed, match="ask a programme manager"):
        services.change_need(need, WORDS, by=by_oli)
    services.change_need(need, replace(WORDS, title="Clearer"), by=by_mia)
    assert need_again(need).title == "Clearer"


def test_change_need_is_open_to_the_service_owner_of_its_place(programme, need):
    place = make_organisation(programme)
    services.change_need(need, replace(WORDS, organisation_id=place.pk), by=asker_for(need.raised_by, programme))
    owner = asker_for(make_holder(programme, RoleKey.SERVICE_OWNER, "Sam", place), programme)
    elsewhere = make_holder(programme, RoleKey.SERVICE_OWNER, "Els", make_organisation(programme, "Southend"))
    services.change_need(need, replace(WORDS, scale="Forty", organisation_id=place.pk), by=owner)
    assert need_again(need).scale == "Forty"
    with pytest.raises(NotAllowed, match="Only who raised it"):
        services.change_need(need, WORDS, by=asker_for(elsewhere, programme))


@pytest.mark.parametrize("verb", sorted(NEED.moves))
def test_move_is_refused_from_every_other_state(programme, mia, by_mia, verb):
    """Each verb of the table, from each state that the table leaves out."""
    need = make_need(programme)
    theirs = published(programme)
    for state in set(NeedState) - NEED.moves[verb].sources:
        type(need).objects.filter(pk=need.pk).update(state=state, joined_with=theirs)
        with pytest.raises(NotAllowed, match="cannot be done now"):
            advance(need, verb, by=by_mia, lifecycle=NEED)
    assert AuditEntry.objects.filter(record_id=need.pk).count() == 1


def test_end_need_tells_how_it_went_and_takes_it_up_again(programme, by_mia, oli):
    need = published(programme, raiser=oli)
    services.end_need(need, "retire", "The clinic moved.", by=by_mia)
    assert need_again(need).state == NeedState.RETIRED
    services.end_need(need, "take up again", "It is back.", by=by_mia)
    assert (need_again(need).state, need_again(need).said) == (NeedState.PUBLISHED, "It is back.")
    assert set(told("needs.moved")) == {oli.pk}
    with pytest.raises(NotAllowed, match="Select what happened"):
        services.end_need(need, "approve", "By the back door.", by=by_mia)


def test_seeing_ends_where_the_bank_ends(programme, need, by_mia, by_oli):
    shown = published(programme)
    joe = asker_for(make_person("Joe"), programme)
    next_door = asker_for(make_manager(make_programme()), make_programme())
    nobody = Asker(programme_id=programme.pk)
    seen = {
        who: set(selectors.needs_for(asker).values_list("pk", flat=True))
        for who, asker in {"joe": joe, "oli": by_oli, "mia": by_mia, "nobody": nobody, "next door": next_door}.items()
    }
    both = {need.pk, shown.pk}
    assert seen == {"joe": {shown.pk}, "nobody": {shown.pk}, "oli": both, "mia": both, "next door": set()}


def test_work_waits_for_the_other_managers(programme, need, by_mia):
    own = make_need(programme, raiser=make_manager(programme, "Moe"))
    assert set(selectors.to_check(by_mia)) == {need, own}
    assert list(selectors.to_check(asker_for(own.raised_by, programme))) == [need]
