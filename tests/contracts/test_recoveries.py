"""Recoveries: what comes in, costs first, then every unit alike, never more than is owed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import (
    ActionCancelled,
    ActionFunded,
    ActionKind,
    ActionStatus,
    CostsBooked,
    CostsPaid,
    Paid,
    RecoveryDistributed,
    RecoveryReceived,
    RecoveryReturned,
    RecoveryStarted,
    Role,
    Waterfall,
)
from sim.chain.reverts import (
    BondToken_NoRecordThen,
    BondToken_RecordNotStruck,
    PayingAgent_StatusIs,
    Recoveries_AboveClaim,
    Recoveries_NothingOver,
    Recoveries_RecordTooEarly,
    Recoveries_TooLittle,
    Trustee_DealtWith,
    Trustee_NotAllDue,
    Trustee_Recovering,
)
from sim.chain.structs import Instalment
from tests.contracts.coupons import ALL_UNITS, FIRST_COUPON, INTR, PRINCIPAL, announced, pay
from tests.contracts.deal import CASH, Deal, day, instant, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.test_trustee_acceleration import ACCRUED
from tests.contracts.troubles import (
    accelerated,
    defaulted,
    distributed,
    instalment_of,
    missed,
    promised,
    recovered,
    restored,
)

CLAIM = PRINCIPAL + ACCRUED + FIRST_COUPON
INSTALMENT = Instalment(
    record_date=day("2023-09-15"),
    ex_date=day("2023-09-15"),
    payment_date=day("2023-09-18"),
    record_at=instant("2023-09-15 18:00"),
    payable_from=instant("2023-09-18 11:00"),
)


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


def pay_in(deal: Deal, amount: int) -> None:
    deal.recoveries.pay_in(deal.bond.address, amount, sender=deal.issuer)


def book(deal: Deal, amount: int) -> None:
    deal.recoveries.book_costs(deal.bond.address, amount, sender=deal.bond_trustee)


STEPS = {
    "addRecord": lambda d: d.recoveries.add_record(d.bond.address, 1, 2, sender=d.bond_trustee),
    "payIn": lambda d: pay_in(d, 1),
    "bookCosts": lambda d: book(d, 1),
    "distribute": lambda d: distributed(d, INSTALMENT),
}


class TestBeforeAllIsDue:
    """Nothing is recovered of a bond that performs, or whose default may still be cured."""

    @pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
    @pytest.mark.parametrize("reach", [lambda d: d, missed, defaulted])
    def test_nothing_is_recovered(self, deal, step, reach):
        reach(deal)
        with reverts(Trustee_NotAllDue, bond=deal.bond.address), unmoved(deal):
            step(deal)


class TestPayIn:
    def test_fails_beyond_what_is_owed(self, deal):
        accelerated(deal)
        owed = CLAIM * ALL_UNITS
        with reverts(Recoveries_AboveClaim, amount=owed + 1, room=owed):
            pay_in(deal, owed + 1)
        book(deal, 7)
        pay_in(deal, owed)
        with reverts(Recoveries_AboveClaim, amount=8, room=7):
            pay_in(deal, 8)

    def test_takes_money_from_whoever_pays(self, deal):
        accelerated(deal)
        deal.cash.approve(deal.recoveries.address, 10**12, sender=deal.bob)
        bond = deal.bond.address
        receipt = deal.recoveries.pay_in(bond, 10**9, sender=deal.bob)
        assert said(receipt, deal.recoveries) == [(RecoveryReceived, bond, deal.bob, 10**9)]
        assert deal.cash.balance_of(deal.recoveries.address) == 10**9
        assert deal.cash.balance_of(deal.bob) == CASH - 10**9
        assert deal.recoveries.estate_of(bond).held == 10**9


class TestDistribute:
    class TestFails:
        def test_before_the_record_date_closed(self, deal):
            accelerated(deal)
            instalment = recovered(deal, 10**9)
            closes = instant("2023-09-20 18:00")
            deal.recoveries.add_record(
                deal.bond.address, day("2023-09-20"), closes, sender=deal.bond_trustee
            )
            later = replace(instalment, record_at=closes)
            with pytest.raises(BondToken_RecordNotStruck):
                distributed(deal, later)

        def test_to_a_record_date_there_is_not(self, deal):
            accelerated(deal)
            instalment = recovered(deal, 10**9)
            wrong = replace(instalment, record_at=instalment.record_at + 1)
            with reverts(BondToken_NoRecordThen, closes=wrong.record_at):
                distributed(deal, wrong)

        def test_to_holders_of_before_the_acceleration(self, deal):
            accelerated(deal)
            since = deal.trustee.case_of(deal.bond.address).since
            past = instant("2023-08-15 18:00")
            early = replace(recovered(deal, 10**9), record_at=past)
            with reverts(Recoveries_RecordTooEarly, record_at=past, since=since):
                distributed(deal, early)

        def test_less_than_a_cent_a_unit(self, deal):
            accelerated(deal)
            with reverts(Recoveries_TooLittle, held=ALL_UNITS - 1, units=ALL_UNITS):
                distributed(deal, recovered(deal, ALL_UNITS - 1))

        def test_when_nothing_is_left(self, deal):
            accelerated(deal)
            instalment = recovered(deal, 10**9)
            distributed(deal, instalment)
            with pytest.raises(Recoveries_TooLittle):
                distributed(deal, instalment)

        def test_of_what_is_held_but_no_more_owed(self, deal):
            """A coupon cured after money came in for it as well."""
            number = accelerated(deal)
            instalment = recovered(deal, CLAIM * ALL_UNITS)
            deal.paying.fund(number, sender=deal.issuer)
            distributed(deal, instalment)
            held = FIRST_COUPON * ALL_UNITS
            with reverts(Recoveries_TooLittle, held=held, units=ALL_UNITS):
                distributed(deal, instalment)

    def test_every_unit_alike_and_the_rest_is_kept(self, deal):
        accelerated(deal)
        instalment = recovered(deal, 10**9 + 1)
        receipt = distributed(deal, instalment)
        each = (10**9 + 1) // ALL_UNITS
        kept = 10**9 + 1 - each * ALL_UNITS
        interest = each * (ACCRUED + FIRST_COUPON) // CLAIM
        number = instalment_of(receipt)
        bond = deal.bond.address
        assert said(receipt, deal.trustee) == [
            (RecoveryStarted, bond, PRINCIPAL, ACCRUED + FIRST_COUPON)
        ]
        assert said(receipt, deal.recoveries) == [
            (RecoveryDistributed, bond, number, ALL_UNITS, each - interest, interest, kept)
        ]
        assert receipt.only(ActionFunded).amount == each * ALL_UNITS
        stored = deal.paying.action(number)
        assert (stored.kind, stored.amount_per_unit) == (ActionKind.LIQU, each)
        assert deal.cash.balance_of(deal.recoveries.address) == kept

    def test_pays_the_holders_of_its_record_date(self, deal):
        accelerated(deal)
        deal.bond.transfer(deal.dave, 10, sender=deal.alice)
        receipt = distributed(deal, recovered(deal, 600))
        deal.bond.transfer(deal.erin, 10, sender=deal.dave)
        paid = pay(deal, instalment_of(receipt), "alice", "bob", "carol", "dave", "erin")
        assert {log.holder: log.net for log in paid.all(Paid)} == {
            deal.bob: 200,
            deal.carol: 300,
            deal.dave: 100,
        }
        assert deal.paying.action(instalment_of(receipt)).status is ActionStatus.PAID
        assert deal.holdings(deal.bob, deal.erin) == [20, 10]

    def test_costs_come_first(self, deal):
        accelerated(deal)
        bond = deal.bond.address
        receipt = deal.recoveries.book_costs(bond, 400, sender=deal.bond_trustee)
        assert said(receipt, deal.recoveries) == [(CostsBooked, bond, deal.bond_trustee, 400)]
        receipt = distributed(deal, recovered(deal, 1_000), by=deal.paying_agent)
        assert receipt.only(CostsPaid).amount == 400
        assert deal.cash.balance_of(deal.bond_trustee) == 400
        assert receipt.only(RecoveryDistributed).kept == 0
        assert deal.recoveries.estate_of(bond).costs == 0

    def test_costs_may_take_everything(self, deal):
        accelerated(deal)
        book(deal, 400)
        receipt = distributed(deal, recovered(deal, 300))
        assert receipt.only(CostsPaid).amount == 300
        assert not receipt.all(RecoveryDistributed)
        assert deal.recoveries.estate_of(deal.bond.address).costs == 100
        assert deal.trustee.case_of(deal.bond.address).is_recovering is False

    def test_what_was_kept_goes_to_the_next(self, deal):
        accelerated(deal)
        first = distributed(deal, recovered(deal, 119))
        assert first.only(RecoveryDistributed).kept == 59
        second = distributed(deal, recovered(deal, 1, "2023-10-03"))
        log = second.only(RecoveryDistributed)
        assert log.principal_per_unit + log.interest_per_unit == 1
        assert log.kept == 0

    def test_never_more_than_the_claim(self, deal):
        accelerated(deal)
        distributed(deal, recovered(deal, 10**9))
        estate = deal.recoveries.estate_of(deal.bond.address)
        left = CLAIM - estate.principal_paid - estate.interest_paid
        room = left * ALL_UNITS - estate.held
        with reverts(Recoveries_AboveClaim, amount=room + 1, room=room):
            recovered(deal, room + 1, "2023-10-03")
        distributed(deal, recovered(deal, room, "2023-10-04"))
        estate = deal.recoveries.estate_of(deal.bond.address)
        assert estate.principal_paid == estate.principal_claim == PRINCIPAL
        assert estate.interest_paid == estate.interest_claim == ACCRUED + FIRST_COUPON
        assert estate.held == 0

    @pytest.mark.parametrize(
        ("waterfall", "each", "interest"),
        [
            (Waterfall.INTEREST_FIRST, 1_000, 1_000),
            (Waterfall.INTEREST_FIRST, CLAIM, CLAIM - PRINCIPAL),
            (Waterfall.PRINCIPAL_FIRST, 1_000, 0),
            (Waterfall.PRINCIPAL_FIRST, PRINCIPAL + 5, 5),
            (Waterfall.PARI_PASSU, CLAIM, CLAIM - PRINCIPAL),
        ],
    )
    def test_by_the_waterfall(self, fresh_deal, waterfall, each, interest):
        deal = promised(fresh_deal, waterfall=waterfall)
        accelerated(deal)
        log = distributed(deal, recovered(deal, each * ALL_UNITS)).only(RecoveryDistributed)
        assert (log.principal_per_unit, log.interest_per_unit) == (each - interest, interest)


class TestOnceDistributed:
    @pytest.fixture
    def number(self, deal) -> int:
        number = accelerated(deal)
        receipt = distributed(deal, recovered(deal, 10**9))
        assert receipt.only(ActionCancelled).action_id == number
        return number

    def test_what_was_missed_is_paid_by_its_own_action_no_more(self, deal, number):
        cancelled = ActionStatus.CANCELLED
        with reverts(PayingAgent_StatusIs, action_id=number, status=cancelled):
            deal.paying.fund(number, sender=deal.issuer)

    def test_nothing_is_declared_any_more(self, deal, number):
        other = announced(deal, 1, INTR)
        deal.warp("2034-02-16 10:00")
        deal.paying.declare_missed([other], sender=deal.mallory)
        with reverts(Trustee_DealtWith, action_id=other):
            deal.trustee.declare_default(other, sender=deal.mallory)

    def test_nothing_is_rescinded(self, deal, number):
        with reverts(Trustee_Recovering, bond=deal.bond.address):
            deal.trustee.rescind(deal.bond.address, restored(deal), sender=deal.bond_trustee)


def test_a_coupon_cured_before_the_first_instalment_is_in_no_claim(deal):
    number = accelerated(deal)
    deal.paying.fund(number, sender=deal.issuer)
    assert deal.trustee.claim_of(deal.bond.address) == (PRINCIPAL, ACCRUED)
    receipt = distributed(deal, recovered(deal, 10**9))
    assert not receipt.all(ActionCancelled)


def test_a_redemption_missed_is_recovered_from_who_held_at_the_last_record_date(deal):
    for kind in (INTR, ActionKind.REDM):
        announced(deal, 1, kind)
    deal.warp("2024-02-16 10:00")
    deal.paying.declare_missed([1, 2], sender=deal.mallory)
    deal.warp("2024-02-23 18:00")
    deal.trustee.declare_default(1, sender=deal.mallory)
    deal.trustee.declare_default(2, sender=deal.mallory)
    principal, interest = deal.trustee.claim_of(deal.bond.address)
    assert principal == PRINCIPAL
    assert interest == 10_208_22
    pay_in(deal, 600)
    final = deal.terms.period(1)
    instalment = replace(
        INSTALMENT,
        record_date=final.record_date,
        record_at=final.record_at,
        payable_from=deal.chain.now + 60,
    )
    receipt = distributed(deal, instalment)
    paid = pay(deal, instalment_of(receipt), "alice", "bob", "carol")
    assert sum(log.net for log in paid.all(Paid)) == 600


class TestGiveBack:
    class TestFails:
        def test_when_nothing_came_in(self, deal):
            with reverts(Recoveries_NothingOver, bond=deal.bond.address):
                deal.recoveries.give_back(deal.bond.address, sender=deal.mallory)

        def test_of_what_is_owed(self, deal):
            accelerated(deal)
            pay_in(deal, CLAIM * ALL_UNITS)
            with reverts(Recoveries_NothingOver, bond=deal.bond.address):
                deal.recoveries.give_back(deal.bond.address, sender=deal.issuer)

    def test_of_what_was_cured_since(self, deal):
        number = accelerated(deal)
        pay_in(deal, CLAIM * ALL_UNITS)
        deal.paying.fund(number, sender=deal.issuer)
        with reverts(Recoveries_AboveClaim, amount=1, room=0):
            pay_in(deal, 1)
        bond, over = deal.bond.address, FIRST_COUPON * ALL_UNITS
        receipt = deal.recoveries.give_back(bond, sender=deal.mallory)
        assert said(receipt, deal.recoveries) == [(RecoveryReturned, bond, deal.issuer, over)]
        assert deal.recoveries.estate_of(bond).held == (CLAIM - FIRST_COUPON) * ALL_UNITS

    def test_of_everything_but_costs_after_a_rescission(self, fresh_deal):
        deal = promised(fresh_deal, default_rate=0)
        before = restored(deal)
        number = accelerated(deal)
        book(deal, 7)
        pay_in(deal, 1_000)
        deal.paying.fund(number, sender=deal.issuer)
        deal.trustee.rescind(deal.bond.address, before, sender=deal.bond_trustee)
        money = deal.cash.balance_of(deal.issuer)
        deal.recoveries.give_back(deal.bond.address, sender=deal.issuer)
        assert deal.cash.balance_of(deal.issuer) == money + 993


class TestStartRecovery:
    """What the contract that distributes asks of the trustee; here an account stands for it."""

    @pytest.fixture
    def amending(self, deal):
        account = deal.new_key("amending")
        deal.roles.grant([Role.AMENDING_CONTRACT], [account], sender=deal.admin)
        return account

    def test_fails_while_not_everything_is_due(self, deal, amending):
        bond = deal.bond.address
        defaulted(deal)
        with reverts(Trustee_NotAllDue, bond=bond):
            deal.trustee.start_recovery(bond, sender=amending)
        with reverts(Trustee_NotAllDue, bond=bond):
            deal.trustee.require_all_due(bond)

    def test_a_second_time_changes_nothing(self, deal, amending):
        accelerated(deal)
        bond = deal.bond.address
        first = deal.trustee.start_recovery(bond, sender=amending)
        assert len(first.all(RecoveryStarted)) == len(first.all(ActionCancelled)) == 1
        assert not deal.trustee.start_recovery(bond, sender=amending).events


def test_each_knows_its_neighbours(deal):
    assert deal.recoveries.trustee() == deal.meetings.trustee() == deal.trustee.address
    assert deal.recoveries.paying() == deal.trustee.paying() == deal.paying.address
    assert deal.trustee.settlement() == deal.settlement.address
    assert deal.meetings.register() == deal.register.address
