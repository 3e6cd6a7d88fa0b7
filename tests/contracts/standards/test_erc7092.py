"""ERC-7092: what a bond tells of its terms under the names of that standard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sim.chain.logs import Role
from tests.contracts.deal import CALCULATION_AMOUNT, ZERO, schedule

#: HKD 500,000.00 a unit.
FACE = 500_000_00


def midnight(year, month, day):
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def bond_with_rates(deal, *rates):
    periods = [replace(each, rate=rate) for each, rate in zip(schedule(), rates, strict=True)]
    return deal.new_bond(periods=periods)


class TestTerms:
    def test_of_the_bond(self, deal):
        assert deal.bond.isin() == "HK0000000017"
        assert deal.bond.currency() == deal.central_bank_money.address
        assert deal.bond.denomination() == FACE == CALCULATION_AMOUNT
        assert deal.bond.issue_date() == midnight(2023, 2, 16)
        assert deal.bond.maturity_date() == midnight(2024, 2, 16)

    def test_dates_are_the_deals_own_days_whatever_the_hour_there(self, deal):
        """Hong Kong's midnight is the evening before in London: the day is told, not the hour."""
        issued = datetime.fromtimestamp(deal.bond.issue_date(), UTC)
        assert (issued.date().isoformat(), issued.hour) == ("2023-02-16", 0)

    def test_are_those_of_the_terms_in_force(self, deal):
        other = deal.new_bond(
            isin="", rails=(deal.stablecoin.address,), calculation_amount=7, issue_date=1
        )
        assert other.isin() == ""
        assert other.currency() == other.currency_of_coupon() == deal.stablecoin.address
        assert other.denomination() == 7
        assert other.issue_date() == 86_400


class TestOptionalGetters:
    def test_of_the_bond(self, deal):
        assert deal.bond.decimals() == 0
        assert deal.bond.currency_of_coupon() == deal.central_bank_money.address
        assert deal.bond.coupon_type() == 1, "fixed"
        assert deal.bond.coupon_frequency() == 2
        assert deal.bond.day_count_basis() == 2, "ACT/365F"

    def test_the_frequency_is_that_of_the_terms(self, deal):
        assert deal.new_bond(coupons_per_year=4).coupon_frequency() == 4


class TestCouponRate:
    def test_is_in_basis_points(self, deal):
        assert deal.bond.coupon_rate() == 405

    @pytest.mark.parametrize(
        ("rate", "basis_points"),
        [(40_599_999, 405), (40_500_001, 405), (99_999, 0), (100_000, 1), (0, 0)],
    )
    def test_cuts_off_what_is_less_than_a_basis_point(self, deal, rate, basis_points):
        assert bond_with_rates(deal, rate, 0).coupon_rate() == basis_points

    def test_is_that_of_the_period_now_running(self, deal):
        bond = bond_with_rates(deal, 40_500_000, 51_200_000)
        first, last = (each.payable_from for each in schedule())
        rates = []
        for at in (first - 1, first, last - 1, last, last + 10_000_000):
            deal.chain.at(at)
            rates.append(bond.coupon_rate())
        assert rates == [405, 512, 512, 512, 512]


class TestIssueVolume:
    @pytest.fixture(autouse=True)
    def _units_are_issued(self, deal):
        assert deal.bond.issue_volume() == 0
        deal.mint(deal.alice, 10)
        deal.mint(deal.bob, 5)

    def held_true(self, deal):
        return deal.bond.total_supply() == deal.bond.issue_volume() // deal.bond.denomination()

    def test_is_the_face_in_issue(self, deal):
        assert deal.bond.issue_volume() == 15 * FACE
        assert self.held_true(deal)

    def test_falls_with_redemption_alone(self, deal):
        deal.bond.transfer(deal.carol, 4, sender=deal.alice)
        assert deal.bond.issue_volume() == 15 * FACE
        deal.bond.redeem(deal.alice, 6, sender=deal.as_paying_agent)
        assert deal.bond.issue_volume() == 9 * FACE
        assert self.held_true(deal)

    def test_principals_add_up_to_it(self, deal):
        deal.bond.transfer(deal.carol, 4, sender=deal.alice)
        principals = [deal.bond.principal_of(each) for each in deal.investors]
        assert principals == [6 * FACE, 5 * FACE, 4 * FACE, 0, 0]
        assert sum(principals) == deal.bond.issue_volume()

    def test_of_the_largest_issue_fits(self, deal):
        """64 bits of units times 96 of face: no product is cut short."""
        bond = deal.new_bond(offered_units=2**64 - 1, calculation_amount=2**96 - 1)
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        bond.issue(deal.alice, 2**64 - 1, sender=deal.as_settlement)
        assert bond.issue_volume() == bond.principal_of(deal.alice) == (2**64 - 1) * (2**96 - 1)


class TestPrincipalOf:
    def test_of_a_stranger_is_nothing(self, deal):
        assert deal.bond.principal_of(deal.mallory) == deal.bond.principal_of(ZERO) == 0

    def test_counts_locked_and_frozen_units(self, deal):
        deal.mint(deal.alice, 10)
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 6, sender=deal.registrar)
        assert deal.bond.principal_of(deal.alice) == 10 * FACE
