"""Corporate actions of a random market."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    Claimed,
    MarketClaimRaised,
    Paid,
    Withheld,
)
from tests.invariants.acting import pick, pick_from
from tests.invariants.model import AMOUNTS, PERIODS, Due, law
from tests.invariants.trading import Trading

OPEN = (ActionStatus.ANNOUNCED, ActionStatus.MISSED)
PAYING = (ActionStatus.FUNDED, ActionStatus.PAID)


class Market(Trading):
    """Announced, funded or missed, paid or set aside, claimed, redeemed; and market claims."""

    def actions(self, *statuses: ActionStatus) -> list[int]:
        return [n for n in self.model.due if self.deal.paying.action(n).status in statuses]

    @precondition(lambda self: len(self.model.due) < len(AMOUNTS))
    @rule(which=pick)
    def announces(self, which: int) -> None:
        told = {(due.period, due.kind) for due in self.model.due.values()}
        period, kind = pick_from(sorted(set(AMOUNTS) - told), which)
        deal, call = self.deal, self.deal.paying.announce
        bond = deal.bond.address
        if self.act("announce", lambda: call(bond, period, kind, sender=deal.paying_agent)):
            self.model.due[deal.paying.actions()] = Due(period, kind)

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
            call = self.deal.paying.declare_missed
            self.act("miss", lambda: call(late, sender=self.deal.mallory))
        elif closed:
            self.fund(pick_from(closed, which))

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
        number = pick_from(ready, which)
        batch = [pick_from(model.everyone, draw) for draw in holders]
        call = self.deal.paying.pay
        receipt = self.act("pay", lambda: call(number, batch, sender=self.deal.paying_agent))
        for log in receipt.events if receipt else ():
            if isinstance(log, Paid | Withheld):
                model.handle(number, log.holder, log.units, log.gross)
                self.outcomes[f"{type(log).__name__} {model.due[number].kind.name}"] += 1
            if isinstance(log, Paid):
                model.pay_out(number, log.holder, log.net)
            if isinstance(log, Withheld):
                model.due[number].withheld[log.holder] = log.net

    @precondition(lambda self: any(due.withheld for due in self.model.due.values()))
    @rule(which=pick)
    def claims(self, which: int) -> None:
        waiting = [number for number, due in self.model.due.items() if due.withheld]
        number = pick_from(waiting, which)
        holders = [*self.model.due[number].withheld, *self.deal.investors]
        call = self.deal.paying.claim
        receipt = self.act("claim", lambda: call(number, holders, sender=self.deal.mallory))
        for log in receipt.all(Claimed) if receipt else ():
            self.model.claim(number, log.holder, log.net)
            self.outcomes["claimed"] += 1

    @precondition(lambda self: any(due.funded for due in self.model.due.values()))
    @rule(which=pick)
    def raises_market_claims(self, which: int) -> None:
        deal, due = self.deal, self.model.due
        ready = [n for n in self.actions(*PAYING) if due[n].kind is ActionKind.INTR]
        if not ready:
            return
        number, trades = pick_from(ready, which), list(self.model.status)
        today, now, call = self.today, deal.chain.now, deal.paying.raise_claims
        receipt = self.act(
            "raise claims", lambda: call(number, trades, today, now, sender=deal.paying_agent)
        )
        if receipt:
            self.note_instructions(receipt)
        for log in receipt.all(MarketClaimRaised) if receipt else ():
            self.check_claim(number, log)

    def check_claim(self, number: int, log: MarketClaimRaised) -> None:
        due, trade = self.model.due[number], self.model.instructions[log.instruction_id]
        law("ONCE", log.instruction_id not in due.claimed_trades, number, log)
        due.claimed_trades.add(log.instruction_id)
        law("RECORD", log.amount == trade.units * due.each, log)
        period, settled = PERIODS[due.period], self.model.ended[log.instruction_id].settled_at
        late = trade.trade_date < period.ex_date and settled >= period.record_at
        early = trade.trade_date >= period.ex_date and settled < period.record_at
        sides = (trade.deliverer, trade.receiver) if late else (trade.receiver, trade.deliverer)
        law("RECORD", (late or early) and (log.payer, log.payee) == sides, log, trade)
        self.outcomes["claim of late" if late else "claim of early"] += 1
