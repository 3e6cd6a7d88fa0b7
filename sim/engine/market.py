"""The secondary market: trades drawn from the seed between the investors the seed invented.

Named parties trade only where the scenario says so, so that a story is never spoiled by chance.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial

from sim.chain.identity import Address
from sim.chance import Stream
from sim.engine.custody import Custody
from sim.engine.desk import Deal, Desk
from sim.engine.world import World
from sim.model import Trading
from sim.schedule import local_instant, options_of
from sim.units import date_of, price_from_percent

#: Drawn trades are struck between these local times, clear of every phase of the day.
FIRST_TRADE, LAST_TRADE = time(12, 0), time(14, 45)

#: How often a trade is drawn again before the day is left without it.
TRIES = 50


class SecondaryMarket:
    """Draws who trades with whom, how much and at what price."""

    def __init__(self, world: World, desk: Desk, custody: Custody) -> None:
        self._world = world
        self._desk = desk
        self._custody = custody
        self.undrawn = 0
        """Trades for which no seller and buyer could be found."""

    def schedule(self) -> None:
        """Plan every drawn trade on the agenda."""
        trading = self._world.scenario.trading
        if trading is None:
            return
        calendar = self._world.schedule.calendar
        days = calendar.days(trading.from_date, trading.until)
        dates = Stream(self._world.scenario.seed, "market", "dates")
        minutes = Stream(self._world.scenario.seed, "market", "times")
        span = (LAST_TRADE.hour - FIRST_TRADE.hour) * 60 + LAST_TRADE.minute - FIRST_TRADE.minute
        for number in range(trading.trades):
            day = days[dates.below(len(days))]
            at = datetime.combine(day, FIRST_TRADE) + timedelta(minutes=minutes.between(0, span))
            instant = local_instant(at, self._world.schedule.zone)
            trade = partial(self._trade, trading, number)
            self._world.agenda.add(instant, f"trade {number + 1}", trade)

    def _trade(self, trading: Trading, number: int) -> None:
        stream = Stream(self._world.scenario.seed, "market", f"trade {number}")
        codes = list(self._world.schedule.tranches)
        for _ in range(TRIES):
            code = codes[stream.below(len(codes))]
            deal = self._draw(trading, code, stream)
            if deal is not None:
                self._custody.trade(deal)
                return
        self.undrawn += 1

    def _draw(self, trading: Trading, code: str, stream: Stream) -> Deal | None:
        """A trade that leaves nobody below the minimum denomination; None when the draw fails."""
        names = self._names()
        seller, buyer = stream.sample(names, 2)
        free = self._free(code, seller)
        minimum = self._world.schedule.tranches[code].minimum_units
        largest = min(free, trading.largest)
        if largest < minimum or not self._open(code):
            return None
        units = stream.between(minimum, largest)
        if 0 < free - units < minimum:
            return None
        low, high = (int(p * 100) for p in (trading.price_low, trading.price_high))
        return Deal(
            tranche=code,
            seller=seller,
            buyer=buyer,
            units=units,
            price=price_from_percent(Decimal(stream.between(low, high)).scaleb(-2)),
            rail=self._world.first_rail(code),
            preposition=stream.below(100) < trading.prepositioned,
        )

    def _names(self) -> list[str]:
        book = self._world.scenario.book
        return list(book.names()) if book else []

    def _open(self, code: str) -> bool:
        """Whether a trade struck today can still be due in time, with interest that is known."""
        world, tranche = self._world, self._world.schedule.tranches[code]
        due, last = tranche.settlement_date(world.today), tranche.final_record
        if options_of(tranche):
            # A call brings it forward.
            last = min(last, date_of(world.system.bonds[code].final_record_date()))
        return due <= last and (code in world.flat or tranche.accrues(due))

    def _free(self, code: str, name: str) -> int:
        """Settled units of a seller that are not promised yet."""
        if name in self._world.tiers.clients:
            return self._custody.free(code, name)
        bond: Address = self._world.system.bonds[code].address
        account = self._world.accounts[name]
        return self._world.holdings.of(bond, account) - self._desk.promised(bond, account)
