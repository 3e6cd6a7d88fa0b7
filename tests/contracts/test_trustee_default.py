"""Trustee: what a bond promises, defaults declared after grace, cured with default interest."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain.logs import (
    ActionAnnounced,
    ActionFunded,
    ActionKind,
    ActionStatus,
    CovenantsSet,
    DefaultCured,
    DefaultDeclared,
    DefaultInterestCharged,
    FlatSet,
    Paid,
    Role,
    Standing,
)
from sim.chain.reverts import (
    PayingAgent_NotScheduled,
    PayingAgent_NotWired,
    PayingAgent_StatusIs,
    PayingAgent_UnknownAction,
    Settlement_TradesFlat,
    Trustee_CovenantsSetAlready,
    Trustee_CovenantsUnfit,
    Trustee_DayOff,
    Trustee_DealtWith,
    Trustee_InGrace,
    Trustee_NoCovenants,
    Trustee_NoDefaultInterest,
    Trustee_NotCured,
    Trustee_NotMissed,
    Trustee_StandingIs,
)
from tests.contracts.coupons import CUT_OFF, FIRST_COUPON, announced, funded, held, owed, pay
from tests.contracts.deal import CASH, Deal, day, instant, reverts, told
from tests.contracts.expect import unmoved
from tests.contracts.trades import trade
from tests.contracts.troubles import (
    COVENANTS,
    DEFAULT_RATE,
    GRACE_ENDS,
    GRACES,
    PRESCRIPTION,
    defaulted,
    missed,
    promised,
)

LATE, LATE_DAY = "2023-08-23 09:00", day("2023-08-23")
#: 6 % on a first coupon for the 7 days from 16 to 23 August, half up.
DEFAULT_INTEREST = round(Fraction(FIRST_COUPON) * Fraction(6, 100) * Fraction(7, 365))


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


def cured(deal: Deal, number: int) -> None:
    """The late coupon is funded."""
    deal.paying.fund(number, sender=deal.issuer)


def charge(deal: Deal, number: int, date: int = LATE_DAY) -> int:
    receipt = deal.trustee.charge_default_interest(
        number, date, deal.chain.now + 3_600, sender=deal.paying_agent
    )
    return receipt.only(DefaultInterestCharged).action_id


class TestEnter:
    class TestFails:
        def test_a_second_time(self, deal):
            with reverts(Trustee_CovenantsSetAlready, bond=deal.bond.address):
                deal.trustee.enter(deal.bond.address, COVENANTS, GRACES, sender=deal.deployer)

        def test_once_units_are_issued(self, fresh_deal):
            held(fresh_deal)
            bond = fresh_deal.bond.address
            with reverts(Trustee_CovenantsUnfit, bond=bond):
                fresh_deal.trustee.enter(bond, COVENANTS, GRACES, sender=fresh_deal.deployer)

        @pytest.mark.parametrize(
            "wrong",
            [
                {"acceleration_share": 0},
                {"acceleration_share": 1_000_000_001},
                {"majority": 0},
                {"majority": 1_000_000_001},
                {"quorum": 1_000_000_001},
                {"adjourned_quorum": 500_000_001},
                {"prescription": replace(PRESCRIPTION, record_at=instant("2024-02-15 18:00"))},
            ],
            ids=lambda wrong: next(iter(wrong)),
        )
        def test_with(self, fresh_deal, wrong):
            bond, covenants = fresh_deal.bond.address, replace(COVENANTS, **wrong)
            with reverts(Trustee_CovenantsUnfit, bond=bond):
                fresh_deal.trustee.enter(bond, covenants, GRACES, sender=fresh_deal.deployer)

        @pytest.mark.parametrize("count", [0, 1, 3])
        def test_with_another_number_of_graces_than_periods(self, fresh_deal, count):
            bond, graces = fresh_deal.bond.address, (GRACES * 2)[:count]
            with reverts(Trustee_CovenantsUnfit, bond=bond):
                fresh_deal.trustee.enter(bond, COVENANTS, graces, sender=fresh_deal.deployer)

    def test_says_and_keeps_everything(self, fresh_deal):
        bond = fresh_deal.bond.address
        receipt = fresh_deal.trustee.enter(bond, COVENANTS, GRACES, sender=fresh_deal.deployer)
        assert told(receipt) == [(CovenantsSet, bond, COVENANTS, tuple(GRACES))]
        assert fresh_deal.trustee.covenants(bond) == COVENANTS
        assert [fresh_deal.trustee.grace_of(bond, n) for n in (0, 1)] == GRACES
        assert fresh_deal.trustee.case_of(bond).standing is Standing.PERFORMING


class TestDeclareDefault:
    class TestFails:
        def test_of_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=1):
                deal.trustee.declare_default(1, sender=deal.mallory)

        def test_of_a_bond_that_promised_nothing(self, fresh_deal):
            held(fresh_deal)
            number = missed(fresh_deal)
            with reverts(Trustee_NoCovenants, bond=fresh_deal.bond.address):
                fresh_deal.trustee.declare_default(number, sender=fresh_deal.mallory)

        def test_of_a_payment_that_is_only_late_to_be_declared_missed(self, deal):
            number = announced(deal)
            deal.warp(GRACE_ENDS)
            with reverts(Trustee_NotMissed, action_id=number):
                deal.trustee.declare_default(number, sender=deal.mallory)

        def test_of_a_payment_that_was_made(self, deal):
            number = funded(deal)
            deal.warp(GRACE_ENDS)
            with reverts(Trustee_NotMissed, action_id=number):
                deal.trustee.declare_default(number, sender=deal.mallory)

        def test_a_second_before_grace_ends(self, deal):
            number, ends = missed(deal), instant(GRACE_ENDS)
            deal.chain.at(ends - 1)
            with reverts(Trustee_InGrace, action_id=number, until=ends, timestamp=ends - 1):
                deal.trustee.declare_default(number, sender=deal.mallory)

        def test_twice(self, deal):
            number = defaulted(deal)
            with reverts(Trustee_DealtWith, action_id=number):
                deal.trustee.declare_default(number, sender=deal.mallory)

    @pytest.mark.parametrize("who", ["bond_trustee", "alice", "mallory"])
    def test_may_be_done_by_anyone_once_grace_ended(self, deal, who):
        number = missed(deal)
        at, by, bond = deal.warp(GRACE_ENDS), getattr(deal, who), deal.bond.address
        with unmoved(deal):
            receipt = deal.trustee.declare_default(number, sender=by)
        assert told(receipt) == [(DefaultDeclared, bond, number, by), (FlatSet, bond, True)]
        stands = deal.trustee.case_of(bond)
        assert (stands.standing, stands.since) == (Standing.DEFAULTED, at)
        assert stands.missed == (number,)

    def test_has_a_shorter_grace_for_principal(self, deal):
        announced(deal, 1, ActionKind.REDM)
        deal.warp("2024-02-16 10:00")
        deal.paying.declare_missed([1], sender=deal.mallory)
        ends = instant("2024-02-19 18:00")
        deal.chain.at(ends - 1)
        with reverts(Trustee_InGrace, action_id=1, until=ends, timestamp=ends - 1):
            deal.trustee.declare_default(1, sender=deal.mallory)
        deal.chain.at(ends)
        assert deal.trustee.declare_default(1, sender=deal.mallory).only(DefaultDeclared)


class TestTradesFlat:
    def test_no_trade_with_accrued_interest_is_entered_in_default(self, deal):
        defaulted(deal)
        assert deal.settlement.trades_flat(deal.bond.address)
        with_interest = replace(
            trade(deal),
            trade_date=day("2023-08-23"),
            intended_date=day("2023-08-25"),
            expiry_date=day("2023-09-08"),
            opens_at=instant("2023-08-25 08:30"),
            expires_at=instant("2023-09-08 17:30"),
            accrued_amount=1,
        )
        with reverts(Settlement_TradesFlat, bond=deal.bond.address, accrued_amount=1):
            deal.settlement.instruct([with_interest], sender=deal.alice)
        flat = replace(with_interest, accrued_amount=0)
        deal.settlement.instruct([flat], sender=deal.alice)

    def test_saying_so_twice_says_nothing(self, deal):
        amending = deal.new_key("amending")
        deal.roles.grant([Role.AMENDING_CONTRACT], [amending], sender=deal.admin)
        bond = deal.bond.address
        first = deal.settlement.set_flat(bond, True, sender=amending)
        again = deal.settlement.set_flat(bond, True, sender=amending)
        assert (len(first.events), len(again.events)) == (1, 0)


class TestAcknowledgeCure:
    class TestFails:
        def test_of_a_bond_that_performs(self, deal):
            bond = deal.bond.address
            with reverts(Trustee_StandingIs, bond=bond, standing=Standing.PERFORMING):
                deal.trustee.acknowledge_cure(bond, sender=deal.mallory)

        def test_while_it_is_missed(self, deal):
            number = defaulted(deal)
            with reverts(Trustee_NotCured, action_id=number):
                deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)

        def test_without_the_default_interest(self, deal):
            number = defaulted(deal)
            cured(deal, number)
            with reverts(Trustee_NotCured, action_id=number):
                deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)

        def test_with_default_interest_that_is_charged_and_not_paid(self, deal):
            number = defaulted(deal)
            cured(deal, number)
            charge(deal, number)
            with reverts(Trustee_NotCured, action_id=number):
                deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)

    def test_performs_again_and_trades_with_interest(self, deal):
        number, bond = defaulted(deal), deal.bond.address
        cured(deal, number)
        cured(deal, charge(deal, number))
        receipt = deal.trustee.acknowledge_cure(bond, sender=deal.mallory)
        assert told(receipt) == [(DefaultCured, bond, deal.mallory), (FlatSet, bond, False)]
        stands = deal.trustee.case_of(bond)
        assert (stands.standing, stands.missed) == (Standing.PERFORMING, ())
        assert not deal.settlement.trades_flat(bond)


class TestWithoutDefaultInterest:
    def test_the_missed_payment_alone_cures(self, fresh_deal):
        deal = promised(fresh_deal, default_rate=0)
        number = defaulted(deal)
        cured(deal, number)
        deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING

    def test_none_is_charged(self, fresh_deal):
        deal = promised(fresh_deal, default_rate=0)
        number = missed(deal)
        deal.warp(LATE)
        cured(deal, number)
        with reverts(Trustee_NoDefaultInterest, action_id=number):
            charge(deal, number)


class TestChargeDefaultInterest:
    class TestFails:
        def test_while_the_payment_is_missed(self, deal):
            number = missed(deal)
            deal.warp(LATE)
            with reverts(Trustee_NoDefaultInterest, action_id=number):
                charge(deal, number)

        def test_on_a_payment_in_time(self, deal):
            number = funded(deal)
            with reverts(Trustee_NoDefaultInterest, action_id=number):
                charge(deal, number)

        def test_to_the_day_before_it_was_due(self, deal):
            number = missed(deal)
            cured(deal, number)
            with reverts(Trustee_NoDefaultInterest, action_id=number):
                charge(deal, number, day("2023-08-15"))

        def test_twice(self, deal):
            number = missed(deal)
            deal.warp(LATE)
            cured(deal, number)
            charge(deal, number)
            with reverts(Trustee_NoDefaultInterest, action_id=number):
                charge(deal, number)

        def test_on_default_interest_itself(self, deal):
            number = missed(deal)
            deal.warp(LATE)
            cured(deal, number)
            interest = charge(deal, number)
            deal.chain.at(deal.chain.now + 7_200)
            cured(deal, interest)
            with reverts(Trustee_NoDefaultInterest, action_id=interest):
                charge(deal, interest)

        @pytest.mark.parametrize("off", [-2, 1])
        def test_to_another_day_than_the_money_came_on(self, deal, off):
            number = missed(deal)
            deal.warp(LATE)
            cured(deal, number)
            funded_at = deal.paying.action(number).funded_at
            with reverts(Trustee_DayOff, date=LATE_DAY + off, timestamp=funded_at):
                charge(deal, number, LATE_DAY + off)

    def test_of_the_day_it_was_due_is_nothing_and_ends_the_default(self, fresh_deal):
        deal, at_once = fresh_deal, instant(CUT_OFF)
        graces = [replace(GRACES[0], interest_until=at_once), GRACES[1]]
        deal.trustee.enter(deal.bond.address, COVENANTS, graces, sender=deal.deployer)
        number = missed(held(deal))
        deal.trustee.declare_default(number, sender=deal.mallory)
        cured(deal, number)
        interest = charge(deal, number, day("2023-08-16"))
        assert deal.paying.action(interest).amount_per_unit == 0
        cured(deal, interest)
        deal.trustee.acknowledge_cure(deal.bond.address, sender=deal.issuer)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING

    def test_is_a_payment_to_the_holders_of_the_original_record_date(self, deal):
        number = missed(deal)
        deal.bond.transfer(deal.dave, 10, sender=deal.alice)
        deal.warp(LATE)
        cured(deal, number)
        interest = charge(deal, number)
        assert deal.trustee.default_interest_of(number) == interest
        stored = deal.paying.action(interest)
        assert (stored.kind, stored.amount_per_unit) == (ActionKind.DINT, DEFAULT_INTEREST)
        announcement = next(
            log.announcement
            for log in deal.chain.logs
            if isinstance(log, ActionAnnounced) and log.action_id == interest
        )
        assert announcement.rate == DEFAULT_RATE
        assert (announcement.accrual_num, announcement.accrual_den) == (7, 365)
        cured(deal, interest)
        receipt = pay(deal, interest, "alice", "dave", "bob", "carol")
        paid = {log.holder: log.net for log in receipt.all(Paid)}
        assert paid == {
            deal.alice: 10 * DEFAULT_INTEREST,
            deal.bob: 20 * DEFAULT_INTEREST,
            deal.carol: 30 * DEFAULT_INTEREST,
        }
        assert deal.cash.balance_of(deal.dave) == CASH
        assert deal.paying.action(interest).status is ActionStatus.PAID


class TestAnnounceOther:
    """What only contracts with rules of their own may do."""

    @pytest.fixture
    def amending(self, deal):
        account = deal.new_key("amending")
        deal.roles.grant([Role.AMENDING_CONTRACT], [account], sender=deal.admin)
        return account

    @pytest.mark.parametrize("kind", [ActionKind.DINT, ActionKind.LIQU])
    def test_the_paying_agent_announces_only_what_is_scheduled(self, deal, kind):
        with reverts(PayingAgent_NotScheduled, kind=kind):
            announced(deal, 0, kind)

    def test_fails_for_a_bond_that_is_not_wired(self, deal, amending):
        other = deal.new_bond().address
        with reverts(PayingAgent_NotWired, bond=other):
            deal.paying.announce_other(other, 0, ActionKind.LIQU, b"", 0, sender=amending)

    @pytest.mark.parametrize("status", [ActionStatus.ANNOUNCED, ActionStatus.FUNDED])
    def test_cancelling_fails_when_not_missed(self, deal, amending, status):
        number = announced(deal) if status is ActionStatus.ANNOUNCED else funded(deal)
        with reverts(PayingAgent_StatusIs, action_id=number, status=status):
            deal.paying.cancel(number, sender=amending)

    def test_what_is_cancelled_takes_no_money(self, deal, amending):
        number = missed(deal)
        deal.paying.cancel(number, sender=amending)
        cancelled = ActionStatus.CANCELLED
        with reverts(PayingAgent_StatusIs, action_id=number, status=cancelled):
            deal.paying.fund(number, sender=deal.issuer)
        assert owed(deal) == 0
        assert not [log for log in deal.chain.logs if isinstance(log, ActionFunded)]
