"""Where the date of a timeline entry is published. Code of before writes neither: the database says "" for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0006_from_outside")]

    operations = [
        migrations.AddField(
            model_name="timelineentry",
            name="source_title",
            field=models.CharField(max_length=200, blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="timelineentry",
            name="source_address",
            field=models.URLField(blank=True, default="", db_default=""),
        ),
    ]
