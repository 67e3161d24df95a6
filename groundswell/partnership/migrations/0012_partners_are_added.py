"""Partners and services are added, changed and ended one by one; each programme knows which organisation hosts it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnership", "0011_fewest_shown")]

    operations = [
        migrations.AddField("programme", "salt", models.BinaryField(max_length=16, null=True)),
        migrations.AddField(
            "organisation", "revision", models.PositiveIntegerField(db_default=0, default=0, editable=False)
        ),
        migrations.AddField("organisation", "hosts", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("organisation", "key", models.UUIDField(blank=True, null=True, unique=True)),
        migrations.AddField(
            "service", "revision", models.PositiveIntegerField(db_default=0, default=0, editable=False)
        ),
        migrations.AddField("service", "until", models.DateField(blank=True, null=True)),
        migrations.AddField("service", "key", models.UUIDField(blank=True, null=True, unique=True)),
        migrations.AddConstraint(
            "organisation",
            models.UniqueConstraint(
                condition=models.Q(("hosts", True)), fields=("programme",), name="organisation_one_hosts"
            ),
        ),
    ]
