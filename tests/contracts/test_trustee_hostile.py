"""Trustee: defaults declared of what is none, claims made twice, acts out of their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Address
from sim.chain.logs import (
    ActionCancelled,
    ActionKind,
    ActionStatus,
    RecoveryStarted,
    Role,
    Standing,
)
from sim.chain.reverts import (
    Trustee_CovenantsUnfit,
    Trustee_DealtWith,
    Trustee_InGrace,
    Trustee_NoCovenants,
    Trustee_NoDefaultInterest,
    Trustee_NotCured,
    Trustee_NothingMissed,
    Trustee_Recovering,
)
from sim.chain.structs import Instalment
from tests.contracts.coupons import (
    CUT_OFF,
    FIRST_COUPON,
    INTR,
    PRINCIPAL,
    REDM,
    announced,
    coupon_in,
)
from tests.contracts.deal import WHOLE, Deal, day, instant, reverts, schedule
from tests.contracts.options import PUT, WITHIN, elect, option, set_options
from tests.contracts.schedules import amender
from tests.contracts.test_trustee_acceleration import ACCRUED, accelerate, cure
from tests.contracts.troubles import (
    COVENANTS,
    GRACE_ENDS,
    GRACES,
    PRESCRIPTION,
    PRINCIPAL_GRACE_ENDS,
    accelerated,
    defaulted,
    distributed,
    promised,
    recovered,
)

BPUT, PRED = ActionKind.BPUT, ActionKind.PRED


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


@pytest.fixture
def with_put(fresh_deal: Deal) -> Deal:
    """Alice elected four units for the first payment, and the put was missed."""
    deal = fresh_deal
    deal.warp("2023-02-16 08:00")
    set_options(deal, option(PUT))
    promised(deal)
    deal.warp(WITHIN)
    elect(deal, "alice", 4)
    number = announced(deal, 0, BPUT)
    deal.warp(CUT_OFF)
    deal.paying.declare_missed([number], sender=deal.mallory)
    return deal


def matured(deal: Deal, declared: tuple[int, ...] = (1, 2)) -> Deal:
    """The last coupon and the redemption are missed, and declared."""
    for kind in (INTR, REDM):
        announced(deal, 1, kind)
    deal.warp("2024-02-16 10:00")
    deal.paying.declare_missed([1, 2], sender=deal.mallory)
    deal.warp("2024-02-23 18:00")
    for number in declared:
        deal.trustee.declare_default(number, sender=deal.mallory)
    return deal


def last_instalment(deal: Deal) -> Instalment:
    """To the holders of the last record date."""
    last = deal.terms.period(1)
    payable = deal.chain.now + 60
    return Instalment(last.record_date, last.ex_date, last.payment_date, last.record_at, payable)


class TestDeclare:
    def test_no_default_by_the_proof_of_a_bond_that_promised_nothing(self, deal):
        bond = coupon_in(deal, deal.cash.address)
        deal.warp(CUT_OFF)
        deal.paying.declare_missed([1], sender=deal.mallory)
        deal.warp(GRACE_ENDS)
        with reverts(Trustee_NoCovenants, bond=bond.address):
            deal.trustee.declare_default(1, sender=deal.mallory)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING

    def test_no_default_of_what_the_accelerated_period_pays(self, deal):
        """It is in the claim already: at the prescription it would be claimed twice."""
        accelerated(deal)
        number = announced(deal, 1, REDM)
        deal.warp("2034-02-16 10:00")
        deal.paying.declare_missed([number], sender=deal.mallory)
        with reverts(Trustee_DealtWith, action_id=number):
            deal.trustee.declare_default(number, sender=deal.mallory)
        claim = deal.trustee.claim_of(deal.bond.address)
        assert claim == (PRINCIPAL, ACCRUED + FIRST_COUPON)

    def test_grace_keeps_nothing_out_of_the_claim(self, fresh_deal):
        """Two payments of one day, the grace of one longer: all is due, and goes into the claim."""
        deal = fresh_deal
        deal.warp("2023-02-16 08:00")
        first, second = schedule()
        bond = deal.new_bond([replace(first, factor_after=WHOLE // 2), second])
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        deal.trustee.enter(bond.address, COVENANTS, GRACES, sender=deal.deployer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        for kind in (PRED, INTR):
            deal.paying.announce(bond.address, 0, kind, sender=deal.paying_agent)
        deal.warp(CUT_OFF)
        deal.paying.declare_missed([1, 2], sender=deal.mallory)
        deal.warp(PRINCIPAL_GRACE_ENDS)
        deal.trustee.declare_default(1, sender=deal.mallory)
        now, until = deal.chain.now + 1, instant(GRACE_ENDS)
        deal.chain.at(now)
        with reverts(Trustee_InGrace, action_id=2, until=until, timestamp=now):
            deal.trustee.declare_default(2, sender=deal.mallory)
        deal.warp("2023-08-20 12:00")
        deal.trustee.accelerate(bond.address, day("2023-08-20"), sender=deal.bond_trustee)
        deal.trustee.declare_default(2, sender=deal.mallory)
        principal, interest = deal.trustee.claim_of(bond.address)
        assert principal == PRINCIPAL
        assert interest > FIRST_COUPON


class TestAccelerate:
    def test_fails_when_all_is_cured_though_nobody_said_so(self, deal):
        number = defaulted(deal)
        deal.warp("2023-08-25 12:00")
        cure(deal, number)
        deal.warp("2023-08-28 12:00")
        with reverts(Trustee_NothingMissed, bond=deal.bond.address):
            accelerate(deal, "2023-08-28")

    def test_goes_on_while_the_default_interest_is_not_paid(self, deal):
        number = defaulted(deal)
        deal.paying.fund(number, sender=deal.issuer)
        accelerate(deal, "2023-08-23")
        assert deal.trustee.claim_of(deal.bond.address)[0] == PRINCIPAL


class TestPutThatWasMissed:
    """It is for elected units alone; a claim, and default interest, are for all."""

    def test_adds_nothing_to_what_every_unit_claims(self, with_put):
        deal = with_put
        deal.warp(GRACE_ENDS)
        deal.trustee.declare_default(1, sender=deal.mallory)
        deal.warp("2023-08-25 12:00")
        accelerate(deal, "2023-08-25")
        assert deal.trustee.claim_of(deal.bond.address) == (PRINCIPAL, ACCRUED)
        receipt = distributed(deal, recovered(deal, 600))
        assert receipt.only(RecoveryStarted).principal_per_unit == PRINCIPAL
        assert receipt.only(ActionCancelled).action_id == 1

    def test_bears_no_default_interest_and_is_cured_without(self, with_put):
        deal = with_put
        deal.warp(GRACE_ENDS)
        deal.trustee.declare_default(1, sender=deal.mallory)
        with reverts(Trustee_NotCured, action_id=1):
            deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)
        deal.paying.fund(1, sender=deal.issuer)
        with reverts(Trustee_NoDefaultInterest, action_id=1):
            deal.trustee.charge_default_interest(
                1, day("2023-08-23"), deal.chain.now + 60, sender=deal.paying_agent
            )
        deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING


class TestOnceSomethingWasDistributed:
    @pytest.fixture
    def voted(self, deal) -> Address:
        return amender(deal)

    def test_nothing_is_waived(self, deal, voted):
        """What was missed is cancelled: a bond that performs again would owe it to nobody."""
        matured(deal)
        deal.recoveries.pay_in(deal.bond.address, 10**9, sender=deal.issuer)
        distributed(deal, last_instalment(deal))
        with reverts(Trustee_Recovering, bond=deal.bond.address):
            deal.trustee.waive(deal.bond.address, sender=voted)

    def test_nothing_is_acknowledged_as_cured(self, deal):
        matured(deal)
        deal.recoveries.pay_in(deal.bond.address, 10**9, sender=deal.issuer)
        distributed(deal, last_instalment(deal))
        with reverts(Trustee_Recovering, bond=deal.bond.address):
            deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)

    def test_what_was_not_declared_stays_payable_by_itself(self, deal):
        """Neither lost nor paid twice: it is in no claim."""
        matured(deal, declared=(1,))
        deal.recoveries.pay_in(deal.bond.address, 600, sender=deal.issuer)
        distributed(deal, last_instalment(deal))
        with reverts(Trustee_DealtWith, action_id=2):
            deal.trustee.declare_default(2, sender=deal.mallory)
        deal.paying.fund(2, sender=deal.issuer)
        assert deal.paying.action(1).status is ActionStatus.CANCELLED
        assert deal.paying.action(2).status is ActionStatus.FUNDED


@pytest.mark.parametrize(
    "wrong",
    [
        {"payment_date": PRESCRIPTION.record_date},
        {"funding_cutoff": PRESCRIPTION.record_at},
        {"payable_from": PRESCRIPTION.funding_cutoff - 1},
    ],
    ids=["paid on its record date", "funded at its record date", "paid before it is funded"],
)
def test_no_prescription_that_no_acceleration_could_use(fresh_deal, wrong):
    covenants = replace(COVENANTS, prescription=replace(PRESCRIPTION, **wrong))
    bond = fresh_deal.bond.address
    with reverts(Trustee_CovenantsUnfit, bond=bond):
        fresh_deal.trustee.enter(bond, covenants, GRACES, sender=fresh_deal.deployer)


def test_the_fraction_of_a_late_payment_is_by_the_terms(deal):
    """Seven days of 365; who counts is the terms, not the trustee."""
    assert deal.terms.fraction(day("2023-08-16"), day("2023-08-23")) == (7, 365)
