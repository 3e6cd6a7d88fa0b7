"""What ought to be true, kept beside the chain in Python, and the laws that compare the two.

The model never reads a balance or a `Transfer`: it moves units and money only where an instruction
settled, a payment was made, or a rule did it itself. Units are in `units`. Laws are named as in
the design; an assertion begins with the name of the law it found broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sim.chain import Address
from sim.chain.logs import ActionKind, Economics, Status, TransactionType
from sim.chain.structs import Instruction
from tests.contracts.coupons import FIRST_COUPON, PRINCIPAL, SECOND_COUPON
from tests.contracts.deal import ZERO, Deal, schedule
from tests.invariants.units import Units, law

#: What one unit is paid, by period and kind.
AMOUNTS = {
    (0, ActionKind.INTR): FIRST_COUPON,
    (1, ActionKind.INTR): SECOND_COUPON,
    (1, ActionKind.REDM): PRINCIPAL,
}
PERIODS = schedule()
DELIVERER, RECEIVER, BOTH = 1, 2, 3

#: Every step an instruction may take; from an ending none leads on.
STEPS = {
    Status.NONE: {Status.PENDING, Status.MATCHED},
    Status.PENDING: {Status.MATCHED, Status.CANCELLED},
    Status.MATCHED: {Status.SETTLED, Status.CANCELLED},
    Status.SETTLED: set(),
    Status.CANCELLED: set(),
}


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


class Model(Units):
    """Units, money, instructions and actions as they ought to be."""

    def __init__(self, deal: Deal, spares: Sequence[Address]) -> None:
        super().__init__(deal)
        self.deal = deal
        self.moneys = {token.address: token for token in (deal.cash, deal.stablecoin)}
        self.everyone = [*deal.investors, *spares, deal.issuer, deal.arranger, deal.paying.address]
        self.money = {
            money: dict(zip(self.everyone, deal.chain.balances(money, self.everyone), strict=True))
            for money in self.moneys
        }
        self.created = {money: sum(held.values()) for money, held in self.money.items()}
        self.records: list[dict[Address, int]] = []
        self.instructions: dict[int, Economics] = {}
        #: Sides that are bound, and that wish to cancel: bits of DELIVERER and RECEIVER.
        self.affirmed: dict[int, int] = {}
        self.wishes: dict[int, int] = defaultdict(int)
        self.prepositioned: set[int] = set()
        #: Waiting for money outside the chain; the units are locked.
        self.awaited: set[int] = set()
        self.status: dict[int, Status] = {}
        self.ended: dict[int, Instruction] = {}
        self.due: dict[int, Due] = {}
        self.without_money: set[Address] = set()

    # --- what happens ---

    def strike(self) -> None:
        """Keeps holdings of record dates whose close the next transaction is past."""
        while len(self.records) < len(PERIODS):
            if self.deal.chain.now < PERIODS[len(self.records)].record_at:
                return
            self.records.append(dict(self.units))
            self.closed = len(self.records) == len(PERIODS)

    def entered(self, number: int, by: Address, economics: Economics) -> None:
        self.instructions[number] = economics
        self.status[number] = Status.NONE
        bilateral = economics.transaction_type is TransactionType.TRAD
        self.affirmed[number] = self.side_of(number, by) if bilateral else BOTH

    def side_of(self, number: int, account: Address) -> int:
        """The side an account acts for: both, where it took the place of the other's too."""
        terms = self.instructions[number]
        delivers = DELIVERER if account == self.in_force(terms.deliverer) else 0
        return delivers | (RECEIVER if account == self.in_force(terms.receiver) else 0)

    def pay(self, money: Address, payer: Address, payee: Address, amount: int) -> None:
        # What moves outside the chain leaves no balance behind.
        if money in self.moneys:
            self.money[money][payer] -= amount
            self.money[money][payee] += amount

    def settle(self, number: int) -> None:
        """Both legs of one instruction, as its economics say, between the accounts in force."""
        terms = self.instructions[number]
        amount = terms.clean_amount + terms.accrued_amount
        deliverer, receiver = self.recover(terms.deliverer), self.recover(terms.receiver)
        if terms.transaction_type is TransactionType.CLAI:
            self.pay(terms.cash, deliverer, receiver, amount)
            return
        self._unlock(number, deliverer)
        if terms.transaction_type is TransactionType.ISSU:
            self.issue(receiver, terms.units)
        else:
            self.move(deliverer, receiver, terms.units)
        if terms.cash != ZERO:
            self.pay(terms.cash, receiver, deliverer, amount)

    def release(self, number: int) -> None:
        """An instruction that was cancelled or expired gives its lock back."""
        if number in self.prepositioned | self.awaited:
            self._unlock(number, self.recover(self.instructions[number].deliverer))

    def wait(self, number: int) -> None:
        """Its units are locked until the money came, or is known not to come."""
        law("ORDER", number not in self.awaited, number)
        self.awaited.add(number)
        terms = self.instructions[number]
        if number not in self.prepositioned:
            owner = self.recover(terms.deliverer)
            law("ELIGIBLE", terms.units <= self.available(owner), owner, terms.units)
            self.locked[owner] += terms.units

    def fail(self, number: int) -> None:
        """For the day: it waits no more, and only its deliverer's own lock stays."""
        if number in self.prepositioned:
            self.awaited.discard(number)
        else:
            self.release(number)

    def _unlock(self, number: int, owner: Address) -> None:
        if number in self.prepositioned | self.awaited:
            self.unlock(owner, self.instructions[number].units)
        self.prepositioned.discard(number)
        self.awaited.discard(number)

    def handle(self, number: int, holder: Address, units: int, gross: int) -> None:
        """One holder of one action: entitled, and never before."""
        due = self.due[number]
        held = self.records[due.period].get(holder, 0)
        law("RECORD", units == held, number, holder, units, held)
        law("RECORD", gross == units * due.each, number, holder, gross, due.each)
        law("ONCE", holder not in due.handled, number, holder)
        due.handled.add(holder)
        owner = self.recover(holder)
        if due.kind is ActionKind.REDM:
            self.redeem(owner, units)

    def claim(self, number: int, holder: Address, net: int) -> None:
        due = self.due[number]
        law("ONCE", due.withheld.get(holder) == net, number, holder, net)
        del due.withheld[holder]
        self.pay_out(number, holder, net)

    def pay_out(self, number: int, holder: Address, amount: int) -> None:
        """To the account in force, which neither freeze nor sanctions may bar."""
        payee = self.in_force(holder)
        law("ELIGIBLE", payee not in self.sanctioned | self.frozen, number, holder, payee)
        self.due[number].paid += amount
        self.pay(self.deal.cash.address, self.deal.paying.address, payee, amount)

    def due_in_all(self, number: int) -> int:
        """What the holders of the record date are due together."""
        due = self.due[number]
        return sum(self.records[due.period].values()) * due.each

    # --- the laws ---

    def check(self) -> None:
        """Every law that can be checked after any step."""
        self.check_units(self.everyone)
        self._dvp_and_cash()
        self._solvency()
        self.order(list(self.status))

    def _dvp_and_cash(self) -> None:
        for address, token in self.moneys.items():
            held = self.deal.chain.balances(address, self.everyone)
            supply = token.total_supply()
            law("CASH", sum(held) == supply == self.created[address], supply, held)
            expected = list(self.money[address].values())
            law("DVP", held == expected, token, held, expected)

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
            if after is Status.CANCELLED:
                self.release(number)

    def check_final(self, *numbers: int) -> None:
        """Nothing that ended has changed since; by default of all."""
        for number in numbers or self.ended:
            now = self.deal.settlement.instruction(number)
            law("FINAL", now == self.ended[number], number, self.ended[number], now)
