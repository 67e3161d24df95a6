"""When the site found a likeness is dropped: seconds after an idea without a name came, it told the minute.

The way back fills in the moment at which it goes back, which tells nothing.
"""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("ideas", "0023_pause_for_sender")]

    operations = [
        migrations.AlterField(model_name="likeness", name="found_at", field=models.DateTimeField(default=timezone.now)),
        migrations.RemoveField(model_name="likeness", name="found_at"),
        migrations.AlterField(model_name="resemblance", name="found_at", field=models.DateTimeField(default=timezone.now)),
        migrations.RemoveField(model_name="resemblance", name="found_at"),
    ]
