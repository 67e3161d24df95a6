"""A team, a doer, and an idea that waits, for the pages of answering."""

import pytest
from django.db.models import Q

from groundswell.foundation.search import Alike
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.ideas.states import FOUND
from tests.factories.answers import WHY, by, fresh, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def ben(programme):
    person = make_person("Ben Osei")
    give_role(person, programme)
    return person


@pytest.fixture
def joe(programme):
    """A doer: known here, but not on the team."""
    person = make_person("Joe Bell", job_title="Estates")
    give_role(person, programme, "organisation_admin")
    return person


@pytest.fixture
def idea(programme):
    return send_idea(programme, title="Print the list once", place="Outpatients")


@pytest.fixture
def other(programme, ben):
    """Another idea, shared with colleagues; Ben finds out more."""
    idea = send_idea(programme, title="One list is enough", email="len@example.org", share=True)
    services.reply(idea, "We ask the ward.", by=by(ben, programme))
    return fresh(idea)


@pytest.fixture
def joined(idea, other, amina, programme):
    """The idea, joined with the other one; its sender has heard."""
    services.join(idea, other.pk, WHY, by=by(amina, programme))
    services.send_now(fresh(idea), by=by(amina, programme))
    return fresh(idea)


@pytest.fixture
def as_amina(client, amina):
    return signed_in(client, amina)


@pytest.fixture
def finds(monkeypatch):
    """What search finds, said by the test: ideas with a score. How alike two texts are is tested with search."""
    scores = {}

    def alike(_asker, _text, *, kinds, leave_out, limit, narrow=None):
        shown = set(Idea.objects.filter((narrow or {}).get(FOUND, Q())).values_list("pk", flat=True))
        wanted = [idea for idea in scores if not kinds or FOUND in kinds]
        known = [idea for idea in wanted if idea.pk in shown and idea.pk not in leave_out]
        return [Alike(FOUND, one.pk, one.title, scores[one], False, one.reference) for one in known][:limit]

    monkeypatch.setattr("groundswell.foundation.search.similar.alike", alike)
    return scores
