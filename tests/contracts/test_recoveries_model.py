"""Recoveries against a model: whatever comes in, in whatever order, every cent is accounted for."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from sim.chain.logs import CostsPaid, RecoveryDistributed, Waterfall
from sim.chain.reverts import Recoveries_AboveClaim, Recoveries_TooLittle
from sim.units import date_of
from tests.contracts.coupons import ALL_UNITS, FIRST_COUPON, PRINCIPAL
from tests.contracts.deal import Deal, day
from tests.contracts.test_trustee_acceleration import ACCRUED
from tests.contracts.troubles import accelerated, distributed, promised, recovered

CLAIM = PRINCIPAL + ACCRUED + FIRST_COUPON
AMOUNTS = st.one_of(
    st.integers(1, 1_000), st.integers(1, CLAIM * ALL_UNITS // 2), st.just(CLAIM * ALL_UNITS)
)
STEPS = st.lists(st.tuples(AMOUNTS, st.integers(0, 10_000)), min_size=1, max_size=6)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, waterfall=st.sampled_from(Waterfall))
def test_every_cent_is_accounted_for(fresh_deal, steps, waterfall):
    with fresh_deal.undone() as deal:
        deal.warp("2023-02-16 08:00")
        promised(deal, waterfall=waterfall)
        accelerated(deal)
        received = costs = 0
        first = day("2023-09-04")
        for place, (amount, booked) in enumerate(steps):
            bond = deal.bond.address
            deal.recoveries.book_costs(bond, booked, sender=deal.bond_trustee)
            costs += booked
            try:
                instalment = recovered(deal, amount, str(date_of(first + place)))
            except Recoveries_AboveClaim:
                # Nothing came in.
                _check(deal, received, costs)
                break
            received += amount
            # Less than a cent a unit, and no costs to pay, is refused.
            with suppress(Recoveries_TooLittle):
                distributed(deal, instalment)
                event(f"{len(_instalments(deal))} instalments")
            _check(deal, received, costs)


def _instalments(deal: Deal) -> list[RecoveryDistributed]:
    return [log for log in deal.chain.logs if isinstance(log, RecoveryDistributed)]


def _check(deal: Deal, received: int, costs: int) -> None:
    """Costs, units and what is kept share what came in; nobody has more than is owed."""
    instalments = _instalments(deal)
    paid = sum(log.amount for log in deal.chain.logs if isinstance(log, CostsPaid))
    principal = sum(log.principal_per_unit for log in instalments)
    interest = sum(log.interest_per_unit for log in instalments)
    estate = deal.recoveries.estate_of(deal.bond.address)
    assert paid + (principal + interest) * ALL_UNITS + estate.held == received
    assert estate.costs == costs - paid >= 0
    assert deal.cash.balance_of(deal.recoveries.address) == estate.held
    assert principal <= PRINCIPAL
    assert interest <= ACCRUED + FIRST_COUPON
    assert (estate.principal_paid, estate.interest_paid) == (principal, interest)
