"""What is recovered of a random bond: paid in, spent on costs, distributed, given back."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Receipt, Reverted
from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    CostsPaid,
    RecoveryDistributed,
    RecoveryReturned,
    TaxHeld,
    TaxPaid,
)
from sim.chain.structs import Instalment
from tests.contracts.deal import told
from tests.contracts.troubles import NOTHING
from tests.invariants.acts import pick
from tests.invariants.book import Said
from tests.invariants.holding import pick_from
from tests.invariants.rights import Right
from tests.invariants.troubles.voting import Voting
from tests.invariants.units import law

#: Of what is still owed, in percent, that comes in; a little more is refused.
PARTS = [40, 10, 70, 100, 100, 101]


class Troubled(Voting):
    """Everything is due, and some of it comes."""

    @precondition(lambda self: self.model.is_all_due and self.model.room)
    @rule(part=st.sampled_from(PARTS), odd=st.integers(0, 99))
    def pays_in(self, part: int, odd: int) -> None:
        self.pay_in(part, odd)

    def pay_in(self, part: int, odd: int) -> None:
        model, deal, payer = self.model, self.deal, self.model.issuer
        amount = max(1, model.room * part // 100 - odd * (part < 100))
        self.provide(payer, amount)
        call, bond = deal.recoveries.pay_in, deal.bond.address
        if self.act(
            "pay in",
            lambda: call(bond, amount, sender=payer),
            lambda: model.may_pay_in(amount),
        ):
            model.pay_in(payer, amount)

    @precondition(lambda self: self.model.is_all_due)
    @rule(amount=st.integers(1, 3_000_000))
    def costs_are_booked(self, amount: int) -> None:
        """By the trustee of a bond that has one; now and then of one that has none."""
        model, has_trustee = self.model, self.model.promised.has_trustee
        if not has_trustee and amount % 16:
            return
        call, bond = self.deal.recoveries.book_costs, self.deal.bond.address
        if self.act(
            "book costs",
            lambda: call(bond, amount, sender=self.deal.bond_trustee),
            lambda: model.is_all_due and has_trustee,
        ):
            self.model.costs += amount

    @precondition(lambda self: self.model.is_all_due and (self.model.held or self.model.room))
    @rule(draw=pick, moves=st.booleans(), by_agent=st.booleans())
    def distributes(self, draw: int, moves: bool, by_agent: bool) -> None:
        """To the holders of a record date of its own; once all matured, of the last one."""
        model, deal = self.model, self.deal
        if model.room and (draw % 2 or not model.held):
            self.pay_in(pick_from(PARTS[:5], draw // 2), draw % 100)
        record_at = model.last_record
        if not model.closed:
            record_at = self.now + (1 + draw % 30) * 3_600 + 29
            self.add_record(record_at)
            if moves:
                self.transfers(draw, draw // 3, draw // 5)
            # Now and then it has not closed yet.
            self.wait_until(self.now if draw % 16 == 9 else record_at)
        by = deal.paying_agent if by_agent else deal.bond_trustee
        self.distribute(self.instalment(record_at), by)
        instalments = [r for r in self.open_rights if r.kind is ActionKind.LIQU]
        if instalments and draw % 4:
            self.wait_until(instalments[-1].payable_from)
            self.pay(instalments[-1], self.everybody)

    def instalment(self, record_at: int) -> Instalment:
        day = self.day_of(record_at)
        return Instalment(
            record_date=day,
            ex_date=day,
            payment_date=day + 1,
            record_at=record_at,
            payable_from=max(self.now, record_at) + 3_600,
        )

    def add_record(self, record_at: int) -> None:
        model, bond, day = self.model, self.deal.bond.address, self.day_of(record_at)
        call, by = self.deal.recoveries.add_record, self.deal.bond_trustee
        if self.act(
            "add record",
            lambda: call(bond, day, record_at, sender=by),
            lambda: model.is_all_due and model.may_add_record(record_at),
        ):
            model.add_record(record_at)

    def distribute(self, instalment: Instalment, by: str) -> None:
        model, call, bond = self.model, self.deal.recoveries.distribute, self.deal.bond.address
        receipt = self.act(
            "distribute",
            lambda: call(bond, instalment, sender=by),
            lambda: model.may_distribute(instalment),
        )
        if receipt is None:
            return
        missed = len(model.missed)
        expected, right = model.distribute(instalment)
        self.check_distributed(receipt, expected, right)
        self.met("costs took everything", right is None)
        self.met("claim of what was missed", right is not None and missed)
        if right is not None:
            self.met("distributed", self.known(right, receipt))
            self.met("paid in full", sum(model.left) == 0)

    def known(self, right: Right, receipt: Receipt) -> bool:
        right.number = receipt.only(ActionAnnounced).action_id
        right.funded_at = receipt.at
        self.model.rights[right.number] = right
        return True

    def check_distributed(self, receipt: Receipt, expected: Said, right: Right | None) -> None:
        """In the same order, but for the number of the payment, which is the agent's to give."""
        said = [e for e in told(receipt) if e[0] in (CostsPaid, RecoveryDistributed)]
        plain = [(e[0], e[1], *e[3:]) if e[0] is RecoveryDistributed else e for e in said]
        law("RECORD", plain == expected, said, expected)
        if right is not None:
            announced = receipt.only(ActionAnnounced).announcement
            law("RECORD", announced.amount_per_unit == right.each, announced, right)

    @precondition(lambda self: self.model.held)
    @rule(draw=pick)
    def gives_back(self, draw: int) -> None:
        """What is held beyond what is owed, once that is less; and costs that can be paid."""
        model, bond = self.model, self.deal.bond.address
        if not model.may_give_back and draw % 16 != 7:
            return
        receipt = self.act(
            "give back",
            lambda: self.deal.recoveries.give_back(bond, sender=self.deal.mallory),
            lambda: model.may_give_back,
        )
        if receipt:
            said = [e for e in told(receipt) if e[0] in (CostsPaid, RecoveryReturned)]
            expected = model.give_back()
            law("CASH", said == expected, said, expected)
            self.met("given back", any(e[0] is RecoveryReturned for e in said))

    @precondition(lambda self: self.model.is_all_due and not self.model.is_recovering)
    @rule(draw=pick)
    def cure_comes_first(self, draw: int) -> None:
        """Money for all of it came in, then what was missed is paid by its own action after all.

        What is over goes back, or stays when an instalment is paid before anybody asks for it.
        """
        if self.model.room:
            self.pay_in(pick_from([100, 40], draw), draw % 100)
        self.cures(draw)
        if self.model.is_all_due and draw % 4 > 1:
            self.met("more held than owed", self.model.over > 0)
            self.distributes(draw, False, False)
        elif self.model.may_give_back:
            self.gives_back(draw)

    def compare(self, name: str, receipt: Receipt, expected: Said, right: Right) -> None:
        super().compare(name, receipt, expected, right)
        taxed = any(event[0] in (TaxPaid, TaxHeld) for event in expected)
        self.met("taxed beside principal", taxed and right.exempt)
        charged_on = {interest: late for late, interest in self.model.charged.items()}
        late = self.model.rights.get(charged_on.get(right.number, 0))
        principal = late is not None and late.kind is not ActionKind.INTR
        self.met("taxed interest on late principal", taxed and principal)

    # --- a stranger ---

    @rule(attempt=pick)
    def mallory_is_refused(self, attempt: int) -> None:
        deal, mallory, bond = self.deal, self.deal.mallory, self.deal.bond.address
        holder = pick_from(self.holders, attempt)
        number = max(self.model.proposals, default=1)
        tries = [
            lambda: deal.trustee.accelerate(bond, self.today, sender=mallory),
            lambda: deal.trustee.rescind(bond, self.model.restored, sender=mallory),
            lambda: deal.trustee.waive(bond, sender=mallory),
            lambda: deal.trustee.amend(bond, NOTHING, sender=mallory),
            lambda: deal.trustee.start_recovery(bond, sender=mallory),
            lambda: deal.meetings.vote(number, [holder], True, sender=mallory),
            lambda: deal.recoveries.book_costs(bond, 1, sender=mallory),
            lambda: deal.recoveries.add_record(bond, self.today, self.now + 9, sender=mallory),
            lambda: deal.paying.cancel(1, sender=mallory),
        ]
        self.model.strike()
        try:
            pick_from(tries, attempt // 7)()
        except Reverted:
            return
        law("ELIGIBLE", False, "a stranger got through", attempt)
