"""What falls due of a random bond with options: announced, announced anew, paid."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from sim.chain import Reverted
from sim.chain.logs import ActionKind, ActionStatus, OptionKind
from tests.invariants.acts import DAY, pick
from tests.invariants.choices.choosing import SHARES, Choosing
from tests.invariants.holding import TROUBLES, pick_from
from tests.invariants.rights import Right
from tests.invariants.units import law


class Choices(Choosing):
    """Payments of terms that may change until their record date."""

    @rule(draw=pick, kinds=st.lists(st.booleans(), min_size=4, max_size=4))
    def payment_day(self, draw: int, kinds: list[bool]) -> None:
        """The next payment from before its record date on, all of it or some; or its eve."""
        model = self.model
        coming = model.agreed.next_period(self.now)
        period = min(coming, model.agreed.last)
        dates = model.agreed.periods[period]
        if self.now < dates.record_at - 20 * DAY:
            self.wait_until(dates.record_at - 20 * DAY + draw % 10 * DAY)
            self.season_of_puts(draw)
            return
        self.wait_until(dates.record_at)
        for due in [due for due in self.untold if due[0] == period]:
            self.announce(*due)
        rights = [r for r in self.open_rights if r.period == period]
        for right, in_time in zip([r for r in rights if r.is_open], kinds, strict=False):
            if in_time or draw % 3 == 1:
                self.count(right, self.everybody)
                self.fund(right)
            elif draw % 4 and right.status is ActionStatus.ANNOUNCED:
                self.wait_until(right.funding_cutoff)
                self.miss(right)
        if draw % 4 == 0 and len(model.replaced) < len(self.spares):
            self.lose(pick_from(self.holders, draw // 4), draw // 8, draw % 3 == 0)
        self.pay_out([right for right in rights if right.is_funded], draw)
        late = [right for right in rights if right.is_open]
        if late and draw % 3 == 0:
            self.wait_until(self.now + 2 * DAY)
            for right in late:
                self.count(right, self.everybody)
                self.fund(right)

    def season_of_puts(self, draw: int) -> None:
        """Some elect, and one of them may be lost before its window closes."""
        for turn in range(2 if self.open_of(OptionKind.PUT) else 0):
            self.elects(draw, draw // 3 + turn, SHARES[draw // 5 % len(SHARES)])
        if draw % 5 < 2:
            self.count_too_early()
        electing = [
            account
            for elections in self.model.elected.values()
            for account, units in elections.items()
            if units and account not in self.model.replaced
        ]
        room = len(self.model.replaced) < len(self.spares)
        if electing and draw % 4 == 0 and room:
            self.lose(pick_from(electing, draw // 7), draw // 8, draw % 3 == 0)

    def count_too_early(self) -> None:
        """Elections may change until their record date, so nobody may count them before."""
        for period, kind in self.untold:
            if kind is ActionKind.BPUT:
                self.announce(period, kind)
        puts = [r for r in self.open_rights if r.is_open and r.kind is ActionKind.BPUT]
        for right in puts[:1]:
            self.count(right, self.everybody)

    def pay_out(self, rights: list[Right], draw: int) -> None:
        """To all; now and then one of them is in trouble, and somebody claims when it ends."""
        who = pick_from(self.holders, draw // 3)
        if draw % 3 == 0 and who not in self.troubles:
            self.begin_trouble(pick_from(TROUBLES, draw // 5), who)
        if draw % 4 == 1 and self.model.taxes:
            self.tax_account_is_in_trouble()
        for right in rights:
            self.wait_until(right.payable_from)
            self.pay(right, self.everybody)
        while draw % 2 and self.troubles:
            self.trouble_ends(0)
        for right in rights:
            if right.withheld and draw % 5:
                self.claim(right)

    # --- a stranger ---

    @rule(attempt=pick)
    def mallory_is_refused(self, attempt: int) -> None:
        deal, mallory, bond = self.deal, self.deal.mallory, self.deal.bond.address
        holder = pick_from(self.holders, attempt)
        tries = [
            lambda: deal.options.elect(bond, 0, holder, 2, sender=mallory),
            lambda: deal.options.exercise(bond, 0, sender=mallory),
            lambda: deal.options.tap(bond, len(self.model.agreed.options) - 1, 2, sender=mallory),
            lambda: deal.options.cancel(bond, 2, sender=mallory),
            lambda: deal.options.redeem_elected(bond, 0, holder, mallory, sender=mallory),
            lambda: deal.options.set(bond, [], sender=mallory),
            lambda: deal.bond.unlock(holder, 2, sender=mallory),
            lambda: deal.bond.redeem(holder, 2, sender=mallory),
        ]
        self.model.strike()
        try:
            pick_from(tries, attempt // 7)()
        except Reverted:
            return
        law("ELIGIBLE", False, "a stranger got through", attempt)
