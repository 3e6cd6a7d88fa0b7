"""The book of a bond whose terms may change: what is announced follows those in force."""

from __future__ import annotations

from fractions import Fraction

from sim.chain.logs import ActionAnnounced, ActionKind, Change, Period
from tests.invariants.agreed import Agreed
from tests.invariants.book import Book
from tests.invariants.rights import Right
from tests.invariants.units import law


class TermsBook(Book):
    """Beside holders and money: periods and their versions. Whoever makes one sets `agreed`."""

    agreed: Agreed

    @property
    def last_record(self) -> int:
        return self.agreed.periods[-1].record_at

    def reset_closings(self) -> None:
        """Record dates that passed stay; those to come are the terms'."""
        self.closings = {*self.records, *(each.record_at for each in self.agreed.periods)}

    @property
    def supply(self) -> int:
        return self.issued - self.redeemed

    @property
    def change(self) -> Change:
        """What of the terms in force a new version might change, besides its periods."""
        agreed = self.agreed
        return Change(agreed.maturity, agreed.price, agreed.offered, agreed.spread)

    def is_current(self, right: Right) -> bool:
        return right.version == self.agreed.version_of(right.period)

    def announce(self, log: ActionAnnounced, period: int, kind: ActionKind) -> Right:
        """A right by the terms in force, told as it is."""
        dates = self.agreed.periods[period]
        right = Right(
            number=log.action_id,
            period=period,
            kind=kind,
            each=self.agreed.each(period, kind),
            basis=self.agreed.basis,
            record_at=dates.record_at,
            funding_cutoff=dates.funding_cutoff,
            payable_from=dates.payable_from,
            version=self.agreed.version_of(period),
            is_taxed=kind is ActionKind.INTR and bool(self.taxes),
        )
        told = log.announcement
        law("RECORD", Fraction(told.amount_num, told.amount_den) == right.each, right, told)
        law("RECORD", told.record_at == right.record_at, right, told)
        law("RECORD", told.kind is kind, right, told)
        self.rights[right.number] = right
        return right

    def told(self, period: int, kind: ActionKind) -> Right | None:
        """The last announcement of a payment."""
        same = [r for r in self.rights.values() if (r.period, r.kind) == (period, kind)]
        return same[-1] if same else None

    def check(self) -> None:
        super().check()
        terms, agreed = self.deal.terms, self.agreed
        version, count = terms.version(), terms.periods()
        law("ORDER", version == len(agreed.amended_from), version, agreed.amended_from)
        law("ORDER", count == len(agreed.periods), count, agreed.periods)
        offered = terms.sizes()[1]
        law("SUPPLY", self.supply <= agreed.offered == offered, offered)

    def check_schedule(self) -> None:
        """After new terms: every period is what it ought to be."""
        periods: list[Period] = [
            self.deal.terms.period(index) for index in range(self.deal.terms.periods())
        ]
        law("ORDER", periods == self.agreed.periods, periods, self.agreed.periods)
        whole = self.deal.terms.terms()
        change = Change(
            whole.maturity_date, whole.redemption_price, whole.offered_units, whole.reset.spread
        )
        law("ORDER", change == self.change, change, self.change)
