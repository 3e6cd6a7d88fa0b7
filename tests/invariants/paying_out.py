"""How a random bond's actions are funded, missed, counted, paid and claimed."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address, Receipt
from sim.chain.logs import (
    ActionFunded,
    ActionMissed,
    ActionPaid,
    ActionStatus,
    Claimed,
    ClaimRefused,
    HoldersCounted,
    Lapsed,
    Paid,
    RoundingBasis,
    TaxHeld,
    TaxPaid,
    Withheld,
)
from tests.contracts.deal import told
from tests.invariants.acts import DAY, pick
from tests.invariants.book import Said
from tests.invariants.holding import Holding, pick_from
from tests.invariants.rights import Right
from tests.invariants.units import law

OUTCOMES = (Paid, Withheld, Lapsed, Claimed, ClaimRefused, TaxPaid, TaxHeld, ActionPaid)


class PayingOut(Holding):
    """Every right is led on to its next step, in time or late, for some holders or for all."""

    def said(self, receipt: Receipt | None) -> Said:
        """What the paying agent said of payments, in order."""
        return [] if receipt is None else [e for e in told(receipt) if e[0] in OUTCOMES]

    @property
    def open_rights(self) -> list[Right]:
        """What still leads on, earliest first."""
        rights = self.model.rights.values()
        alive = [
            right
            for right in rights
            if (right.status is ActionStatus.FUNDED or right.is_open)
            and self.model.is_current(right)
        ]
        return sorted(alive, key=lambda right: (right.record_at, right.number))

    @property
    def everybody(self) -> list[Address]:
        return [*self.model.everyone, *self.model.replaced]

    @precondition(lambda self: self.open_rights)
    @rule(which=pick, draw=pick, holders=st.lists(pick, min_size=1, max_size=4))
    def advances(self, which: int, draw: int, holders: list[int]) -> None:
        right = pick_from(self.open_rights[:4], which)
        some = [pick_from(self.everybody, each) for each in holders]
        if right.is_open:
            self._advance_funding(right, draw, some)
        else:
            self.wait_until(right.payable_from if draw % 8 else self.now)
            self.pay(right, self.everybody if draw % 3 else some)

    def _advance_funding(self, right: Right, draw: int, some: list[Address]) -> None:
        if self.now < right.record_at:
            # A wait of weeks would pass by what else there is to do.
            near = right.record_at - self.now < 4 * DAY
            self.wait_until(right.record_at if near and draw % 8 else self.now + 2 * DAY)
        late = right.status is ActionStatus.ANNOUNCED and self.now >= right.funding_cutoff
        if late and draw % 2:
            self.miss(right)
        elif draw % 7 == 3 and right.status is ActionStatus.ANNOUNCED:
            # The issuer has no money today.
            self.wait_until(max(self.now, right.record_at) + DAY)
        else:
            self.count(right, self.everybody if draw % 4 else some)
            self.fund(right)

    @precondition(lambda self: any(r.is_open for r in self.open_rights))
    @rule(which=pick, holders=st.lists(pick, min_size=1, max_size=4))
    def somebody_counts(self, which: int, holders: list[int]) -> None:
        """Anyone may, at any time; before the record date closed it must come to nothing."""
        right = pick_from([r for r in self.open_rights if r.is_open], which)
        if right.record_at in self.model.records or which % 3 == 0:
            self.count(right, [pick_from(self.everybody, each) for each in holders])

    def count(self, right: Right, holders: list[Address]) -> None:
        if right.basis is not RoundingBasis.HOLDING:
            return
        receipt = self.act(
            "count",
            lambda: self.deal.paying.count(right.number, holders, sender=self.deal.mallory),
            lambda: self.model.may_count(right),
        )
        if receipt:
            self.model.count(right, holders)
            units = sum(right.counted.values())
            amount = sum(right.amount(each) for each in right.counted.values())
            log = receipt.only(HoldersCounted)
            law("RECORD", (log.units, log.amount) == (units, amount), log, right)

    def fund(self, right: Right) -> None:
        """By the issuer, whose money never ends."""
        deal, model = self.deal, self.model
        payer = model.in_force(deal.issuer)
        model.strike()
        if model.may_fund(right):
            self.provide(payer, model.due_in_all(right))
        before = right.status
        receipt = self.act(
            "fund",
            lambda: deal.paying.fund(right.number, sender=payer),
            lambda: model.may_fund(right),
        )
        if receipt:
            late = model.fund(right, payer)
            law("ORDER", [e for e in told(receipt) if e[0] is ActionMissed] == late, right)
            funded = receipt.only(ActionFunded)
            law("RECORD", (funded.units, funded.amount) == (right.units, right.funded), right)
            self.met(f"funded {before.name} {right.kind.name}")

    def provide(self, payer: Address, amount: int) -> None:
        """Money for a payment, where there is too little; made for those who take part only."""
        short = amount - self.model.money[payer]
        if short <= 0:
            return
        bank, cash, out = self.deal.central_bank, self.deal.cash, payer in self.model.without_money
        if out:
            cash.add_participants([payer], sender=bank)
        cash.mint([payer], [short], sender=bank)
        if out:
            cash.remove_participants([payer], sender=bank)
        self.model.money[payer] += short

    def miss(self, right: Right) -> None:
        receipt = self.act(
            "miss",
            lambda: self.deal.paying.declare_missed([right.number], sender=self.deal.mallory),
            lambda: self.model.may_miss(right),
        )
        if receipt:
            self.model.miss(right)
            self.met(f"missed {right.kind.name}")

    def pay(self, right: Right, holders: list[Address]) -> None:
        """Event by event as the book says."""
        receipt = self.act(
            "pay",
            lambda: self.deal.paying.pay(right.number, holders, sender=self.deal.paying_agent),
            lambda: self.model.may_pay(right),
        )
        if receipt:
            self.compare("RECORD", receipt, self.model.pay(right, holders), right)

    def compare(self, name: str, receipt: Receipt, expected: Said, right: Right) -> None:
        said = self.said(receipt)
        law(name, said == expected, right, said, expected)
        for event in said:
            word = f"{event[0].__name__} {right.kind.name}"
            self.met(word)
            lost = event[0] in (Paid, Withheld, Claimed) and event[2] in self.model.replaced
            self.met(f"{word} for another", lost)

    @precondition(lambda self: any(right.withheld for right in self.model.rights.values()))
    @rule(which=pick, relieved=st.booleans())
    def claims(self, which: int, relieved: bool) -> None:
        while relieved and self.troubles:
            self.trouble_ends(which)
        waiting = [right for right in self.model.rights.values() if right.withheld]
        self.claim(pick_from(waiting, which))

    def claim(self, right: Right) -> None:
        holders = [*right.withheld, *self.model.investors]
        receipt = self.act(
            "claim",
            lambda: self.deal.paying.claim(right.number, holders, sender=self.deal.mallory),
        )
        if receipt:
            self.compare("ONCE", receipt, self.model.claim(right, holders), right)

    @precondition(lambda self: any(right.tax_held for right in self.model.rights.values()))
    @rule(which=pick)
    def pays_tax(self, which: int) -> None:
        right = pick_from([r for r in self.model.rights.values() if r.tax_held], which)
        call = self.deal.paying.pay_tax
        receipt = self.act("pay tax", lambda: call(right.number, sender=self.deal.mallory))
        if receipt:
            self.compare("ONCE", receipt, self.model.pay_tax(right), right)
