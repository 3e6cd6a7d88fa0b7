"""Corporate actions of a random market."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address
from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    Claimed,
    ClaimRefused,
    MarketClaimRaised,
    Paid,
    Withheld,
)
from tests.invariants.acting import DAY, TROUBLES, pick, pick_from
from tests.invariants.confirming import Confirming
from tests.invariants.model import AMOUNTS, PERIODS, Due
from tests.invariants.units import law

OPEN = (ActionStatus.ANNOUNCED, ActionStatus.MISSED)
PAYING = (ActionStatus.FUNDED, ActionStatus.PAID)


class Market(Confirming):
    """Announced, funded or missed, paid or set aside, claimed, redeemed; and market claims."""

    def actions(self, *statuses: ActionStatus) -> list[int]:
        return [n for n in self.model.due if self.deal.paying.action(n).status in statuses]

    @precondition(lambda self: len(self.model.due) < len(AMOUNTS))
    @rule(which=pick)
    def announces(self, which: int) -> None:
        told = {(due.period, due.kind) for due in self.model.due.values()}
        self.announce(*pick_from(sorted(set(AMOUNTS) - told), which))

    def announce(self, period: int, kind: ActionKind) -> None:
        deal, call = self.deal, self.deal.paying.announce
        bond = deal.bond.address
        if self.act("announce", lambda: call(bond, period, kind, sender=deal.paying_agent)):
            number = deal.paying.actions()
            self.model.due[number] = Due(number, period, kind)

    @precondition(lambda self: self.model.due)
    @rule(which=pick, in_time=st.booleans())
    def money_is_due(self, which: int, in_time: bool) -> None:
        """The issuer pays in, or someone declares that it did not."""
        self.model.strike()
        due, records = self.model.due, len(self.model.records)
        closed = [number for number in self.actions(*OPEN) if due[number].period < records]
        now = self.deal.chain.now
        late = [n for n in closed if PERIODS[due[n].period].funding_cutoff <= now]
        if late and not in_time:
            self.miss(late)
        elif closed:
            self.fund(pick_from(closed, which))

    def miss(self, numbers: list[int]) -> None:
        call = self.deal.paying.declare_missed
        self.act("miss", lambda: call(numbers, sender=self.deal.mallory))

    def fund(self, number: int) -> None:
        deal, model = self.deal, self.model
        cash, amount = deal.cash.address, model.due_in_all(number)
        if model.money[cash][deal.issuer] < amount:
            deal.cash.mint([deal.issuer], [amount], sender=deal.central_bank)
            model.money[cash][deal.issuer] += amount
            model.created[cash] += amount
        before = deal.paying.action(number).status
        if self.act("fund", lambda: deal.paying.fund(number, sender=deal.issuer)):
            law("RECORD", deal.paying.amount_due(number) == amount, number, amount)
            model.due[number].funded = amount
            model.pay(cash, deal.issuer, deal.paying.address, amount)
            self.outcomes[f"funded {before.name}"] += 1

    @precondition(lambda self: any(due.funded for due in self.model.due.values()))
    @rule(which=pick, holders=st.lists(pick, min_size=1, max_size=8))
    def pays(self, which: int, holders: list[int]) -> None:
        now, model = self.deal.chain.now, self.model
        ready = [
            number
            for number in self.actions(*PAYING)
            if PERIODS[model.due[number].period].payable_from <= now
        ]
        if not ready:
            return
        self.pay(pick_from(ready, which), [pick_from(model.everyone, draw) for draw in holders])

    def pay(self, number: int, batch: list[Address]) -> None:
        model, call = self.model, self.deal.paying.pay
        receipt = self.act("pay", lambda: call(number, batch, sender=self.deal.paying_agent))
        for log in receipt.events if receipt else ():
            if isinstance(log, Paid | Withheld):
                model.handle(number, log.holder, log.units, log.gross)
                word = f"{type(log).__name__} {model.due[number].kind.name}"
                self.outcomes[word] += 1
                self.outcomes[f"{word} for another"] += log.holder in model.replaced
            if isinstance(log, Paid):
                model.pay_out(number, log.holder, log.net)
            if isinstance(log, Withheld):
                model.due[number].withheld[log.holder] = log.net

    @precondition(lambda self: any(due.withheld for due in self.model.due.values()))
    @rule(which=pick)
    def claims(self, which: int) -> None:
        waiting = [number for number, due in self.model.due.items() if due.withheld]
        self.claim(pick_from(waiting, which))

    def claim(self, number: int) -> None:
        holders = [*self.model.due[number].withheld, *self.model.investors]
        call = self.deal.paying.claim
        receipt = self.act("claim", lambda: call(number, holders, sender=self.deal.mallory))
        for log in receipt.events if receipt else ():
            if isinstance(log, Claimed | ClaimRefused):
                self.model.recover(log.holder)
            if isinstance(log, Claimed):
                self.model.claim(number, log.holder, log.net)
                self.outcomes["claimed"] += 1
                self.outcomes["claimed for another"] += log.holder in self.model.replaced

    @precondition(lambda self: any(due.funded for due in self.model.due.values()))
    @rule(which=pick)
    def raises_market_claims(self, which: int) -> None:
        due = self.model.due
        ready = [n for n in self.actions(*PAYING) if due[n].kind is ActionKind.INTR]
        if ready:
            self.raise_claims(pick_from(ready, which))

    def raise_claims(self, number: int) -> None:
        deal, trades = self.deal, list(self.model.status)
        today, now, call = self.today, deal.chain.now, deal.paying.raise_claims
        receipt = self.act(
            "raise claims", lambda: call(number, trades, today, now, sender=deal.paying_agent)
        )
        if receipt:
            self.note_instructions(receipt)
        for log in receipt.all(MarketClaimRaised) if receipt else ():
            self.check_claim(number, log)

    @precondition(lambda self: self.near_coupon() is not None)
    @rule(draw=pick, trouble=st.sampled_from(TROUBLES), in_time=st.booleans(), lost=st.booleans())
    def coupon_day(self, draw: int, trouble: str, in_time: bool, lost: bool) -> None:
        """A coupon from the eve of its record date to its payment, with late and early trades."""
        period = self.near_coupon()
        dates, final = PERIODS[period], period == len(PERIODS) - 1
        if period not in self.coupons():
            self.announce(period, ActionKind.INTR)
        number = self.coupons()[period].number
        if self.deal.chain.now < dates.record_at - 3_600:
            self.wait_until(dates.record_at - 3_600)
            self.trade(draw, draw // 5, draw, "affirmed", days=0)
            self.trade(draw, draw // 5, draw, "settled", days=0 if final else 2)
        self.wait_until(dates.record_at)
        if lost:
            self.lose_a_holder(draw)
        if self.promising:
            self.settle(self.promising)
        self.wait_until(dates.funding_cutoff - 3_600 * in_time)
        if not in_time and draw % 2:
            self.miss([number])
        self.fund(number)
        self.wait_until(dates.payable_from)
        # Whoever came last may stand for one who was lost just now.
        last = lost and draw % 3 == 0
        self.begin_trouble(trouble, pick_from(self.model.investors, -1 if last else draw))
        self.pay_everyone(number, draw)
        self.raise_claims(number)

    @precondition(lambda self: self.deal.chain.now >= PERIODS[-1].record_at)
    @rule(draw=pick, trouble=st.sampled_from(TROUBLES), lost=st.booleans())
    def redemption_day(self, draw: int, trouble: str, lost: bool) -> None:
        """Principal, whatever became of the interest."""
        period, kind = len(PERIODS) - 1, ActionKind.REDM
        if all(due.kind is not kind for due in self.model.due.values()):
            self.announce(period, kind)
        (due,) = (due for due in self.model.due.values() if due.kind is kind)
        if not due.funded:
            self.fund(due.number)
        if lost:
            self.lose_a_holder(draw)
        self.wait_until(PERIODS[period].payable_from)
        # Whoever came last may stand for one who was lost just now.
        last = lost and draw % 3 == 0
        self.begin_trouble(trouble, pick_from(self.model.investors, -1 if last else draw))
        self.pay_everyone(due.number, draw)

    def last_day(self, draw: int) -> None:
        self.redemption_day(draw, pick_from(TROUBLES, draw // 7), draw % 2 == 0)

    def pay_everyone(self, number: int, draw: int) -> None:
        """A pause of the bond now and then does not stop what it owes."""
        if draw % 3 == 0:
            self.pause(draw)
        handled = len(self.model.due[number].handled)
        self.pay(number, self.model.everyone)
        if self.model.paused:
            kind = self.model.due[number].kind.name
            self.outcomes[f"{kind} while paused"] += len(self.model.due[number].handled) - handled
            self.unpause(draw)
        if draw % 4 == 1 and self.model.due[number].withheld:
            for account in list(self.troubles):
                self.end_trouble(account)
            self.claim(number)

    def lose_a_holder(self, draw: int) -> None:
        """Somebody who is owed something now; found again at once, or by the payment."""
        model = self.model
        holders = [account for account in model.investors if model.units[account]]
        if holders and len(model.replaced) < len(self.spares):
            self.replace(pick_from(holders, draw), draw // 3, at_once=draw % 2 == 0)

    def near_coupon(self) -> int | None:
        """Period of the first coupon without its money, if its record date is near or past."""
        coupons, soon = self.coupons(), self.deal.chain.now + 2 * DAY
        for period, dates in enumerate(PERIODS):
            if period not in coupons or not coupons[period].funded:
                return period if dates.record_at < soon else None
        return None

    def coupons(self) -> dict[int, Due]:
        """Announced interest, by period."""
        return {due.period: due for due in self.model.due.values() if due.kind is ActionKind.INTR}

    def check_claim(self, number: int, log: MarketClaimRaised) -> None:
        due, trade = self.model.due[number], self.model.instructions[log.instruction_id]
        law("ONCE", log.instruction_id not in due.claimed_trades, number, log)
        due.claimed_trades.add(log.instruction_id)
        law("RECORD", log.amount == trade.units * due.each, log)
        period, settled = PERIODS[due.period], self.model.ended[log.instruction_id].settled_at
        agreed_by_record_date = trade.intended_date <= period.record_date
        late = agreed_by_record_date and settled >= period.record_at
        early = not agreed_by_record_date and settled < period.record_at
        sides = (trade.deliverer, trade.receiver) if late else (trade.receiver, trade.deliverer)
        law("RECORD", (late or early) and (log.payer, log.payee) == sides, log, trade)
        self.outcomes["claim of late" if late else "claim of early"] += 1
