"""V29 beyond search: a record that somebody may not see leaves no trace on any page, list, number, feed or file.

Every page that needs no argument, and those that show what hangs together, are asked for by people who may not see a
record, before it is there and after: status, headers, each byte and the number of statements must be the same. Somebody
who may see it sees it, so that the test can fail.
"""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from groundswell.foundation.kit import clock
from groundswell.ideas import policies as ideas
from groundswell.ideas.models import Idea
from groundswell.innovations import policies as innovations
from groundswell.innovations.models import Innovation
from groundswell.innovations.states import Level
from groundswell.needs import models as parts
from groundswell.needs import policies as needs
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership.selectors import asker_for
from tests.access.test_matrix import rows
from tests.access.world import Sample, World
from tests.attacks.site import asked, awake, likeness, put_back
from tests.factories.ideas import nobody, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.needs import (
    chosen_need,
    make_asset,
    make_challenge,
    make_manager,
    make_need,
    make_round,
    make_theme,
    opened_challenge,
    published,
)
from tests.factories.strategy import make_ally, make_case, make_objective, make_priority, make_vision

CURIOUS = ("anonymous", "staff", "programme_admin", "triager_other_place")
SEERS = ("manager", "triager", "sue")
DRAWN = re.compile(rb'name="(?:key|carried)" value="[^"]*"')
# What these count is for everyone, and says nothing of any one idea; what they count is held in tests of their own.
NUMBERS_OF_IDEAS = {"/", "/promises/", "/promises/table.csv"}
NARROWED = (
    "/triage/?show=all", "/triage/?show=late", "/triage/?show=quick", "/needs/?show=all", "/needs/?show=met",
    "/challenges/?show=closed", "/strategy/programmes/?show=function", "/triage/twins/?show=dismissed",
    "/settings/people/?name=o", "/ideas/new/idea/?words=badges", "/search/?q=badges", "/search/?q=badgs",
)  # fmt: skip
TITLE = "Badges for visitors of the helicopter ward"
WORDS = NeedWords(TITLE, "Nobody knows who they are.")


class Site(World):
    """The world of the matrix with something of each kind that everyone may see, on which hidden things could hang."""

    def __init__(self):
        super().__init__()
        here = self.programme
        self.people["manager"] = self.mia = make_manager(here)
        self.people["sue"] = self.sue = make_steward(here)
        self.by_mia = asker_for(self.mia, here)
        self.theme = make_theme(here, manager=self.mia)
        self.need = published(here, manager=self.mia, theme=self.theme)
        self.other_need = published(here, manager=self.mia, words=NeedWords("Longer visits", "Families wait outside."))
        self.challenge = opened_challenge(here, self.mia)
        self.chosen = chosen_need(here, self.mia, "Quieter nights")
        self.objective = make_objective(here, self.mia)
        self.priority = make_priority(here, self.mia)
        self.innovation = opened(make_innovation(here, team=[self.sue], keeper=self.sue), self.sue)
        self.now = clock.now()
        self.shared = send_idea(here, by=asker_for(self.people["doer"], here), share=True)

    def pages(self, persona):
        """Addresses that open for this persona, of the matrix and of what is known."""
        column = persona if persona in CURIOUS or persona == "triager" else "staff"
        for row in rows():
            if row["method"] == "GET" and row[column] == "allow" and not row["address"].startswith("partnership:s"):
                try:
                    yield reverse(row["address"])
                except NoReverseMatch:
                    continue
        yield from NARROWED
        yield from self._known()

    def _known(self):
        yield reverse("needs:need", args=[self.need.reference])
        yield reverse("needs:need", args=[self.challenge.need.reference])
        yield reverse("needs:need", args=[self.chosen.reference])
        yield reverse("needs:challenge", args=[self.challenge.reference])
        yield f"{reverse('needs:assets')}?theme={self.theme.pk}"
        yield f"{reverse('needs:all')}?theme={self.theme.pk}"
        yield reverse("needs:priority", args=[self.priority.pk])
        yield reverse("innovations:record", args=[self.innovation.reference])
        yield reverse("ideas:shared", args=[self.shared.reference])
        for kind in ("objectives", "priorities", "dates"):
            yield reverse("needs:strategy-all", args=[kind])

    def asker(self, persona):
        person = self.people.get(persona)
        return asker_for(person, self.programme) if person else nobody(self.programme)

    def looks(self, persona, leaving=frozenset()):
        """Each page, with what it says to this persona and what it cost, one after the other."""
        with clock.at(self.now):  # some pages tell the minute
            browser = awake(self, persona)
            for page in (one for one in self.pages(persona) if one not in leaving):
                answer, cost = asked(browser, "get", page, Sample())
                status, headers, body = likeness(answer)
                yield page, (status, headers, DRAWN.sub(b"", body), cost)


def read_by(asker):
    return ideas.visible_to(asker) | ideas.shared_with(asker)


RULES = {
    Idea: read_by,
    Innovation: innovations.visible_to,
    parts.Need: needs.needs_visible_to,
    parts.Challenge: needs.challenges_visible_to,
    parts.Asset: needs.assets_visible_to,
    parts.Round: needs.rounds_visible_to,
    parts.Objective: needs.owned_visible_to,
    parts.Priority: needs.owned_visible_to,
    parts.Vision: needs.owned_visible_to,
    parts.CaseForChange: needs.owned_visible_to,
    parts.ChangeProgramme: needs.allies_visible_to,
}


def sees(site, persona, record):
    return type(record).objects.filter(RULES[type(record)](site.asker(persona)), pk=record.pk).exists()


def private_idea(site, **more):
    return send_idea(site.programme, text=TITLE, place="", **more)


def innovation(site, level=None):
    made = make_innovation(site.programme, team=[site.sue], keeper=site.sue, title=TITLE)
    return opened(made, site.sue, level) if level else made


NEEDS = {
    "a need that is only raised": lambda site: make_need(site.programme, words=WORDS),
    "a challenge that is not open": lambda site: make_challenge(
        site.programme, site.mia, need=site.chosen, title=TITLE
    ),
    "something that is only offered": lambda site: make_asset(site.programme, theme=site.theme, title=TITLE),
    "a round that is being prepared": lambda site: make_round(site.programme, site.mia, [site.need, site.other_need]),
}
STRATEGY = {
    "an objective that is being written": lambda site: make_objective(
        site.programme, site.mia, title=TITLE, publish=False
    ),
    "a priority that is being written, with money": lambda site: make_priority(
        site.programme, site.mia, title=TITLE, publish=False
    ),
    "a vision that is being written": lambda site: make_vision(site.programme, site.mia, TITLE, publish=False),
    "a case that is being written": lambda site: make_case(site.programme, site.mia, title=TITLE, publish=False),
    "a change programme that is being written": lambda site: make_ally(
        site.programme, site.mia, title=TITLE, publish=False
    ),
}
IDEAS = {
    "an idea": private_idea,
    "a confidential idea": lambda site: private_idea(site, mode="confidential"),
    "a shared idea": lambda site: private_idea(site, by=site.asker("doer"), share=True),
}
INNOVATIONS = {
    "a private innovation": innovation,
    "an innovation for who signed in": lambda site: innovation(site, Level.PARTNERSHIP),
}


def changed(site, persona, before, leaving=frozenset()):
    """The pages that say something else than before, or cost something else."""
    return [page for page, said in site.looks(persona, leaving) if said != before[persona][page]]


@pytest.mark.parametrize(
    ("hidden", "curious", "leaving"),
    [
        (NEEDS, CURIOUS[:3], ()),
        (STRATEGY, CURIOUS[:3], ()),
        (IDEAS, CURIOUS, NUMBERS_OF_IDEAS),
        (INNOVATIONS, CURIOUS, ()),
    ],
    ids=["needs", "strategy", "ideas", "innovations"],
)
def test_no_page_is_another_for_what_somebody_may_not_see(db, hidden, curious, leaving):
    site = Site()
    before = {persona: dict(site.looks(persona, leaving)) for persona in curious}
    for what, make in hidden.items():
        with put_back():
            record = make(site)
            for persona in (one for one in curious if not sees(site, one, record)):
                assert changed(site, persona, before, leaving) == [], f"{what}, {persona}"


@pytest.mark.parametrize("what", [*NEEDS, *STRATEGY, *IDEAS, *INNOVATIONS])
def test_somebody_sees_each_of_them(db, what):
    site = Site()
    record = (NEEDS | STRATEGY | IDEAS | INNOVATIONS)[what](site)
    seer = next(persona for persona in SEERS if sees(site, persona, record))
    title = (getattr(record, "title", "") or TITLE).encode()
    assert any(title in said[2] for _page, said in site.looks(seer))


def test_what_is_next_door_is_nowhere(db):
    site = Site()
    before = {persona: dict(site.looks(persona)) for persona in CURIOUS}
    elsewhere = make_manager(site.next_door, "Ned Nextdoor")
    published(site.next_door, manager=elsewhere, words=WORDS)
    opened_challenge(site.next_door, elsewhere)
    make_priority(site.next_door, elsewhere, title=TITLE)
    send_idea(site.next_door, text=TITLE, share=True, by=asker_for(site.people["other_programme"], site.next_door))
    for persona in CURIOUS:
        assert changed(site, persona, before) == [], persona
