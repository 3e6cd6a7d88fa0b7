"""Recoveries: money for the wrong party, held up by one, or lost between two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Address
from sim.chain.bindings import BondToken
from sim.chain.logs import (
    ActionAnnounced,
    ActionStatus,
    Claimed,
    CostsPaid,
    Matter,
    Paid,
    RecordAdded,
    RecoveryDistributed,
    RecoveryReturned,
    Role,
    Withheld,
)
from sim.chain.reverts import (
    CashToken_AccountFrozen,
    Recoveries_CallerNotSelf,
    Recoveries_CostsOfAnother,
    Recoveries_NothingOver,
    Recoveries_OutOfGas,
    Recoveries_RecordTooEarly,
    Recoveries_TooLittle,
    ReentrancyGuardReentrantCall,
    Trustee_NoTrustee,
)
from sim.chain.structs import Instalment
from tests.contracts.coupons import ALL_UNITS, CUT_OFF, FIRST_COUPON, INTR, REDM, announced, pay
from tests.contracts.deal import CASH, Deal, day, instant, reverts
from tests.contracts.hostile import Miser, reentrant_money, silent_money
from tests.contracts.recoveries import replaced
from tests.contracts.test_recoveries import CLAIM, book, pay_in
from tests.contracts.test_trustee_hostile import last_instalment, matured
from tests.contracts.troubles import (
    COVENANTS,
    GRACES,
    NOTHING,
    accelerated,
    defaulted,
    distributed,
    instalment_of,
    meeting,
    promised,
    proposed,
    recovered,
    restored,
)

COMES, GOES = "transferFrom(address,address,uint256)", "transfer(address,uint256)"


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


class TestCosts:
    def test_of_one_trustee_do_not_go_to_another(self, deal):
        accelerated(deal)
        deal.roles.grant([Role.TRUSTEE], [deal.mallory], sender=deal.admin)
        book(deal, 400)
        bond = deal.bond.address
        for amount in (0, 1):
            with reverts(Recoveries_CostsOfAnother, bond=bond, costs_to=deal.bond_trustee):
                deal.recoveries.book_costs(bond, amount, sender=deal.mallory)
        distributed(deal, recovered(deal, 400))
        deal.recoveries.book_costs(bond, 1, sender=deal.mallory)
        assert deal.recoveries.estate_of(bond).costs_to == deal.mallory

    def test_are_no_other_bonds_trustees_to_book(self, fresh_deal):
        """What it may not accelerate it has no work with."""
        deal = fresh_deal
        deal.warp("2023-02-16 08:00")
        promised(deal, has_trustee=False)
        matured(deal)
        with reverts(Trustee_NoTrustee, bond=deal.bond.address):
            book(deal, 400)

    def test_that_the_trustees_account_cannot_take_hold_up_no_holder(self, deal):
        accelerated(deal)
        book(deal, 400)
        instalment = recovered(deal, 1_000)
        deal.cash.freeze([deal.bond_trustee], sender=deal.central_bank)
        receipt = distributed(deal, instalment, by=deal.paying_agent)
        assert not receipt.all(CostsPaid)
        assert receipt.only(RecoveryDistributed).kept == 400
        estate = deal.recoveries.estate_of(deal.bond.address)
        assert (estate.costs, estate.held) == (400, 400)
        with reverts(Recoveries_TooLittle, held=400, units=ALL_UNITS):
            distributed(deal, instalment, by=deal.paying_agent)
        deal.cash.unfreeze([deal.bond_trustee], sender=deal.central_bank)
        assert distributed(deal, instalment, by=deal.paying_agent).only(CostsPaid).amount == 400
        assert deal.cash.balance_of(deal.recoveries.address) == 0

    def test_are_paid_when_everything_was_cured(self, fresh_deal):
        """Nothing is distributed of a bond that performs: what was kept for them would stay."""
        deal = fresh_deal
        deal.warp("2023-02-16 08:00")
        promised(deal, default_rate=0)
        before = restored(deal)
        number = accelerated(deal)
        book(deal, 7)
        pay_in(deal, 7)
        deal.paying.fund(number, sender=deal.issuer)
        deal.trustee.rescind(deal.bond.address, before, sender=deal.bond_trustee)
        receipt = deal.recoveries.give_back(deal.bond.address, sender=deal.mallory)
        assert receipt.only(CostsPaid).to == deal.bond_trustee
        assert not receipt.all(RecoveryReturned)
        assert deal.cash.balance_of(deal.recoveries.address) == 0
        with reverts(Recoveries_NothingOver, bond=deal.bond.address):
            deal.recoveries.give_back(deal.bond.address, sender=deal.mallory)

    def test_whatever_the_gas_they_come_first_or_nothing_happened(self, fresh_deal):
        """Who calls with too little cannot have the issuer paid and the trustee passed over."""
        deal = fresh_deal
        deal.warp("2023-02-16 08:00")
        promised(deal, default_rate=0)
        before, number = restored(deal), accelerated(deal)
        book(deal, 7)
        pay_in(deal, 1_000)
        deal.paying.fund(number, sender=deal.issuer)
        deal.trustee.rescind(deal.bond.address, before, sender=deal.bond_trustee)
        miser, outcomes = Miser(deal), set()
        for gas in range(5_000, 250_000, 500):
            with deal.undone():
                args = (deal.bond.address,)
                receipt = miser.call(deal.recoveries, "giveBack(address)", args, gas)
                outcomes.add((len(receipt.all(CostsPaid)), len(receipt.all(RecoveryReturned))))
        assert outcomes == {(0, 0), (1, 1)}

    def test_in_money_that_fails_without_a_word_are_not_passed_over(self, deal):
        bond = accelerated_in(deal, silent_money(deal, GOES))
        deal.recoveries.pay_in(bond, 600, sender=deal.issuer)
        deal.recoveries.book_costs(bond, 400, sender=deal.bond_trustee)
        with reverts(Recoveries_OutOfGas, bond=bond):
            deal.recoveries.give_back(bond, sender=deal.mallory)

    @pytest.mark.parametrize("who", ["mallory", "bond_trustee", "paying_agent", "admin"])
    def test_nobody_takes_them_from_outside(self, deal, who):
        accelerated(deal)
        book(deal, 7)
        pay_in(deal, 7)
        caller = getattr(deal, who)
        with reverts(Recoveries_CallerNotSelf, caller=caller):
            deal.recoveries.pay_costs(deal.bond.address, 7, sender=caller)


class TestGiveBack:
    def test_goes_to_the_issuers_account_in_force(self, deal):
        number = accelerated(deal)
        pay_in(deal, CLAIM * ALL_UNITS)
        deal.paying.fund(number, sender=deal.issuer)
        lost = deal.cash.balance_of(deal.issuer)
        replaced(deal, "issuer", "dave")
        receipt = deal.recoveries.give_back(deal.bond.address, sender=deal.mallory)
        assert receipt.only(RecoveryReturned).to == deal.dave
        assert deal.cash.balance_of(deal.issuer) == lost
        assert deal.cash.balance_of(deal.dave) == CASH + FIRST_COUPON * ALL_UNITS

    def test_fails_whole_when_the_issuer_cannot_take_it(self, deal):
        number = accelerated(deal)
        pay_in(deal, CLAIM * ALL_UNITS)
        deal.paying.fund(number, sender=deal.issuer)
        deal.cash.freeze([deal.issuer], sender=deal.central_bank)
        with reverts(CashToken_AccountFrozen, account=deal.issuer):
            deal.recoveries.give_back(deal.bond.address, sender=deal.mallory)
        assert deal.recoveries.estate_of(deal.bond.address).held == CLAIM * ALL_UNITS


class TestRecordDate:
    def test_is_the_last_one_when_the_bond_matured(self, deal):
        """In default since August, due in February: who held in November sold before."""
        defaulted(deal)
        proposed(deal, Matter.WAIVE, NOTHING, meeting("2023-11-01", "2023-11-08"))
        number = announced(deal, 1, REDM)
        deal.warp("2024-02-16 11:00")
        deal.paying.declare_missed([number], sender=deal.mallory)
        deal.warp("2024-02-23 18:00")
        deal.trustee.declare_default(number, sender=deal.mallory)
        pay_in(deal, 600)
        last, voted = last_instalment(deal), instant("2023-11-01 18:00")
        with reverts(Recoveries_RecordTooEarly, record_at=voted, since=last.record_at):
            distributed(deal, replace(last, record_at=voted))
        distributed(deal, last)

    def test_that_a_vote_took_first_serves_the_recovery(self, deal):
        """Else whoever calls a vote could take the trustee's instant from it."""
        accelerated(deal)
        proposed(deal, Matter.RESCIND, when=meeting("2023-09-15", "2023-09-22"))
        closes = instant("2023-09-15 18:00")
        bond, date = deal.bond.address, day("2023-09-15")
        receipt = deal.recoveries.add_record(bond, date, closes, sender=deal.bond_trustee)
        assert not receipt.all(RecordAdded)
        pay_in(deal, 600)
        payable = closes + 60
        distributed(deal, Instalment(date, date, day("2023-09-18"), closes, payable))


def test_an_instalment_withheld_is_claimed_by_who_replaced_the_holder(deal):
    accelerated(deal)
    receipt = distributed(deal, recovered(deal, 600))
    number = instalment_of(receipt)
    deal.bond.freeze([deal.alice], sender=deal.registrar)
    batch = pay(deal, number, "alice", "bob", "carol")
    assert {log.holder for log in batch.all(Withheld)} == {deal.alice}
    assert {log.net for log in batch.all(Paid)} == {200, 300}
    assert deal.paying.action(number).status is ActionStatus.PAID
    replaced(deal)
    deal.paying.claim(number, [deal.alice, deal.alice], sender=deal.mallory)
    deal.bond.unfreeze([deal.dave], sender=deal.registrar)
    claimed = deal.paying.claim(number, [deal.alice, deal.alice], sender=deal.mallory)
    assert [log.net for log in claimed.all(Claimed)] == [100]
    assert deal.cash.balance_of(deal.dave) == CASH + 100
    assert deal.cash.balance_of(deal.alice) == CASH


@pytest.mark.parametrize("call", ["giveBack(address)", "payIn(address,uint128)"])
@pytest.mark.parametrize("when", [COMES, GOES])
def test_money_that_calls_back_gets_nothing_twice(deal, when, call):
    """While money comes in or goes out, nothing else may come in or go out."""
    args = (deal.bond.address, 1) if "," in call else (deal.bond.address,)
    bond = accelerated_in(deal, reentrant_money(deal, when, deal.recoveries, call, *args))
    if when == COMES:
        with reverts(ReentrancyGuardReentrantCall):
            deal.recoveries.pay_in(bond, 600, sender=deal.issuer)
        return
    deal.recoveries.pay_in(bond, 600, sender=deal.issuer)
    deal.recoveries.book_costs(bond, 400, sender=deal.bond_trustee)
    # For its trustee it is money that refuses, and stays where it is.
    with reverts(Recoveries_NothingOver, bond=bond):
        deal.recoveries.give_back(bond, sender=deal.mallory)
    assert deal.recoveries.estate_of(bond).held == 600


def accelerated_in(deal: Deal, money: Address) -> Address:
    """Another bond of alice's, paid in that money, accelerated as the first one."""
    bond = deal.new_bond(rails=(money,)).address
    deal.roles.grant([Role.BOND_CONTRACT], [bond], sender=deal.admin)
    token = BondToken(deal.chain, bond)
    deal.offer_to(token=token)
    deal.trustee.enter(bond, COVENANTS, GRACES, sender=deal.deployer)
    token.issue(deal.alice, 10, sender=deal.as_settlement)
    number = deal.paying.announce(bond, 0, INTR, sender=deal.paying_agent)
    deal.warp(CUT_OFF)
    deal.paying.declare_missed([number.only(ActionAnnounced).action_id], sender=deal.mallory)
    deal.warp("2023-08-25 12:00")
    deal.trustee.declare_default(1, sender=deal.mallory)
    deal.trustee.accelerate(bond, day("2023-08-25"), sender=deal.bond_trustee)
    return bond
