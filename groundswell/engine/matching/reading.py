"""The contract's input, checked and turned into a `Cohort`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundswell.engine.contract import Reader, Refused, Within, as_integer, as_list, as_map, as_text
from groundswell.engine.matching.problem import Cohort

if TYPE_CHECKING:
    from collections.abc import Collection

FIELDS = (
    "fellow_preferences",
    "mentor_preferences",
    "mentor_capacity",
    "optimal_for",
    "objective",
    "fit",
)
COUNT = Within(0, 1_000_000)


def read(payload: object) -> Cohort:
    """Raises Refused in plain words: a name nobody has, one listed twice, a mentor without places."""
    reader = Reader(payload, FIELDS)
    objective = reader.choice("objective", ("stable", "total_fit"), "stable")
    places = reader.take("mentor_capacity", _points)
    fit = reader.take("fit", _fits, {})
    cohort = Cohort(
        fellow_choices=reader.take("fellow_preferences", _lists),
        mentor_choices=reader.take("mentor_preferences", _lists),
        places=places,
        optimal_for=reader.choice("optimal_for", ("fellow", "mentor"), "fellow"),
        objective=objective,
        fit=fit,
    )
    _check_objective(cohort, given=reader.has("fit"))
    _check_names(cohort)
    return cohort


def _choices(value: object, field: str) -> tuple[str, ...]:
    names = as_list(value, field)
    # A cohort can list hundreds of thousands of choices: places are named only when one is wrong.
    if set(map(type, names)) - {str}:
        place = next(place for place, name in enumerate(names) if not isinstance(name, str))
        as_text(names[place], f"{field}[{place}]")
    if len(set(names)) < len(names):
        raise Refused("duplicate", f"{field} names someone twice.", field)
    return cast("tuple[str, ...]", tuple(names))


def _lists(value: object, field: str) -> dict[str, tuple[str, ...]]:
    return as_map(value, field, _choices)


def _points(value: object, field: str) -> dict[str, int]:
    return as_map(value, field, as_integer, within=COUNT)


def _fits(value: object, field: str) -> dict[str, dict[str, int]]:
    return as_map(value, field, _points)


def _check_objective(cohort: Cohort, *, given: bool) -> None:
    if cohort.objective == "total_fit" and not given:
        raise Refused("missing_field", "fit is needed for the objective total_fit.", "fit")
    if cohort.objective == "stable" and given:
        raise Refused("out_of_place", "fit is used only with the objective total_fit.", "fit")
    silent = sorted(set(cohort.places) - set(cohort.mentor_choices))
    if cohort.objective == "stable" and silent:
        message = f"Mentor {silent[0]} has places but no list."
        raise Refused("missing_field", message, "mentor_preferences")


def _check_names(cohort: Cohort) -> None:
    mentors, fellows = set(cohort.places), set(cohort.fellows)
    _known("mentor_preferences", cohort.mentor_choices, mentors, "mentor_capacity")
    for fellow, choices in cohort.fellow_choices.items():
        _known(f"fellow_preferences.{fellow}", choices, mentors, "mentor_capacity")
    for mentor, choices in cohort.mentor_choices.items():
        _known(f"mentor_preferences.{mentor}", choices, fellows, "fellow_preferences")
    for fellow, points in cohort.fit.items():
        _known(f"fit.{fellow}", points, mentors, "mentor_capacity")


def _known(field: str, names: Collection[str], known: set[str], where: str) -> None:
    if not known.issuperset(names):
        strangers = set(names) - known
        raise Refused("unknown_name", f"{field} names {min(strangers)}, who is not in {where}.", field)
