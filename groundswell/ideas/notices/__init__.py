"""The notices of this room: what each says to the sender and to the team, and how they reach the outbox."""

from groundswell.ideas.notices.registering import register_all

__all__ = ["register_all"]
