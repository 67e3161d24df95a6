"""A letter as an e-mail: plain text and a small HTML twin, headers that can carry nothing but themselves."""

from __future__ import annotations

import hashlib
import re
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from groundswell.foundation.notices.models import OutboxRow
    from groundswell.foundation.notices.registry import Letter, Recipient

LONGEST_SUBJECT = 50  # what a telephone shows
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


def email_of(row: OutboxRow, letter: Letter, to: Recipient) -> EmailMultiAlternatives:
    """The mail of one outbox row, to one person, the same headers however often it is made."""
    mail = EmailMultiAlternatives(
        subject=subject_of(letter),
        body=text_of(letter, to),
        from_email=_sender(letter),
        to=[to.email],
        headers={
            "Message-ID": f"<{row.pk}@{_domain()}>",
            "References": f"<{_thread(row)}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    page = {"letter": letter, "greeting": _greeting(to), "language": get_language() or settings.LANGUAGE_CODE}
    mail.attach_alternative(render_to_string("notices/letter.jinja", page), "text/html")
    return mail


def subject_of(letter: Letter) -> str:
    """One line of at most 50 characters. A long name is cut at a word: a mail cut is better than none."""
    subject = _one_line(letter.subject)
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    kept = subject[:LONGEST_SUBJECT]
    whole_words = kept.rsplit(" ", 1)[0]
    return f"{whole_words[: LONGEST_SUBJECT - 1].rstrip(' ,;:')}…"


def text_of(letter: Letter, to: Recipient) -> str:
    """The plain text: greeting, paragraphs, the link on a line of its own, who writes."""
    parts = [_greeting(to), *letter.paragraphs, f"{letter.link_words}:\n{letter.link}", letter.from_name]
    return "\n\n".join(part for part in parts if part) + "\n"


def _greeting(to: Recipient) -> str:
    name = _one_line(to.name)
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _sender(letter: Letter) -> str:
    """The person's name, at our own address: nobody's address is borrowed."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((_one_line(letter.from_name) or name, address))


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _thread(row: OutboxRow) -> str:
    """The same for every mail about one record to one person; neither can be read from it."""
    return hashlib.sha256(f"{row.record_id} {row.person_id}".encode()).hexdigest()[:32]


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()
