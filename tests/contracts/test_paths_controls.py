"""Every path units take meets every control as the table in `contracts/README.md` says.

One control at a time, on a deal where the path succeeds without it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Address
from sim.chain import reverts as errors
from sim.chain.logs import Refusal
from tests.contracts.deal import ZERO
from tests.contracts.paths import CONTROLS, HELD, PATHS, Control, Movement
from tests.contracts.readme import code, table

TABLE = table("Paths and controls of a bond")
SAYS = {row["control"]: row["says"] for row in TABLE}
#: What the table tells: stops, passes or –, by control and path.
CELLS = {
    (row["control"], path): cell
    for row in TABLE
    for heading, cell in row.items()
    if heading != "says"
    for path in code(heading)
}
#: A control this test cannot bring about is told by `TestTheTable`.
TRIED = [
    (control, path)
    for (control, path), cell in CELLS.items()
    if cell != "–" and control in CONTROLS and path in PATHS
]


#: Errors of the token, whoever it is about.
OF_NOBODY = ("BondToken_Paused", "BondToken_Closed", "BondToken_AboveOffered")


def named(control: str, movement: Movement) -> Address:
    """The account a control is about."""
    whose = control.split()[0].removesuffix("'s")
    return getattr(movement, {"risk": "receiver"}.get(whose, whose), movement.sender)


def situation(deal, path: str, control: Control) -> Movement:
    """Alice's units ready to take the path, and the control's situation come about."""
    movement = replace(Movement(deal), **control.changes)
    PATHS[path].ready(movement)
    control.applies(movement)
    return movement


@pytest.fixture(autouse=True)
def _alice_holds(deal):
    deal.mint(deal.alice, HELD)


class TestTheTable:
    def test_has_a_row_for_every_control(self):
        assert set(SAYS) == set(CONTROLS), (
            "give a new control a row in contracts/README.md and a situation in "
            "tests/contracts/paths.py; take a former one out of both"
        )
        assert len(TABLE) == len(SAYS)

    def test_has_a_column_for_every_path(self):
        assert {path for _, path in CELLS} == set(PATHS), (
            "give a new path a column in contracts/README.md and its steps in "
            "tests/contracts/paths.py; take a former one out of both"
        )

    def test_says_of_each_pair_what_happens(self):
        assert set(CELLS) == {(control, path) for control in CONTROLS for path in PATHS}
        assert set(CELLS.values()) == {"stops", "passes", "–"}

    def test_every_control_stops_something(self):
        stopped = {control for (control, _), cell in CELLS.items() if cell == "stops"}
        assert stopped == set(CONTROLS)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_succeeds_where_no_control_applies(deal, path):
    movement = situation(deal, path, Control())
    PATHS[path].move(movement)
    expected = PATHS[path].after(HELD, movement.units)
    assert tuple(deal.holdings(deal.alice, deal.bob)) == expected != (HELD, 0)


@pytest.mark.parametrize(("control", "path"), TRIED, ids=[f"{c}: {p}" for c, p in TRIED])
def test_every_control_of_every_path(deal, control, path):
    movement = situation(deal, path, CONTROLS[control])
    before = deal.holdings(deal.alice, deal.bob)
    if CELLS[control, path] == "passes":
        PATHS[path].move(movement)
        expected = PATHS[path].after(before[0], movement.units)
        assert tuple(deal.holdings(deal.alice, deal.bob)) == expected != tuple(before)
        return
    (word,) = code(SAYS[control])
    refusal = Refusal.__members__.get(word)
    with pytest.raises(errors.BondToken_Refused if refusal else getattr(errors, word)) as raised:
        PATHS[path].move(movement)
    values = raised.value.values
    assert named(control, movement) in values.values() or word in OF_NOBODY
    if refusal:
        by = ZERO if path == "issue" else movement.sender
        mover = movement.spender if control.startswith("spender") else by
        assert values == {"from_": mover, "to": movement.receiver, "refusal": refusal}
    assert deal.holdings(deal.alice, deal.bob) == before
