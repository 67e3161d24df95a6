"""A programme with something of each kind that everyone may see, on which what is hidden could hang."""

from groundswell.needs.services import assets
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.needs import (
    chosen_need,
    make_asset,
    make_manager,
    make_theme,
    opened_challenge,
    opened_round,
    published,
)
from tests.factories.partnership import give_role, make_organisation, make_person
from tests.factories.strategy import make_ally, make_case, make_objective, make_priority, make_vision

TITLE = "Badges for visitors of the helicopter ward"


class Ground:
    """Made by Mia, who manages the programme, Sue, who looks after its innovations, and Ivy, who votes and sponsors."""

    def __init__(self, programme):
        self.programme = programme
        self.place = make_organisation(programme, "Harbour Hospital")
        self.mia, self.sue = make_manager(programme, "Mia"), make_steward(programme, "Sue")
        self.ivy = make_person("Ivy")
        for role in (RoleKey.COMMUNITY, "sponsor"):
            give_role(self.ivy, programme, role)
        self._needs(programme)
        self._strategy(programme)
        shown = make_innovation(programme, team=[self.sue], keeper=self.sue, title="Badges for visitors of a ward")
        self.innovation = opened(shown, self.sue)
        self.shared = send_idea(programme, by=self.by(self.ivy), share=True, text=f"{TITLE}, with their names.")
        self.other_shared = send_idea(programme, share=True, text="Names on the doors of the wards.")

    def by(self, person):
        return asker_for(person, self.programme)

    def _needs(self, programme):
        self.theme = make_theme(programme, manager=self.mia)
        words = NeedWords("Badges for all", "Nobody knows who is who.")
        self.need = published(programme, manager=self.mia, theme=self.theme, words=words)
        longer = NeedWords("Longer visits", "Families wait outside.")
        self.other_need = published(programme, manager=self.mia, words=longer)
        self.challenge = opened_challenge(programme, self.mia)
        self.chosen = chosen_need(programme, self.mia, "Quieter nights")
        offered = make_asset(programme, theme=self.theme, owner=self.ivy, title="A box of badges")
        self.asset = assets.move_asset(offered, "publish", by=self.by(self.mia))
        self.round = opened_round(programme, self.mia, [self.need, self.other_need])

    def _strategy(self, programme):
        self.objective = make_objective(programme, self.mia)
        self.priority = make_priority(programme, self.mia)
        self.ally = make_ally(programme, self.mia)
        self.vision = make_vision(programme, self.mia)
        self.case = make_case(programme, self.mia)
