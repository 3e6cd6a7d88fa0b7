"""MarketClaims: a payment that went to the wrong side of a trade is owed to the right one, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.chain import Receipt
from sim.chain.logs import (
    ActionStatus,
    Economics,
    Instructed,
    MarketClaimRaised,
    Matched,
    Role,
    Settled,
    TransactionType,
    Transfer,
)
from sim.chain.reverts import (
    PayingAgent_StatusIs,
    PayingAgent_UnknownAction,
    RoleBound_CallerLacksRole,
    SafeCastOverflowedUintDowncast,
    Settlement_DatesUnordered,
    Settlement_UnknownInstruction,
)
from tests.contracts.coupons import (
    CUT_OFF,
    FIRST_COUPON,
    RECORD,
    REDM,
    announced,
    coupon_in,
    funded,
    pay,
)
from tests.contracts.deal import ZERO, Deal, instant, reverts, schedule
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import free, instructed, matched, settled, trade

#: Traded on the last day with the coupon, and on the ex-date.
CUM, EX = "2023-08-11", "2023-08-14"
CUM_ACCRUED = 99_863_01
CLAIM = 100_417_80
DUE = "2023-08-17"


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units and sells ten to bob at par."""
    deal.mint(deal.alice, 100)
    return deal


def sale(deal: Deal, traded: str, due: str, **changes: Any) -> Economics:
    """Ten units of alice's for bob, which may settle from the morning of the 15th on."""
    usual: dict[str, Any] = {
        "trade_date": deal.day(traded),
        "intended_date": deal.day(due),
        "expiry_date": deal.day("2023-08-29"),
        "opens_at": instant("2023-08-15 08:30"),
        "expires_at": instant("2023-08-29 17:30"),
        "accrued_days": 180 if traded == CUM else 0,
        "accrued_amount": CUM_ACCRUED if traded == CUM else 0,
    }
    return trade(deal, **usual | changes)


def settled_at(deal: Deal, when: str | int, economics: Economics) -> int:
    number = matched(deal, economics)
    deal.chain.at(instant(when) if isinstance(when, str) else when)
    deal.settlement.settle([number], sender=deal.settlement_agent)
    return number


def raise_claims(deal: Deal, action: int, *trades: int) -> Receipt:
    date, opens = deal.day(DUE), deal.instant(f"{DUE} 08:30")
    return deal.paying.raise_claims(action, trades, date, opens, sender=deal.paying_agent)


class TestRaiseClaims:
    class TestFails:
        @pytest.mark.parametrize("who", ["alice", "bob", "issuer", "admin", "mallory"])
        def test_for_anyone_but_the_paying_agent(self, deal, who):
            number, caller = funded(deal), getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.PAYING_AGENT):
                deal.paying.raise_claims(number, [], 0, 0, sender=caller)

        def test_for_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=1):
                raise_claims(deal, 1)

        def test_before_the_money_is_there(self, deal):
            number = announced(deal)
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.ANNOUNCED):
                raise_claims(deal, number)

        def test_when_it_was_missed(self, deal):
            number = announced(deal)
            deal.warp(CUT_OFF)
            deal.paying.declare_missed([number], sender=deal.paying_agent)
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.MISSED):
                raise_claims(deal, number)

        def test_for_a_redemption(self, deal):
            number = funded(deal, 1, REDM)
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.FUNDED):
                raise_claims(deal, number)

        def test_of_a_trade_nobody_entered(self, deal):
            number = funded(deal)
            with reverts(Settlement_UnknownInstruction, id=7):
                raise_claims(deal, number, 7)

        def test_due_before_the_trade(self, deal):
            late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
            number = funded(deal)
            wrong = deal.day("2023-08-10")
            with reverts(
                Settlement_DatesUnordered,
                trade_date=deal.day(CUM),
                intended_date=wrong,
                expiry_date=2**32 - 1,
            ):
                sender = deal.paying_agent
                deal.paying.raise_claims(number, [late], wrong, deal.chain.now, sender=sender)

        def test_beyond_what_an_amount_can_hold(self, deal):
            rates = [replace(each, rate=20 * 10**9) for each in schedule()]
            most = {"calculation_amount": 2**96 - 1, "periods": rates}
            bond = coupon_in(deal, deal.cash.address, **most)
            each = deal.paying.action(1).amount_per_unit
            deal.cash.mint([deal.issuer], [10 * each], sender=deal.central_bank)
            deal.paying.fund(1, sender=deal.issuer)
            terms = sale(deal, CUM, "2023-08-15", bond=bond.address)
            late = settled_at(deal, "2023-08-16 08:30", terms)
            with reverts(SafeCastOverflowedUintDowncast, bits=96, value=10 * each):
                raise_claims(deal, 1, late)

    def test_from_seller_to_buyer_when_a_cum_trade_settled_late(self, deal):
        late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
        number = funded(deal)
        receipt = raise_claims(deal, number, late)
        assert said(receipt, deal.paying) == [
            (MarketClaimRaised, number, late, 2, deal.alice, deal.bob, CLAIM)
        ]
        owed = Economics(
            transaction_type=TransactionType.CLAI,
            bond=deal.bond.address,
            cash=deal.cash.address,
            deliverer=deal.alice,
            receiver=deal.bob,
            units=0,
            price=0,
            clean_amount=CLAIM,
            accrued_amount=0,
            accrued_days=0,
            trade_date=deal.day(CUM),
            intended_date=deal.day(DUE),
            expiry_date=2**32 - 1,
            opens_at=deal.instant(f"{DUE} 08:30"),
            expires_at=2**40 - 1,
            linked_id=late,
            trade_id=bytes(32),
        )
        by = deal.paying.address
        assert said(receipt, deal.settlement) == [(Instructed, 2, by, owed), (Matched, 2)]

    def test_from_buyer_to_seller_when_an_ex_trade_settled_early(self, deal):
        early = settled_at(deal, "2023-08-15 08:30", sale(deal, EX, "2023-08-16"))
        number = funded(deal)
        receipt = raise_claims(deal, number, early)
        assert said(receipt, deal.paying) == [
            (MarketClaimRaised, number, early, 2, deal.bob, deal.alice, CLAIM)
        ]

    def test_moves_no_money_itself(self, deal):
        late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
        number = funded(deal)
        with unmoved(deal):
            raise_claims(deal, number, late)

    def test_the_claim_settles_and_everyone_has_what_the_trade_says(self, deal):
        late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
        paid = deal.settlement.instruction(late)
        assert paid.clean_amount + paid.accrued_amount == 5_000_000_00 + CUM_ACCRUED
        number = funded(deal)
        pay(deal, number, "alice", "bob")
        before = [deal.cash.balance_of(who) for who in (deal.alice, deal.bob)]
        claim = raise_claims(deal, number, late).only(MarketClaimRaised).claim_id
        deal.warp(f"{DUE} 08:30")
        receipt = deal.settlement.settle([claim], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(Settled, claim, 1)]
        assert said(receipt, deal.cash) == [(Transfer, deal.alice, deal.bob, CLAIM)]
        after = [deal.cash.balance_of(who) for who in (deal.alice, deal.bob)]
        assert after == [before[0] - CLAIM, before[1] + CLAIM]

    def test_once_the_action_is_paid_too(self, deal):
        late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
        number = funded(deal)
        pay(deal, number, "alice")
        assert deal.paying.action(number).status is ActionStatus.PAID
        assert raise_claims(deal, number, late).only(MarketClaimRaised).amount == CLAIM

    def test_of_units_times_the_amount_a_unit(self, deal):
        big = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15", units=37))
        receipt = raise_claims(deal, funded(deal), big)
        assert receipt.only(MarketClaimRaised).amount == 37 * FIRST_COUPON

    def test_in_the_money_of_the_payment_whatever_the_trades_was(self, deal):
        coin = sale(deal, CUM, "2023-08-15", cash=deal.stablecoin.address)
        late = settled_at(deal, "2023-08-16 08:30", coin)
        receipt = raise_claims(deal, funded(deal), late)
        assert receipt.only(Instructed).economics.cash == deal.cash.address

    class TestBoundaries:
        """Due on the record date is with the coupon; a second before its close is held.

        What was agreed decides, not the usual settlement cycle: an ex-date trade may be due on the
        record date, and a trade of before may be due after it.
        """

        @pytest.mark.parametrize(
            ("traded", "due", "seconds", "payer"),
            [
                (CUM, "2023-08-15", -1, None),
                (CUM, "2023-08-15", 0, "alice"),
                (EX, "2023-08-16", -1, "bob"),
                (EX, "2023-08-16", 0, None),
                (EX, "2023-08-15", 0, "alice"),
                (EX, "2023-08-15", -1, None),
                (CUM, "2023-08-16", -1, "bob"),
                (CUM, "2023-08-16", 0, None),
            ],
        )
        def test_of_the_record_date(self, deal, traded, due, seconds, payer):
            when = deal.instant(RECORD) + seconds
            done = settled_at(deal, when, sale(deal, traded, due))
            raised = raise_claims(deal, funded(deal), done).all(MarketClaimRaised)
            assert [log.payer for log in raised] == ([getattr(deal, payer)] if payer else [])


class TestPassesOver:
    def nothing_is_claimed(self, deal: Deal, *trades: int) -> None:
        assert raise_claims(deal, funded(deal), *trades).events == ()

    def test_a_trade_that_went_right(self, deal):
        first = settled_at(deal, "2023-08-15 08:30", sale(deal, CUM, "2023-08-15"))
        second = settled_at(deal, "2023-08-16 08:30", sale(deal, EX, "2023-08-16"))
        self.nothing_is_claimed(deal, first, second)

    def test_a_trade_of_long_ago(self, deal):
        self.nothing_is_claimed(deal, settled(deal, trade(deal)))

    def test_a_trade_that_did_not_settle_yet(self, deal):
        pending = instructed(deal, sale(deal, CUM, "2023-08-15"))
        open_one = matched(deal, sale(deal, CUM, "2023-08-15"))
        self.nothing_is_claimed(deal, pending, open_one)

    def test_a_trade_that_was_cancelled(self, deal):
        number = matched(deal, sale(deal, CUM, "2023-08-15"))
        for side in (deal.alice, deal.bob):
            deal.settlement.cancel([number], sender=side)
        self.nothing_is_claimed(deal, number)

    def test_a_movement_between_own_accounts(self, deal):
        nothing = {"cash": ZERO, "clean_amount": 0, "accrued_amount": 0}
        own = sale(deal, CUM, "2023-08-15", transaction_type=TransactionType.OWNI, **nothing)
        self.nothing_is_claimed(deal, settled_at(deal, "2023-08-16 08:30", own))

    def test_an_issue(self, deal):
        issue = sale(deal, CUM, "2023-08-15", transaction_type=TransactionType.ISSU)
        deal.settlement.instruct_issue([issue], sender=deal.as_offering)
        deal.warp("2023-08-16 08:30")
        deal.settlement.settle([1], sender=deal.settlement_agent)
        self.nothing_is_claimed(deal, 1)

    def test_a_trade_of_another_bond(self, deal):
        other = deal.new_bond()
        deal.roles.grant([Role.BOND_CONTRACT], [other.address], sender=deal.admin)
        rule = deal.register.offer_rule(deal.bond.address)
        deal.register.set_offer_rule(other.address, rule, [344], sender=deal.registrar)
        other.issue(deal.alice, 10, sender=deal.as_settlement)
        late = settled_at(
            deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15", bond=other.address)
        )
        assert deal.settlement.instruction(late).settled_at
        self.nothing_is_claimed(deal, late)

    def test_a_claim(self, deal):
        late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
        number = funded(deal)
        claim = raise_claims(deal, number, late).only(MarketClaimRaised).claim_id
        deal.warp(f"{DUE} 08:30")
        deal.settlement.settle([claim], sender=deal.settlement_agent)
        assert raise_claims(deal, number, claim).events == ()

    def test_what_was_claimed_before(self, deal):
        late = settled_at(deal, "2023-08-16 08:30", sale(deal, CUM, "2023-08-15"))
        number = funded(deal)
        receipt = raise_claims(deal, number, late, late)
        assert len(receipt.all(MarketClaimRaised)) == 1
        assert raise_claims(deal, number, late).events == ()

    def test_what_does_not_belong_among_what_does(self, deal):
        fine = matched(deal, sale(deal, EX, "2023-08-16"))
        late = matched(deal, sale(deal, CUM, "2023-08-15", receiver=deal.carol))
        gift = matched(deal, free(deal, receiver=deal.dave))
        deal.warp("2023-08-16 08:30")
        deal.settlement.settle([fine, late, gift], sender=deal.settlement_agent)
        receipt = raise_claims(deal, funded(deal), fine, late, gift)
        assert [log.instruction_id for log in receipt.all(MarketClaimRaised)] == [late]


class TestPerCoupon:
    def until_the_end(self, deal: Deal, traded: str, due: str) -> Economics:
        expiry = deal.day("2024-02-15")
        return sale(deal, traded, due, expiry_date=expiry, expires_at=2**40 - 1)

    def test_a_trade_late_by_half_a_year_owes_the_coupon_it_missed_only(self, deal):
        number = matched(deal, self.until_the_end(deal, CUM, "2023-08-15"))
        first = funded(deal)
        deal.chain.at(deal.instant("2024-02-15 18:00") - 1)
        deal.settlement.settle([number], sender=deal.settlement_agent)
        second = funded(deal, 1)
        raised = [raise_claims(deal, action, number) for action in (first, second)]
        amounts = [[log.amount for log in each.all(MarketClaimRaised)] for each in raised]
        assert amounts == [[10 * FIRST_COUPON], []]

    def test_the_last_coupon_never_goes_astray(self, deal):
        # Nothing is due after the final record date, and nothing settles after its close.
        last = self.until_the_end(deal, "2024-02-14", "2024-02-15")
        settled_at(deal, "2024-02-15 08:30", last)
        first, second = funded(deal), funded(deal, 1)
        for action in (first, second):
            assert raise_claims(deal, action, 1).events == ()
