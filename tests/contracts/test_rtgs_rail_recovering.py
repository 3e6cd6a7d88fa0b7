"""RtgsRail: money for the claims of a bond comes, and is given on, outside the chain."""

from __future__ import annotations

import pytest

from sim.chain import Receipt
from sim.chain.logs import (
    ActionFunded,
    CostsPaid,
    Paid,
    RecoveryConfirmed,
    RecoveryReceived,
    RecoveryReturned,
    Role,
    Transfer,
)
from sim.chain.reverts import (
    Recoveries_AboveClaim,
    Recoveries_CallerNotCash,
    RoleBound_CallerLacksRole,
    RtgsRail_NotConfirmed,
    RtgsRail_NotWired,
    RtgsRail_ReferenceIsZero,
    RtgsRail_ReferenceUsed,
    Trustee_NotAllDue,
)
from sim.chain.structs import Instalment
from tests.contracts.coupons import ALL_UNITS, FIRST_COUPON, PRINCIPAL, pay
from tests.contracts.deal import Deal, day, instant, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.rtgs import reference
from tests.contracts.test_trustee_acceleration import ACCRUED
from tests.contracts.troubles import accelerated_in, distributed, instalment_of

CLAIM = PRINCIPAL + ACCRUED + FIRST_COUPON
CAME = 6 * 10**8
CLOSES = instant("2023-09-15 18:00")


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Sixty units, everything on them due and to be paid outside the chain."""
    return accelerated_in(deal, deal.rtgs.address)


def confirm(deal: Deal, amount: int = CAME, told: int = 1) -> Receipt:
    what = deal.recoveries.address, deal.bond.address, deal.issuer, amount, reference(told)
    return deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)


def record(deal: Deal) -> Instalment:
    """An instalment to those who hold on a day that has ended."""
    today = day("2023-09-15")
    deal.recoveries.add_record(deal.bond.address, today, CLOSES, sender=deal.bond_trustee)
    deal.chain.at(CLOSES)
    return Instalment(today, today, today + 3, CLOSES, CLOSES + 60)


def moved(deal: Deal, receipt: Receipt) -> list[tuple[object, ...]]:
    """Payments in the payment system: payer, payee, amount."""
    told = [log for log in receipt.all(Transfer) if log.address == deal.rtgs.address]
    return [(log.from_, log.to, log.value) for log in told]


class TestConfirmation:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "bond_trustee", "paying_agent", "mallory"])
        def test_from_any_but_the_operator(self, deal, who):
            what = deal.recoveries.address, deal.bond.address, deal.issuer, CAME, reference(1)
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.RAIL_OPERATOR):
                deal.rtgs.confirm_recovery(*what, sender=caller)

        def test_to_whoever_is_no_contract_of_the_system(self, deal):
            what = deal.mallory, deal.bond.address, deal.issuer, CAME, reference(1)
            with reverts(RtgsRail_NotWired, agent=deal.mallory):
                deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)

        def test_without_a_reference(self, deal):
            what = deal.recoveries.address, deal.bond.address, deal.issuer, CAME, bytes(32)
            with reverts(RtgsRail_ReferenceIsZero):
                deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)

        def test_by_a_reference_used_before(self, deal):
            confirm(deal)
            with reverts(RtgsRail_ReferenceUsed, payment_reference=reference(1)), unmoved(deal):
                confirm(deal)

        def test_above_the_claim(self, deal):
            owed = CLAIM * ALL_UNITS
            with reverts(Recoveries_AboveClaim, amount=owed + 1, room=owed), unmoved(deal):
                confirm(deal, owed + 1)

    def test_fails_for_a_bond_of_other_money(self, deal):
        bond = deal.new_bond(rails=(deal.cash.address,)).address
        what = deal.recoveries.address, bond, deal.issuer, CAME, reference(1)
        wrong = {"caller": deal.rtgs.address, "cash": deal.cash.address}
        with reverts(Recoveries_CallerNotCash, **wrong):
            deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)

    def test_fails_for_a_bond_that_performs(self, deal):
        bond = deal.new_bond(rails=(deal.rtgs.address,)).address
        what = deal.recoveries.address, bond, deal.issuer, CAME, reference(1)
        with reverts(Trustee_NotAllDue, bond=bond):
            deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)

    def test_is_held_for_the_claims(self, deal):
        bond, kept = deal.bond.address, deal.recoveries.address
        receipt = confirm(deal)
        assert said(receipt, deal.rtgs) == [
            (RecoveryConfirmed, bond, reference(1), kept, CAME),
            (Transfer, deal.issuer, kept, CAME),
        ]
        assert said(receipt, deal.recoveries) == [(RecoveryReceived, bond, deal.issuer, CAME)]
        assert deal.recoveries.estate_of(bond).held == CAME

    def test_may_be_of_any_payer(self, deal):
        """An estate pays, or whoever bought its assets."""
        what = deal.recoveries.address, deal.bond.address, deal.erin, 1, reference(1)
        receipt = deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)
        assert moved(deal, receipt) == [(deal.erin, deal.recoveries.address, 1)]


class TestPayIn:
    @pytest.mark.parametrize("who", ["issuer", "rail_operator", "as_paying_agent", "mallory"])
    def test_in_anothers_name_is_the_moneys_alone(self, deal, who):
        caller = getattr(deal, who)
        wrong = {"caller": caller, "cash": deal.rtgs.address}
        with reverts(Recoveries_CallerNotCash, **wrong):
            deal.recoveries.pay_in_from(deal.bond.address, deal.issuer, 1, sender=caller)

    def test_without_the_operators_word_moves_nothing(self, deal):
        kept = deal.recoveries.address
        wrong = {"caller": kept, "payer": deal.issuer, "payee": kept, "amount": 1}
        with reverts(RtgsRail_NotConfirmed, **wrong), unmoved(deal):
            deal.recoveries.pay_in(deal.bond.address, 1, sender=deal.issuer)


class TestApprove:
    @pytest.mark.parametrize("who", ["issuer", "rail_operator", "as_paying_agent", "mallory"])
    def test_is_of_contracts_of_the_system(self, deal, who):
        caller = getattr(deal, who)
        role = Role.AMENDING_CONTRACT
        with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
            deal.rtgs.approve(deal.mallory, 1, sender=caller)

    def test_ends_with_its_transaction(self, deal):
        contract = deal.new_key("a contract money was confirmed to")
        deal.roles.grant([Role.AMENDING_CONTRACT], [contract], sender=deal.admin)
        deal.rtgs.approve(deal.mallory, 5, sender=contract)
        with pytest.raises(RtgsRail_NotConfirmed):
            deal.rtgs.transfer_from(contract, deal.mallory, 5, sender=deal.mallory)


class TestDistribution:
    def test_pays_costs_and_every_unit_alike(self, deal):
        bond, kept, agent = deal.bond.address, deal.recoveries.address, deal.paying.address
        deal.recoveries.book_costs(bond, 10**6, sender=deal.bond_trustee)
        instalment = record(deal)
        confirm(deal)
        receipt = distributed(deal, instalment)
        each = (CAME - 10**6) // ALL_UNITS
        assert receipt.only(CostsPaid).amount == 10**6
        assert receipt.only(ActionFunded).amount == each * ALL_UNITS
        assert moved(deal, receipt) == [
            (kept, deal.bond_trustee, 10**6),
            (kept, agent, each * ALL_UNITS),
        ]
        paid = pay(deal, instalment_of(receipt), "alice", "bob", "carol")
        assert [(log.holder, log.net) for log in paid.all(Paid)] == [
            (deal.alice, 10 * each),
            (deal.bob, 20 * each),
            (deal.carol, 30 * each),
        ]
        assert moved(deal, paid) == [
            (agent, deal.alice, 10 * each),
            (agent, deal.bob, 20 * each),
            (agent, deal.carol, 30 * each),
        ]
        assert deal.recoveries.estate_of(bond).held == CAME - 10**6 - each * ALL_UNITS

    def test_by_instalments_never_pays_more_than_came(self, deal):
        instalment = record(deal)
        confirm(deal)
        distributed(deal, instalment)
        confirm(deal, told=2)
        receipt = distributed(deal, instalment)
        assert receipt.only(ActionFunded).amount == CAME
        assert deal.recoveries.estate_of(deal.bond.address).held == 0


def test_what_is_over_goes_back(deal):
    """All that is owed came; then the missed coupon is paid by its own action after all."""
    confirm(deal, CLAIM * ALL_UNITS)
    coupon = FIRST_COUPON * ALL_UNITS
    what = deal.paying.address, deal.paying.actions(), deal.issuer, coupon, reference(7)
    deal.rtgs.confirm_funding(*what, sender=deal.rail_operator)
    receipt = deal.recoveries.give_back(deal.bond.address, sender=deal.mallory)
    assert receipt.only(RecoveryReturned).amount == coupon
    assert moved(deal, receipt) == [(deal.recoveries.address, deal.issuer, coupon)]
