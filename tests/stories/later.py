"""What happens between the pages: time goes by and mail comes."""

import re
from datetime import timedelta

from django.core import mail

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas.models import Message


def ten_minutes_pass():
    """What could be undone no longer can, and what waited is due."""
    past = clock.now() - timedelta(seconds=1)
    UndoPoint.objects.update(until=past)
    Message.objects.filter(visible_from__gt=past).update(visible_from=past)
    OutboxRow.objects.waiting().filter(send_after__gt=past).update(send_after=past)


def post_comes():
    """Send what is due, as the worker does."""
    deliver_due()


def letters_to(address):
    """Every mail to this address so far."""
    return [letter for letter in mail.outbox if address in letter.to]


def last_letter_to(address):
    """Deliver, then the newest mail to this address."""
    post_comes()
    return letters_to(address)[-1]


def link_in(letter):
    return re.search(r"^https?://\S+$", letter.body, re.MULTILINE).group()


def code_in(letter):
    return re.search(r"Your code is: (\S+)", letter.body).group(1)
