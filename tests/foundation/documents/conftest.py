"""An idea with its people, and a transaction whose end can be reached inside a test."""

from types import SimpleNamespace

import pytest

from groundswell.foundation.documents import services
from groundswell.foundation.jobs import worker
from groundswell.partnership.selectors import asker_for
from tests.factories.files import upload
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person, make_programme

KIND = "ideas.idea"


@pytest.fixture
def world(db):
    """Grace sent an idea, Amina is of the team, Sid is nobody to it; asked for as the site would make them."""
    people = {name: make_person(name) for name in ("grace", "amina", "sid")}
    programme = make_programme(default_duty=people["amina"])
    give_role(people["amina"], programme)
    askers = {name: asker_for(person, programme) for name, person in people.items()}
    idea = send_idea(programme, by=askers["grace"])
    return SimpleNamespace(programme=programme, idea=idea, **askers)


@pytest.fixture
def add(world, django_capture_on_commit_callbacks):
    """Add files to her idea as Grace; `scanned`: the worker comes by."""

    def adding(*uploads, scanned=True, **options):
        given = {"kind": KIND, "by": world.grace, "patient_seen": False} | options
        with django_capture_on_commit_callbacks(execute=True):
            added = services.add(world.idea, uploads=uploads or [upload()], **given)
        if scanned:
            worker.run_all()
        return added

    return adding
