"""By when senders hear whose questions wait, for those that were asked before ideas held that day."""

from datetime import timedelta

from django.db import migrations

FROM_US = ("reply", "question", "decision", "done")
A_WEEK = timedelta(days=7)  # where no day was kept: five working days


def name_days(apps, schema_editor):
    Idea = apps.get_model("ideas", "Idea")
    Message = apps.get_model("ideas", "Message")
    said = Message.objects.filter(taken_back=False)
    for asked in said.filter(kind="sender_question", idea__ended_on=None, idea__erased_on=None).order_by("revision"):
        if not said.filter(idea=asked.idea_id, kind__in=FROM_US, revision__gt=asked.revision).exists():
            day = asked.answer_by or (asked.written_at + A_WEEK).date()
            Idea.objects.filter(pk=asked.idea_id, question_by=None).update(question_by=day)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0019_question_waits")]

    operations = [migrations.RunPython(name_days, migrations.RunPython.noop)]
