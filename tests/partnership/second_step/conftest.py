"""Amina, an administrator: in a browser after the mailed code, and with her second step set up."""

import pytest
import time_machine

from tests.factories.partnership import give_role, make_person
from tests.partnership.signing_in import sign_in
from tests.partnership.steps import set_up_app

NINE = "2026-11-23T09:00:00Z"


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan", email="amina@example.org")
    give_role(person, programme, "programme_admin")
    give_role(person, programme)
    return person


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as moved:
        yield moved


@pytest.fixture
def visitor(browser, amina, clock):
    """Amina's browser, in which she typed a mailed code just now."""
    made = browser()
    sign_in(made, amina)
    return made


@pytest.fixture
def ready(visitor, clock):
    """Her app's key and her recovery codes, set up; her next sign-in is in another half minute."""
    found = set_up_app(visitor)
    clock.shift(60)
    return found
