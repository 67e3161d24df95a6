"""When the site found a likeness is dropped: seconds after an idea without a name came, it told the minute.

The way back fills in the moment at which it goes back, which tells nothing.
"""

from django.db import migrations, models
from django.utils import timezone

FILLED = models.DateTimeField(default=timezone.now)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0023_pause_for_sender")]

    operations = [
        migrations.AlterField("likeness", "found_at", FILLED),
        migrations.RemoveField("likeness", "found_at"),
        migrations.AlterField("resemblance", "found_at", FILLED),
        migrations.RemoveField("resemblance", "found_at"),
    ]
