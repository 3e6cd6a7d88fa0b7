"""The book of a bond with options: elections beside the units, terms that change on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sim.chain import Address
from sim.chain.logs import ActionKind, OptionKind
from tests.invariants.agreed import Agreed
from tests.invariants.rights import Right
from tests.invariants.stage import Tranche
from tests.invariants.terms_book import TermsBook
from tests.invariants.units import law


class ChoosingBook(TermsBook):
    """Units elected stay with their holder, locked, until they are repaid or taken back."""

    def __init__(self, tranche: Tranche, spares: Sequence[Address], agreed: Agreed) -> None:
        super().__init__(tranche.deal, spares, tranche.homes, tranche.tax_account)
        self.taxes = tranche.taxes
        self.agreed = agreed
        #: Units by period of the put and holder, under the account that elected.
        self.elected: dict[int, dict[Address, int]] = defaultdict(lambda: defaultdict(int))
        self.reset_closings()

    # --- elections ---

    def entitled(self, right: Right) -> dict[Address, int]:
        if right.kind is ActionKind.BPUT:
            return self.elected[right.period]
        return super().entitled(right)

    def may_elect(self, period: int, holder: Address, units: int) -> bool:
        """Units available, while the window is open and something is left to repay."""
        puts = [
            number
            for number, option in enumerate(self.agreed.options)
            if option.kind is OptionKind.PUT and option.period_index == period
        ]
        if not puts:
            return False
        if self.agreed.put_on(period) is None:
            # It will never be paid: what was elected may be taken back, whatever the day.
            return units == 0
        if not self.agreed.is_open(puts[0], self.now):
            return False
        more = units - self.elected[period][holder]
        way = self.way_of(holder)
        held = sum(self.units[each] for each in way)
        kept = sum(self.locked[each] + self.frozen_units[each] for each in way)
        left = max(0, held - units)
        return more <= max(0, held - kept) and (units == 0 or self.fits_denomination(left))

    def way_of(self, holder: Address) -> list[Address]:
        """A lost account and those that stood for it, to the one in force, which gets it all."""
        way = [holder]
        while way[-1] in self.replaced:
            way.append(self.replaced[way[-1]])
        return way

    def elect(self, period: int, holder: Address, units: int) -> None:
        owner = self.stand_in(holder)
        more = units - self.elected[period][holder]
        self.elected[period][holder] = units
        if more > 0:
            self.locked[owner] += more
        else:
            self.unlock(owner, -more)

    def take_up(self, right: Right, holder: Address, payee: Address, units: int) -> int:
        """Elected units that an order took, or everybody's redemption, are not paid for."""
        if right.kind is not ActionKind.BPUT:
            return super().take_up(right, holder, payee, units)
        taken = 0 if self.closed else min(units, self.units[payee])
        if taken:
            self.unlock(payee, taken)
        if self.is_overtaken(right):
            return 0
        if taken:
            self.redeem(payee, taken)
        return taken

    def is_overtaken(self, right: Right) -> bool:
        """A put, by a record date after which less is left than it repays."""
        later = self.agreed.periods[right.period + 1 :]
        passed = [each.factor_after for each in later if each.record_at <= self.now]
        return any(left != self.agreed.periods[right.period].factor_after for left in passed)

    def check(self) -> None:
        super().check()
        options, bond = self.deal.options, self.deal.bond.address
        for period, elections in self.elected.items():
            total = options.elected_units(bond, period)
            law("RECORD", total == sum(elections.values()), period, total, elections)
            for holder, units in elections.items():
                elected = options.elected_of(bond, period, holder)
                law("RECORD", elected == units, period, holder, elected, units)
