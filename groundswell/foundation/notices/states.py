"""How someone wants to hear of things."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class How(TextChoices):
    """In the list on the site a notice always stands; this says when a mail goes too."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, in one mail at 7 in the morning")
    WEEKLY = "weekly", _("Once a week, in one mail on Monday at 7 in the morning")
    NEVER = "never", _("No mail. I look at my list")


TOGETHER = (How.DAILY, How.WEEKLY)  # with all else of the day or the week, in one mail
