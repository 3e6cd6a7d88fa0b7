"""What everything costs is a number in `snapshot.json`, and changes only in a diff.

    GREENBOND_UPDATE_GAS=1 python -m pytest tests/gas

writes the numbers anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from sim.chain import open_engine
from sim.chain.engine import GAS_LIMIT
from sim.chain.logs import Period
from sim.engine.deployment import PERIODS_BATCH
from sim.schedule.feasible import MOST_COUPONS
from tests.contracts.deal import open_deal, schedule
from tests.gas.measure import measure

SNAPSHOT = Path(__file__).with_name("snapshot.json")

#: The gas budget: a change that needs more is a change of plan.
LIMITS = {
    "transfer": 62_000,
    "transfer, a pair's first after a record date": 95_000,
    "transfer, first after a record date, striking it": 105_000,
    "admit": 55_000,
    "pay, of 100": 35_000,
    "pay, of 100, a holder's first ever": 45_000,
}
#: What transfers aim for.
AIM = 50_000
#: A contract may have 24,576 (EIP-170); this leaves room to grow.
MOST_BYTES = 22_000


def recorded() -> dict[str, int]:
    """The numbers of the last update."""
    return json.loads(SNAPSHOT.read_text(encoding="utf8"))


def test_every_number_is_as_recorded():
    found = measure()
    if os.environ.get("GREENBOND_UPDATE_GAS"):
        SNAPSHOT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf8")
    assert found == recorded()


@pytest.mark.parametrize("what", LIMITS)
def test_is_within_its_limit(what):
    assert recorded()[what] <= LIMITS[what]


def test_a_transfer_reaches_its_aim():
    assert recorded()["transfer"] <= AIM


def test_no_contract_is_too_large():
    sizes = {what: size for what, size in recorded().items() if what.startswith("bytes of ")}
    assert len(sizes) >= 8
    assert {what: size for what, size in sizes.items() if size > MOST_BYTES} == {}


def test_the_longest_bond_is_bound_in_one_transaction():
    """Its terms tell everything, and its token takes every record date."""
    deal = open_deal(lambda genesis: open_engine("eth-tester", genesis_instant=genesis))
    months = [moved(schedule()[0], 30 * n) for n in range(MOST_COUPONS)]
    months[-1] = replace(months[-1], factor_after=0)
    terms = deal.new_terms(periods=[])
    for start in range(0, MOST_COUPONS, PERIODS_BATCH):
        terms.append(months[start : start + PERIODS_BATCH], sender=deal.deployer)
    bond = deal.unbound(terms)
    assert terms.bind(bond.address, sender=deal.deployer).gas_used < GAS_LIMIT * 2 // 3
    assert bond.records() == MOST_COUPONS


def moved(first: Period, days: int) -> Period:
    """The first of thirty-day periods, so many days later."""
    dates = ("due_date", "payment_date", "record_date", "ex_date")
    later = {name: getattr(first, name) + days for name in dates}
    at = {
        n: getattr(first, n) + days * 86_400
        for n in ("record_at", "funding_cutoff", "payable_from")
    }
    start = first.start + days
    return replace(first, start=start, end=start + 30, **later, **at)


def test_an_emptied_account_is_no_new_slot():
    """Who bought with all its coins is paid its coupon at the price of a holder of coins."""
    assert recorded()["pay stablecoin, to an emptied account"] <= recorded()["pay stablecoin"]
