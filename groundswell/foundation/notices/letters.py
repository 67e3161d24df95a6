"""A letter as an e-mail: plain text and a small HTML twin, headers that can carry nothing but themselves."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.foundation.notices.registry import why_of
from groundswell.foundation.notices.stopping import address_to_stop

if TYPE_CHECKING:
    from groundswell.foundation.notices.models import OutboxRow
    from groundswell.foundation.notices.registry import Letter, Recipient

LONGEST_SUBJECT = 50  # what a telephone shows
LONGEST_NAME = 60
_NO_NAME = re.compile(r"[/\\@:<>]|www|\w[.\u3002\uff0e\uff61]\w\w|\d{3}", re.IGNORECASE)  # J.R. is one
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


@dataclass(frozen=True)
class Foot:
    """Why this mail came, and the address where mails like it are stopped; either may be empty."""

    why: str
    stop: str

    def lines(self) -> list[str]:
        """As paragraphs of plain text."""
        why = f"{self.question} {self.why}" if self.why else ""
        return [why, f"{self.stop_words}:\n{self.stop}" if self.stop else ""]

    @property
    def question(self) -> str:
        return _("Why did I get this?")

    @property
    def stop_words(self) -> str:
        return _("Stop mails like this, or have them once a day or once a week")


def email_of(row: OutboxRow, letter: Letter, to: Recipient) -> EmailMultiAlternatives:
    """The mail of one outbox row, to one person, the same headers however often it is made."""
    foot = foot_of(row)
    mail = EmailMultiAlternatives(
        subject=subject_of(letter),
        body=text_of(letter, to, foot),
        from_email=_sender(letter),
        to=[to.email],
        headers=headers(str(row.pk), f"{row.record_id} {row.person_id}", foot.stop),
    )
    page = {"letter": letter, "greeting": greeting(to), "foot": foot, "language": language()}
    mail.attach_alternative(render_to_string("notices/letter.jinja", page), "text/html")
    return mail


def foot_of(row: OutboxRow) -> Foot:
    return Foot(why_of(row.key), address_to_stop(row))


def headers(mark: str, thread: str, stop: str) -> dict[str, str]:
    """`thread`: mails with the same one hang together; it cannot be read from them. `stop`: one click stops them."""
    hashed = hashlib.sha256(thread.encode()).hexdigest()[:32]
    found = {
        "Message-ID": f"<{mark}@{_domain()}>",
        "References": f"<{hashed}@{_domain()}>",
        "Auto-Submitted": "auto-generated",
    }
    if stop:
        found |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return found


def subject_of(letter: Letter) -> str:
    """One line of at most 50 characters. A long name is cut at a word: a mail cut is better than none."""
    subject = _one_line(letter.subject)
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    kept = subject[:LONGEST_SUBJECT]
    whole_words = kept.rsplit(" ", 1)[0]
    return f"{whole_words[: LONGEST_SUBJECT - 1].rstrip(' ,;:')}…"


def text_of(letter: Letter, to: Recipient, foot: Foot) -> str:
    """The plain text: greeting, paragraphs, the link on a line of its own, who writes, and why it came."""
    parts = [greeting(to), *letter.paragraphs, f"{letter.link_words}:\n{letter.link}", letter.from_name]
    return "\n\n".join(part for part in [*parts, *foot.lines()] if part) + "\n"


def greeting(to: Recipient) -> str:
    name = _as_a_name(to.name)
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _as_a_name(text: str) -> str:
    """A name as it was typed; "" for what a mail program would make a link of, or what tells more than a name.

    Anybody may type a name beside an address that is not theirs, and our mail goes there.
    """
    name = _one_line(text)
    return "" if len(name) > LONGEST_NAME or _NO_NAME.search(name) else name


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def our_address() -> str:
    """Our own name at our own address: nobody's address is borrowed."""
    return formataddr(parseaddr(settings.DEFAULT_FROM_EMAIL))


def _sender(letter: Letter) -> str:
    """The person's name, at our own address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((_one_line(letter.from_name) or name, address))


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()
