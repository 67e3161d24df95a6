"""A lost phone: who can help, and what is left after they did."""

from uuid import uuid4

import pytest
from django.core import mail

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.notices.sending import deliver_due
from groundswell.partnership import selectors, services
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme
from tests.partnership.steps import (
    LOST,
    PEOPLE,
    SET_UP,
    STEP,
    again,
    signed_in_after_a_visit,
    verbs,
)


def test_lost_names_who_can_help(browser, visitor, programme):
    give_role(make_person("Helen Marsh", phone="01234 567890"), programme, "programme_admin")
    body = visitor.get(LOST).content.decode()
    assert "Helen Marsh, 01234 567890" in body
    assert "<li>Amina Khan" not in body


def reset(person):
    return f"/settings/people/{person.pk}/second-step/"


def test_reset_by_another_administrator_ends_sessions_and_is_told(browser, visitor, ready, amina, programme):
    helen = make_person("Helen Marsh")
    give_role(helen, programme, "programme_admin")
    page = browser(helen)
    assert "Take away the second step of Amina Khan?" in page.get(reset(amina)).content.decode()
    assert page.post(reset(amina))["Location"] == PEOPLE
    assert not signed_in_after_a_visit(visitor)
    assert not selectors.has_devices(amina.pk)
    assert verbs(amina)[-1] == "reset"
    deliver_due()
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([amina.email], "Your second step was taken away")
    assert "/sign-in/second-step/devices/" in mail.outbox[-1].body


def test_reset_asks_at_the_next_sign_in_to_set_it_up_anew(browser, ready, amina, programme):
    by = asker_of(make_person(), programme, "programme_admin")
    services.reset_second_step(amina.pk, by=by)
    visitor = again(browser, amina)
    assert visitor.get(PEOPLE, follow=True).redirect_chain[-1][0].startswith(SET_UP)
    assert visitor.post(STEP, {"code": ready[1][0]}).status_code == 302
    assert visitor.get(PEOPLE).status_code == 302


def test_reset_of_oneself_is_refused(browser, amina, programme):
    answer = browser(amina).post(reset(amina))
    assert answer.status_code == 403
    assert "Someone else must do this for you" in answer.content.decode()
    with pytest.raises(NotAllowed, match="Someone else"):
        services.reset_second_step(amina.pk, by=asker_of(amina, programme, "programme_admin"))


@pytest.mark.parametrize("role", ["programme_admin", "organisation_admin", "triager of all", "triager elsewhere"])
def test_reset_by_an_organisation_administrator_stays_inside_it(programme, role):
    hospital, other = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    by = asker_of(make_person(), programme, "organisation_admin", organisation=hospital)
    person = make_person("Joe Bell")
    give_role(person, programme, "triager", hospital)
    services.reset_second_step(person.pk, by=by)
    place = {"organisation_admin": hospital, "triager elsewhere": other}.get(role)
    give_role(person, programme, role.split(" ")[0], place)
    with pytest.raises(NotAllowed, match="Only an administrator of this person's roles"):
        services.reset_second_step(person.pk, by=by)


def test_reset_reaches_nobody_of_another_programme(programme, amina):
    by = asker_of(make_person(), make_programme(), "programme_admin")
    with pytest.raises(NotAllowed, match="Only an administrator of this person's roles"):
        services.reset_second_step(amina.pk, by=by)
    with pytest.raises(NotAllowed, match="do not know"):
        services.reset_second_step(uuid4(), by=by)


@pytest.mark.parametrize("role", ["programme_admin", "organisation_admin"])
def test_reset_leaves_alone_who_has_a_role_in_another_programme_too(programme, amina, role):
    """Anyone may be given a role of one's own place; that must not open the way to what they hold elsewhere."""
    here = make_programme()
    place = make_organisation(here)
    give_role(amina, here, "triager", place)
    by = asker_of(make_person(), here, role, organisation=place if role == "organisation_admin" else None)
    with pytest.raises(NotAllowed, match="in another programme too"):
        services.reset_second_step(amina.pk, by=by)


def test_lost_names_nobody_who_cannot_help(visitor, programme, amina):
    give_role(make_person("Helen Marsh", phone="01234 567890"), programme, "programme_admin")
    give_role(amina, make_programme(), "triager")
    body = visitor.get(LOST).content.decode()
    assert "Helen Marsh" not in body
    assert "Ask the people who keep this site" in body
