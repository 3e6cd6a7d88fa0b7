"""What issuer and holders of a random bond choose before it ends."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from sim.chain import Address
from sim.chain.logs import (
    Economics,
    Instructed,
    OptionKind,
    Settled,
    TransactionType,
)
from tests.contracts.deal import ZERO
from tests.invariants.acts import DAY, pick
from tests.invariants.agreed import CALLS, Agreed
from tests.invariants.choices.bargains import Bargaining
from tests.invariants.choices.choosing_book import ChoosingBook
from tests.invariants.holding import pick_from
from tests.invariants.stage import BULLET, INSTALMENTS, OFFERED, Tranche, options
from tests.invariants.units import law

DRAWS = st.lists(st.tuples(pick, pick), min_size=3, max_size=3)
STEPS = [0, 3_600, DAY, 5 * DAY, 12 * DAY, "window", "record", "record"]

#: Of what is free, in percent, elections are of; zero takes back.
SHARES = [60, 100, 30, 100, 0, 130]


class Choosing(Bargaining):
    """Elections, calls, redemptions in part, taps, buy-backs and what is announced of them."""

    tranches: ClassVar[list[Tranche]]

    @initialize(which=st.booleans(), draws=DRAWS, lots=st.lists(st.integers(20, 75), min_size=3))
    def begins(self, which: bool, draws: list[tuple[int, int]], lots: list[int]) -> None:
        tranche = self.tranches[which]
        type(self).deal = tranche.deal
        dates = INSTALMENTS if which else BULLET
        agreed = Agreed(dates, tranche.basis, OFFERED)
        self.model = ChoosingBook(tranche, self.spares, agreed)
        agreed.options = options(dates, draws)
        bond = self.deal.bond.address
        self.act(
            "set", lambda: self.deal.options.set(bond, agreed.options, sender=self.deal.issuer)
        )
        for investor, units in zip(self.deal.investors, lots[:3], strict=False):
            self.issue(investor, units)

    @property
    def issuer(self) -> Address:
        return self.model.in_force(self.deal.issuer)

    @rule(step=st.sampled_from(STEPS))
    def time_passes(self, step: int | str) -> None:
        ahead = [self.now]
        if step == "window":
            ahead = [each.notice_until - 7_200 for each in self.model.agreed.options]
        if step == "record":
            ahead = [each.record_at - 3_600 for each in self.model.agreed.periods]
        near = [at for at in ahead if self.now <= at < self.now + 40 * DAY]
        self.wait_until(self.now + step if isinstance(step, int) else min(near, default=self.now))

    # --- units come and go ---

    @rule(who=pick, units=st.integers(2, 40))
    def issues(self, who: int, units: int) -> None:
        model = self.model
        room = model.agreed.offered - (model.supply)
        investor = pick_from([a for a in model.investors if a != self.deal.issuer], who)
        if room >= 2 and model.may_receive(investor) and not model.closed:
            self.issue(investor, min(units, room) if who % 8 else room + 1)

    def issue(self, investor: Address, units: int) -> None:
        """Free of payment, as the offering would have it settled; none beyond what is offered."""
        model, settlement = self.model, self.deal.settlement
        terms = self.issue_terms(investor, units)
        receipt = settlement.instruct_issue([terms], sender=self.deal.as_offering)
        number = receipt.only(Instructed).id
        model.strike()
        after = model.supply + units
        fits = self.may_issue(investor, units) and after <= model.agreed.offered
        settled = settlement.settle([number], sender=self.deal.mallory).all(Settled)
        law("SUPPLY", bool(settled) == fits, units, model.agreed.offered)
        (self.succeeded if settled else self.refused)["issue"] += 1
        if settled:
            model.stand_in(self.deal.issuer)
            model.issue(investor, units)
            self.met("issued of a tap", after > OFFERED)

    def may_issue(self, investor: Address, units: int) -> bool:
        """With what a lost issuer left, which an attempt brings to the account in force."""
        model = self.model.units_apart()
        model.stand_in(self.deal.issuer)
        whole = model.fits_denomination(model.units[investor] + units)
        return whole and model.may_receive(investor) and not model.closed

    def issue_terms(self, investor: Address, units: int) -> Economics:
        return Economics(
            transaction_type=TransactionType.ISSU,
            bond=self.deal.bond.address,
            cash=ZERO,
            deliverer=self.deal.issuer,
            receiver=investor,
            units=units,
            price=0,
            clean_amount=0,
            accrued_amount=0,
            accrued_days=0,
            trade_date=self.today,
            intended_date=self.today,
            expiry_date=self.today,
            opens_at=self.now,
            expires_at=self.now + DAY,
            linked_id=0,
            trade_id=bytes(32),
        )

    @precondition(lambda self: self.model.units[self.issuer])
    @rule(share=st.sampled_from([40, 100, 100, 110]))
    def cancels(self, share: int) -> None:
        """The issuer's own units end, where nothing holds them back."""
        model, issuer, bond = self.model, self.issuer, self.deal.bond.address
        units = max(1, model.available(issuer) * share // 100)
        if self.act(
            "cancel",
            lambda: self.deal.options.cancel(bond, units, sender=issuer),
            lambda: self.may_cancel(issuer, units),
        ):
            model.redeem(issuer, units)
            self.met("cancelled")

    def may_cancel(self, issuer: Address, units: int) -> bool:
        model = self.model
        free = issuer not in model.frozen and units <= model.available(issuer)
        return free and not model.closed and model.fits_denomination(model.units[issuer] - units)

    # --- options ---

    @property
    def open_options(self) -> list[int]:
        """Windows that are open; of options that were exercised already, now and then."""
        agreed = self.model.agreed
        return [n for n in range(len(agreed.options)) if agreed.is_open(n, self.now)]

    def open_of(self, *kinds: OptionKind) -> list[int]:
        agreed = self.model.agreed
        fresh = [n for n in self.open_options if n not in agreed.exercised]
        return [n for n in fresh if agreed.options[n].kind in kinds]

    @precondition(lambda self: self.open_of(*CALLS, OptionKind.PART))
    @rule(which=pick, draw=st.integers(0, 3))
    def exercises(self, which: int, draw: int) -> None:
        """Calls end a bond, so they are drawn less often."""
        model = self.model
        number = pick_from(self.open_of(*CALLS, OptionKind.PART), which)
        option = model.agreed.options[number]
        if option.kind in CALLS and draw:
            return
        call, bond = self.deal.options.exercise, self.deal.bond.address
        if self.act(
            "exercise",
            lambda: call(bond, number, sender=self.issuer),
            lambda: model.agreed.may_exercise(number, self.now, model.supply),
        ):
            model.agreed.exercise(number)
            model.reset_closings()
            model.check_schedule()
            self.met(f"exercised {option.kind.name}")

    @precondition(lambda self: self.open_of(OptionKind.TAP))
    @rule(units=st.integers(1, 61))
    def taps(self, units: int) -> None:
        model, call = self.model, self.deal.options.tap
        (number,) = self.open_of(OptionKind.TAP)
        bond = self.deal.bond.address
        receipt = self.act(
            "tap",
            lambda: call(bond, number, units, sender=self.issuer),
            lambda: model.agreed.may_tap(number, self.now, units),
        )
        if receipt:
            model.agreed.tap(number, units)
            model.check_schedule()
            self.met("tapped")

    @precondition(lambda self: self.open_of(OptionKind.PUT))
    @rule(which=pick, who=pick, share=st.sampled_from(SHARES))
    def elects(self, which: int, who: int, share: int) -> None:
        """So many in all, by the holder or by whoever stands for one that was lost."""
        model = self.model
        period = model.agreed.options[pick_from(self.open_of(OptionKind.PUT), which)].period_index
        before = model.elected[period]
        lost = [account for account in model.replaced if before[account]]
        holder = pick_from([*self.holders, *lost * 3], who)
        owner = model.in_force(holder)
        units = (model.available(owner) + before[holder]) * share // 100
        call, bond = self.deal.options.elect, self.deal.bond.address
        had = before[holder]
        if self.act(
            "elect",
            lambda: call(bond, period, holder, units, sender=owner),
            lambda: model.may_elect(period, holder, units),
        ):
            model.elect(period, holder, units)
            self.met("elected for another", holder != owner)
            self.met("taken back", units < had)

    @precondition(lambda self: any(sum(e.values()) for e in self.model.elected.values()))
    @rule(which=pick, draw=pick)
    def forces_what_is_elected(self, which: int, draw: int) -> None:
        model = self.model
        electing = [a for e in model.elected.values() for a, units in e.items() if units]
        source = model.in_force(pick_from(electing, which))
        if model.units[source]:
            units = 1 + draw % model.units[source]
            self.force(source, self.other_than(source, draw), units, draw)
