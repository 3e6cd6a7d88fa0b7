"""The load: N trades between the drawn investors, settled delivery versus payment.

Each is what a trade is in a run, one by one and not batched: the seller instructs, the buyer
affirms the same economics, the agent settles; three transactions, three blocks. Who sells what to
whom at what price is drawn from the seed, trade by trade, so the first trades of a longer load are
a shorter one. Economics and their hashes are made beforehand: deciding is not settling.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from sim.bench.stage import TRANCHE, Stage
from sim.chain.identity import Address
from sim.chain.logs import Economics
from sim.chance import Stream
from sim.engine.desk import Deal
from sim.schedule import Phase
from sim.units import price_from_percent

__all__ = ["MOST", "Trade", "draw", "settle"]

#: Three seconds each: more would not fit between the trade and its expiry.
MOST: Final = 100_000

_TRADED: Final = date(2023, 2, 20)
_LARGEST: Final = 10
_LOW, _HIGH = 9_900, 10_100


class Trade(NamedTuple):
    """One trade, ready to be sent; `id` is the number its instruction will get."""

    id: int
    economics: Economics
    hash: bytes


def draw(stage: Stage, count: int) -> list[Trade]:
    """So many trades struck for settlement the same day, whose payers have the money.

    Moves the chain's clock to the morning of the trades.
    """
    world = stage.world
    world.chain.at(world.instant(_TRADED, Phase.SETTLEMENT))
    bond = world.system.bonds[TRANCHE].address
    held = {name: world.holdings.of(bond, world.accounts[name]) for name in stage.investors}
    first = world.system.settlement.instructions() + 1
    trades = []
    for number in range(count):
        economics = stage.desk.economics(_deal(stage, number, held))
        hashed = world.system.settlement.hash_economics(economics)
        trades.append(Trade(first + number, economics, hashed))
    _give_money(stage, trades)
    return trades


def settle(stage: Stage, trades: Sequence[Trade]) -> None:
    """Send them all: instruct, affirm, settle, one trade after another."""
    settlement = stage.world.system.settlement
    agent: Address = stage.world.accounts[stage.world.party("settlement agent")]
    for number, economics, hashed in trades:
        settlement.instruct([economics], sender=economics.deliverer)
        settlement.affirm([number], [hashed], sender=economics.receiver)
        settlement.settle([number], sender=agent)


def _deal(stage: Stage, number: int, held: dict[str, int]) -> Deal:
    """A trade that leaves its seller nothing, or the minimum denomination."""
    world = stage.world
    minimum = stage.schedule.tranches[TRANCHE].minimum_units
    stream = Stream(world.scenario.seed, "bench", f"trade {number}")
    while True:
        seller, buyer = stream.sample(stage.investors, 2)
        units = stream.between(minimum, _LARGEST)
        if held[seller] - units >= minimum:
            break
    held[seller] -= units
    held[buyer] += units
    price = price_from_percent(Decimal(stream.between(_LOW, _HIGH)).scaleb(-2))
    return Deal(TRANCHE, seller, buyer, units, price, world.first_rail(TRANCHE), days=0)


def _give_money(stage: Stage, trades: Sequence[Trade]) -> None:
    """Whoever buys gets the money for all that it buys, before the first trade."""
    needed = dict.fromkeys(stage.investors, 0)
    for trade in trades:
        buyer = stage.world.accounts.name(trade.economics.receiver)
        needed[buyer] += trade.economics.clean_amount + trade.economics.accrued_amount
    stage.treasury.provide(stage.world.first_rail(TRANCHE), needed)
