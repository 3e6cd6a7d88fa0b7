"""A small deal told log by log, with numbers a person can check.

`Story` writes the logs the contracts would emit, in their order: two record dates, a coupon of
HKD 10,041.78 a unit, units of HKD 500,000, a minimum of two. `story.inputs()` adds what a chain
would answer, worked out here from the movements alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sim.chain import logs as chain
from sim.ledger import Account, AccountType, BalanceKind, CashToken, ChainBalance, LedgerInputs
from sim.ledger.inputs import ZERO
from sim.schedule import calendar
from sim.units import day_of

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
BOND, CASH, SETTLEMENT, OFFERING, AGENT, REGISTER, TERMS = (
    f"0x{number:040x}" for number in range(1, 8)
)
PARTIES = {
    name: f"0x{number:040x}"
    for number, name in enumerate(
        ["Issuer", "Alpha", "Beta", "Cedar", "Central bank", "Registrar", "Deployer", "Dogwood"],
        100,
    )
}
COUPON = 1_004_178
FACE = 50_000_000
#: All of face, in 1e-9.
WHOLE = 1_000_000_000


def day(text: str) -> int:
    return day_of(date.fromisoformat(text))


def at(text: str) -> int:
    """UTC seconds of a Hong Kong time, "2023-02-16 11:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=HONG_KONG).timestamp())


def period(start: str, end: str, record: str, ex: str, factor_after: int) -> chain.Period:
    return chain.Period(
        start=day(start),
        end=day(end),
        due_date=day(end),
        payment_date=day(end),
        record_date=day(record),
        ex_date=day(ex),
        rate=40_500_000,
        record_at=at(f"{record} 18:00"),
        funding_cutoff=at(f"{end} 10:00"),
        payable_from=at(f"{end} 11:00"),
        factor_after=factor_after,
        stub=chain.Stub.NONE,
        fixing_date=0,
        fixing_opens_at=0,
        fallback_from=0,
    )


PERIODS = (
    period("2023-02-16", "2023-08-16", "2023-08-15", "2023-08-14", WHOLE),
    period("2023-08-16", "2024-02-16", "2024-02-15", "2024-02-14", 0),
)


class Story:
    """Writes logs; every call with a time is one transaction."""

    def __init__(self, *, minimum: int = 2, offered: int = 1600) -> None:
        self.logs: list[chain.Log] = []
        self.block = -1
        self.now = 0
        self.economics: dict[int, chain.Economics] = {}
        self.actions: dict[int, chain.Announcement] = {}
        terms = chain.Terms(
            isin="HK0000000001",
            currency="HKD",
            issuer=PARTIES["Issuer"],
            rails=(CASH,),
            calculation_amount=FACE,
            minimum_units=minimum,
            offered_units=offered,
            redemption_price=100_000_000,
            issue_date=day("2023-02-16"),
            maturity_date=day("2024-02-16"),
            day_count=chain.DayCountConvention.ACT_365F,
            rounding_basis=chain.RoundingBasis.CALCULATION_AMOUNT,
            coupon_kind=chain.CouponKind.FIXED,
            coupons_per_year=2,
            roll_day=16,
            reset=chain.Reset("", 0, 0, 0, 0, False, 0),
            tax_account=ZERO,
            taxes=(),
        )
        self.begin("2023-02-13 07:00")
        self.emit(TERMS, chain.TermsSet, BOND, 0, b"\1" * 32, terms, PERIODS)

    # Transactions

    def begin(self, when: str) -> None:
        """A new transaction; the chain gives each its own second."""
        self.block += 1
        self.now = max(at(when), self.now + 1)
        self.index = 0

    def emit(self, address: str, event: type[chain.Log], *values: object) -> None:
        self.logs.append(event("Contract", address, self.now, self.block, 0, self.index, *values))
        self.index += 1

    def move(self, token: str, giver: str, taker: str, amount: int) -> None:
        self.emit(
            token, chain.Transfer, PARTIES.get(giver, giver), PARTIES.get(taker, taker), amount
        )

    # Register and money

    def admit(
        self, when: str, *names: str, expiry: str = "2030-01-01 00:00", **other: object
    ) -> None:
        self.begin(when)
        for name in names:
            self.emit(REGISTER, chain.InvestorRecorded, *self.entry(name, at(expiry), **other))

    def entry(
        self,
        name: str,
        expiry: int,
        *,
        change: chain.RegisterChange = chain.RegisterChange.ADMITTED,
        kind: chain.InvestorClass = chain.InvestorClass.INSTITUTION,
        sanctioned: bool = False,
        nominee: bool = False,
        acknowledged: bool = False,
    ) -> tuple[object, ...]:
        flags = nominee, sanctioned, acknowledged
        return PARTIES[name], kind, 344, expiry, *flags, change, PARTIES["Registrar"]

    def offer_rule(self, when: str, *, cap: int = 0) -> None:
        self.begin(when)
        rule = chain.OfferRule(classes=0b0110, risk_acknowledgement=False, unit_cap=cap)
        self.emit(REGISTER, chain.OfferRuleSet, BOND, rule, (344, 702), PARTIES["Registrar"])

    def mint(self, when: str, name: str, amount: int) -> None:
        self.begin(when)
        self.move(CASH, ZERO, name, amount)
        self.emit(CASH, chain.Minted, PARTIES[name], amount, PARTIES["Central bank"])

    # Instructions

    def instruct(
        self, when: str, number: int, giver: str, taker: str, units: int, **other: object
    ) -> None:
        """Instructed and, where both sides agree at once, matched."""
        fields = {
            "transaction_type": chain.TransactionType.TRAD,
            "cash": CASH,
            "price": 100_000_000,
            "clean_amount": units * FACE,
            "accrued_amount": 0,
            "accrued_days": 0,
            "trade_date": day(when[:10]),
            "intended_date": day(when[:10]),
            "expiry_date": day("2024-12-31"),
            "opens_at": 0,
            "expires_at": 2**40 - 1,
            "linked_id": 0,
            "trade_id": f"T-{number}".encode().ljust(32, b"\0"),
            **other,
        }
        agreed = chain.Economics(
            bond=BOND,
            deliverer=PARTIES[giver],
            receiver=PARTIES[taker],
            units=units,
            **fields,  # type: ignore[arg-type]
        )
        self.economics[number] = agreed
        self.begin(when)
        by = PARTIES[giver]
        self.emit(SETTLEMENT, chain.Instructed, number, by, agreed)
        if agreed.transaction_type is chain.TransactionType.TRAD:
            self.begin(when)
            self.emit(SETTLEMENT, chain.Affirmed, number, PARTIES[taker])
        self.emit(SETTLEMENT, chain.Matched, number)

    def settle(self, when: str, number: int, *, attempt: int = 1) -> None:
        agreed = self.economics[number]
        self.begin(when)
        issued = agreed.transaction_type is chain.TransactionType.ISSU
        claim = agreed.transaction_type is chain.TransactionType.CLAI
        if agreed.units:
            self.move(BOND, ZERO if issued else agreed.deliverer, agreed.receiver, agreed.units)
        amount = agreed.clean_amount + agreed.accrued_amount
        if agreed.cash != ZERO and amount:
            payer, payee = agreed.receiver, agreed.deliverer
            self.move(CASH, *((payee, payer) if claim else (payer, payee)), amount)
        self.emit(SETTLEMENT, chain.Settled, number, attempt)

    def fail(self, when: str, number: int, reason: chain.Reason, *, attempt: int = 1) -> None:
        self.begin(when)
        self.emit(SETTLEMENT, chain.SettlementFailed, number, reason, attempt)

    def issue(self, when: str, number: int, taker: str, units: int) -> None:
        kind = chain.TransactionType.ISSU
        self.instruct(when, number, "Issuer", taker, units, transaction_type=kind)
        self.settle(when, number)

    # Corporate actions

    def announce(self, when: str, number: int, kind: chain.ActionKind, index: int) -> None:
        told = PERIODS[index]
        interest = kind is chain.ActionKind.INTR
        days = told.end - told.start
        num = WHOLE * FACE * (40_500_000 * days if interest else 100_000_000)
        den = WHOLE * (1_000_000_000 * 365 if interest else 100_000_000)
        self.actions[number] = chain.Announcement(
            bond=BOND,
            cash=CASH,
            kind=kind,
            rounding_basis=chain.RoundingBasis.CALCULATION_AMOUNT,
            period_index=index,
            record_at=told.record_at,
            record_date=told.record_date,
            ex_date=told.ex_date,
            due_date=told.due_date,
            payment_date=told.payment_date,
            period_start=told.start,
            period_end=told.end,
            accrual_num=days if interest else 0,
            accrual_den=365 if interest else 0,
            rate=40_500_000 if interest else 0,
            amount_num=num,
            amount_den=den,
            amount_per_unit=(2 * num + den) // (2 * den),
        )
        self.begin(when)
        self.emit(AGENT, chain.ActionAnnounced, number, self.actions[number])

    def fund(self, when: str, number: int, units: int) -> None:
        amount = units * self.actions[number].amount_per_unit
        self.begin(when)
        self.emit(AGENT, chain.ActionFunded, number, PARTIES["Issuer"], units, amount)
        self.move(CASH, "Issuer", AGENT, amount)

    def miss(self, when: str, number: int, units: int) -> None:
        amount = units * self.actions[number].amount_per_unit
        self.begin(when)
        self.emit(AGENT, chain.ActionMissed, number, units, amount)

    def pay(self, when: str, number: int, *holders: tuple[str, int], withheld: str = "") -> None:
        told = self.actions[number]
        self.begin(when)
        for name, units in holders:
            holder, amount = PARTIES[name], units * told.amount_per_unit
            if told.kind is chain.ActionKind.REDM:
                self.move(BOND, holder, ZERO, units)
            if name == withheld:
                reason = chain.WithheldReason.SANCTIONED
                self.emit(AGENT, chain.Withheld, number, holder, units, amount, 0, amount, reason)
            else:
                self.move(CASH, AGENT, holder, amount)
                self.emit(AGENT, chain.Paid, number, holder, units, amount, 0, amount)

    def all_paid(self, number: int, units: int) -> None:
        """In the transaction of the last payment."""
        self.emit(AGENT, chain.ActionPaid, number, units)

    def claim(self, when: str, number: int, name: str, amount: int) -> None:
        self.begin(when)
        self.move(CASH, AGENT, name, amount)
        self.emit(AGENT, chain.Claimed, number, PARTIES[name], amount)

    # What the ledger is given

    def inputs(self, last: str = "2024-02-16", **other: object) -> LedgerInputs:
        kinds = {"Issuer": AccountType.ISSUER, "Cedar": AccountType.NOMINEE}
        names = {
            address: Account(name, kinds.get(name, AccountType.HOUSE))
            for name, address in PARTIES.items()
        }
        contracts = ["Bond", "Cash", "Settlement", "Offering", "Paying agent", "Register", "Terms"]
        addresses = [BOND, CASH, SETTLEMENT, OFFERING, AGENT, REGISTER, TERMS]
        for name, address in zip(contracts, addresses, strict=True):
            names[address] = Account(name, AccountType.SYSTEM)
        given: dict[str, object] = {
            "logs": tuple(self.logs),
            "names": names,
            "cash_tokens": {CASH: CashToken("cbdc", "HKD")},
            "bonds": {BOND: "HKD"},
            "offerings": {OFFERING: "HKD"},
            "transactions": (),
            "balances": self.balances(day(last)),
            "zone": HONG_KONG,
            "calendar": calendar(["HK"]),
            "first_day": day("2023-02-13"),
            "last_day": day(last),
            **other,
        }
        return LedgerInputs(**given)  # type: ignore[arg-type]

    def balances(self, as_of: int) -> tuple[ChainBalance, ...]:
        """What the chain would say of every account, from the movements alone."""
        return (
            *self.holdings(as_of),
            *self.debts(as_of),
            *self.locks(as_of),
            *self.freezes(as_of),
        )

    def holdings(self, as_of: int) -> list[ChainBalance]:
        held: dict[tuple[str, str], int] = defaultdict(int)
        for log in self.every(chain.Transfer):
            held[log.address, log.from_] -= log.value
            held[log.address, log.to] += log.value
        kinds = {BOND: BalanceKind.UNITS, CASH: BalanceKind.CASH}
        said = [
            ChainBalance(as_of, kinds[token], token, account, value)
            for (token, account), value in held.items()
            if account != ZERO
        ]
        supplies = [(token, -held[token, ZERO]) for token in (BOND, CASH)]
        return said + [
            ChainBalance(as_of, BalanceKind.SUPPLY, token, "", value) for token, value in supplies
        ]

    def debts(self, as_of: int) -> list[ChainBalance]:
        """What the paying agent owes, and what of it is set aside for whom."""
        owed, aside = 0, {}
        moved = (chain.ActionFunded, chain.Withheld, chain.Paid, chain.Claimed, chain.TaxPaid)
        for log in self.every(*moved):
            if isinstance(log, chain.ActionFunded):
                owed += log.amount
            elif isinstance(log, chain.TaxPaid):
                owed -= log.amount
            elif isinstance(log, chain.Withheld):
                aside[log.action_id, log.holder] = log.net
            else:
                owed -= log.net
                if isinstance(log, chain.Claimed):
                    aside[log.action_id, log.holder] = 0
        return [ChainBalance(as_of, BalanceKind.OWED, CASH, AGENT, owed)] + [
            ChainBalance(as_of, BalanceKind.WITHHELD, CASH, holder, value, action)
            for (action, holder), value in aside.items()
        ]

    def locks(self, as_of: int) -> list[ChainBalance]:
        locked: dict[str, int] = defaultdict(int)
        for log in self.every(chain.Locked, chain.Unlocked):
            locked[log.account] += log.units if isinstance(log, chain.Locked) else -log.units
        return [
            ChainBalance(as_of, BalanceKind.LOCKED, BOND, account, value)
            for account, value in locked.items()
        ]

    def freezes(self, as_of: int) -> list[ChainBalance]:
        """Frozen units of accounts that ever had some, as far as they are held."""
        frozen = {log.account: log.amount for log in self.every(chain.Frozen)}
        held = {said.account: said.value for said in self.holdings(as_of) if said.token == BOND}
        return [
            ChainBalance(as_of, BalanceKind.FROZEN, BOND, account, min(units, held.get(account, 0)))
            for account, units in frozen.items()
        ]

    def every(self, *events: type[chain.Log]) -> list[Any]:
        return [log for log in self.logs if isinstance(log, events)]

    def change(self, place: int, **fields: object) -> None:
        """Falsify one log."""
        self.logs[place] = replace(self.logs[place], **fields)  # type: ignore[arg-type]

    def find(self, event: type[chain.Log], number: int = 0) -> int:
        """Place of the n-th log of a class, from 0."""
        return [i for i, log in enumerate(self.logs) if type(log) is event][number]


def issued_story(**terms: int) -> Story:
    """Admitted investors with money, and 1,600 units issued: 10 to Alpha, 1,590 to Beta."""
    story = Story(**terms)
    story.admit("2023-02-13 08:00", "Alpha", "Beta", "Cedar")
    story.offer_rule("2023-02-13 08:00")
    for name, amount in (("Alpha", 10 * FACE), ("Beta", 1590 * FACE), ("Cedar", 20 * FACE)):
        story.mint("2023-02-15 09:00", name, amount)
    story.issue("2023-02-16 08:30", 1, "Alpha", 10)
    story.issue("2023-02-16 08:30", 2, "Beta", 1590)
    return story


def coupon_story() -> Story:
    """The first coupon of the whole issue, paid to Alpha and Beta."""
    story = issued_story()
    story.announce("2023-08-16 09:00", 1, chain.ActionKind.INTR, 0)
    story.fund("2023-08-16 09:30", 1, 1600)
    story.pay("2023-08-16 11:00", 1, ("Alpha", 10), ("Beta", 1590))
    story.all_paid(1, 1600)
    return story


def whole_story() -> Story:
    """Issue, a trade, two coupons and redemption, one payment withheld and claimed."""
    story = coupon_story()
    story.instruct("2023-09-04 09:30", 3, "Beta", "Cedar", 4)
    story.settle("2023-09-06 08:30", 3)
    story.mint("2024-02-15 09:00", "Issuer", 40_000_000_00)
    holders = (("Alpha", 10), ("Beta", 1586), ("Cedar", 4))
    story.announce("2024-02-16 09:00", 2, chain.ActionKind.INTR, 1)
    story.announce("2024-02-16 09:00", 3, chain.ActionKind.REDM, 1)
    story.fund("2024-02-16 09:30", 2, 1600)
    story.fund("2024-02-16 09:30", 3, 1600)
    story.pay("2024-02-16 11:00", 2, *holders)
    story.all_paid(2, 1600)
    story.pay("2024-02-16 11:01", 3, *holders, withheld="Cedar")
    story.all_paid(3, 1600)
    return story


@pytest.fixture
def told() -> SimpleNamespace:
    """The story-teller: builders, addresses, and dates in words."""
    return SimpleNamespace(
        Story=Story,
        issued=issued_story,
        coupon=coupon_story,
        whole=whole_story,
        at=at,
        day=day,
        BOND=BOND,
        CASH=CASH,
        AGENT=AGENT,
        SETTLEMENT=SETTLEMENT,
        OFFERING=OFFERING,
        REGISTER=REGISTER,
        PARTIES=PARTIES,
        FACE=FACE,
        COUPON=COUPON,
        INTR=chain.ActionKind.INTR,
        REDM=chain.ActionKind.REDM,
    )
