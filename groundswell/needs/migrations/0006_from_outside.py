"""Whether a need was raised without signing in, so that nobody has proven whose address it came with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0005_sent_once")]

    operations = [
        migrations.AddField(
            model_name="need", name="from_outside", field=models.BooleanField(default=False, db_default=False)
        ),
    ]
