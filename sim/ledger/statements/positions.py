"""`positions`: units of every account that moved in a day, and of everyone when it matters.

Frozen units set anew count as a movement.

Settled basis, at the close of a business day. Everyone is shown on record dates, whose holders are
paid, and on the last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sim.chain.logs import (
    AccountReplaced,
    AddressFrozen,
    Cancelled,
    Economics,
    Expired,
    Frozen,
    Instructed,
    Locked,
    Log,
    Matched,
    Settled,
    Transfer,
    Unlocked,
)
from sim.ledger.deal import Deal, Tranche
from sim.ledger.inputs import ZERO, Address
from sim.ledger.rows import PositionRow
from sim.ledger.successors import Successors

__all__ = ["Closings", "positions"]


def positions(logs: Iterable[Log], deal: Deal, last_day: int) -> Iterator[PositionRow]:
    """Rows by day, then tranche, then the order in which accounts first moved."""
    books = _Books(deal)
    handlers = books.handlers()
    booked = deal.booked
    closings = Closings(deal, last_day)
    for log in logs:
        handle = handlers.get(type(log))
        if handle is not None:
            day = booked[log.at]
            for close, everyone in closings.before(day):
                yield from books.close(close, everyone)
            handle(log)
    for close, everyone in closings.before(last_day + 1):
        yield from books.close(close, everyone)


class Closings:
    """Which days close when time moves on, and of which tranches everyone is shown."""

    def __init__(self, deal: Deal, last_day: int) -> None:
        self._day: int | None = None
        everyone: dict[int, set[Address]] = {last_day: set(deal.tranches)}
        for address, tranche in deal.tranches.items():
            for period in tranche.periods:
                if period.record_date <= last_day:
                    everyone.setdefault(period.record_date, set()).add(address)
        self._everyone = everyone
        self._ahead = sorted(everyone, reverse=True)

    def before(self, day: int) -> Iterator[tuple[int, set[Address]]]:
        """Days from the one last seen that close before `day` begins, in order."""
        if day == self._day:
            return
        if self._day is not None and (not self._ahead or self._day < self._ahead[-1]):
            yield self._day, set()
        while self._ahead and self._ahead[-1] < day:
            close = self._ahead.pop()
            yield close, self._everyone[close]
        self._day = day


class _Holding:
    """One account's units of one tranche; the day's flows begin at zero after each close."""

    __slots__ = (
        "delivered",
        "frozen",
        "is_frozen",
        "issued",
        "last",
        "locked",
        "opening",
        "order",
        "pending_in",
        "pending_out",
        "received",
        "redeemed",
        "units",
    )

    def __init__(self, order: int) -> None:
        self.order = order
        self.last: Log | None = None
        self.units = self.locked = self.frozen = self.pending_in = self.pending_out = 0
        self.is_frozen = False
        self.begin_day()

    def begin_day(self) -> None:
        self.opening = self.units
        self.issued = self.received = self.delivered = self.redeemed = 0


class _Books:
    """Holdings of every tranche while logs are read."""

    def __init__(self, deal: Deal) -> None:
        self._deal = deal
        self._held: dict[Address, dict[Address, _Holding]] = {key: {} for key in deal.tranches}
        self._moved: dict[Address, dict[Address, _Holding]] = {key: {} for key in deal.tranches}
        self._agreed: dict[int, Economics] = {}
        self._matched: dict[int, Economics] = {}
        self._successors = Successors()

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        return {
            Transfer: self._transfer,
            Locked: self._locked,
            Unlocked: self._unlocked,
            AddressFrozen: self._address_frozen,
            Frozen: self._frozen,
            Instructed: self._instructed,
            Matched: self._match,
            Settled: self._unmatch,
            Cancelled: self._unmatch,
            Expired: self._unmatch,
            AccountReplaced: self._replaced,
        }

    def close(self, day: int, everyone: set[Address]) -> Iterator[PositionRow]:
        """Statements of the accounts that moved, and of every holder of the tranches named."""
        for bond, tranche in self._deal.tranches.items():
            shown = dict(self._moved[bond])
            if bond in everyone:
                held = self._held[bond]
                shown.update({key: found for key, found in held.items() if found.units})
            for account, found in sorted(shown.items(), key=_by_order):
                yield self._row(day, tranche, account, found)
                found.begin_day()
            self._moved[bond].clear()

    def _row(self, day: int, tranche: Tranche, account: Address, found: _Holding) -> PositionRow:
        units = found.units
        frozen = units if found.is_frozen else min(found.frozen, units)
        assert found.last is not None
        return PositionRow(
            as_of=day,
            holder=self._deal.names[account],
            account_type=self._deal.accounts[account].account_type.value,
            book="CHAIN",
            tranche=tranche.code,
            isin=tranche.isin,
            opening=found.opening,
            issued=found.issued,
            received=found.received,
            delivered=found.delivered,
            redeemed=found.redeemed,
            closing=units,
            locked=found.locked,
            frozen=frozen,
            available=max(0, units - found.locked - frozen),
            pending_in=found.pending_in,
            pending_out=found.pending_out,
            face=tranche.face_held(units, day),
            block=found.last.block,
            tx_index=found.last.tx_index,
            log_index=found.last.log_index,
        )

    def _holding(self, bond: Address, account: Address) -> _Holding:
        held = self._held[bond]
        found = held.get(account)
        if found is None:
            found = held[account] = _Holding(len(held))
        return found

    def _transfer(self, log: Transfer) -> None:
        moved = self._moved.get(log.address)
        if moved is None:
            return
        if log.from_ != ZERO:
            giver = moved[log.from_] = self._holding(log.address, log.from_)
            giver.units -= log.value
            giver.last = log
            if log.to == ZERO:
                giver.redeemed += log.value
            else:
                giver.delivered += log.value
        if log.to != ZERO:
            taker = moved[log.to] = self._holding(log.address, log.to)
            taker.units += log.value
            taker.last = log
            if log.from_ == ZERO:
                taker.issued += log.value
            else:
                taker.received += log.value

    def _locked(self, log: Locked) -> None:
        self._holding(log.address, log.account).locked += log.units

    def _unlocked(self, log: Unlocked) -> None:
        self._holding(log.address, log.account).locked -= log.units

    def _address_frozen(self, log: AddressFrozen) -> None:
        self._holding(log.address, log.account).is_frozen = log.is_frozen

    def _frozen(self, log: Frozen) -> None:
        found = self._moved[log.address][log.account] = self._holding(log.address, log.account)
        found.frozen = log.amount
        found.last = log

    def _instructed(self, log: Instructed) -> None:
        self._agreed[log.id] = log.economics

    def _match(self, log: Matched) -> None:
        agreed = self._agreed.get(log.id)
        if agreed is not None and agreed.units:
            self._matched[log.id] = agreed
            self._pend(agreed, agreed.units)

    def _unmatch(self, log: Settled | Cancelled | Expired) -> None:
        agreed = self._matched.pop(log.id, None)
        if agreed is not None:
            self._pend(agreed, -agreed.units)

    def _pend(self, agreed: Economics, units: int) -> None:
        in_force = self._successors.in_force
        self._holding(agreed.bond, in_force(agreed.receiver)).pending_in += units
        self._holding(agreed.bond, in_force(agreed.deliverer)).pending_out += units

    def _replaced(self, log: AccountReplaced) -> None:
        """What is pending goes on with the account that replaced a lost one."""
        pending = list(self._matched.values())
        for agreed in pending:
            self._pend(agreed, -agreed.units)
        self._successors.record(log)
        for agreed in pending:
            self._pend(agreed, agreed.units)


def _by_order(item: tuple[Address, _Holding]) -> int:
    return item[1].order
