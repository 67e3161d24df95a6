from django.db import migrations, models

FIELDS = ["programme", "-sent_at", "id", "replied_at", "reply_by", "state", "outcome"]


class Migration(migrations.Migration):
    dependencies = [("ideas", "0031_named_days_from_the_log")]

    operations = [
        migrations.RemoveIndex(model_name="idea", name="idea_newest"),
        migrations.AddIndex(model_name="idea", index=models.Index(fields=FIELDS, name="idea_newest")),
    ]
