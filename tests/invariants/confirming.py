"""Trades of a random market that are paid outside the chain."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain.logs import AwaitingMoney, MoneyReturned, Settled, Status, Transfer
from tests.invariants.acting import TROUBLES, pick, pick_from
from tests.invariants.enforcing import Enforcing
from tests.invariants.units import law

#: How a trade begins, and what the operator says of one that waits.
BEGINNINGS = ["affirmed", "prepositioned", "settled", "settled"]
WORDS = ["paid", "paid", "paid", "unpaid", "troubled", "lost"]


class Confirming(Enforcing):
    """Units wait for money, and the operator says what came of it."""

    confirmed = 0

    @property
    def off_chain(self) -> list[int]:
        """Matched, and to be paid outside the chain."""
        rail, terms = self.deal.rtgs.address, self.model.instructions
        return [number for number in self.promising if terms[number].cash == rail]

    @precondition(lambda self: self.open_to_trade)
    @rule(first=pick, second=pick, draw=pick, to=st.sampled_from(BEGINNINGS))
    def sells_for_money_outside_the_chain(
        self, first: int, second: int, draw: int, to: str
    ) -> None:
        self.trade(first, second, draw, to, days=0, money=self.deal.rtgs.address)

    @precondition(lambda self: self.off_chain)
    @rule(which=pick, draw=pick, word=st.sampled_from(WORDS))
    def operator_speaks(self, which: int, draw: int, word: str) -> None:
        """Of money that came or did not, for a buyer in trouble or a side that lost its key."""
        number = pick_from(self.off_chain, which)
        terms = self.model.instructions[number]
        buyer = self.model.in_force(terms.receiver)
        if word == "troubled" and buyer not in self.troubles:
            self.begin_trouble(pick_from(TROUBLES, draw), buyer)
            self.confirm(number)
            self.end_trouble(buyer)
            return
        if word == "lost" and self.open_to_trade:
            self.settle([number])
            self.lose(number, draw)
        if word == "unpaid":
            self.refuse(number)
        else:
            self.confirm(number)

    def lose(self, number: int, draw: int) -> None:
        """One side's key, while the units wait."""
        model = self.model
        if len(model.replaced) < len(self.spares) and model.status[number] is Status.MATCHED:
            terms = model.instructions[number]
            side = pick_from([terms.deliverer, terms.receiver], draw)
            self.replace(model.in_force(side), draw, at_once=draw % 2 == 0)
            self.outcomes["waited for another"] += number in model.awaited

    def confirm(self, number: int) -> None:
        """Both legs, or the money goes back and neither."""
        terms, rail = self.model.instructions[number], self.deal.rtgs
        type(self).confirmed += 1
        told = f"R{self.confirmed}".encode().ljust(32, b"\0")
        what = [number], [terms.clean_amount], [told]
        receipt = self.act("confirm", lambda: rail.confirm(*what, sender=self.deal.rail_operator))
        if receipt is None:
            return
        self.note_attempts(receipt)
        settled, back = bool(receipt.all(Settled)), bool(receipt.all(MoneyReturned))
        paid = [log for log in receipt.all(Transfer) if log.address == rail.address]
        law("DVP", settled != back and len(paid) == settled, number, settled, back, paid)
        law("ORDER", not receipt.all(AwaitingMoney), number)
        self.outcomes["paid outside the chain"] += settled
        self.outcomes["money went back"] += back

    def refuse(self, number: int) -> None:
        rail, by = self.deal.rtgs, self.deal.rail_operator
        waited = number in self.model.awaited - self.model.prepositioned
        receipt = self.act("refuse", lambda: rail.refuse([number], sender=by))
        if receipt is not None:
            self.note_attempts(receipt)
            self.outcomes["lock given up"] += waited and number not in self.model.awaited
