"""What a sender says is kept once, however often the page is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ideas", "0024_likeness_tells_no_hour")]

    operations = [
        migrations.AddField(model_name="message", name="key", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="message", constraint=models.UniqueConstraint(fields=["idea", "key"], name="message_sent_once")
        ),
    ]
