"""One acts on a page that was opened before another changed the record: what is so now decides, not what was.

Each case bears the name of the function that takes the lock.
"""

from types import SimpleNamespace

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.erasing import Leaver
from groundswell.innovations import services
from groundswell.innovations.models import Standing
from groundswell.innovations.policies import STEWARD
from groundswell.innovations.services import erasing
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import task_asker
from tests.factories.innovations import fresh, make_steward, opened, stands
from tests.factories.meanwhile import between, revisions
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person
from tests.innovations.test_items import count, jam

ONE = '"innovations_innovation"."id" = '  # one record is read
SEVERAL = 'INNER JOIN "partnership_programme"'  # records with their programme


@pytest.fixture
def scene(programme, innovation, grace, sue, by_grace, by_sue):
    """A record at the hospital, as a page of before has it; Tess looks after what is there, Sam after everything."""
    hospital = make_organisation(programme)
    services.change_kind(innovation, {"organisation_id": hospital.pk}, by=by_grace)
    tess, sam = make_person("Tess Low"), make_steward(programme, "Sam Steward")
    give_role(tess, programme, STEWARD, hospital)
    return SimpleNamespace(
        programme=programme, page=fresh(innovation), grace=grace, sue=sue, sam=sam, by_grace=by_grace, by_sue=by_sue,
        by_tess=asker_of(tess, programme, STEWARD, organisation=hospital), site=task_asker(programme),
    )  # fmt: skip


def made_public(scene):
    opened(fresh(scene.page), scene.grace, Level.PUBLIC, Group.EVIDENCE, Group.SAFETY)


def moved_away(scene):
    other = make_organisation(scene.programme, "Southend Hospital")
    services.change_kind(fresh(scene.page), {"organisation_id": other.pk}, by=scene.by_sue)


def handed_to_sam(scene):
    services.hand_over(fresh(scene.page), to=scene.sam.pk, by=scene.by_sue)


def about(page, by):
    return services.change_about(page, title="One list", summary="New words.", problem="It is printed twice.", by=by)


def join(page, by):
    return services.join(page, email="joe@example.org", name="Joe Bell", part="", kind="team", by=by)


YES, HERE = "Everyone sees this part", "Only its team and the people who look after it can name"
REFUSED = {  # what another did meanwhile, what one does, what is said
    "lock_section": (made_public, lambda s: about(s.page, s.by_grace), YES),
    "add_evidence": (made_public, lambda s: services.add_evidence(s.page, count(), by=s.by_grace), YES),
    "add_risk": (made_public, lambda s: services.add_risk(s.page, jam(s.grace), by=s.by_grace), YES),
    "join": (moved_away, lambda s: join(s.page, s.by_tess), HERE),
    "hand_over": (moved_away, lambda s: services.hand_over(s.page, to=s.sam.pk, by=s.by_tess), "can hand it over"),
    "stand": (handed_to_sam, lambda s: stands(s.page, s.sam, "evaluator"), "someone else must evaluate it"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_another_changed_meanwhile_refuses(case, scene):
    meanwhile, does, says = REFUSED[case]
    meanwhile(scene)
    with pytest.raises(NotAllowed, match=says):
        does(scene)


def test_show_keeps_what_another_showed_meanwhile(scene):
    opened(fresh(scene.page), scene.grace, Level.PARTNERSHIP, Group.EVIDENCE)
    services.show(scene.page, Group.SAFETY, Level.PARTNERSHIP, by=scene.by_grace)
    assert fresh(scene.page).levels == {Group.EVIDENCE: Level.PARTNERSHIP, Group.SAFETY: Level.PARTNERSHIP}


def test_locked_reads_who_sees_it_anew(scene):
    item = services.add_evidence(scene.page, count(), by=scene.by_grace)
    with between(ONE, lambda: made_public(scene)), pytest.raises(NotAllowed, match=YES):
        services.change_evidence(item, count(text="Ten a day."), by=scene.by_grace)


def test_forget_words_leaves_what_the_team_wrote_meanwhile(scene):
    page = scene.page
    with between(ONE, lambda: about(fresh(page), scene.by_grace)):
        services.forget_words(page.pk, title=page.title, problem=page.problem, by=scene.site)
    now = fresh(page)
    assert (now.title, now.summary, now.problem) == (
        "One list",
        "New words.",
        "This text was removed at its sender's wish",
    )


def graces(scene):
    return Standing.objects.get(person=scene.grace)


def left_by_grace(scene):
    """Grace leaves, and all that she looks after goes to Sam."""
    return Leaver(scene.grace.pk, scene.grace.email, lambda: scene.sam.pk, successor_id=scene.sam.pk)


def left_by_sue(scene):
    return Leaver(scene.sue.pk, scene.sue.email, lambda: scene.sam.pk, successor_id=scene.sam.pk)


def stood_down(scene):
    return services.stand_down(scene.page, {scene.grace.pk}, "team", by=scene.site, source="tests.stand")


COUNTED = {  # what another waits for before they change the record too (none: it was before), and what one does
    "stand_down": ("", stood_down),
    "end_standing": (ONE, lambda s: services.end_standing(graces(s), by=s.by_grace)),
    "let_name": (ONE, lambda s: services.let_name(graces(s), True, by=s.by_grace)),
    "_hand_on": (SEVERAL, lambda s: erasing.erase(left_by_sue(s), s.site)),
    "_hand_on_risk": (ONE, lambda s: erasing.erase(left_by_grace(s), s.site)),
}


@pytest.mark.parametrize("case", COUNTED)
def test_both_changes_are_written_down(case, scene):
    words, does = COUNTED[case]
    services.add_risk(fresh(scene.page), jam(scene.grace), by=scene.by_grace)
    named = lambda: stands(fresh(scene.page), make_person("Dev Shah"), "mentor")  # noqa: E731
    if words:
        with between(words, named):
            does(scene)
    else:
        named()
        does(scene)
    now = fresh(scene.page)
    assert revisions(now) == list(range(1, now.revision + 1))
