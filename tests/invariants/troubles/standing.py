"""How a bond stands, worked out beside the trustee: default, cure, acceleration, rescission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sim.chain import Address
from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    Amendment,
    Change,
    Covenants,
    Period,
    Standing,
    Stub,
)
from sim.units import PAR
from tests.contracts.deal import CALCULATION_AMOUNT, WHOLE
from tests.invariants.acts import DAY
from tests.invariants.agreed import Agreed
from tests.invariants.rights import Right, half_up
from tests.invariants.stage import Tranche
from tests.invariants.terms_book import TermsBook
from tests.invariants.troubles.promised import graces
from tests.invariants.units import law

INTEREST = (ActionKind.INTR, ActionKind.DINT)

#: Every step a bond may take.
STEPS = {
    Standing.PERFORMING: {Standing.DEFAULTED},
    Standing.DEFAULTED: {Standing.PERFORMING, Standing.ACCELERATED},
    Standing.ACCELERATED: {Standing.PERFORMING},
}


@dataclass
class Kept:
    """What an acceleration replaced."""

    first: int
    tail: list[Period]
    change: Change


class StandingBook(TermsBook):
    """A bond's case, as the trustee ought to keep it."""

    def __init__(
        self, tranche: Tranche, spares: Sequence[Address], agreed: Agreed, promised: Covenants
    ) -> None:
        super().__init__(tranche.deal, spares, tranche.homes, tranche.tax_account)
        self.taxes = tranche.taxes
        self.agreed = agreed
        self.promised = promised
        self.graces = graces(agreed.periods)
        self.standing, self.since = Standing.PERFORMING, 0
        self.missed: list[int] = []
        self.waived: set[int] = set()
        #: Default interest charged, by the action that came late.
        self.charged: dict[int, int] = {}
        self.kept: Kept | None = None
        self.claims_period = 0
        self.is_recovering = False
        #: Instants of record dates that were added, in the order they were.
        self.added: list[int] = []
        self.reset_closings()

    # --- record dates ---

    def reset_closings(self) -> None:
        """Those added after the last one of the terms are void."""
        super().reset_closings()
        self.closings |= {at for at in self.added if at < self.last_record}

    def is_record(self, at: int) -> bool:
        return at in self.closings

    def may_add_record(self, at: int) -> bool:
        return self.now < at < self.last_record and at not in {
            *self.added,
            *(each.record_at for each in self.agreed.periods),
        }

    def add_record(self, at: int) -> None:
        self.added.append(at)
        self.reset_closings()

    # --- default and cure ---

    def may_declare(self, right: Right) -> bool:
        """Grace keeps nothing out of the claim once all is due; what that pays, it has already."""
        grace = self.graces[right.period]
        until = grace.interest_until if right.kind in INTEREST else grace.principal_until
        all_due = self.standing is Standing.ACCELERATED
        over = right.status is ActionStatus.MISSED and (all_due or self.now >= until)
        new = right.number not in self.missed and right.number not in self.waived
        claimed = all_due and right.period >= self.claims_period
        return over and new and not claimed and not self.is_recovering

    def declare(self, right: Right) -> None:
        self.missed.append(right.number)
        if self.standing is Standing.PERFORMING:
            self.set_standing(Standing.DEFAULTED)

    @property
    def is_cured(self) -> bool:
        return not self.is_recovering and self.nothing_is_missed

    @property
    def nothing_is_missed(self) -> bool:
        """Whether all that was declared is waived, or paid with the interest it bears."""
        return all(self._is_dealt_with(each) for each in self.missed)

    def _is_dealt_with(self, number: int) -> bool:
        right = self.rights[number]
        if number in self.waived:
            return True
        if right.is_funded and self.promised.default_rate and right.kind is not ActionKind.DINT:
            return number in self.charged and self.rights[self.charged[number]].is_funded
        return right.is_funded

    def may_charge(self, right: Right, date: int) -> bool:
        """Default interest, from a payment date to the day on which late money came."""
        late = right.is_funded and right.funded_at >= right.funding_cutoff
        late &= right.kind is not ActionKind.DINT and right.number not in self.charged
        dates = self.agreed.periods[right.period]
        known = self.is_day(dates, date, right.funded_at) and date >= dates.payment_date
        return late and self.promised.default_rate != 0 and known

    def is_day(self, dates: Period, date: int, instant: int) -> bool:
        """Whether an instant is within a day of where a date lies, by one that is known."""
        off = instant - dates.payable_from - (date - dates.payment_date) * DAY
        return -DAY < off < DAY

    def charge(self, number: int, late: Right, date: int, cutoff: int, at: int) -> Right:
        days = date - self.agreed.periods[late.period].payment_date
        rate = Fraction(self.promised.default_rate, WHOLE) * Fraction(days, 365)
        self.charged[late.number] = number
        self.rights[number] = Right(
            number=number,
            period=late.period,
            kind=ActionKind.DINT,
            each=late.each * rate,
            basis=late.basis,
            record_at=late.record_at,
            funding_cutoff=cutoff,
            payable_from=at,
            version=self.agreed.version_of(late.period),
            is_taxed=bool(self.taxes),
        )
        return self.rights[number]

    # --- acceleration ---

    def may_accelerate(self, date: int) -> bool:
        first = self.agreed.next_period(self.now)
        if self.standing is not Standing.DEFAULTED or first > self.agreed.last:
            return False
        if self.nothing_is_missed:
            return False
        dates = self.agreed.periods[first]
        inside = dates.start < date <= dates.end
        return inside and self.is_day(dates, date, self.now)

    def accelerate(self, date: int, at: int) -> None:
        """The running period ends on that day, is the last, and is paid by the prescription."""
        first = self.agreed.next_period(at)
        tail, until = self.agreed.periods[first:], self.promised.prescription
        self.kept = Kept(first, self.without_fixings(tail), self.change)
        ended = replace(
            tail[0],
            end=date,
            due_date=date,
            factor_after=0,
            record_date=until.record_date,
            ex_date=until.record_date,
            payment_date=until.payment_date,
            record_at=until.record_at,
            funding_cutoff=until.funding_cutoff,
            payable_from=until.payable_from,
            stub=tail[0].stub if date == tail[0].end else Stub.LAST,
        )
        self.claims_period = first
        change = Change(date, PAR, self.agreed.offered, self.agreed.spread)
        self.agreed.amend(first, [self.without_fixing(first, ended)], change)
        self.reset_closings()
        self.set_standing(Standing.ACCELERATED)

    def without_fixings(self, tail: list[Period]) -> list[Period]:
        """As terms have them: here each rate is one."""
        return tail

    def without_fixing(self, index: int, ended: Period) -> Period:
        """The same once nobody fixes its rate any more; here it is known."""
        return ended

    @property
    def restored(self) -> Amendment:
        """What undoes an acceleration; of a bond that is not accelerated, nothing."""
        if self.kept is None:
            return Amendment(0, (), Change(0, 0, 0, 0), ())
        return Amendment(self.kept.first, tuple(self.kept.tail), self.kept.change, ())

    def may_rescind(self, restored: Amendment) -> bool:
        """Only while the next record date it brings back is still to come."""
        accelerated = self.standing is Standing.ACCELERATED and restored == self.restored
        return accelerated and self.is_cured and self.now < restored.tail[0].record_at

    def rescind(self) -> None:
        assert self.kept is not None
        self.agreed.amend(self.kept.first, self.kept.tail, self.kept.change)
        self.reset_closings()
        self.set_standing(Standing.PERFORMING)

    def waive(self) -> None:
        """What was missed is owed all the same."""
        self.waived |= set(self.missed)
        if self.standing is Standing.DEFAULTED:
            self.set_standing(Standing.PERFORMING)

    def set_standing(self, standing: Standing) -> None:
        law("ORDER", standing in STEPS[self.standing], self.standing, standing)
        self.standing = standing
        self.since = self.deal.chain.now - 1
        if standing is Standing.PERFORMING:
            self.missed, self.kept = [], None

    # --- claims ---

    @property
    def is_all_due(self) -> bool:
        if self.standing is Standing.ACCELERATED:
            return True
        matured = self.agreed.periods[-1].payable_from <= self.now
        return self.standing is Standing.DEFAULTED and matured

    @property
    def claim_a_unit(self) -> tuple[int, int]:
        """Principal and interest of one unit: what was accelerated, and what was missed."""
        principal = interest = 0
        if self.standing is Standing.ACCELERATED:
            left = Fraction(self.agreed.factor_before(self.claims_period), WHOLE)
            principal = half_up(CALCULATION_AMOUNT * left)
            interest = half_up(self.agreed.each(self.claims_period, ActionKind.INTR))
        for right in (self.rights[number] for number in self.missed):
            amount = 0 if right.is_funded else half_up(right.each)
            interest += amount if right.kind in INTEREST else 0
            principal += 0 if right.kind in INTEREST else amount
        return principal, interest

    def start_recovery(self) -> None:
        """From now on what was missed is paid by the claim, and by its own action no more."""
        if self.is_recovering:
            return
        self.is_recovering = True
        for right in (self.rights[number] for number in self.missed):
            if right.status is ActionStatus.MISSED:
                right.status = ActionStatus.CANCELLED

    # --- the laws ---

    def check(self) -> None:
        super().check()
        bond = self.deal.bond.address
        case = self.deal.trustee.case_of(bond)
        ours = (self.standing, self.claims_period, self.is_recovering, self.missed)
        told = (case.standing, case.claims_period, case.is_recovering, list(case.missed))
        law("ORDER", told == ours, told, ours)
        flat = self.deal.settlement.trades_flat(bond)
        law("ORDER", flat == (self.standing is not Standing.PERFORMING), flat, self.standing)
        claim = tuple(self.deal.trustee.claim_of(bond))
        law("RECORD", claim == self.claim_a_unit, claim, self.claim_a_unit)
