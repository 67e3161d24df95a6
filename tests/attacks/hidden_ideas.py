"""What of ideas, innovations and people is not for everyone: how it is made, and who sees it where."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

from groundswell.foundation.kit import clock
from groundswell.ideas import services as answering
from groundswell.ideas.policies import TRIAGER
from groundswell.innovations import services as recording
from groundswell.innovations.models import Touches
from groundswell.innovations.states import Level
from groundswell.partnership.models import Absence, Headcount
from groundswell.partnership.services.headcounts import Counted, keep
from tests.attacks.ground import TITLE
from tests.attacks.hidden_needs import SIGNED_IN, Hidden
from tests.factories.enquiries import ask
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, opened, stands
from tests.factories.partnership import asker_of


def idea(ground, **more):
    return send_idea(ground.programme, text=TITLE, place="", **more)


def anonymous_idea(ground):
    words = "acorn bagel cable dandelion"
    return answering.send_anonymously(ground.programme, {"text": TITLE}, key=uuid4(), words=words)


def covered_idea(ground):
    shared = idea(ground, share=True)
    return answering.hide_text(shared, "abuse", by=asker_of(shared.holder, ground.programme, TRIAGER))


def shared_idea(ground):
    return idea(ground, share=True, by=ground.by(ground.ivy))


def answer(ground):
    """To a challenge that everyone reads, and which counts those who answered."""
    return idea(ground, challenge=ground.challenge.reference)


def joined_idea(ground):
    """With one whose page is not among those that are walked: there its sender and readers are told that two say so."""
    sent = idea(ground)
    by = asker_of(sent.holder, ground.programme, TRIAGER)
    return answering.join(answering.take(sent, by=by), ground.other_shared.pk, "These go on together.", by=by)


def withdrawn_idea(ground):
    return answering.withdraw(shared_idea(ground), by=ground.by(ground.ivy))


def draft(ground):
    return answering.keep_draft(ground.programme, {"text": TITLE}, by=ground.by(ground.ivy))


def comment(ground):
    return answering.comment(ground.shared, TITLE, by=ground.by(ground.sue))


def note(ground):
    sent = ground.shared
    return answering.note(sent, TITLE, by=asker_of(sent.holder, ground.programme, TRIAGER))


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


def serving(ground):
    """A private innovation, counted wherever innovations of a priority or a programme are."""
    aims = recording.Aims(frozenset([ground.priority.pk]), frozenset([ground.ally.pk]))
    return recording.say_serves(innovation(ground), aims, by=ground.by(ground.sue))


def touching(ground):
    """That one which everyone sees touches a programme, of which nobody reads who is signed out."""
    aims = recording.Aims(programmes=frozenset([ground.ally.pk]))
    return Touches.objects.get(innovation=recording.say_serves(ground.innovation, aims, by=ground.by(ground.sue)))


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
    "an idea": Hidden(idea, "triager", "/triage/"),
    "an answer to a challenge": Hidden(answer, "triager", "/triage/"),
    "a confidential idea": Hidden(partial(idea, mode="confidential"), "triager", "/triage/"),
    "an idea without a name": Hidden(anonymous_idea, "triager", "/triage/"),
    "an idea whose text is covered": Hidden(covered_idea, "triager", "/triage/"),
    "a shared idea": Hidden(shared_idea, SIGNED_IN, "/search/?q=badges"),
    "an idea that goes on with another": Hidden(joined_idea, "triager", "/triage/?show=all"),
    "an idea that was taken back": Hidden(withdrawn_idea, "ivy triager", "/ideas/"),
    "an idea that was not sent yet": Hidden(draft, "ivy", "/ideas/"),
    "what was said of a shared idea": Hidden(comment, SIGNED_IN, "ideas:shared"),
    "a note of the team": Hidden(note, "triager", "ideas:one"),
    "a private innovation": Hidden(innovation, "sue", "/innovations/"),
    "an innovation for who signed in": Hidden(partial(innovation, level=Level.PARTNERSHIP), SIGNED_IN, "/innovations/"),
    "evidence that is not shown": Hidden(evidence, "sue", "innovations:record"),
    "a risk that is not shown": Hidden(risk, "sue", "innovations:record"),
    "a tie to a private innovation": Hidden(tie, "sue", "innovations:record"),
    "a private innovation that serves a priority": Hidden(serving, "sue", "innovations:serving-one"),
    "what an innovation touches": Hidden(touching, SIGNED_IN, "innovations:record"),
    "who is on a team": Hidden(standing, "sue ivy", "innovations:record"),
    "a question to us": Hidden(
        lambda ground: ask(ground.programme, text=TITLE), "programme_admin triager", "/questions/"
    ),
    "that somebody is away": Hidden(absence, "ivy mia organisation_admin programme_admin", "/away/"),
    "how many work somewhere": Hidden(headcount, "programme_admin", "/settings/headcounts/"),
}
