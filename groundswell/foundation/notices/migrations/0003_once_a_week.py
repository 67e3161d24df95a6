"""Mail can come once a week too."""

from django.db import migrations, models

HOWS = [
    ("now", "At once"),
    ("daily", "Once a day, in one mail at 7 in the morning"),
    ("weekly", "Once a week, in one mail on Monday at 7 in the morning"),
    ("never", "No mail. I look at my list"),
]
CHOOSE = "Choose at once, once a day, once a week, or no mail"


def known() -> models.Q:
    return models.Q(how__in=[how for how, _words in HOWS])


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_preferences_and_list")]

    operations = [
        migrations.AlterField(model_name="preference", name="how", field=models.CharField(choices=HOWS, max_length=10)),
        migrations.AlterField(
            model_name="senderpreference", name="how", field=models.CharField(choices=HOWS, max_length=10)
        ),
        migrations.RemoveConstraint(model_name="preference", name="preference_how_is_known"),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                name="preference_how_is_known", condition=known(), violation_error_message=CHOOSE
            ),
        ),
        migrations.RemoveConstraint(model_name="senderpreference", name="sender_preference_is_known"),
        migrations.AddConstraint(
            model_name="senderpreference",
            constraint=models.CheckConstraint(
                name="sender_preference_is_known", condition=known(), violation_error_message=CHOOSE
            ),
        ),
    ]
