"""The built-in scenarios in other money: paid in a payment system, the same trades settle and fail.

What happens to units does not depend on where the money moves; only waiting for it is new.
"""

from __future__ import annotations

from importlib import resources

import pytest

from sim.model import Scenario, load, parse
from tests.runs import play

#: Who operates the payment system of each: its central bank.
OPERATORS = {"hk-2023": "hkma", "lost-key": "central-bank"}

#: What a settlement row says beside its rail and the second and place of its last event.
SAME = (
    "instruction_id",
    "linked_id",
    "transaction_type",
    "actual_settlement_date",
    "status",
    "reason_code",
    "fail_days",
    "deliverer",
    "receiver",
    "units",
    "settlement_amount",
)


def elsewhere(name: str) -> Scenario:
    """A built-in scenario, paid in a payment system by default."""
    file = resources.files("sim").joinpath("scenarios", f"{name}.toml")
    text = file.read_text(encoding="utf-8")
    told = (
        f'[[rail]]\nkind = "rtgs"\ncurrency = "HKD"\ntitle = "RTGS"\nissuer = "{OPERATORS[name]}"\n'
    )
    return parse(f"{text}\n{told}", f"{name}.toml", {"rail": "rtgs"})


@pytest.fixture(scope="module", params=OPERATORS)
def both(request):
    """The ledgers of a built-in scenario as shipped, and paid elsewhere."""
    return [play(each).ledgers for each in (load(request.param), elsewhere(request.param))]


def rows(ledgers, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, column) for column in columns) for row in ledgers[table]]


def test_the_same_trades_settle_fail_and_end(both):
    here, there = (rows(ledgers, "settlement", *SAME) for ledgers in both)
    assert len(here) > 10
    assert there == here


def test_every_holder_has_the_same_at_every_close(both):
    columns = "as_of", "holder", "opening", "closing", "frozen"
    here, there = (rows(ledgers, "positions", *columns) for ledgers in both)
    assert there == here


def test_every_holder_is_paid_the_same(both):
    columns = "action_id", "event", "holder", "units", "net", "status", "withheld_reason"
    here, there = (rows(ledgers, "corporate_actions", *columns) for ledgers in both)
    assert there == here


def test_no_money_is_on_the_chain(both):
    assert {row.rail for row in both[1]["cash"]} == {"rtgs"}
    assert {row.balance for row in both[1]["cash"]} == {None}
