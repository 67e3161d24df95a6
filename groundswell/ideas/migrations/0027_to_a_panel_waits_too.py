"""What goes to a panel waits for who tells more by a day. What a database works out cannot be altered: it is made anew."""

from django.db import migrations, models
from django.db.models import Case, Q, Value, When


class Migration(migrations.Migration):
    dependencies = [("ideas", "0026_appeals_that_are_late")]

    operations = [
        migrations.RemoveIndex(model_name="idea", name="idea_queue"),
        migrations.RemoveIndex(model_name="idea", name="idea_oldest"),
        migrations.RemoveIndex(model_name="idea", name="idea_of_challenge"),
        migrations.RemoveField(model_name="idea", name="waits_for"),
        migrations.AddField(
            model_name="idea",
            name="waits_for",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(state__in=("received", "read", "finding_out"), then=Value(1)),
                    When(state__in=("asked", "parked"), then=Value(2)),
                    When(state="decided", outcome__in=("quick_fix", "better_route", "selection"), then=Value(3)),
                    default=Value(4),
                ),
                output_field=models.PositiveSmallIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["programme", "waits_for", "due_on", "id"], name="idea_queue"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["programme", "waits_for", "sent_at"], name="idea_oldest"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                fields=["answers_to", "waits_for", "due_on", "id"],
                name="idea_of_challenge",
                condition=Q(answers_to__isnull=False),
            ),
        ),
    ]
