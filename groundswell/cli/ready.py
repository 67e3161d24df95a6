"""Django set up, and nothing about the settings that would do harm later."""

from __future__ import annotations


def set_up() -> None:
    """Load the models. Raises `SystemExit` with what must be set first."""
    import django  # noqa: PLC0415  --data comes first
    from django.core.checks import ERROR, run_checks  # noqa: PLC0415

    django.setup()
    wrong = [found for found in run_checks() if found.level >= ERROR]
    if wrong:
        raise SystemExit("\n".join(f"{found.msg}\n{found.hint or ''}".strip() for found in wrong))
