"""Whether somebody may see a record: asked of its room's own rule, whatever kind of record it is."""

from groundswell.ideas import policies as ideas
from groundswell.ideas.models import Comment, Draft, Idea, Note
from groundswell.innovations import policies as innovations
from groundswell.innovations.models import EvidenceItem, Innovation, Link, Risk, Standing, Touches
from groundswell.innovations.states import Group
from groundswell.needs import models as parts
from groundswell.needs import policies as needs
from groundswell.partnership import policies as people
from groundswell.partnership.models import Absence, Enquiry, Headcount, Sponsorship


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


def own_draft(asker, draft):
    return asker.person_id == draft.person_id and asker.programme_id == draft.programme_id


def voted_or_runs(asker, ballot):
    """Who runs a round is told whether votes have come in."""
    return asker.person_id == ballot.person_id or needs.can_run(asker, ballot.round)


def reads(group):
    """Of what stands in a group of fields: who sees the group."""

    def sees_group(asker, item):
        here = asker.programme_id == item.innovation.programme_id
        return here and innovations.reading(asker, item.innovation).sees(group)

    return sees_group


ONE_BY_ONE = {
    Comment: lambda asker, comment: ideas.can_read_shared(asker, comment.idea),
    Note: lambda asker, note: ideas.can_read_notes(asker, note.idea),
    Draft: own_draft,
    parts.Ballot: voted_or_runs,
    EvidenceItem: reads(Group.EVIDENCE),
    Risk: reads(Group.SAFETY),
    Standing: reads(Group.PEOPLE),
    Link: lambda asker, tie: sees(asker, tie.innovation) and sees(asker, tie.other),
    Touches: lambda asker, touch: sees(asker, touch.innovation) and sees(asker, touch.programme_of_change),
}


def sees(asker, record):
    kind = type(record)
    if kind in ONE_BY_ONE:
        return bool(ONE_BY_ONE[kind](asker, record))
    return kind.objects.filter(RULES[kind](asker), pk=record.pk).exists()
