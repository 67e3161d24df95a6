"""Mail that is queued with the change it tells of, written and checked again when it is sent."""

from groundswell.foundation.notices.registry import Letter, Notice, Recipient, address_book, register

__all__ = ["Letter", "Notice", "Recipient", "address_book", "register"]
