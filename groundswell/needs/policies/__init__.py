"""Who may see and do what with needs and strategy. Every page, count, feed and mail asks here."""

from groundswell.needs.policies.who import CHOOSERS, MANAGERS, RAISERS, manages, voting_role

__all__ = ["CHOOSERS", "MANAGERS", "RAISERS", "manages", "voting_role"]
