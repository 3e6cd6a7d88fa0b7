"""Who elected to have units repaid, followed from the chain's logs."""

from __future__ import annotations

from sim.chain.identity import Address
from sim.chain.logs import Elected
from sim.engine.world import World


def elected(world: World, bond: Address, period: int) -> list[Address]:
    """Holders with units elected for the payment of a period (from 1), in the order they spoke."""
    units: dict[Address, int] = {}
    for log in world.chain.logs:
        if isinstance(log, Elected) and (log.bond, log.period_index) == (bond, period - 1):
            units[log.holder] = log.units
    return [holder for holder, amount in units.items() if amount]
