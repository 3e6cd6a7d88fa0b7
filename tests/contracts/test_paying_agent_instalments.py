"""PayingAgent: principal repaid in part, which leaves the units as they are."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    ActionPaid,
    ActionStatus,
    Flow,
    MarketClaimRaised,
    Paid,
    RoundingBasis,
    TaxRate,
    Withheld,
)
from sim.chain.reverts import BondTerms_NothingDue, PayingAgent_NotPayableYet
from tests.contracts.coupons import INTR, REDM
from tests.contracts.deal import HONG_KONG, WHOLE, Deal, day, instant, reverts
from tests.contracts.expect import said
from tests.contracts.schedules import bound, quarters, with_factors
from tests.contracts.trades import matched, trade

PRED = ActionKind.PRED
FIRST = quarters()[0]
#: A quarter of 500,000.00; 4.05 % on all of it for 89 days, and on what is left for 92.
QUARTER, INTEREST, NEXT_INTEREST = 125_000_00, 4_937_67, 3_828_08


@pytest.fixture
def bond(deal: Deal):
    """Repaid in four equal parts; alice and bob own 10 and 20 units."""
    _, bond = bound(deal, with_factors(750_000_000, 500_000_000, 250_000_000, 0))
    bond.issue(deal.alice, 10, sender=deal.as_settlement)
    bond.issue(deal.bob, 20, sender=deal.as_settlement)
    return bond


def announce(deal: Deal, bond, kind: ActionKind = PRED, index: int = 0) -> int:
    receipt = deal.paying.announce(bond.address, index, kind, sender=deal.paying_agent)
    return receipt.only(ActionAnnounced).action_id


def funded(deal: Deal, bond, kind: ActionKind = PRED, index: int = 0) -> int:
    number = announce(deal, bond, kind, index)
    one = quarters()[index]
    deal.chain.at(max(one.record_at, deal.chain.now))
    deal.paying.fund(number, sender=deal.issuer)
    deal.chain.at(max(one.payable_from, deal.chain.now))
    return number


def pay(deal: Deal, number: int):
    return deal.paying.pay(number, [deal.alice, deal.bob], sender=deal.paying_agent)


class TestFails:
    def test_with_the_last_period(self, deal, bond):
        with reverts(BondTerms_NothingDue, index=3, flow=Flow.INSTALMENT):
            announce(deal, bond, PRED, 3)

    def test_before_it_is_payable(self, deal, bond):
        number = announce(deal, bond)
        deal.chain.at(FIRST.record_at)
        deal.paying.fund(number, sender=deal.issuer)
        early = FIRST.payable_from - 1
        deal.chain.at(early)
        window = {"payable_from": FIRST.payable_from, "timestamp": early}
        with reverts(PayingAgent_NotPayableYet, action_id=number, **window):
            pay(deal, number)


def test_is_announced_at_par_without_a_rate(deal, bond):
    told = deal.paying.announce(bond.address, 0, PRED, sender=deal.paying_agent)
    announcement = told.only(ActionAnnounced).announcement
    assert (announcement.kind, announcement.rate) == (PRED, 0)
    assert (announcement.accrual_num, announcement.accrual_den) == (0, 0)
    assert announcement.amount_per_unit == QUARTER


def test_pays_every_holder_and_leaves_the_units(deal, bond):
    receipt = pay(deal, funded(deal, bond))
    assert said(receipt, deal.paying) == [
        (Paid, 1, deal.alice, 10, 10 * QUARTER, 0, 10 * QUARTER),
        (Paid, 1, deal.bob, 20, 20 * QUARTER, 0, 20 * QUARTER),
        (ActionPaid, 1, 30),
    ]
    assert (bond.total_supply(), bond.balance_of(deal.alice)) == (30, 10)
    assert bond.principal_of(deal.alice) == 10 * 3 * QUARTER


def test_interest_follows_the_face_that_is_left(deal, bond):
    for index, each in enumerate([INTEREST, NEXT_INTEREST]):
        number = funded(deal, bond, INTR, index)
        receipt = pay(deal, number)
        assert [log.gross for log in receipt.all(Paid)] == [10 * each, 20 * each]


def test_all_of_face_is_repaid_in_the_end_and_no_unit_is_left(deal, bond):
    before = deal.cash.balance_of(deal.alice)
    for index in range(3):
        pay(deal, funded(deal, bond, PRED, index))
    pay(deal, funded(deal, bond, REDM, 3))
    assert deal.cash.balance_of(deal.alice) - before == 10 * 500_000_00
    assert bond.total_supply() == 0


def test_what_cannot_be_paid_is_set_aside_units_stay(deal, bond):
    bond.freeze([deal.bob], sender=deal.registrar)
    receipt = pay(deal, funded(deal, bond))
    assert receipt.only(Withheld).net == 20 * QUARTER
    assert bond.balance_of(deal.bob) == 20


def test_no_tax_is_withheld_from_principal(deal):
    tax = {"taxes": (TaxRate(HONG_KONG, WHOLE // 2),), "tax_account": deal.mallory}
    _, bond = bound(deal, with_factors(750_000_000, 500_000_000, 250_000_000, 0), **tax)
    bond.issue(deal.alice, 10, sender=deal.as_settlement)
    number = funded(deal, bond)
    assert not deal.paying.action(number).is_taxed
    assert pay(deal, number).only(Paid).net == 10 * QUARTER


def test_rounded_a_holding(deal):
    thirds = with_factors(666_666_667, 333_333_334, 333_333_333, 0)
    _, bond = bound(deal, thirds, rounding_basis=RoundingBasis.HOLDING, calculation_amount=100_00)
    bond.issue(deal.alice, 7, sender=deal.as_settlement)
    number = announce(deal, bond)
    deal.chain.at(FIRST.record_at)
    deal.paying.count(number, [deal.alice], sender=deal.mallory)
    deal.paying.fund(number, sender=deal.issuer)
    deal.chain.at(FIRST.payable_from)
    # 7 x 33.333333300, half up once: 233.33; a unit at a time it were 233.31.
    assert pay(deal, number).only(Paid).net == 233_33


class TestMarketClaim:
    def test_is_raised_on_an_instalment(self, deal, bond):
        sale = trade(
            deal,
            bond=bond.address,
            deliverer=deal.alice,
            receiver=deal.bob,
            units=4,
            trade_date=day("2023-05-11"),
            intended_date=day("2023-05-15"),
            expiry_date=day("2023-05-31"),
            opens_at=instant("2023-05-15 08:30"),
            expires_at=instant("2023-05-31 17:30"),
        )
        number = matched(deal, sale)
        action = funded(deal, bond)
        assert deal.settlement.settle([number], sender=deal.settlement_agent).events
        pay(deal, action)
        receipt = deal.paying.raise_claims(
            action,
            [number],
            day("2023-05-17"),
            instant("2023-05-17 08:30"),
            sender=deal.paying_agent,
        )
        told = receipt.only(MarketClaimRaised)
        assert (told.payer, told.payee, told.amount) == (deal.alice, deal.bob, 4 * QUARTER)
        assert deal.paying.action(action).status is ActionStatus.PAID
