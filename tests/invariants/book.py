"""Units, money and payments of one bond as they ought to be, and the laws that hold them to it.

The book never reads what is checked: it is told what was done and works out what follows, event by
event; the chain has to say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from fractions import Fraction

from sim.chain import Address
from sim.chain.logs import (
    ActionKind,
    ActionMissed,
    ActionPaid,
    ActionStatus,
    Claimed,
    ClaimRefused,
    Lapsed,
    Paid,
    RoundingBasis,
    TaxHeld,
    TaxPaid,
    Withheld,
    WithheldReason,
)
from tests.contracts.deal import MINIMUM_UNITS, ZERO, Deal
from tests.invariants.book_laws import check_money, check_rights
from tests.invariants.rights import Right, SetAside, half_up
from tests.invariants.units import Units, law

Said = list[tuple[object, ...]]
#: 100 % in 1e-9.
ALL = 1_000_000_000


class Book(Units):
    """Beside the units: record dates, money in the bond's first rail, rights, taxes."""

    def __init__(
        self,
        deal: Deal,
        spares: Sequence[Address],
        homes: dict[Address, int],
        tax_account: Address = ZERO,
    ) -> None:
        super().__init__(deal)
        self.deal = deal
        self.investors.append(deal.issuer)
        self.tax_account = tax_account
        others = [deal.paying.address, deal.bond_trustee, deal.recoveries.address]
        taxing = [tax_account] if tax_account != ZERO else []
        self.everyone = [*self.investors, *spares, *others, *taxing]
        held = deal.chain.balances(deal.cash.address, self.everyone)
        self.money = dict(zip(self.everyone, held, strict=True))
        #: Jurisdiction in the register, and the part of interest withheld there, 1e-9.
        self.homes = dict(homes)
        self.taxes: dict[int, int] = {}
        self.without_money: set[Address] = set()
        #: Record dates to come, by the instant each closes; and the holdings of those that did.
        self.closings: set[int] = set()
        self.records: dict[int, dict[Address, int]] = {}
        self.rights: dict[int, Right] = {}

    @property
    def now(self) -> int:
        return self.deal.chain.now

    @property
    def last_record(self) -> int:
        """Instant after which no unit moves."""
        return max(self.closings)

    def strike(self) -> None:
        """Keeps the holdings of record dates that closed before the next transaction."""
        for closing in self.closings - set(self.records):
            if closing <= self.now:
                self.records[closing] = dict(self.units)
        self.closed = self.last_record <= self.now

    def check(self) -> None:
        """Every law that can be checked after any step."""
        self.check_units(self.everyone)
        check_money(self)
        check_rights(self)

    def units_apart(self) -> Book:
        """A copy whose units may be moved to see what would come of it."""
        apart = copy(self)
        kept = ("units", "locked", "frozen_units", "frozen", "left_below")
        vars(apart).update({name: copy(getattr(self, name)) for name in kept})
        return apart

    # --- what would be refused ---

    def fits_denomination(self, units: int) -> bool:
        return units == 0 or units >= MINIMUM_UNITS

    def may_move(self, source: Address, target: Address, units: int) -> bool:
        """By the holders themselves, to another account."""
        allowed = self.may_send(source) and self.may_receive(target) and not self.closed
        left, had = self.units[source] - units, self.units[target] + units
        whole = self.fits_denomination(left) and self.fits_denomination(had)
        return allowed and whole and units <= self.available(source)

    def may_force(self, source: Address, target: Address, units: int) -> bool:
        held = units <= self.units[source]
        return self.may_receive(target) and not self.closed and held

    def may_fund(self, right: Right) -> bool:
        closed = right.record_at in self.records and self.is_current(right)
        return right.is_open and closed and self.is_counted(right)

    def may_miss(self, right: Right) -> bool:
        return self.now >= right.funding_cutoff and self.is_current(right)

    def may_count(self, right: Right) -> bool:
        rounded = right.basis is RoundingBasis.HOLDING
        return right.is_open and rounded and right.record_at in self.records

    def may_pay(self, right: Right) -> bool:
        if right.status is ActionStatus.PAID:
            return True
        return right.status is ActionStatus.FUNDED and self.now >= right.payable_from

    def stand_in(self, holder: Address) -> Address:
        """The account in force, with everything the bond kept for a lost one."""
        return self.recover(holder) if holder in self.replaced else holder

    # --- hooks: what a bond's terms say ---

    def is_current(self, right: Right) -> bool:
        """Whether the terms it was announced by are still those of its period."""
        return True

    def entitled(self, right: Right) -> dict[Address, int]:
        """Units by holder that an action is for, once its record date closed."""
        return self.records[right.record_at]

    def take_up(self, right: Right, holder: Address, payee: Address, units: int) -> int:
        """Units that are repaid end; returns those that are paid for."""
        if right.kind in (ActionKind.REDM, ActionKind.MCAL):
            self.redeem(payee, units)
        return units

    def withdraw(self, right: Right) -> None:
        """New terms took its place."""
        law("ORDER", right.status is ActionStatus.ANNOUNCED, right)
        right.status = ActionStatus.WITHDRAWN

    # --- funding ---

    def units_in_all(self, right: Right) -> int:
        return sum(self.entitled(right).values())

    def due_in_all(self, right: Right) -> int:
        """Rounded as each is paid, in cents."""
        return sum(right.amount(units) for units in self.entitled(right).values())

    def is_counted(self, right: Right) -> bool:
        if right.basis is RoundingBasis.CALCULATION_AMOUNT:
            return True
        return sum(right.counted.values()) == self.units_in_all(right)

    def count(self, right: Right, holders: Iterable[Address]) -> None:
        entitled = self.entitled(right)
        for holder in holders:
            if entitled.get(holder, 0):
                right.counted[holder] = entitled[holder]

    def fund(self, right: Right, payer: Address) -> Said:
        """The whole amount comes in; returns what the agent has to say beside it."""
        amount, said = self.due_in_all(right), []
        right.units = self.units_in_all(right)
        if right.status is ActionStatus.ANNOUNCED and self.now >= right.funding_cutoff:
            said.append((ActionMissed, right.number, right.units, amount))
        right.status, right.funded, right.funded_at = ActionStatus.FUNDED, amount, self.now
        self.pay_money(payer, self.deal.paying.address, amount)
        if right.units == 0:
            right.status = ActionStatus.PAID
        return said

    def miss(self, right: Right) -> None:
        law("ORDER", right.status is ActionStatus.ANNOUNCED, right)
        right.status, right.units = ActionStatus.MISSED, self.units_in_all(right)

    # --- paying ---

    def pay(self, right: Right, holders: Iterable[Address]) -> Said:
        """What the agent has to say of a batch; nothing where all were paid before."""
        said: Said = []
        taxed = 0
        if right.status is ActionStatus.PAID:
            return said
        entitled = self.entitled(right)
        for holder in holders:
            units = entitled.get(holder, 0)
            if units and holder not in right.handled:
                taxed += self._pay_holder(right, holder, units, said)
        if taxed:
            self._pass_on(right, taxed, said)
        if right.handled_units == right.units:
            right.status = ActionStatus.PAID
            said.append((ActionPaid, right.number, right.units))
        return said

    def _pay_holder(self, right: Right, holder: Address, units: int, said: Said) -> int:
        """Returns tax to be passed on."""
        right.handled.add(holder)
        right.handled_units += units
        payee = self.stand_in(holder)
        paid = self.take_up(right, holder, payee, units)
        if paid != units:
            back, issuer = right.amount(units) - right.amount(paid), self.deal.issuer
            right.withheld.setdefault(issuer, SetAside()).net += back
            said.append((Lapsed, right.number, holder, units - paid, issuer, back))
        if not paid:
            return 0
        gross = right.amount(paid)
        tax = self.tax_on(right, payee, gross - right.exempt * paid)
        told = (right.number, holder, paid, gross, tax, gross - tax)
        reason = self.bar(payee)
        if reason is WithheldReason.NONE:
            said.append((Paid, *told))
            self._pay_out(right, payee, gross - tax)
            return tax
        said.append((Withheld, *told, reason))
        kept = right.withheld.setdefault(holder, SetAside())
        kept.net, kept.tax = kept.net + gross - tax, kept.tax + tax
        return 0

    def claim(self, right: Right, holders: Iterable[Address]) -> Said:
        """What the agent has to say when somebody claims for holders."""
        said: Said = []
        taxed = 0
        for holder in holders:
            kept = right.withheld.get(holder, SetAside())
            if kept == SetAside():
                continue
            payee = self.stand_in(holder)
            reason = self.bar(payee)
            if reason is not WithheldReason.NONE:
                said.append((ClaimRefused, right.number, holder, reason))
                continue
            del right.withheld[holder]
            taxed += kept.tax
            said.append((Claimed, right.number, holder, kept.net))
            self._pay_out(right, payee, kept.net)
        if taxed:
            self._pass_on(right, taxed, said)
        return said

    def pay_tax(self, right: Right) -> Said:
        said: Said = []
        if right.tax_held:
            self._pass_on(right, 0, said)
        return said

    def tax_on(self, right: Right, payee: Address, interest: int) -> int:
        if not right.is_taxed:
            return 0
        return half_up(Fraction(interest * self.taxes.get(self.homes.get(payee, 0), 0), ALL))

    def bar(self, payee: Address) -> WithheldReason:
        """Why an account in force cannot be paid now."""
        if payee in self.frozen:
            return WithheldReason.FROZEN
        if payee in self.sanctioned:
            return WithheldReason.SANCTIONED
        return WithheldReason.RAIL if payee in self.without_money else WithheldReason.NONE

    def pay_money(self, payer: Address, payee: Address, amount: int) -> None:
        self.money[payer] -= amount
        self.money[payee] += amount

    def _pay_out(self, right: Right, payee: Address, amount: int) -> None:
        right.paid += amount
        self.pay_money(self.deal.paying.address, payee, amount)

    def _pass_on(self, right: Right, more: int, said: Said) -> None:
        """Tax to its account, with what could not be paid there before."""
        amount, right.tax_held = right.tax_held + more, 0
        if self.tax_account in self.without_money:
            right.tax_held = amount
            said.append((TaxHeld, right.number, self.tax_account, amount))
            return
        said.append((TaxPaid, right.number, self.tax_account, amount))
        self._pay_out(right, self.tax_account, amount)
