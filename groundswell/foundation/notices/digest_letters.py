"""The mail of a day or a week as it is written: one part for each record, its latest change last, with one link."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.notices import letters
from groundswell.foundation.notices.registry import page_of_all
from groundswell.foundation.notices.states import How
from groundswell.foundation.notices.stopping import DAY, WEEK, address_to_stop

if TYPE_CHECKING:
    from groundswell.foundation.notices.models import OutboxRow
    from groundswell.foundation.notices.registry import Letter, Recipient

MOST_RECORDS = 25


@dataclass(frozen=True)
class Entry:
    """One row and what it says today."""

    row: OutboxRow
    letter: Letter


@dataclass(frozen=True)
class Part:
    """What happened to one record: the news of before, the latest with its first sentence, and the way there."""

    before: list[str]
    latest: str
    sentence: str
    link: str
    link_words: str


@dataclass(frozen=True)
class Digest:
    """Everything that the mail says. `more`: how many records it leaves out; `all_of_them`: the list on the site."""

    greeting: str
    first: str
    parts: list[Part]
    more: str
    all_of_them: str
    foot: letters.Foot


def digest_email(entries: list[Entry], to: Recipient, how: How) -> EmailMultiAlternatives:
    """One mail of these rows, the same headers for the same rows however often it is made. `how`: daily or weekly."""
    digest = _digest(entries, to, how)
    mail = EmailMultiAlternatives(
        subject=digest.first,
        body=_text(digest),
        from_email=letters.our_address(),
        to=[to.email],
        headers=letters.headers(_mark(entries), _thread(entries[0].row, how), digest.foot.stop),
    )
    page = {"digest": digest, "language": letters.language()}
    mail.attach_alternative(render_to_string("notices/digest.jinja", page), "text/html")
    return mail


def _thread(row: OutboxRow, how: How) -> str:
    """The mails of the days hang together, and so do those of the weeks."""
    return f"{'week' if how == How.WEEKLY else 'day'} {row.person_id or row.record_id}"


def _why(how: How) -> str:
    if how == How.WEEKLY:
        return _("You chose one mail a week for some of your notices.")
    return _("You chose one mail a day for some of your notices.")


def _digest(entries: list[Entry], to: Recipient, how: How) -> Digest:
    parts = _parts(entries)
    row = entries[0].row
    count, left_out = len(parts), max(len(parts) - MOST_RECORDS, 0)
    more = ngettext("And %(count)d more in your list.", "And %(count)d more in your list.", left_out)
    return Digest(
        greeting=letters.greeting(to),
        first=ngettext("%(count)d thing is new for you", "%(count)d things are new for you", count) % {"count": count},
        parts=parts[left_out:],
        more=more % {"count": left_out} if left_out else "",
        all_of_them=page_of_all(row.programme_id) if row.person_id else "",
        foot=letters.Foot(_why(how), address_to_stop(row, WEEK if how == How.WEEKLY else DAY)),
    )


def _parts(entries: list[Entry]) -> list[Part]:
    """Grouped by record; a record whose news is newer stands further down."""
    by_record: dict[object, list[Entry]] = {}
    for entry in entries:
        theirs = by_record.pop(entry.row.record_id, [])
        by_record[entry.row.record_id] = [*theirs, entry]
    return [_part([entry.letter for entry in theirs]) for theirs in by_record.values()]


def _part(news: list[Letter]) -> Part:
    latest = news[-1]
    last = letters.subject_of(latest)
    before = [words for words in dict.fromkeys(letters.subject_of(one) for one in news[:-1]) if words != last]
    sentence = latest.paragraphs[0] if latest.paragraphs else ""
    return Part(before, last, sentence, latest.link, latest.link_words)


def _text(digest: Digest) -> str:
    blocks = [digest.greeting, f"{digest.first}."]
    for part in digest.parts:
        lines = [*part.before, part.latest, part.sentence, f"{part.link_words}:", part.link]
        blocks.append("\n".join(line for line in lines if line))
    blocks.append(digest.more)
    if digest.all_of_them:
        blocks.append(f"{_('All your notices')}:\n{digest.all_of_them}")
    blocks += digest.foot.lines()
    return "\n\n".join(block for block in blocks if block) + "\n"


def _mark(entries: list[Entry]) -> str:
    """The same for the same rows; no id can be read from it."""
    ids = " ".join(sorted(str(entry.row.pk) for entry in entries))
    return hashlib.sha256(ids.encode()).hexdigest()[:32]
