"""Who stands behind a challenge moves to where every room keeps it, and the second role of the same name goes."""

from datetime import timedelta
from os import urandom

from django.db import migrations
from django.db.models import Q

KIND = "needs.challenge"
OLD, NEW = "needs.executive_sponsor", "sponsor"
GONE = ("needs.sponsor_asked", "needs.accepted")  # notices that nobody writes any more


def move_sponsorships(apps, schema_editor):  # noqa: ARG001
    """Their revision is 0, as no row of the audit tells of the move: the audit of the challenge does."""
    challenges = apps.get_model("needs", "Challenge").objects.exclude(sponsor=None)
    for one in challenges.select_related("need", "programme").iterator():
        others = (one.owner_id, one.state_by_id, one.need.published_by_id, one.need.raised_by_id)
        asked_by = next((person for person in others if person and person != one.sponsor_id), None)
        if asked_by is not None:
            _sponsorship(apps, one, asked_by)


def _sponsorship(apps, one, asked_by):
    asked_on = one.accepted_on or one.state_since
    state = "asked" if one.accepted_on is None else "ended" if one.state == "closed" else "accepted"
    apps.get_model("partnership", "Sponsorship").objects.create(
        programme_id=one.programme_id,
        kind=KIND,
        record_id=one.pk,
        state=state,
        person_id=one.sponsor_id,
        asked_by_id=asked_by,
        asked_on=asked_on,
        answer_by=asked_on + timedelta(days=one.programme.reply_days),
        answered_on=one.accepted_on,
        ended_on=one.state_since if state == "ended" else None,
        salt=urandom(16),
    )


def join_roles(apps, schema_editor):  # noqa: ARG001
    """One role of each holder and place is enough: where the other covers it wholly, ending that one must be the end."""
    roles = apps.get_model("partnership", "Role").objects
    for role in roles.filter(kind=OLD).iterator():
        same = roles.filter(kind=NEW, person_id=role.person_id, programme_id=role.programme_id)
        lasts = Q(until=None) if role.until is None else Q(until=None) | Q(until__gte=role.until)
        if same.filter(lasts, organisation_id=role.organisation_id, since__lte=role.since).exists():
            role.delete()
        else:
            roles.filter(pk=role.pk).update(kind=NEW)


def forget_notices(apps, schema_editor):  # noqa: ARG001
    apps.get_model("notices", "OutboxRow").objects.filter(key__in=GONE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0002_commitment_over_because"),
        ("notices", "0002_preferences_and_list"),
        ("partnership", "0010_headcounts"),
    ]

    operations = [
        migrations.RunPython(move_sponsorships, migrations.RunPython.noop),
        migrations.RunPython(join_roles, migrations.RunPython.noop),
        migrations.RunPython(forget_notices, migrations.RunPython.noop),
    ]
