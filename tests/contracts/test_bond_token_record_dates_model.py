"""`RecordDates` against a plain count of who held what: any movements, any order, any pauses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chain.reverts import BondToken_Closed
from tests.contracts.deal import WHOLE, period


class TestAgainstModel:
    """Random movements and jumps in time against a plain count of who held what."""

    STARTS = ("2023-02-16", "2023-05-16", "2023-08-16", "2023-11-16", "2024-02-16", "2024-05-16")

    @pytest.fixture(scope="class")
    def quarterly(self):
        """Five periods: room for holders to sleep through several record dates."""
        ends = pairwise(self.STARTS)
        made = [period(a, b, record=b[:8] + "15", ex=b[:8] + "14") for a, b in ends]
        return [*(replace(each, factor_after=WHOLE) for each in made[:-1]), made[-1]]

    movements = st.one_of(
        st.tuples(st.just("move"), st.integers(0, 4), st.integers(0, 4), st.integers(0, 30)),
        st.tuples(st.just("issue"), st.integers(0, 4), st.integers(0, 20)),
        st.tuples(st.just("redeem"), st.integers(0, 4), st.integers(0, 20)),
        st.tuples(st.just("wait"), st.integers(1, 200)),
        st.tuples(st.just("close"), st.integers(-2, 1)),
        st.tuples(st.just("lock"), st.integers(0, 4)),
        st.tuples(st.just("freeze"), st.integers(0, 4)),
    )

    @settings(
        max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(script=st.lists(movements, min_size=1, max_size=40))
    def test_every_record_date_is_remembered(self, deal, quarterly, script):
        with deal.undone():
            bond = deal.new_bond(periods=quarterly, minimum_units=0)
            deal.offer_to(token=bond)
            model = _Model([one.record_at for one in quarterly])
            bond.issue(deal.alice, 100, sender=deal.as_settlement)
            model.add(deal.chain.engine.at, deal.alice, 100)
            for step in script:
                _play(deal, bond, model, step)
            model.pass_until(deal.chain.now)
            _compare(deal, bond, model)


class _Model:
    """Units by holder, copied whenever a record date passes."""

    def __init__(self, record_ats):
        self.units = Counter()
        self.waiting = list(record_ats)
        self.records = []

    def pass_until(self, at):
        while self.waiting and at >= self.waiting[0]:
            self.waiting.pop(0)
            self.records.append(Counter(self.units))

    def add(self, at, holder, units):
        self.pass_until(at)
        self.units[holder] += units

    @property
    def closed(self):
        return not self.waiting


def _play(deal, bond, model, step):
    kind, *details = step
    if kind == "wait":
        deal.chain.at(deal.chain.now + details[0] * 86_400)
        return
    if kind == "close":
        # To the seconds around the next record instant.
        ahead = [at for at in model.waiting if at - 2 > deal.chain.now]
        if ahead:
            deal.chain.at(ahead[0] + details[0])
        return
    model.pass_until(deal.chain.now)
    holder = deal.investors[details[0]]
    held = model.units[holder]
    if kind == "lock":
        # Nothing to the holding: locked and given back.
        bond.lock(holder, held, sender=deal.as_settlement)
        bond.unlock(holder, held, sender=deal.as_settlement)
    elif kind == "freeze":
        bond.freeze([holder], sender=deal.registrar)
        bond.unfreeze([holder], sender=deal.registrar)
    elif kind == "redeem":
        units = min(details[1], held)
        receipt = bond.redeem(holder, units, sender=deal.as_paying_agent)
        model.add(receipt.at, holder, -units)
    elif model.closed:
        with pytest.raises(BondToken_Closed):
            bond.issue(holder, 1, sender=deal.as_settlement)
    elif kind == "issue":
        receipt = bond.issue(holder, details[1], sender=deal.as_settlement)
        model.add(receipt.at, holder, details[1])
    else:
        to, units = deal.investors[details[1]], min(details[2], held)
        receipt = bond.transfer(to, units, sender=holder)
        model.add(receipt.at, holder, -units)
        model.add(receipt.at, to, units)


def _compare(deal, bond, model):
    assert deal.chain.balances(bond.address, deal.investors) == [
        model.units[holder] for holder in deal.investors
    ]
    assert bond.total_supply() == model.units.total()
    assert bond.record_id() == len(model.records)
    for number, record in enumerate(model.records, start=1):
        held = [bond.holding_at(holder, number) for holder in deal.investors]
        assert held == [record[holder] for holder in deal.investors], f"record {number}"
        assert bond.supply_at(number) == record.total(), f"supply at record {number}"
