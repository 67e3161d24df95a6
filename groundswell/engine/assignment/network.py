"""The panels as a flow network: one unit of flow is one seat taken by one person.

source -> reviewer:   what the person is promised, exactly
source -> spare -> reviewer:   the rest of what the person may take
reviewer -> lay | inside | professional node of an application:   one seat, cost minus the score
inside -> professional:   all but one of the panel's professionals, so one is from outside
lay, professional -> sink:   the open places

The spare node may pass on only what the promises leave, so a full flow keeps every promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from groundswell.engine.assignment.seats import Seats

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SOURCE, SPARE, SINK, FIRST = 0, 1, 2, 3


@dataclass(frozen=True)
class Network:
    """Arcs as parallel arrays; the pairs' arcs come first, in the order of the pairs."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    pairs: int
    demand: int


def build(seats: Seats, usable: Flags | None = None, *, outside: bool = True) -> Network:
    """The network of the usable pairs (all by default), with or without the outside rule.

    Promises must not be more than the open places.
    """
    chosen = slice(None) if usable is None else usable
    people, panels = len(seats.most), len(seats.lay)
    reviewer = FIRST + np.arange(people)
    lay = FIRST + people + np.arange(panels)
    inside, professional = lay + panels, lay + 2 * panels
    application = seats.application[chosen]
    pair_head = np.where(
        seats.by_lay[chosen],
        lay[application],
        np.where(seats.by_inside[chosen], inside[application], professional[application]),
    )
    joining = seats.inside if outside else seats.professional
    arcs = [
        (reviewer[seats.reviewer[chosen]], pair_head, np.ones(len(application)), -seats.score[chosen]),
        _free(SOURCE, reviewer, seats.least),
        _free(SPARE, reviewer, seats.most - seats.least),
        _free(SOURCE, np.array([SPARE]), np.array([seats.open - seats.least.sum()])),
        _free(inside, professional, np.clip(joining, 0, seats.professional)),
        _free(lay, SINK, seats.lay),
        _free(professional, SINK, seats.professional),
    ]
    tail, head, capacity, cost = (np.concatenate(part).astype(np.int64) for part in zip(*arcs, strict=True))
    return Network(tail, head, capacity, cost, len(application), seats.open)


def _free(tail: Ints | int, head: Ints | int, capacity: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    size = len(capacity)
    ends = np.broadcast_to(np.asarray(tail), size), np.broadcast_to(np.asarray(head), size)
    return *ends, capacity, np.zeros(size, dtype=np.int64)


def fullest(network: Network) -> Ints:
    """A largest flow, by arc, whatever it scores."""
    from ortools.graph.python import max_flow  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow to load

    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(network.tail.astype(np.int32), network.head.astype(np.int32), network.capacity)
    solver.solve(SOURCE, SINK)
    return np.asarray(solver.flows(np.arange(len(network.tail), dtype=np.int32)), dtype=np.int64)


def best(network: Network) -> Flags:
    """Which pairs are seated in a full flow of the largest total score. A full flow must exist."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 -- slow to load

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail.astype(np.int32), network.head.astype(np.int32), network.capacity, network.cost
    )
    solver.set_node_supply(SOURCE, network.demand)
    solver.set_node_supply(SINK, -network.demand)
    status = solver.solve()
    assert status == solver.OPTIMAL
    return np.asarray(solver.flows(arcs[: network.pairs])) > 0


def filled(network: Network, flow: Ints) -> int:
    """Seats that a flow fills."""
    return int(flow[network.head == SINK].sum())
