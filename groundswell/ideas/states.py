"""States, outcomes and kinds of this room, with the words the public sees."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REMOVED = _("This text was removed at its sender's wish")


class IdeaState(models.TextChoices):
    """Where an idea stands. The label is the public word."""

    RECEIVED = "received", _("We got it")
    READ = "read", _("Someone read it")
    ASKED = "asked", _("We asked you something")
    FINDING_OUT = "finding_out", _("Finding out more")
    PARKED = "parked", _("Waiting for your answer")
    DECIDED = "decided", _("Decision")
    CLOSED = "closed", _("Done")
    WITHDRAWN = "withdrawn", _("You took it back")


WAITS_FOR_US = (IdeaState.RECEIVED, IdeaState.READ, IdeaState.FINDING_OUT)
WAITS_FOR_SENDER = (IdeaState.ASKED, IdeaState.PARKED)


class Outcome(models.TextChoices):
    """What was decided. The label is the public word."""

    QUICK_FIX = "quick_fix", _("Yes: being done")
    SELECTION = "selection", _("Yes: going to a panel")
    BETTER_ROUTE = "better_route", _("A better route")
    JOINED = "joined", _("Joined with another idea")
    NOT_NOW = "not_now", _("Not now")


FOUND = "idea"  # what search calls a record of this room


class Found(models.TextChoices):
    """Where an idea stands, as everyone who may find it reads it in search; no longer than a row of search takes."""

    RECEIVED = "received", _("We got it")
    READ = "read", _("Someone read it")
    ASKED = "asked", _("We asked its sender something")
    FINDING_OUT = "finding_out", _("Finding out more")
    QUICK_FIX = "quick_fix", _("Yes: being done")
    SELECTION = "selection", _("Yes: going to a panel")
    BETTER_ROUTE = "better_route", _("A better route")
    JOINED = "joined", _("Joined with another idea")
    NOT_NOW = "not_now", _("Not now")
    DONE = "done", _("Done")
    TAKEN_BACK = "taken_back", _("Taken back")


class Mode(models.TextChoices):
    """Who may know who sent it."""

    NAMED = "named", _("With my name")
    CONFIDENTIAL = "confidential", _("In confidence")
    ANONYMOUS = "anonymous", _("Without my name")


TO_DO = (Outcome.QUICK_FIX, Outcome.BETTER_ROUTE)  # in the hands of someone who says what came of it
DATED = (*TO_DO, Outcome.SELECTION)  # a named person tells the sender more by a named day
HEARS_BY = (Outcome.BETTER_ROUTE, Outcome.SELECTION, Outcome.NOT_NOW)  # beside a fix, answers that may name a day


class WaitsFor(models.IntegerChoices):
    """Who must do the next thing, in the order in which the team sorts; who has what was decided comes last."""

    US = 1
    SENDER = 2
    DOER = 3
    NOBODY = 4


class Escalation(models.IntegerChoices):
    """Who has a promise that was not kept, beside the holder. Only an answer takes it back to nobody."""

    NOBODY = 0, _("Nobody else")
    LEAD = 1, _("The innovation lead")
    DIRECTOR = 2, _("The director")


class PauseReason(models.TextChoices):
    """Why our clock may stand still for a while. The label follows "because" in a sentence to the sender."""

    OUTSIDE = "outside", _("we wait for someone outside")
    SERVICE_CLOSED = "service_closed", _("the service is closed")
    WRONG_DETAILS = "wrong_details", _("some details were wrong")


# Stands where a pause has its reason while a question of ours waits. Pages say it in words of their own, with the day.
FOR_SENDER = "sender"


class PromiseStep(models.TextChoices):
    """What we promise a date for, once for each idea; a question of a sender counts once each.

    The last is whatever else we named a day for: what `HEARS_BY` named, a second look, another look at a covered text.
    """

    REPLY = "reply", _("First reply")
    DECISION = "decision", _("Decision")
    QUESTION = "question", _("Answer to a question")
    QUICK_FIX = "quick_fix", _("Quick fix done")
    NAMED = "named", _("What else we named a day for")


class AnswerKind(models.TextChoices):
    """What an answer does: a first reply, a question, or one of the decisions."""

    REPLY = "reply", _("Say what happens now")
    ASK = "ask", _("Ask a question")
    QUICK_FIX = "quick_fix", _("Quick fix")
    SELECTION = "selection", _("Take it to a panel")
    BETTER_ROUTE = "better_route", _("A better route")
    JOINED = "joined", _("Join it with another idea")
    NOT_NOW = "not_now", _("Not now")


class ItemStatus(models.TextChoices):
    """Where an idea of a batch stands: to come, answered and not sent, or out of the way."""

    NEXT = "next", _("To come")
    READY = "ready", _("Ready to send")
    SKIPPED = "skipped", _("Skipped")
    PUT_OFF = "put_off", _("Put off")
    GONE = "gone", _("Sent")


IN_HAND = (ItemStatus.NEXT, ItemStatus.READY)  # no other batch may hold the idea meanwhile


class HideReason(models.TextChoices):
    """Why a text is covered. In small letters the label ends the sentence "It is covered because…"."""

    PATIENT = "patient", _("It may tell who a patient is")
    ABUSE = "abuse", _("It has words that hurt people")
    NAMES = "names", _("It says something about a person by name")


class Appeal(models.TextChoices):
    """Whether the sender of a covered text asked somebody else to look, once for each time it is covered."""

    NONE = "", _("Not asked")
    WAITING = "waiting", _("Someone else looks")
    STAYS = "stays", _("It stays covered")


class IdeaType(models.TextChoices):
    """Where the thought came from (the partnership's definition of innovation)."""

    NEW = "new", _("A new idea")
    ADOPTED = "adopted", _("Something that works elsewhere")
    ADAPTED = "adapted", _("Something from elsewhere that we would change")
    WORKAROUND = "workaround", _("A way round a problem that we already use")
    EXTERNAL = "external", _("A product or service from outside")


FROM_ELSEWHERE = frozenset({IdeaType.ADOPTED, IdeaType.ADAPTED, IdeaType.EXTERNAL})  # it did not begin here


class Harm(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("Not sure")


class Route(models.TextChoices):
    """The other end of a better route."""

    IMPROVEMENT = "improvement", _("The improvement team")
    SPEAK_UP = "speak_up", _("The speak-up guardian")
    INCIDENT = "incident", _("The incident team")
    TEAM = "team", _("The team that runs the service")
    APPRAISAL = "appraisal", _("The group that looks at outside products")


SAFETY_ROUTES = frozenset({Route.SPEAK_UP, Route.INCIDENT})  # only if the sender agrees


class Reason(models.TextChoices):
    """Why not now. The first half of the answer; the second is in the answerer's own words."""

    ALREADY = "already", _("Something like it is already happening")
    CHANGING = "changing", _("The service is about to change")
    NO_CAPACITY = "no_capacity", _("The people it needs have no time for it now")
    COST = "cost", _("It costs more than we can find now")
    SAFETY = "safety", _("We could not make it safe enough yet")
    EVIDENCE = "evidence", _("We do not know enough yet")
    ELSEWHERE = "elsewhere", _("It is not ours to decide")


class MessageKind(models.TextChoices):
    REPLY = "reply", _("Reply")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    DECISION = "decision", _("Decision")
    SENDER_QUESTION = "sender_question", _("Question from the sender")
    SECOND_LOOK = "second_look", _("Second look")
    DONE = "done", _("What was done")
    GIVEN_BACK = "given_back", _("Given back")
    THANKS = "thanks", _("Thanks")
    APPEAL = "appeal", _("Asked to show the text")
    APPEAL_ANSWER = "appeal_answer", _("About the covered text")
    APART = "apart", _("Looked at by itself again")


FROM_US = (MessageKind.REPLY, MessageKind.QUESTION, MessageKind.DECISION, MessageKind.DONE)  # they answer a question
