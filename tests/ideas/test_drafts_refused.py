"""Somebody else's draft is neither kept nor sent, whoever knows its key."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.ideas import questions, services
from groundswell.ideas.models import Draft, Idea
from tests.factories.partnership import asker_of, make_person


@pytest.fixture
def draft(programme):
    nia = asker_of(make_person("Nia Jones"), programme)
    return services.keep_draft(programme, {questions.TEXT: "Print it once."}, by=nia)


def test_keep_draft_refuses_who_did_not_begin_it(programme, draft):
    with pytest.raises(NotAllowed, match="Someone else is writing this idea"):
        services.keep_draft(
            programme, {questions.TEXT: "Mine."}, by=asker_of(make_person(), programme), draft_id=draft.pk
        )
    assert Draft.objects.get().answers == {questions.TEXT: "Print it once."}


def test_send_refuses_who_did_not_begin_it(programme, draft):
    with pytest.raises(NotAllowed, match="Someone else is writing this idea"):
        services.send(draft, by=asker_of(make_person(), programme))
    assert not Idea.objects.exists()
