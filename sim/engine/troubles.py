"""What becomes of a payment that was missed: cure, default, acceleration, recovery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from sim.chain import Reverted
from sim.chain.identity import Address
from sim.chain.logs import ActionAnnounced, Amendment, Change, CouponKind, Standing, TermsSet
from sim.chain.structs import Instalment
from sim.engine.amending import NO_CHANGE
from sim.engine.elections import release_missed, take_back
from sim.engine.fixings import Fixings
from sim.engine.payments import Payment, Payments
from sim.engine.promises import prescription
from sim.engine.treasury import Treasury
from sim.engine.world import Remedies, World
from sim.model import Accelerate, Cure, DeclareDefault, Event, Recover, Rescind
from sim.schedule import Phase, local_instant
from sim.units import Instant, date_of, day_of, to_minor

__all__ = ["Troubles", "accelerated", "local"]

#: Local times: the trustee acts before the cut-off, late money comes when payments of the day ran.
DECISIONS, LATE_MONEY = time(9, 30), time(11, 10)


class Troubles:
    """Plays the events of a default, each on its day."""

    def __init__(
        self, world: World, payments: Payments, treasury: Treasury, fixings: Fixings
    ) -> None:
        self._world = world
        self._fixings = fixings
        self._payments = payments
        self._treasury = treasury
        self._recorded: set[tuple[str, date]] = set()

    def schedule(self) -> None:
        """Plan every event on the agenda, in the order of the file where times are equal."""
        for event in self._world.scenario.events:
            match event:
                case DeclareDefault():
                    self._add(event, Phase.REGISTER.value, partial(self._declare, event))
                case Accelerate():
                    self._add(event, DECISIONS, partial(self._accelerate, event))
                case Rescind():
                    self._add(event, DECISIONS, partial(self._rescind, event))
                case Cure():
                    self._add(event, LATE_MONEY, partial(self._cure, event))
                case Recover():
                    self._plan_recovery(event)
                case _:
                    continue

    def _add(self, event: Event, at: time, act: Callable[[], None]) -> None:
        when = local(self._world, datetime.combine(event.date, at))
        self._world.agenda.add(when, f"{event.kind} of {event.date}", partial(_tried, act))

    # --- default and cure ---

    def _declare(self, event: DeclareDefault) -> None:
        world, tranche = self._world, event.tranche
        by = world.accounts[event.by]
        for payment in self._payments.missed(tranche):
            self._remedies.trustee.declare_default(payment.id, sender=by)
            last = world.schedule.tranches[tranche].final_record
            world.flat.setdefault(tranche, last)

    def _cure(self, event: Cure) -> None:
        """All that was missed, each with its default interest; then the bond performs again."""
        world = self._world
        for payment in self._payments.missed(event.tranche):
            self._payments.fund_late(payment)
            promised = world.scenario.tranche(event.tranche).default
            if promised is not None and promised.default_rate and payment.flow.payment < event.date:
                self._pay_default_interest(payment)
        if world.system.remedies is None:
            return
        bond = world.system.bonds[event.tranche].address
        if self._remedies.trustee.case_of(bond).standing is Standing.DEFAULTED:
            self._remedies.trustee.acknowledge_cure(bond, sender=self._issuer)
            world.flat.pop(event.tranche, None)

    def _pay_default_interest(self, payment: Payment) -> None:
        world = self._world
        agent = world.accounts[world.party("paying agent")]
        until = world.instant(world.today, Phase.LATE_RETRY)
        receipt = self._remedies.trustee.charge_default_interest(
            payment.id, day_of(world.today), until, sender=agent
        )
        action = receipt.only(ActionAnnounced).action_id
        self._payments.fund(action, payment)
        self._payments.pay_out(action, payment.holders)

    # --- acceleration ---

    def _accelerate(self, event: Accelerate) -> None:
        world, tranche = self._world, event.tranche
        bond = world.system.bonds[tranche].address
        self._remedies.trustee.accelerate(bond, day_of(world.today), sender=self._trustee)
        accelerated(world, self._payments, tranche)

    def _rescind(self, event: Rescind) -> None:
        world, tranche = self._world, event.tranche
        bond = world.system.bonds[tranche].address
        self._remedies.trustee.rescind(bond, self._suspended(tranche), sender=self._trustee)
        world.flat.pop(tranche, None)
        world.all_due.pop(tranche, None)
        self._fixings.catch_up(tranche)
        self._payments.restore(tranche)

    def _suspended(self, tranche: str) -> Amendment:
        """The periods an acceleration replaced, as its rescission wants them back."""
        bond = self._world.system.bonds[tranche].address
        case = self._remedies.trustee.case_of(bond)
        if case.standing is not Standing.ACCELERATED:
            return NO_CHANGE
        terms = self._world.system.terms[tranche].address
        *_, before, _ = (
            log
            for log in self._world.chain.logs
            if isinstance(log, TermsSet) and log.address == terms
        )
        tail = before.periods[case.claims_period :]
        if before.terms.coupon_kind is CouponKind.FLOATING:
            # A rate that was fixed stays with its period, and is no part of the terms.
            tail = tuple(replace(period, rate=0) for period in tail)
        agreed = before.terms
        change = Change(
            agreed.maturity_date,
            agreed.redemption_price,
            agreed.offered_units,
            agreed.reset.spread,
        )
        return Amendment(case.claims_period, tail, change, ())

    # --- recovery ---

    def _plan_recovery(self, event: Recover) -> None:
        world, what = self._world, f"recovery of {event.date}"
        holders: list[Address] = []
        notice = world.instant(event.record, Phase.NOTICES)
        record = partial(_tried, partial(self._add_record, event))
        world.agenda.add(notice, f"record date for {what}", record)
        close = world.instant(event.record, Phase.CLOSE)
        world.agenda.add(close, f"record for {what}", partial(self._record, event, holders))
        self._add(event, LATE_MONEY, partial(self._recover, event, holders))

    def _add_record(self, event: Recover) -> None:
        bond = self._world.system.bonds[event.tranche].address
        closes = self._world.instant(event.record, Phase.CLOSE)
        terms = self._world.system.terms[event.tranche]
        if terms.period(terms.periods() - 1).record_at == closes:
            # The final record date is one already: who held then is owed what was not redeemed.
            return
        if (event.tranche, event.record) in self._recorded:
            # Two instalments may go to the holders of one day.
            return
        day = day_of(event.record)
        self._remedies.recoveries.add_record(bond, day, closes, sender=self._distributor)
        self._recorded.add((event.tranche, event.record))

    def _record(self, event: Recover, holders: list[Address]) -> None:
        bond = self._world.system.bonds[event.tranche].address
        holders.extend(self._world.holdings.holders(bond))

    def _recover(self, event: Recover, holders: list[Address]) -> None:
        world, recoveries = self._world, self._remedies.recoveries
        bond = world.system.bonds[event.tranche].address
        rail = world.first_rail(event.tranche)
        currency = world.scenario.tranche(event.tranche).currency
        if event.costs is not None:
            costs = to_minor(event.costs, currency)
            recoveries.book_costs(bond, costs, sender=self._trustee)
        amount = to_minor(event.amount, currency)
        self._treasury.pay_in(rail, bond, amount)
        instalment = Instalment(
            record_date=day_of(event.record),
            ex_date=day_of(event.record),
            payment_date=day_of(event.date),
            record_at=world.instant(event.record, Phase.CLOSE),
            payable_from=world.instant(event.date, Phase.PAYMENTS),
        )
        receipt = recoveries.distribute(bond, instalment, sender=self._distributor)
        for announced in receipt.all(ActionAnnounced):
            self._payments.pay_out(announced.action_id, holders)
        release_missed(world, receipt)

    # --- who ---

    @property
    def _remedies(self) -> Remedies:
        return self._world.remedies

    @property
    def _issuer(self) -> Address:
        return self._world.accounts[self._world.party("issuer")]

    @property
    def _trustee(self) -> Address:
        return self._world.accounts[self._world.party("trustee")]

    @property
    def _distributor(self) -> Address:
        """The trustee, else the paying agent."""
        has = self._world.scenario.with_role("trustee")
        return self._trustee if has else self._world.accounts[self._world.party("paying agent")]


def accelerated(world: World, payments: Payments, tranche: str) -> None:
    """From an acceleration on: nothing scheduled is paid, and units move until claims end."""
    payments.drop(tranche)
    take_back(world, tranche)
    made = world.schedule.tranches[tranche]
    world.all_due[tranche] = world.today
    world.flat[tranche] = date_of(prescription(made, world.schedule.zone).record_date)


def local(world: World, moment: datetime) -> Instant:
    """The UTC second of a local time of the deal."""
    return local_instant(moment, world.schedule.zone)


def _tried(act: Callable[[], None]) -> None:
    """Let somebody try; what a contract refuses is on record in `transactions`."""
    try:
        act()
    except Reverted:
        return
