"""The effect in words for a lay reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundswell.engine.effects.its.problem import Effect, Series

OTHER_CAUSES = "We cannot rule out other changes made at the same time."


def in_words(series: Series, effect: Effect) -> str:
    """How large the change was, its range, what it was compared with, and what it cannot say."""
    said = [_change(series, effect), _chance(effect), _basis(series, effect)]
    if series.slope_change != "none":
        said.append("The trend itself was also allowed to change, so the effect may grow or fade.")
    if any("too narrow" in warning for warning in effect.warnings):
        said.append("With so few points, the true range is likely to be somewhat wider.")
    return " ".join([*said, OTHER_CAUSES])


def _change(series: Series, effect: Effect) -> str:
    if series.of_counts:
        assert effect.ratio is not None  # counts always have one
        assert effect.ratio_low is not None
        assert effect.ratio_high is not None
        per_hundred = [100 * ratio for ratio in (effect.ratio, effect.ratio_low, effect.ratio_high)]
        middle, low, high = (f"{value:.0f}" for value in per_hundred)
        return (
            f"For every 100 cases that would have been expected without the change, there were about "
            f"{middle} (somewhere between {low} and {high})."
        )
    level = effect.coef["level"]
    direction = "lower" if level < 0 else "higher"
    return (
        f"After the change, the level was about {abs(level):.3g} {direction} than the trend before it "
        f"(the change is somewhere between {effect.low:.3g} and {effect.high:.3g})."
    )


def _chance(effect: Effect) -> str:
    if effect.low <= 0 <= effect.high:
        return "That range includes no change at all, so this may be chance."
    return "That range does not include no change, so chance alone is an unlikely reason."


def _basis(series: Series, effect: Effect) -> str:
    against = "its own trend before the change"
    if series.comparator is not None:
        against = "similar places over the same time"
    return f"It is compared with {against}, on {effect.n_before} points before and {effect.n_after} after."
