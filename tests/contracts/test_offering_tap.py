"""Offering: units that a tap adds, sold with the interest that has accrued on them.

Ten days of the second period, 2023-08-16 to 2024-02-16, and of 4.05 % ACT/365F: on 20 units of
HKD 500,000.00, 10,000,000.00 in all, 11,095.89.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.bindings import Offering
from sim.chain.logs import (
    Instructed,
    PrimaryInstructed,
    Role,
    Settled,
    SettlementFailed,
)
from sim.chain.reverts import (
    Offering_AboveOffered,
    Offering_NotInPeriod,
    Offering_NoUnits,
    Offering_PriceAboveMaximum,
    Offering_RateNotFixed,
    Settlement_TradesFlat,
)
from sim.chain.structs import Bid
from sim.units import PAR
from tests.contracts.coupons import PRINCIPAL, SECOND_COUPON, funded, held, pay
from tests.contracts.deal import CASH, Deal, day, instant, reverts
from tests.contracts.options import PART, TAP, exercise, option, set_options
from tests.contracts.schedules import floating_bond

CLOSES, ISSUED = "2023-08-24 15:00", "2023-08-26"
OPENS, CUT_OFF = "2023-08-26 08:30", "2023-08-26 17:30"
#: HKD 10,000,000.00 x 4.05 % x 10 / 365, half up.
ACCRUED = 11_095_89


def tapped(deal: Deal, units: int = 20, **changes: object) -> Offering:
    """Units that a tap adds, offered in August; its role granted."""
    terms = replace(
        deal.offering.offering_terms(),
        pricing_date=day("2023-08-24"),
        issue_date=day(ISSUED),
        closes_at=instant(CLOSES),
        issue_opens_at=instant(OPENS),
        issue_cutoff=instant(CUT_OFF),
        take_up_until=instant("2023-08-26 18:00"),
        maximum_price=PAR,
        units=units,
        period_index=1,
        accrued_days=10,
        accrual_num=10,
        accrual_den=365,
    )
    offering = Offering.deploy(deal.chain, replace(terms, **changes), sender=deal.deployer)
    deal.roles.grant([Role.OFFERING_CONTRACT], [offering.address], sender=deal.admin)
    return offering


def sold(deal: Deal, offering: Offering, price: int = PAR, units: int = 20):
    """Bid for by dave, priced, allocated and instructed."""
    offering.submit([Bid(units, 0, 0)], sender=deal.dave)
    deal.warp(CLOSES)
    offering.fix_price(39_000_000, price, sender=deal.arranger)
    offering.allocate([units], 0, sender=deal.arranger)
    return offering.instruct_primary([1], sender=deal.arranger)


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """All 1,600 units are issued, most to erin; a tap may add a hundred."""
    set_options(deal, option(TAP, notice_until=instant("2023-09-01 17:30")))
    held(deal)
    deal.mint(deal.erin, 1_540)
    deal.warp("2023-08-17 09:00")
    return deal


class TestTerms:
    @pytest.mark.parametrize(
        "changes",
        [
            {"issue_date": day("2024-02-16")},
            {"period_index": 0},
            {"issue_date": day("2023-08-16")},
            {"accrual_den": 0},
        ],
        ids=["after the record date", "of a period that is over", "none of it", "of no year"],
    )
    def test_outside_the_period_are_refused(self, deal, changes):
        told = {"issue_date": day(ISSUED), "period_index": 1, **changes}
        told.pop("accrual_den", None)
        with reverts(Offering_NotInPeriod, **told):
            tapped(deal, **changes)

    def test_of_nothing_are_refused(self, deal):
        with reverts(Offering_NoUnits):
            tapped(deal, units=0)


class TestBook:
    def test_of_more_than_the_tap_is_refused(self, deal):
        offering = tapped(deal)
        with reverts(Offering_AboveOffered, units=21, offered_units=20):
            offering.submit([Bid(21, 0, 0)], sender=deal.dave)

    def test_above_the_price_told_is_refused(self, deal):
        offering = tapped(deal)
        deal.warp(CLOSES)
        with reverts(Offering_PriceAboveMaximum, price=PAR + 1, maximum_price=PAR):
            offering.fix_price(39_000_000, PAR + 1, sender=deal.arranger)

    def test_is_scaled_to_the_units_of_the_tap(self, deal):
        offering = tapped(deal)
        offering.submit([Bid(20, 0, 0)], sender=deal.dave)
        offering.submit([Bid(20, 0, 0)], sender=deal.bob)
        deal.warp(CLOSES)
        offering.fix_price(39_000_000, PAR, sender=deal.arranger)
        offering.allocate([10, 10], 0, sender=deal.arranger)
        assert [offering.order(n).allocated_units for n in (1, 2)] == [10, 10]


class TestSettlement:
    def test_binds_clean_and_accrued(self, deal):
        receipt = sold(deal, tapped(deal), price=99_500_000)
        agreed = receipt.only(Instructed).economics
        assert (agreed.clean_amount, agreed.accrued_amount) == (9_950_000_00, ACCRUED)
        assert (agreed.accrued_days, agreed.price) == (10, 99_500_000)
        assert (agreed.trade_date, agreed.intended_date) == (day("2023-08-24"), day(ISSUED))

    def test_needs_the_tap_exercised(self, deal):
        """No offering makes an issue larger by itself."""
        offering = tapped(deal)
        number = sold(deal, offering).only(PrimaryInstructed).instruction_id
        deal.warp(OPENS)
        receipt = deal.settlement.settle([number], sender=deal.settlement_agent)
        assert receipt.only(SettlementFailed).id == number
        assert deal.bond.total_supply() == 1_600

    def test_pays_for_the_days_before_and_earns_the_whole_coupon(self, deal):
        deal.options.tap(deal.bond.address, 0, 20, sender=deal.issuer)
        number = sold(deal, tapped(deal)).only(PrimaryInstructed).instruction_id
        before = deal.cash.balance_of(deal.issuer)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([number], sender=deal.settlement_agent)
        assert receipt.only(Settled).id == number
        price = 20 * PRINCIPAL + ACCRUED
        assert deal.cash.balance_of(deal.dave) == CASH - price
        assert deal.cash.balance_of(deal.issuer) == before + price
        assert (deal.bond.total_supply(), deal.holdings(deal.dave)) == (1_620, [20])
        coupon = funded(deal, 1)
        pay(deal, coupon, "dave")
        assert deal.cash.balance_of(deal.dave) == CASH - price + 20 * SECOND_COUPON

    def test_taken_up_costs_the_arranger_the_same(self, deal):
        offering = tapped(deal)
        number = sold(deal, offering).only(PrimaryInstructed).instruction_id
        deal.warp(CUT_OFF)
        deal.settlement.expire([number], sender=deal.settlement_agent)
        agreed = offering.take_up([1], sender=deal.arranger).only(Instructed).economics
        assert agreed.receiver == deal.arranger
        assert (agreed.clean_amount, agreed.accrued_amount) == (10_000_000_00, ACCRUED)

    def test_of_a_bond_in_default_is_refused(self, deal):
        amending = deal.new_key("amending")
        deal.roles.grant([Role.AMENDING_CONTRACT], [amending], sender=deal.admin)
        offering = tapped(deal)
        deal.settlement.set_flat(deal.bond.address, True, sender=amending)
        told = {"bond": deal.bond.address, "accrued_amount": ACCRUED}
        with reverts(Settlement_TradesFlat, **told):
            sold(deal, offering)


class TestAfterAPartialRedemption:
    def test_is_of_what_is_outstanding(self, fresh_deal):
        """A quarter repaid in August: 7,500,000.00 of face, and 8,321.92 accrued on it."""
        deal = fresh_deal
        set_options(deal, option(PART))
        deal.warp("2023-06-15 09:00")
        exercise(deal)
        deal.warp("2023-08-17 09:00")
        agreed = sold(deal, tapped(deal)).only(Instructed).economics
        assert (agreed.clean_amount, agreed.accrued_amount) == (7_500_000_00, 8_321_92)


class TestOfAFloatingBond:
    """Its third quarter begins 2023-08-16, and its rate is fixed that day."""

    @pytest.fixture
    def offering(self, fresh_deal: Deal) -> Offering:
        _, bond = floating_bond(fresh_deal)
        return tapped(fresh_deal, bond=bond.address, period_index=2)

    def test_with_a_rate_not_fixed_is_refused(self, fresh_deal, offering):
        with reverts(Offering_RateNotFixed, period_index=2):
            sold(fresh_deal, offering)

    def test_accrues_at_the_rate_that_was_fixed(self, fresh_deal):
        """10,000,000.00 x 3 % x 10 / 365."""
        terms, bond = floating_bond(fresh_deal)
        for index, start in enumerate(("2023-02-16", "2023-05-16", "2023-08-16")):
            fresh_deal.warp(f"{start} 12:00")
            terms.fix(index, 30_000_000, sender=fresh_deal.calculation_agent)
        offering = tapped(fresh_deal, bond=bond.address, period_index=2)
        agreed = sold(fresh_deal, offering).only(Instructed).economics
        assert agreed.accrued_amount == 8_219_18
