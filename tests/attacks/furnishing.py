"""What can hang on a record beside what its own page is asked for: one of each kind, on every record that there is.

Written past the services, which would ask for a story behind each: here only what a page makes of it matters.
"""

from django.utils import timezone

from groundswell.foundation.documents.models import Document
from groundswell.ideas.models import Comment, Idea, Note, Voice
from groundswell.ideas.selectors import KIND
from groundswell.innovations.models import Innovation, Section
from groundswell.needs import models as needs
from groundswell.partnership.models import Headcount, Succession
from tests.attacks.ground import Ground
from tests.factories.partnership import make_organisation

KEPT = {"salt": b"0" * 16, "revision": 1}
PAPER, PHOTO = "application/pdf", "image/jpeg"


def furnish(world):
    """What lists show: something of each kind for everyone, and besides it a brief, a headcount, and another old name."""
    Ground(world.programme)
    day, said = timezone.now().date(), {"programme": world.programme} | KEPT
    stands = said | {"state": "published", "state_since": day, "title": "x"}
    by = world.duty
    needs.BroaderStrategy.objects.create(body="x", **stands)
    needs.Objective.objects.create(owner=by, **stands)
    needs.EnablingFunction.objects.create(**stands)
    needs.TimelineEntry.objects.create(happens_on=day, **stands)
    needs.InsightBrief.objects.create(title="x", text="x", source="x", written_by=by, written_on=day, **said)
    counted = {"group": "nursing", "count": 120, "counted_on": day, "entered_by": by, "entered_at": timezone.now()}
    Headcount.objects.create(programme=world.programme, organisation=world.hospital, source="x", **counted)
    noted = {"happened_on": day, "noted_by": by, "noted_at": timezone.now(), "kind": "renamed", "source": "x"}
    before = make_organisation(world.programme, "Old Hospital", until=day)
    Succession.objects.create(programme=world.programme, before=before, after=world.hospital, **noted)


def hang(world, hung=frozenset()):
    """On each idea notes, comments, a voice and files; on each innovation, need, theme, priority and case the like.

    Gives the keys of what has its own now; `hung`: those that have it already.
    """
    now, by, found = timezone.now(), world.duty, set(hung)

    def new(model):
        rows = list(model.objects.exclude(pk__in=hung))
        found.update(row.pk for row in rows)
        return rows

    for idea in new(Idea):
        Note.objects.create(idea=idea, author=by, text="x", written_at=now, revision=1)
        Comment.objects.create(idea=idea, author=by, text="x", written_at=now, revision=1)
        Voice.objects.create(idea=idea, person=by, place="x", said_at=now, revision=1)
        for position, kind in enumerate((PAPER, PHOTO), start=5):
            _file(idea, kind, position, by, now)
    for innovation in new(Innovation):
        Section.objects.get_or_create(innovation=innovation, key="pathway", defaults={"text": "x", "revision": 1})
    for need in new(needs.Need):
        needs.BriefOnNeed.objects.create(need=need, brief=needs.InsightBrief.objects.get(written_by=by))
    signed = {"programme": world.programme, "person": by, "role": "needs.governor", "signed_on": now.date()}
    priorities = new(needs.Priority)
    for one in (*priorities, *new(needs.Theme)):
        what = {"priority" if isinstance(one, needs.Priority) else "theme": one, "of_revision": one.revision}
        needs.SignOff.objects.create(text="x", **what, **signed, **KEPT)
    fits = {"programme": world.programme, "said_by": by, "said_on": now.date(), "text": "x"} | KEPT
    for priority in priorities:
        needs.Alignment.objects.create(priority=priority, function=needs.EnablingFunction.objects.first(), **fits)
    for case in new(needs.CaseForChange):
        needs.CaseSource.objects.create(case=case, title="x")
    return found


def _file(idea, kind, position, by, now):
    Document.objects.create(
        programme_id=idea.programme_id, kind=KIND, record_id=idea.pk, position=position, content_type=kind, size=99,
        name="x.pdf", described="x", state="clean", patient_seen=False, added_at=now, added_by=by.pk,
    )  # fmt: skip
