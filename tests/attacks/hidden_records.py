"""Each kind of record that somebody may not see: how it is made, who may see it, and a page on which they do.

`make` takes a `Ground`, so that the same record can be made here and in the programme next door.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

from groundswell.foundation.kit import clock
from groundswell.ideas import policies as ideas
from groundswell.ideas import services as answering
from groundswell.ideas.models import Comment, Draft, Idea, Note
from groundswell.innovations import policies as innovations
from groundswell.innovations import services as recording
from groundswell.innovations.models import EvidenceItem, Innovation, Link, Risk, Standing
from groundswell.innovations.states import Group, Level
from groundswell.needs import models as parts
from groundswell.needs import policies as needs
from groundswell.needs.services import needs as checking
from groundswell.needs.services import strategy
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership import policies as people
from groundswell.partnership.models import Absence, Enquiry, Headcount, Sponsorship
from groundswell.partnership.services.headcounts import Counted, keep
from tests.attacks.ground import TITLE
from tests.factories.enquiries import ask
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, opened, stands
from tests.factories.needs import make_asset, make_challenge, make_need, make_round, votes_of
from tests.factories.partnership import START, asker_of
from tests.factories.strategy import make_ally, make_case, make_objective, make_priority, make_vision, promised

WORDS = NeedWords(TITLE, "Nobody knows who they are.")


@dataclass(frozen=True)
class Hidden:
    """`seer` and `at`: who sees it, and where."""

    make: object
    seer: str
    at: str


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
    parts.EnablingFunction: needs.allies_visible_to,
    parts.BroaderStrategy: needs.strategy_visible_to,
    parts.TimelineEntry: needs.strategy_visible_to,
    parts.Commitment: needs.money_visible_to,
    Enquiry: people.enquiries_visible_to,
    Absence: people.absences_visible_to,
    Headcount: people.headcounts_visible_to,
    Sponsorship: people.sponsorships_visible_to,
}


def sees(asker, record):
    """As the room's own rule says; what belongs to a record is seen by who sees that part of it."""
    match record:
        case Comment():
            return bool(ideas.can_read_shared(asker, record.idea))
        case Note():
            return bool(ideas.can_read_notes(asker, record.idea))
        case Draft():
            return asker.person_id == record.person_id and asker.programme_id == record.programme_id
        case parts.Ballot():  # who runs a round is told whether votes have come in
            return asker.person_id == record.person_id or bool(needs.can_run(asker, record.round))
        case EvidenceItem():
            return _reads(asker, record.innovation, Group.EVIDENCE)
        case Risk():
            return _reads(asker, record.innovation, Group.SAFETY)
        case Standing():
            return _reads(asker, record.innovation, Group.PEOPLE)
        case Link():
            return sees(asker, record.innovation) and sees(asker, record.other)
    rule = RULES[type(record)]
    return type(record).objects.filter(rule(asker), pk=record.pk).exists()


def _reads(asker, innovation, group):
    return asker.programme_id == innovation.programme_id and innovations.reading(asker, innovation).sees(group)


def returned_need(ground):
    return checking.return_need(raised_need(ground), "Say whom it is about.", by=ground.by(ground.mia))


def raised_need(ground):
    return make_need(ground.programme, words=WORDS)


def challenge(ground):
    return make_challenge(ground.programme, ground.mia, need=ground.chosen, title=TITLE, sponsor=ground.ivy)


def asking(ground):
    """That Ivy is asked to stand behind a challenge which nobody else reads yet."""
    return Sponsorship.objects.get(record_id=challenge(ground).pk)


def asset(ground):
    return make_asset(ground.programme, theme=ground.theme, title=TITLE)


def round_(ground):
    return make_round(ground.programme, ground.mia, [ground.need, ground.other_need])


def ballot(ground):
    votes_of(ground.round, ground.ivy, (5, 4), (3, 2))
    return parts.Ballot.objects.get(round=ground.round)


def draft_of(make, **more):
    """A part of the strategy that its writers have not published."""
    return lambda ground: make(ground.programme, ground.mia, publish=False, **more)


def part(model, words):
    return lambda ground: strategy.add(model, words, by=ground.by(ground.mia))


def published_ally(ground):
    return make_ally(ground.programme, ground.mia, title=TITLE)


def money(ground):
    return promised(ground.priority, "1250", ground.by(ground.mia))


def idea(ground, **more):
    return send_idea(ground.programme, text=TITLE, place="", **more)


def anonymous_idea(ground):
    words = "acorn bagel cable dandelion"
    return answering.send_anonymously(ground.programme, {"text": TITLE}, key=uuid4(), words=words)


def covered_idea(ground):
    shared = idea(ground, share=True)
    return answering.hide_text(shared, "abuse", by=asker_of(shared.holder, ground.programme, ideas.TRIAGER))


def shared_idea(ground):
    return idea(ground, share=True, by=ground.by(ground.ivy))


def answer(ground):
    """To a challenge that everyone reads, and which counts those who answered."""
    return idea(ground, challenge=ground.challenge.reference)


def joined_idea(ground):
    """With one whose page is not among those that are walked: there its sender and readers are told that two say so."""
    sent = idea(ground)
    by = asker_of(sent.holder, ground.programme, ideas.TRIAGER)
    return answering.join(answering.take(sent, by=by), ground.other_shared.pk, "These go on together.", by=by)


def withdrawn_idea(ground):
    return answering.withdraw(shared_idea(ground), by=ground.by(ground.ivy))


def draft(ground):
    return answering.keep_draft(ground.programme, {"text": TITLE}, by=ground.by(ground.ivy))


def comment(ground):
    return answering.comment(ground.shared, TITLE, by=ground.by(ground.sue))


def note(ground):
    sent = ground.shared
    return answering.note(sent, TITLE, by=asker_of(sent.holder, ground.programme, ideas.TRIAGER))


def innovation(ground, level=None):
    made = make_innovation(ground.programme, team=[ground.sue], keeper=ground.sue, title=TITLE)
    return opened(made, ground.sue, level) if level else made


def evidence(ground):
    said = recording.Evidence(TITLE, "Nine a day.", "real_world", "other", 1)
    return recording.add_evidence(ground.innovation, said, by=ground.by(ground.sue))


def risk(ground):
    words = recording.RiskWords(TITLE, 1, "Keep a spare.", ground.sue.pk, clock.today() + timedelta(days=30))
    return recording.add_risk(ground.innovation, words, by=ground.by(ground.sue))


def tie(ground):
    return recording.link(ground.innovation, innovation(ground), "similar", by=ground.by(ground.sue))


def standing(ground):
    return stands(ground.innovation, ground.ivy, "team")


def absence(ground):
    days = {"since": clock.today(), "until": clock.today() + timedelta(days=9)}
    return Absence.objects.create(programme=ground.programme, person=ground.mia, cover=ground.ivy, revision=1, **days)


def headcount(ground):
    by = asker_of(ground.mia, ground.programme, "programme_admin")
    keep(ground.programme, [Counted(ground.place.pk, "nursing", 120, clock.today(), TITLE)], by=by)
    return Headcount.objects.get(organisation=ground.place)


HIDDEN = {
    "a need that is only raised": Hidden(raised_need, "mia", "/needs/?show=all"),
    "a need that was returned": Hidden(returned_need, "mia", "/needs/?show=all"),
    "a challenge that is not open": Hidden(challenge, "mia", "/challenges/"),
    "that somebody is asked to sponsor it": Hidden(asking, "ivy", "/sponsoring/"),
    "something that is only offered": Hidden(asset, "mia", "/needs/assets/"),
    "a round that is being prepared": Hidden(round_, "mia", "/needs/rounds/"),
    "how somebody voted": Hidden(ballot, "ivy", "/today/"),
    "an objective that is being written": Hidden(draft_of(make_objective, title=TITLE), "mia", "/strategy/objectives/"),
    "a priority that is being written": Hidden(draft_of(make_priority, title=TITLE), "mia", "/strategy/priorities/"),
    "a vision that is being written": Hidden(draft_of(make_vision, text=TITLE), "mia", "/strategy/"),
    "a case that is being written": Hidden(draft_of(make_case, title=TITLE), "mia", "/strategy/cases/"),
    "a programme that is being written": Hidden(draft_of(make_ally, title=TITLE), "mia", "/strategy/programmes/"),
    "a programme of others": Hidden(published_ally, "staff", "/strategy/programmes/"),
    "a broader strategy that is being written": Hidden(
        part(parts.BroaderStrategy, strategy.BroaderWords(TITLE)), "mia", "/strategy/broader/"
    ),
    "a date that is not public": Hidden(
        part(parts.TimelineEntry, strategy.TimelineWords(START, TITLE)), "mia", "/timeline/"
    ),
    "money that was promised": Hidden(money, "staff", "needs:priority"),
    "an idea": Hidden(idea, "triager", "/triage/"),
    "an answer to a challenge": Hidden(answer, "triager", "/triage/"),
    "a confidential idea": Hidden(partial(idea, mode="confidential"), "triager", "/triage/"),
    "an idea without a name": Hidden(anonymous_idea, "triager", "/triage/"),
    "an idea whose text is covered": Hidden(covered_idea, "triager", "/triage/"),
    "a shared idea": Hidden(shared_idea, "staff", "/search/?q=badges"),
    "an idea that goes on with another": Hidden(joined_idea, "triager", "/triage/?show=all"),
    "an idea that was taken back": Hidden(withdrawn_idea, "ivy", "/ideas/"),
    "an idea that was not sent yet": Hidden(draft, "ivy", "/ideas/"),
    "what was said of a shared idea": Hidden(comment, "staff", "ideas:shared"),
    "a note of the team": Hidden(note, "triager", "ideas:one"),
    "a private innovation": Hidden(innovation, "sue", "/innovations/"),
    "an innovation for who signed in": Hidden(partial(innovation, level=Level.PARTNERSHIP), "staff", "/innovations/"),
    "evidence that is not shown": Hidden(evidence, "sue", "innovations:record"),
    "a risk that is not shown": Hidden(risk, "sue", "innovations:record"),
    "a tie to a private innovation": Hidden(tie, "sue", "innovations:record"),
    "who is on a team": Hidden(standing, "sue", "innovations:record"),
    "a question to us": Hidden(lambda ground: ask(ground.programme, text=TITLE), "programme_admin", "/questions/"),
    "that somebody is away": Hidden(absence, "ivy", "/away/"),
    "how many work somewhere": Hidden(headcount, "programme_admin", "/settings/headcounts/"),
}
