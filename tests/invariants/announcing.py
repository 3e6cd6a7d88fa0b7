"""What falls due of a random bond, announced by the terms in force, and anew by new ones."""

from __future__ import annotations

from hypothesis.stateful import precondition, rule

from sim.chain.logs import ActionAnnounced, ActionKind, ActionWithdrawn
from tests.invariants.acts import DAY, pick
from tests.invariants.holding import pick_from
from tests.invariants.paying_out import PayingOut
from tests.invariants.terms_book import TermsBook
from tests.invariants.units import law


class Announcing(PayingOut):
    """Terms may change until a record date; then what was announced is withdrawn."""

    model: TermsBook

    @property
    def untold(self) -> list[tuple[int, ActionKind]]:
        """What falls due within weeks and was not announced by the terms in force."""
        model = self.model
        soon = self.now + 60 * DAY
        near = [due for due in model.agreed.dues if model.agreed.periods[due[0]].record_at < soon]
        told = {due: model.told(*due) for due in near}
        return [due for due, right in told.items() if right is None or not model.is_current(right)]

    @precondition(lambda self: self.untold)
    @rule(which=pick)
    def announces(self, which: int) -> None:
        self.announce(*pick_from(self.untold, which))

    def announce(self, period: int, kind: ActionKind) -> None:
        model, call, bond = self.model, self.deal.paying.announce, self.deal.bond.address
        earlier = model.told(period, kind)
        receipt = self.act(
            "announce",
            lambda: call(bond, period, kind, sender=self.deal.paying_agent),
            lambda: earlier is None or earlier.is_open,
        )
        if receipt:
            log = receipt.only(ActionAnnounced)
            model.announce(log, period, kind)
            law("ORDER", bool(receipt.all(ActionWithdrawn)) == (earlier is not None), earlier)
            if earlier is not None:
                model.withdraw(earlier)
                self.met("withdrawn")
