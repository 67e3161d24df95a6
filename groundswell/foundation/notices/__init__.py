"""Notices: queued with the change they tell of, written and checked again when they are sent or read."""

from groundswell.foundation.notices.registry import (
    Kind,
    Letter,
    Notice,
    Pages,
    Recipient,
    address_book,
    declare,
    pages,
    reader,
    register,
    time_zones,
    when_refused,
)

__all__ = [
    "Kind",
    "Letter",
    "Notice",
    "Pages",
    "Recipient",
    "address_book",
    "declare",
    "pages",
    "reader",
    "register",
    "time_zones",
    "when_refused",
]
