"""Drafts, ideas, what was said about them, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.kit.models import FilledQuerySet, Record, StatefulRecord
from groundswell.ideas.models.figures import Scoreboard as Scoreboard
from groundswell.ideas.models.likeness import Likeness as Likeness
from groundswell.ideas.models.likeness import Resemblance as Resemblance
from groundswell.ideas.models.sharing import Comment as Comment
from groundswell.ideas.models.sharing import Voice as Voice
from groundswell.ideas.models.sorting import Batch as Batch
from groundswell.ideas.models.sorting import BatchItem as BatchItem
from groundswell.ideas.models.sorting import KeysOff as KeysOff
from groundswell.ideas.models.sorting import Note as Note
from groundswell.ideas.models.sorting import Template as Template
from groundswell.ideas.states import (
    DATED,
    WAITS_FOR_SENDER,
    WAITS_FOR_US,
    Appeal,
    Escalation,
    Harm,
    HideReason,
    IdeaState,
    IdeaType,
    MessageKind,
    Mode,
    Outcome,
    Reason,
    Route,
    WaitsFor,
)

if TYPE_CHECKING:
    from datetime import date

PERSON = "partnership.Person"
OPEN_STATES = (*WAITS_FOR_US, *WAITS_FOR_SENDER)


class Draft(Record):
    """An idea being written. Its id is the send-once key; it is deleted in the sending transaction."""

    programme = models.ForeignKey("partnership.Programme", models.CASCADE, related_name="+")
    person = models.ForeignKey(PERSON, models.CASCADE, null=True, related_name="+")
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    kept_until = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"draft kept until {self.kept_until}"


class IdeaQuerySet(FilledQuerySet["Idea"]):
    def awaiting_triage(self) -> IdeaQuerySet:
        return self.filter(waits_for__lt=WaitsFor.DOER)

    def late(self, day: date) -> IdeaQuerySet:
        """Past a date that its sender was told, unless our clock waits for the sender."""
        return self.filter(Q(due_on__lt=day) | Q(said_on__isnull=False), waits_for=WaitsFor.US)


# What the home page counts of the newest ideas: in the index too, so that a thousand rows are not read from all over.
COUNTED = ("replied_at", "reply_by", "state", "outcome")

# People and ideas that few ideas name. An index of all rows would be written with each idea, and SQLite, which counts
# mostly rows without, would rather read the whole table than use it.
SELDOM = (
    "joined_to", "join_asked_by", "hidden_by", "appeal_with", "escalated_to", "question_with", "sent_by", "known_to",
    "first_decided_by",
)  # fmt: skip


class Idea(StatefulRecord):
    """What someone sent, who has it now, and by when they hear."""

    programme = models.ForeignKey("partnership.Programme", models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=40, unique=True)
    draft_id = models.UUIDField(unique=True)  # the send-once key
    state = models.CharField(max_length=20, choices=IdeaState, default=IdeaState.RECEIVED)
    # The database keeps it in step with the state, so that the queue is read in order from an index.
    waits_for = models.GeneratedField(
        expression=Case(
            When(state__in=WAITS_FOR_US, then=Value(WaitsFor.US)),
            When(state__in=WAITS_FOR_SENDER, then=Value(WaitsFor.SENDER)),
            When(state=IdeaState.DECIDED, outcome__in=DATED, then=Value(WaitsFor.DOER)),
            default=Value(WaitsFor.NOBODY),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    type = models.CharField(max_length=20, choices=IdeaType, default=IdeaType.NEW)
    question_set = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en-gb")
    title = models.CharField(max_length=120)
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    place = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey("partnership.Organisation", models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey("partnership.Service", models.PROTECT, null=True, related_name="+")
    sender = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+", db_index=False)
    sender_name = models.CharField(max_length=120, blank=True)
    sender_email = models.EmailField(blank=True)
    mode = models.CharField(max_length=20, choices=Mode, default=Mode.NAMED)
    receipt = models.BinaryField(max_length=48, null=True)  # slow hash of the four words of who gave no name
    sent_by = models.ForeignKey(
        PERSON, models.SET_NULL, null=True, related_name="+", db_index=False
    )  # who sent it for someone else
    written_on = models.DateField(null=True)  # on paper, before it was typed in
    known_to = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+", db_index=False)  # in confidence
    asks_to_know = models.BooleanField(default=False)  # it changed hands, and the sender has not yet said
    may_speak_up = models.BooleanField(null=True)  # whether it may go by a safety route; none: not asked
    innovation = models.OneToOneField("innovations.Innovation", models.PROTECT, null=True, related_name="+")
    asks_to_become = models.BooleanField(default=False, db_default=False)  # in confidence: its sender has the question
    may_become = models.BooleanField(null=True)  # what they said; none: nothing yet
    colleagues_may_see = models.BooleanField(default=False)
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )  # the idea that goes on for both
    join_asked_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )  # its sender has the question
    may_join = models.BooleanField(null=True)  # whether others may be joined with it; none: nothing said
    answers_to = models.ForeignKey("needs.Challenge", models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    holder = models.ForeignKey(PERSON, models.PROTECT, related_name="+", db_index=False)
    reply_by = models.DateField()
    decide_by = models.DateField()
    due_on = models.DateField(null=True)  # reply, decision, or the date given with it; the queue sorts by it
    replied_at = models.DateTimeField(null=True)
    paused_on = models.DateField(null=True)
    pause_reason = models.CharField(max_length=120, blank=True)
    paused_until = models.DateField(null=True)  # the last day of our own pause
    pause_used = models.CharField(max_length=20, blank=True, default="", db_default="")  # the step that had its one
    escalation = models.PositiveSmallIntegerField(
        choices=Escalation, default=Escalation.NOBODY, db_default=Escalation.NOBODY
    )
    escalated_to = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    said_on = models.DateField(null=True)  # the date that was said and not kept; none when all are kept
    # A question of the sender's to us that nobody has answered: by when they hear, and what became of that date.
    question_by = models.DateField(null=True)  # none: nothing is open
    question_said_on = models.DateField(null=True)
    question_level = models.PositiveSmallIntegerField(
        choices=Escalation, default=Escalation.NOBODY, db_default=Escalation.NOBODY
    )
    question_with = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )  # who has it too
    # Moderation: why title and text are covered ("" when they are not), by whom, and an appeal of the sender's.
    hidden = models.CharField(max_length=10, choices=HideReason, blank=True, default="", db_default="")
    hidden_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    appeal = models.CharField(max_length=10, choices=Appeal, blank=True, default="", db_default="")
    appeal_with = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )  # who decides it
    appeal_by = models.DateField(null=True)
    appeal_said_on = models.DateField(null=True)  # the day that was said for it and not kept
    harm = models.CharField(max_length=10, choices=Harm, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    route = models.CharField(max_length=20, choices=Route, blank=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # What the scoreboard counts, each once: the first decision and its promise, and the quick fix.
    first_decided_on = models.DateField(null=True)
    first_decide_by = models.DateField(null=True)
    fix_promised_on = models.DateField(null=True)
    fix_by = models.DateField(null=True)
    fixed_on = models.DateField(null=True)
    # Also once each: the first day that another answer named and that stands, and the decision after a second look.
    hear_promised_on = models.DateField(null=True)
    hear_by = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    second_look_on = models.DateField(null=True)
    second_decide_by = models.DateField(null=True)
    second_decided_on = models.DateField(null=True)
    paused_days = models.JSONField(null=True)  # by how many working days our own pauses moved each of these dates
    ended_on = models.DateField(null=True)  # taken back, or its sender was erased, while we had promises to keep
    ask_again_by = models.DateField(null=True)
    review_on = models.DateField(null=True)
    looked_again = models.BooleanField(default=False)
    first_decided_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )  # barred after looked_again
    thanked_at = models.DateTimeField(null=True)
    erased_on = models.DateField(null=True)  # its sender was erased: it counts, and says nothing of anybody
    synthetic = models.BooleanField(default=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="idea_decision_by_and_at_together",
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_("A decision needs both a person and a time"),
            ),
            models.CheckConstraint(
                name="idea_decided_has_an_outcome",
                condition=~Q(state__in=["decided", "closed"]) | (~Q(outcome="") & Q(decided_by__isnull=False)),
                violation_error_message=_("A decided idea says what was decided, and by whom"),
            ),
            models.CheckConstraint(
                name="idea_open_has_a_date",
                condition=Q(state__in=["decided", "closed", "withdrawn"]) | Q(due_on__isnull=False),
                violation_error_message=_("An open idea has a date by which its sender hears"),
            ),
            models.CheckConstraint(
                name="idea_escalated_to_somebody",
                condition=Q(escalation=0, escalated_to=None) | Q(escalation__gt=0, escalated_to__isnull=False),
                violation_error_message=_("What is passed on has a person who has it"),
            ),
            models.CheckConstraint(
                name="idea_question_passed_on_while_it_waits",
                condition=Q(question_level=0, question_with=None, question_said_on=None)
                | Q(question_level__gt=0, question_with__isnull=False, question_by__isnull=False),
                violation_error_message=_("A question that is passed on has a person who has it, and a date"),
            ),
            models.CheckConstraint(
                name="idea_pause_has_a_beginning",
                condition=Q(paused_until=None) | Q(paused_on__isnull=False) & ~Q(pause_reason=""),
                violation_error_message=_("A pause has a first day and a reason"),
            ),
            models.CheckConstraint(
                name="idea_hidden_by_somebody",
                condition=Q(hidden="", hidden_by=None, appeal="") | ~Q(hidden="") & Q(hidden_by__isnull=False),
                violation_error_message=_("A covered text has a reason and a person who covered it"),
            ),
            models.CheckConstraint(
                name="idea_appeal_has_somebody_and_a_day",
                condition=Q(appeal="waiting", appeal_with__isnull=False, appeal_by__isnull=False)
                | ~Q(appeal="waiting") & Q(appeal_with=None, appeal_by=None),
                violation_error_message=_("An appeal is decided by a person, by a day"),
            ),
            models.CheckConstraint(
                name="idea_appeal_is_late_while_it_waits",
                condition=Q(appeal_said_on=None) | Q(appeal="waiting"),
                violation_error_message=_("Only an appeal that waits is late"),
            ),
            models.CheckConstraint(
                name="idea_not_now_has_a_reason",
                condition=~Q(outcome="not_now") | ~Q(reason=""),
                violation_error_message=_("Not now needs a reason"),
            ),
            models.CheckConstraint(
                name="idea_joined_names_the_other",
                condition=Q(outcome="joined", joined_to__isnull=False) | ~Q(outcome="joined") & Q(joined_to=None),
                violation_error_message=_("A joined idea says with which other idea"),
            ),
            models.CheckConstraint(
                name="idea_joined_with_another",
                condition=Q(joined_to=None) | ~Q(joined_to=F("pk")),
                violation_error_message=_("An idea cannot be joined with itself"),
            ),
            models.CheckConstraint(
                name="idea_erased_names_nobody",
                condition=Q(erased_on=None) | Q(sender=None, sender_email="", sender_name=""),
                violation_error_message=_("An idea whose sender was erased names nobody"),
            ),
            models.CheckConstraint(
                name="idea_has_someone_to_answer",
                condition=Q(sender__isnull=False)
                | ~Q(sender_email="")
                | Q(mode="anonymous", receipt__isnull=False)
                | Q(erased_on__isnull=False),
                violation_error_message=_("An idea has a sender who can be answered, or a receipt"),
            ),
            models.CheckConstraint(
                name="idea_anonymous_holds_nobody",
                condition=~Q(mode="anonymous")
                | Q(sender=None, sender_name="", sender_email="", known_to=None, receipt__isnull=False),
                violation_error_message=_("An idea without a name holds nobody's name"),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "waits_for", "due_on", "id"], name="idea_queue"),
            # counts the queue without reading a row: SQLite reads the row for a column that it works out
            models.Index(
                fields=["programme", "state", "outcome", "due_on", "said_on", "id", "holder"], name="idea_counted"
            ),
            models.Index(fields=["programme", "waits_for", "sent_at"], name="idea_oldest"),
            models.Index(  # what the queue shows of one challenge, and which challenges it offers
                fields=["answers_to", "waits_for", "due_on", "id"],
                name="idea_of_challenge",
                condition=Q(answers_to__isnull=False),
            ),
            models.Index(  # what the clock looks at each hour
                fields=["programme", "question_by"], name="idea_question", condition=Q(question_by__isnull=False)
            ),
            models.Index(fields=["programme", "review_on"], name="idea_review", condition=Q(review_on__isnull=False)),
            models.Index(fields=["programme", "appeal_by"], name="idea_appeal", condition=Q(appeal_by__isnull=False)),
            *(
                models.Index(fields=[one], name=f"idea_by_{one}", condition=Q(**{f"{one}__isnull": False}))
                for one in SELDOM
            ),
            models.Index(fields=["programme", "outcome", "waits_for", "due_on", "id"], name="idea_by_outcome"),
            models.Index(fields=["holder", "state", "due_on", "id"], name="idea_of_holder"),
            models.Index(fields=["sender", "-sent_at"], name="idea_of_sender"),
            models.Index(fields=["programme", "-sent_at", "id", *COUNTED], name="idea_newest"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def pauses(self) -> dict[str, int]:
        """By how many working days our own pauses moved a date, by the name of its column."""
        return self.paused_days or {}

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_open_or_answered(self) -> bool:
        """Anything but taken back."""
        return self.state != IdeaState.WITHDRAWN


class Message(Record):
    """What was said about an idea, by whom. Written once and never changed."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=MessageKind)
    author = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")  # none: the sender, by link
    text = models.TextField()
    language = models.CharField(max_length=8, default="en-gb")
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField()  # of the idea, with this message
    visible_from = models.DateTimeField()  # the words of a move that can be undone wait with its mail
    taken_back = models.BooleanField(default=False)
    answer_by = models.DateField(null=True)  # of a question or an appeal: the day by which we promised an answer
    key = models.UUIDField(null=True)  # of the form in which a sender typed it: sent twice, it stands once

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "key"], name="message_sent_once")]
        indexes = [models.Index(fields=["idea", "written_at"], name="message_of_idea")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.idea_id}"
