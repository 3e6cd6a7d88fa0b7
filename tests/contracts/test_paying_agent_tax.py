"""PayingAgent: tax withheld from interest, by where the holder is resident, and paid on."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionAnnounced,
    ActionPaid,
    ActionStatus,
    Claimed,
    MarketClaimRaised,
    Paid,
    TaxHeld,
    TaxPaid,
    TaxRate,
    Transfer,
    Withheld,
)
from sim.chain.reverts import PayingAgent_UnknownAction
from tests.contracts.coupons import FROZEN, INTR, REDM
from tests.contracts.deal import BRITAIN, SINGAPORE, WHOLE, Deal, day, instant, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.recoveries import replaced
from tests.contracts.schedules import bound, quarters
from tests.contracts.trades import matched, trade

FIRST = quarters()[0]
INTEREST = 4_937_67
#: Of 10, 20 and 30 units: alice's none, dave's 12.5 %, erin's all.
GROSS = {"alice": 10 * INTEREST, "dave": 20 * INTEREST, "erin": 30 * INTEREST}
DAVES_TAX = 12_344_18  # 12,344.175 half up
TAXES = (TaxRate(SINGAPORE, 125_000_000), TaxRate(BRITAIN, WHOLE))
ALL = ("alice", "dave", "erin")


@pytest.fixture
def office(deal: Deal):
    """Where tax goes; takes part in the money."""
    account = deal.new_key("tax office")
    deal.cash.add_participants([account], sender=deal.central_bank)
    return account


@pytest.fixture
def bond(deal: Deal, office):
    """Alice of Hong Kong, dave of Singapore and erin of Britain own 10, 20 and 30 units."""
    _, bond = bound(deal, taxes=TAXES, tax_account=office)
    for name, units in (("alice", 10), ("dave", 20), ("erin", 30)):
        bond.issue(getattr(deal, name), units, sender=deal.as_settlement)
    return bond


def funded(deal: Deal, bond, kind=INTR, index=0) -> int:
    receipt = deal.paying.announce(bond.address, index, kind, sender=deal.paying_agent)
    number = receipt.only(ActionAnnounced).action_id
    deal.chain.at(quarters()[index].record_at)
    deal.paying.fund(number, sender=deal.issuer)
    deal.chain.at(quarters()[index].payable_from)
    return number


def pay(deal: Deal, number: int, *names: str):
    holders = [getattr(deal, name) for name in names]
    return deal.paying.pay(number, holders, sender=deal.paying_agent)


def owed(deal: Deal) -> int:
    owes = deal.paying.owed(deal.cash.address)
    assert deal.cash.balance_of(deal.paying.address) == owes
    return owes


class TestPay:
    def test_withholds_by_jurisdiction_and_pays_on_once_a_batch(self, deal, bond, office):
        number = funded(deal, bond)
        receipt = pay(deal, number, *ALL)
        net = GROSS["dave"] - DAVES_TAX
        tax = DAVES_TAX + GROSS["erin"]
        assert said(receipt, deal.paying) == [
            (Paid, number, deal.alice, 10, GROSS["alice"], 0, GROSS["alice"]),
            (Paid, number, deal.dave, 20, GROSS["dave"], DAVES_TAX, net),
            (Paid, number, deal.erin, 30, GROSS["erin"], GROSS["erin"], 0),
            (TaxPaid, number, office, tax),
            (ActionPaid, number, 60),
        ]
        agent = deal.paying.address
        assert said(receipt, deal.cash) == [
            (Transfer, agent, deal.alice, GROSS["alice"]),
            (Transfer, agent, deal.dave, net),
            (Transfer, agent, deal.erin, 0),
            (Transfer, agent, office, tax),
        ]
        assert owed(deal) == 0

    def test_says_nothing_of_tax_in_a_batch_without(self, deal, bond):
        receipt = pay(deal, funded(deal, bond), "alice")
        assert receipt.all(TaxPaid) == []
        assert owed(deal) == GROSS["dave"] + GROSS["erin"]

    def test_announces_and_funds_what_is_due_before_tax(self, deal, bond):
        number = funded(deal, bond)
        action = deal.paying.action(number)
        assert (action.amount_per_unit, action.total) == (INTEREST, 60 * INTEREST)
        assert action.is_taxed

    def test_asks_where_the_holder_is_resident_when_it_is_paid(self, deal, bond):
        number = funded(deal, bond)
        deal.admit(deal.dave)
        assert pay(deal, number, "dave").only(Paid).tax == 0

    def test_asks_of_a_lost_account_where_the_one_in_force_is_resident(self, deal, bond):
        number = funded(deal, bond)
        replaced(deal, "alice", "dave")
        told = pay(deal, number, "alice").only(Paid)
        # An eighth of 49,376.70, half up.
        assert (told.holder, told.tax) == (deal.alice, 6_172_09)

    def test_takes_nothing_from_principal(self, deal, bond):
        number = funded(deal, bond, REDM, 3)
        receipt = pay(deal, number, *ALL)
        assert [log.tax for log in receipt.all(Paid)] == [0, 0, 0]
        assert receipt.all(TaxPaid) == []

    def test_untaxed_terms_withhold_nothing(self, deal, office):
        _, bond = bound(deal, tax_account=office)
        bond.issue(deal.dave, 20, sender=deal.as_settlement)
        assert pay(deal, funded(deal, bond), "dave").only(Paid).net == GROSS["dave"]


class TestWithheld:
    def test_keeps_the_tax_with_the_money_set_aside(self, deal, bond, office):
        number = funded(deal, bond)
        bond.freeze([deal.dave], sender=deal.registrar)
        receipt = pay(deal, number, "dave")
        net = GROSS["dave"] - DAVES_TAX
        assert said(receipt, deal.paying) == [
            (Withheld, number, deal.dave, 20, GROSS["dave"], DAVES_TAX, net, FROZEN)
        ]
        assert deal.paying.withheld_of(number, deal.dave) == net
        assert owed(deal) == 60 * INTEREST

    def test_is_paid_on_when_the_money_is_claimed(self, deal, bond, office):
        number = funded(deal, bond)
        bond.freeze([deal.dave], sender=deal.registrar)
        pay(deal, number, *ALL)
        bond.unfreeze([deal.dave], sender=deal.registrar)
        receipt = deal.paying.claim(number, [deal.dave], sender=deal.mallory)
        assert said(receipt, deal.paying) == [
            (Claimed, number, deal.dave, GROSS["dave"] - DAVES_TAX),
            (TaxPaid, number, office, DAVES_TAX),
        ]
        assert owed(deal) == 0

    def test_all_of_it_is_claimed_once(self, deal, bond, office):
        """A holder whose interest is all tax has a claim to nothing, and yet it ends."""
        number = funded(deal, bond)
        bond.freeze([deal.erin], sender=deal.registrar)
        pay(deal, number, "erin")
        bond.unfreeze([deal.erin], sender=deal.registrar)
        receipt = deal.paying.claim(number, [deal.erin, deal.erin], sender=deal.mallory)
        assert said(receipt, deal.paying) == [
            (Claimed, number, deal.erin, 0),
            (TaxPaid, number, office, GROSS["erin"]),
        ]
        assert deal.paying.claim(number, [deal.erin], sender=deal.mallory).events == ()


class TestRefusedByTheRail:
    """The tax account's trouble is no holder's."""

    def test_holders_are_paid_and_the_tax_is_held(self, deal, bond, office):
        number = funded(deal, bond)
        deal.cash.freeze([office], sender=deal.central_bank)
        receipt = pay(deal, number, "alice", "dave")
        assert [log.holder for log in receipt.all(Paid)] == [deal.alice, deal.dave]
        told = said(receipt, deal.paying)
        assert told[-1] == (TaxHeld, number, office, DAVES_TAX)
        assert deal.paying.tax_held(number) == DAVES_TAX
        assert owed(deal) == DAVES_TAX + GROSS["erin"]

    def test_more_is_held_together_and_all_is_paid_on_with_the_next(self, deal, bond, office):
        number = funded(deal, bond)
        deal.cash.freeze([office], sender=deal.central_bank)
        pay(deal, number, "dave")
        receipt = pay(deal, number, "erin")
        assert receipt.only(TaxHeld).amount == DAVES_TAX + GROSS["erin"]
        deal.cash.unfreeze([office], sender=deal.central_bank)
        receipt = deal.paying.pay_tax(number, sender=deal.mallory)
        assert said(receipt, deal.paying) == [(TaxPaid, number, office, DAVES_TAX + GROSS["erin"])]
        assert (deal.paying.tax_held(number), owed(deal)) == (0, GROSS["alice"])

    def test_held_goes_with_the_tax_of_a_later_batch(self, deal, bond, office):
        number = funded(deal, bond)
        deal.cash.freeze([office], sender=deal.central_bank)
        pay(deal, number, "dave")
        deal.cash.unfreeze([office], sender=deal.central_bank)
        receipt = pay(deal, number, "erin")
        assert receipt.only(TaxPaid).amount == DAVES_TAX + GROSS["erin"]

    def test_a_claim_is_paid_too(self, deal, bond, office):
        number = funded(deal, bond)
        bond.freeze([deal.dave], sender=deal.registrar)
        pay(deal, number, *ALL)
        bond.unfreeze([deal.dave], sender=deal.registrar)
        deal.cash.freeze([office], sender=deal.central_bank)
        receipt = deal.paying.claim(number, [deal.dave], sender=deal.dave)
        assert receipt.only(Claimed).net == GROSS["dave"] - DAVES_TAX
        assert receipt.only(TaxHeld).amount == owed(deal) == DAVES_TAX

    def test_is_told_again_while_it_lasts(self, deal, bond, office):
        number = funded(deal, bond)
        deal.cash.freeze([office], sender=deal.central_bank)
        pay(deal, number, *ALL)
        assert deal.paying.action(number).status is ActionStatus.PAID
        with unmoved(deal):
            receipt = deal.paying.pay_tax(number, sender=deal.mallory)
        tax = DAVES_TAX + GROSS["erin"]
        assert said(receipt, deal.paying) == [(TaxHeld, number, office, tax)]


class TestPayTax:
    def test_fails_for_an_action_nobody_announced(self, deal):
        with reverts(PayingAgent_UnknownAction, action_id=1):
            deal.paying.pay_tax(1, sender=deal.mallory)

    def test_does_nothing_where_nothing_is_held(self, deal, bond):
        number = funded(deal, bond)
        pay(deal, number, *ALL)
        assert deal.paying.pay_tax(number, sender=deal.mallory).events == ()


class TestMarketClaim:
    @pytest.mark.parametrize(("seller", "tax"), [("alice", 0), ("dave", 2_468_84)])
    def test_is_what_the_wrong_side_was_paid_after_tax(self, deal, bond, seller, tax):
        sale = trade(
            deal,
            bond=bond.address,
            deliverer=getattr(deal, seller),
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
        deal.settlement.settle([number], sender=deal.settlement_agent)
        due, opens = day("2023-05-17"), instant("2023-05-17 08:30")
        receipt = deal.paying.raise_claims(action, [number], due, opens, sender=deal.paying_agent)
        told = receipt.only(MarketClaimRaised)
        assert (told.payer, told.payee) == (getattr(deal, seller), deal.bob)
        assert told.amount == 4 * INTEREST - tax
