"""Setting the second step up, soon after a mailed code."""

from dataclasses import replace

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.partnership import selectors, services
from groundswell.partnership.models import SecondStep
from tests.factories.partnership import asker_of
from tests.partnership.signing_in import mailed_code
from tests.partnership.steps import (
    CODE,
    PEOPLE,
    SET_UP,
    STEP,
    again,
    set_up_app,
    verbs,
)


def test_set_up_shows_a_square_and_a_key_in_fours(visitor):
    body = visitor.get(SET_UP).content.decode()
    assert "data:image/svg+xml;base64," in body
    assert all(len(part) == 4 for part in body.split('class="app-key">')[1].split("<")[0].split())


def test_set_up_opens_the_role_under_a_new_session_key(visitor, amina):
    before = visitor.session.session_key
    _, codes = set_up_app(visitor)
    assert len(set(codes)) == 10
    assert visitor.session.session_key != before
    assert visitor.get(PEOPLE).status_code == 200
    assert verbs(amina) == ["add"]


def test_set_up_with_a_wrong_code_adds_nothing(visitor, amina):
    visitor.get(SET_UP)
    assert visitor.post(SET_UP, {"code": "000000"}).status_code == 422
    assert not selectors.has_devices(amina.pk)


def test_set_up_asks_for_a_fresh_code_after_ten_minutes(visitor, clock, amina):
    clock.shift(10 * 60 + 1)
    assert visitor.get(SET_UP)["Location"].startswith(CODE)
    assert visitor.post(SET_UP, {"code": "123456"})["Location"].startswith(CODE)
    assert "Check that it is you" in visitor.get(CODE).content.decode()
    visitor.post(CODE, {"send": "1"})
    assert visitor.post(CODE, {"code": "BBBB-BBBB"}).status_code == 422
    assert visitor.post(CODE, {"code": mailed_code()})["Location"].startswith(SET_UP)
    assert len(set_up_app(visitor)[1]) == 10


def test_fresh_code_dies_after_three_wrong_tries(visitor, clock):
    clock.shift(11 * 60)
    visitor.post(CODE, {"send": "1"})
    for _ in range(3):
        visitor.post(CODE, {"code": "BBBB-BBBB"})
    visitor.post(CODE, {"code": mailed_code()})
    assert visitor.get(SET_UP)["Location"].startswith(CODE)


def test_set_up_takes_five_wrong_codes_and_then_waits(visitor, amina):
    visitor.get(SET_UP)
    assert [visitor.post(SET_UP, {"code": "000000"}).status_code for _ in range(6)] == [422] * 5 + [429]
    assert not selectors.has_devices(amina.pk)


def test_guesses_of_a_fresh_code_are_counted_across_requests_at_once(visitor, clock):
    """Guesses sent at the same moment each see a code without tries; this count they share."""
    clock.shift(16 * 60)
    visitor.post(CODE, {"send": "1"})
    sent, answers = visitor.session["fresh_code"], []
    for _ in range(16):
        session = visitor.session
        session["fresh_code"] = sent
        session.save()
        answers.append(visitor.post(CODE, {"code": "BBBB-BBBB"}).status_code)
    assert answers == [422] * 15 + [429]


def test_set_up_is_closed_to_a_session_that_has_not_passed(browser, ready, amina):
    """Whoever has the mailbox alone must not add a device of their own."""
    visitor = again(browser, amina)
    assert visitor.get(SET_UP)["Location"].startswith(STEP)
    assert visitor.post(SET_UP, {"code": "123456"})["Location"].startswith(STEP)
    by = selectors.asker_for(amina, amina_programme(amina), session={})
    with pytest.raises(NotAllowed, match="Take the second step"):
        services.second_step.add_passkey(made={}, fresh=True, by=by)


def amina_programme(person):
    return SecondStep.objects.get(person=person).programme


def test_device_is_not_added_without_a_fresh_code(programme, amina):
    by = replace(asker_of(amina, programme), stepped=True)
    with pytest.raises(NotAllowed, match="new code from your e-mail"):
        services.second_step.add_passkey(made={}, fresh=False, by=by)
