"""What ought to be true, kept beside the chain in Python, and the laws that compare the two.

The model never reads a balance or a `Transfer`: it moves units and money only where an instruction
settled, a payment was made, or a rule did it itself. Laws are named as in the design; an assertion
begins with the name of the law it found broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.chain import Address
from sim.chain.logs import ActionKind, Economics, Status, TransactionType
from sim.chain.structs import Instruction
from tests.contracts.coupons import FIRST_COUPON, PRINCIPAL, SECOND_COUPON
from tests.contracts.deal import MINIMUM_UNITS, ZERO, Deal, schedule

#: What one unit is paid, by period and kind.
AMOUNTS = {
    (0, ActionKind.INTR): FIRST_COUPON,
    (1, ActionKind.INTR): SECOND_COUPON,
    (1, ActionKind.REDM): PRINCIPAL,
}
PERIODS = schedule()

#: Every step an instruction may take; from an ending none leads on.
STEPS = {
    Status.NONE: {Status.PENDING, Status.MATCHED},
    Status.PENDING: {Status.MATCHED, Status.CANCELLED},
    Status.MATCHED: {Status.SETTLED, Status.CANCELLED},
    Status.SETTLED: set(),
    Status.CANCELLED: set(),
}


def law(name: str, holds: bool, *facts: object) -> None:
    """Fails with the name of the law and the facts that disagree."""
    assert holds, f"{name}: {facts}"


@dataclass
class Due:
    """An announced action as the model sees it."""

    number: int
    period: int
    kind: ActionKind
    funded: int = 0
    paid: int = 0
    handled: set[Address] = field(default_factory=set)
    withheld: dict[Address, int] = field(default_factory=dict)
    claimed_trades: set[int] = field(default_factory=set)

    @property
    def each(self) -> int:
        """Money for one unit, in cents."""
        return AMOUNTS[self.period, self.kind]

    @property
    def owed(self) -> int:
        """Money received and not paid out."""
        return self.funded - self.paid


class Model:
    """Units, money, instructions and actions as they ought to be."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.moneys = {token.address: token for token in (deal.cash, deal.stablecoin)}
        self.everyone = [*deal.investors, deal.issuer, deal.arranger, deal.paying.address]
        self.units: dict[Address, int] = defaultdict(int)
        self.money = {
            money: dict(zip(self.everyone, deal.chain.balances(money, self.everyone), strict=True))
            for money in self.moneys
        }
        self.created = {money: sum(held.values()) for money, held in self.money.items()}
        self.issued = self.redeemed = 0
        self.records: list[dict[Address, int]] = []
        self.instructions: dict[int, Economics] = {}
        self.entered_by: dict[int, Address] = {}
        self.wishes: dict[int, set[Address]] = defaultdict(set)
        self.status: dict[int, Status] = {}
        self.ended: dict[int, Instruction] = {}
        self.due: dict[int, Due] = {}
        self.not_admitted: set[Address] = set()
        self.sanctioned: set[Address] = set()
        self.frozen: set[Address] = set()
        self.without_money: set[Address] = set()

    # --- what happens ---

    def strike(self) -> None:
        """Keeps holdings of record dates whose close the next transaction is past."""
        while len(self.records) < len(PERIODS):
            if self.deal.chain.now < PERIODS[len(self.records)].record_at:
                return
            self.records.append(dict(self.units))

    def entered(self, number: int, by: Address, economics: Economics) -> None:
        self.instructions[number] = economics
        self.entered_by[number] = by
        self.status[number] = Status.NONE

    def move(self, source: Address, target: Address, units: int) -> None:
        """Units change hands, and both hands may."""
        law("ELIGIBLE", self.may_receive(target), target)
        law("ELIGIBLE", self.may_send(source), source)
        law("ELIGIBLE", len(self.records) < len(PERIODS), "moved after the final record date")
        self.units[source] -= units
        self.units[target] += units

    def issue(self, target: Address, units: int) -> None:
        law("ELIGIBLE", self.may_receive(target), target)
        self.units[target] += units
        self.issued += units

    def pay(self, money: Address, payer: Address, payee: Address, amount: int) -> None:
        self.money[money][payer] -= amount
        self.money[money][payee] += amount

    def settle(self, number: int) -> None:
        """Both legs of one instruction, as its economics say."""
        terms = self.instructions[number]
        amount = terms.clean_amount + terms.accrued_amount
        if terms.transaction_type is TransactionType.CLAI:
            self.pay(terms.cash, terms.deliverer, terms.receiver, amount)
            return
        if terms.transaction_type is TransactionType.ISSU:
            self.issue(terms.receiver, terms.units)
        else:
            self.move(terms.deliverer, terms.receiver, terms.units)
        if terms.cash != ZERO:
            self.pay(terms.cash, terms.receiver, terms.deliverer, amount)

    def handle(self, number: int, holder: Address, units: int, gross: int) -> None:
        """One holder of one action: entitled, and never before."""
        due = self.due[number]
        held = self.records[due.period].get(holder, 0)
        law("RECORD", units == held, number, holder, units, held)
        law("RECORD", gross == units * due.each, number, holder, gross, due.each)
        law("ONCE", holder not in due.handled, number, holder)
        due.handled.add(holder)
        if due.kind is ActionKind.REDM:
            self.units[holder] -= units
            self.redeemed += units

    def claim(self, number: int, holder: Address, net: int) -> None:
        due = self.due[number]
        law("ONCE", due.withheld.get(holder) == net, number, holder, net)
        del due.withheld[holder]
        self.pay_out(number, holder, net)

    def pay_out(self, number: int, holder: Address, amount: int) -> None:
        self.due[number].paid += amount
        self.pay(self.deal.cash.address, self.deal.paying.address, holder, amount)

    def may_send(self, account: Address) -> bool:
        return account not in self.sanctioned | self.frozen

    def may_receive(self, account: Address) -> bool:
        return self.may_send(account) and account not in self.not_admitted

    def due_in_all(self, number: int) -> int:
        """What the holders of the record date are due together."""
        due = self.due[number]
        return sum(self.records[due.period].values()) * due.each

    # --- the laws ---

    def check(self) -> None:
        """Every law that can be checked after any step."""
        self._supply()
        self._dvp_and_cash()
        self._denom()
        self._solvency()
        self.order(list(self.status))

    def _supply(self) -> None:
        held = dict(
            zip(self.everyone, self.deal.holdings(*self.everyone), strict=True),
        )
        total = self.deal.bond.total_supply()
        law("SUPPLY", total == sum(held.values()) == self.issued - self.redeemed, total, held)
        for account in self.everyone:
            law("DVP", held[account] == self.units[account], account, held, dict(self.units))

    def _dvp_and_cash(self) -> None:
        for address, token in self.moneys.items():
            held = self.deal.chain.balances(address, self.everyone)
            supply = token.total_supply()
            law("CASH", sum(held) == supply == self.created[address], supply, held)
            expected = list(self.money[address].values())
            law("DVP", held == expected, token, held, expected)

    def _denom(self) -> None:
        for account, units in self.units.items():
            law("DENOM", units == 0 or units >= MINIMUM_UNITS, account, units)

    def _solvency(self) -> None:
        cash, agent = self.deal.cash, self.deal.paying
        owed = agent.owed(cash.address)
        law("SOLVENCY", cash.balance_of(agent.address) >= owed, owed)
        law("SOLVENCY", owed == sum(due.owed for due in self.due.values()), owed, self.due)
        for number, due in self.due.items():
            for holder, amount in due.withheld.items():
                law("SOLVENCY", agent.withheld_of(number, holder) == amount, number, holder)

    def order(self, numbers: Iterable[int]) -> None:
        """No instruction took a step that is not allowed: those touched, after each transaction."""
        for number in numbers:
            if number in self.ended:
                continue
            before = self.status[number]
            stored = self.deal.settlement.instruction(number)
            after = stored.status
            law("ORDER", after == before or after in STEPS[before], number, before, after)
            self.status[number] = after
            if not STEPS[after]:
                self.ended[number] = stored

    def check_final(self, *numbers: int) -> None:
        """Nothing that ended has changed since; by default of all."""
        for number in numbers or self.ended:
            now = self.deal.settlement.instruction(number)
            law("FINAL", now == self.ended[number], number, self.ended[number], now)
