"""What is missed of a random bond, declared, cured, accelerated and rescinded."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from sim.chain.logs import (
    Accelerated,
    ActionAnnounced,
    ActionKind,
    ActionStatus,
    Amendment,
    Covenants,
    Standing,
)
from tests.invariants.acts import DAY, HONG_KONG, pick
from tests.invariants.agreed import Agreed
from tests.invariants.holding import pick_from
from tests.invariants.rights import Right
from tests.invariants.stage import BULLET, INSTALMENTS, OFFERED, Tranche
from tests.invariants.taxing import Taxing
from tests.invariants.troubles.estate import TroubledBook
from tests.invariants.troubles.promised import (
    GRACE_DAYS,
    PRINCIPAL_GRACE_DAYS,
    covenants,
    graces,
)
from tests.invariants.units import law

STEPS = [0, 3_600, DAY, 3 * DAY, 8 * DAY, "record", "pay", "grace"]

#: A draw with which a cure leaves nothing out, is acknowledged, and ends an acceleration.
IN_FULL = 1

#: The same, but whoever accelerated does not undo it.
LEFT_STANDING = 2


class Defaulting(Taxing):
    """The trustee's part, and that of anyone who says what is so."""

    tranches: ClassVar[list[Tranche]]
    model: TroubledBook

    @initialize(
        which=st.integers(0, 2),
        draw=st.integers(0, 5),
        lots=st.lists(st.integers(4, 40), min_size=4, max_size=4),
        era=st.integers(0, 2),
    )
    def begins(self, which: int, draw: int, lots: list[int], era: int) -> None:
        """Three investors of different homes and the issuer hold units; the eve of a payment."""
        tranche = self.tranches[which]
        type(self).deal = tranche.deal
        promised = covenants(draw)
        self.model = self.book_of(tranche, which, promised)
        dates = self.model.agreed.periods
        enter, bond = self.deal.trustee.enter, self.deal.bond.address
        grace = graces(dates)
        self.act("enter", lambda: enter(bond, promised, grace, sender=self.deal.deployer))
        for holder, units in zip([*self.deal.investors[2:], self.deal.issuer], lots, strict=True):
            self.deal.bond.issue(holder, units, sender=self.deal.as_settlement)
            self.model.issue(holder, units)
        self.wait_until(dates[era].record_at - 3 * DAY)

    def book_of(self, tranche: Tranche, which: int, promised: Covenants) -> TroubledBook:
        dates = INSTALMENTS if which else BULLET
        agreed = Agreed(dates, tranche.basis, OFFERED)
        return TroubledBook(tranche, self.spares, agreed, promised)

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: int | str) -> None:
        periods = self.model.agreed.periods
        instants = {
            "record": [each.record_at for each in periods],
            "pay": [each.payable_from for each in periods],
            "grace": [each.payable_from + GRACE_DAYS * DAY for each in periods],
        }
        if isinstance(step, int):
            self.wait_until(self.now + step)
        else:
            near = [at for at in instants[step] if self.now <= at < self.now + 40 * DAY]
            self.wait_until(min(near, default=self.now))

    def day_of(self, instant: int) -> int:
        return (instant + HONG_KONG) // DAY

    # --- what is missed, and late ---

    @rule(draw=pick)
    def payment_fails(self, draw: int) -> None:
        """The next payments are announced, and missed; now and then one of them is not."""
        model = self.model
        period = min(model.agreed.next_period(self.now), model.agreed.last)
        dates = model.agreed.periods[period]
        if dates.record_at > self.now + 100 * DAY:
            return
        for due in [due for due in self.untold if due[0] == period]:
            self.announce(*due)
        self.wait_until(dates.funding_cutoff)
        rights = [r for r in self.open_rights if r.period == period and r.is_open]
        for number, right in enumerate(rights):
            if number and draw % 2:
                self.count(right, self.everybody)
                self.fund(right)
            elif right.status is ActionStatus.ANNOUNCED and right.funding_cutoff <= self.now:
                self.miss(right)
        if draw % 3:
            # Principal has less of it: what is declared before interest's ended is refused.
            days = PRINCIPAL_GRACE_DAYS if draw % 7 == 5 else GRACE_DAYS
            self.wait_until(dates.payable_from + days * DAY)
            for right in rights:
                if right.status is ActionStatus.MISSED and not self.is_told(right):
                    self.declare(right)
            if draw % 5 > 1 and self.able_to_accelerate:
                self.accelerate()

    @property
    def undeclared(self) -> list[Right]:
        rights = self.model.rights.values()
        return [r for r in rights if r.status is ActionStatus.MISSED and not self.is_told(r)]

    def is_told(self, right: Right) -> bool:
        return right.number in {*self.model.missed, *self.model.waived}

    @precondition(lambda self: self.undeclared)
    @rule(which=pick, patient=st.booleans())
    def declares(self, which: int, patient: bool) -> None:
        """Anyone; while grace lasts, it comes to nothing."""
        right = pick_from(self.undeclared, which)
        if patient:
            self.wait_until(right.payable_from + GRACE_DAYS * DAY)
        self.declare(right)

    def declare(self, right: Right) -> None:
        if self.act(
            "declare default",
            lambda: self.deal.trustee.declare_default(right.number, sender=self.deal.mallory),
            lambda: self.model.may_declare(right),
        ):
            self.met("defaulted", self.model.standing is Standing.PERFORMING)
            self.met(f"declared {right.kind.name}")
            self.model.declare(right)

    # --- cure ---

    @property
    def came_late(self) -> list[Right]:
        model = self.model
        return [
            right
            for right in model.rights.values()
            if right.is_funded
            and right.funded_at >= right.funding_cutoff
            and right.kind is not ActionKind.DINT
            and right.number not in model.charged
        ]

    @precondition(lambda self: self.model.promised.default_rate and self.came_late)
    @rule(which=pick, off=st.sampled_from([0, 0, 0, 2]))
    def charges_default_interest(self, which: int, off: int) -> None:
        self.charge(pick_from(self.came_late, which), off)

    def charge(self, late: Right, off: int = 0) -> None:
        """To the day the money came on; any other is refused."""
        date, cutoff = self.day_of(late.funded_at) + off, self.now + 2 * DAY
        call = self.deal.trustee.charge_default_interest
        receipt = self.act(
            "charge",
            lambda: call(late.number, date, cutoff, sender=self.deal.paying_agent),
            lambda: self.model.may_charge(late, date),
        )
        if receipt:
            number = receipt.only(ActionAnnounced).action_id
            right = self.model.charge(number, late, date, cutoff, receipt.at)
            told = receipt.only(ActionAnnounced).announcement
            law("RECORD", told.amount_num == right.each * told.amount_den, told, right)
            self.met(f"charged on {late.kind.name}")

    @precondition(lambda self: self.model.missed)
    @rule(draw=pick)
    def cures(self, draw: int) -> None:
        """Everything missed is paid late, with default interest where that was promised."""
        model = self.model
        for right in [model.rights[number] for number in model.missed]:
            if right.is_open and not model.is_recovering:
                self.count(right, self.everybody)
                self.fund(right)
            if right in self.came_late and model.promised.default_rate and draw % 8:
                self.charge(right)
                self.pay_late_interest(model.rights[model.charged[right.number]], draw)
        # With interest unpaid it is tried, too, and refused.
        told = draw % 2 if model.is_cured else draw % 6 == 5
        if model.standing is Standing.DEFAULTED and told:
            self.acknowledge()
        if model.promised.has_trustee and model.may_rescind(model.restored) and draw % 2:
            self.rescind(model.restored)

    def pay_late_interest(self, right: Right, draw: int) -> None:
        """Which may be missed as well, and is paid at once as often as not."""
        if draw % 6 == 5:
            self.wait_until(right.funding_cutoff)
            self.miss(right)
            return
        self.count(right, self.everybody)
        self.fund(right)
        if draw % 2:
            self.pay(right, self.everybody)

    @precondition(lambda self: self.model.standing is Standing.DEFAULTED)
    @rule(draw=pick)
    def acknowledges(self, draw: int) -> None:
        if self.model.is_cured or draw % 16 == 7:
            self.acknowledge()

    def acknowledge(self) -> None:
        model, bond = self.model, self.deal.bond.address
        if self.act(
            "cure",
            lambda: self.deal.trustee.acknowledge_cure(bond, sender=self.deal.mallory),
            lambda: model.standing is Standing.DEFAULTED and model.is_cured,
        ):
            model.set_standing(Standing.PERFORMING)
            interest = model.promised.default_rate != 0
            self.met("cured with default interest" if interest else "cured without")

    # --- acceleration ---

    @precondition(lambda self: self.model.standing is Standing.DEFAULTED)
    @rule(off=st.sampled_from([0] * 11 + [3]))
    def accelerates(self, off: int) -> None:
        """The trustee, where there is one; now and then of another bond, or to another day."""
        if off or self.able_to_accelerate:
            self.accelerate(off)

    @property
    def able_to_accelerate(self) -> bool:
        return self.model.promised.has_trustee and self.model.may_accelerate(self.today)

    def accelerate(self, off: int = 0) -> None:
        model, bond, date = self.model, self.deal.bond.address, self.day_of(self.now) + off
        call = self.deal.trustee.accelerate
        receipt = self.act(
            "accelerate",
            lambda: call(bond, date, sender=self.deal.bond_trustee),
            lambda: model.promised.has_trustee and model.may_accelerate(date),
        )
        if receipt:
            model.accelerate(date, receipt.at)
            self.check_accelerated(receipt.only(Accelerated))
            self.met("accelerated by the trustee")

    def check_accelerated(self, log: Accelerated) -> None:
        model = self.model
        model.check_schedule()
        missed, model.missed = model.missed, []
        told = (log.principal_per_unit, log.interest_per_unit)
        law("RECORD", told == model.claim_a_unit, log, model.claim_a_unit)
        model.missed = missed

    @precondition(lambda self: self.able_to_accelerate)
    @rule(draw=pick)
    def trustee_insists(self, draw: int) -> None:
        """On everything at once; now and then the issuer finds the money, and it relents."""
        self.accelerate()
        if draw % 4:
            # What the trustee leaves standing, holders may still undo.
            self.cures(LEFT_STANDING if draw % 4 == 1 else IN_FULL)

    @precondition(lambda self: self.model.standing is Standing.DEFAULTED)
    @rule()
    def issuer_finds_the_money(self) -> None:
        """For all that was missed, and the interest on it, before anybody accelerates."""
        self.cures(IN_FULL)

    @precondition(lambda self: self.model.standing is Standing.ACCELERATED)
    @rule(draw=pick)
    def rescinds(self, draw: int) -> None:
        """Only where it may be, but now and then; mostly the issuer finds the money for it."""
        model = self.model
        if not model.is_recovering and draw % 8 < 4:
            self.cures(IN_FULL if draw % 8 < 2 else LEFT_STANDING)
        elif model.promised.has_trustee and (model.may_rescind(model.restored) or draw % 8 == 7):
            self.rescind(model.restored)

    def rescind(self, restored: Amendment) -> None:
        call, bond = self.deal.trustee.rescind, self.deal.bond.address
        if self.act(
            "rescind",
            lambda: call(bond, restored, sender=self.deal.bond_trustee),
            lambda: self.model.may_rescind(restored),
        ):
            self.model.rescind()
            self.model.check_schedule()
            self.met("rescinded by the trustee")
