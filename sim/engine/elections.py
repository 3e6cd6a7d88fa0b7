"""Who elected to have units repaid, followed from the chain's logs; and who has them back."""

from __future__ import annotations

from sim.chain import Receipt
from sim.chain.identity import Address
from sim.chain.logs import ActionCancelled, ActionKind, Elected, OptionKind
from sim.engine.world import World

__all__ = ["elected", "release_missed", "take_back"]


def elected(world: World, bond: Address, period: int) -> list[Address]:
    """Holders with units elected for the payment of a period (from 1), in the order they spoke."""
    units: dict[Address, int] = {}
    for log in world.chain.logs:
        if isinstance(log, Elected) and (log.bond, log.period_index) == (bond, period - 1):
            units[log.holder] = log.units
    return [holder for holder, amount in units.items() if amount]


def take_back(world: World, tranche: str) -> None:
    """Every holder has back what it elected for a payment that will never come.

    New terms took the payment away, or repay everybody with it. Assumed: nobody waits.
    """
    system, terms = world.system, world.system.terms[tranche]
    bond, periods = system.bonds[tranche].address, terms.periods()
    for option in system.options.options_of(bond):
        index = option.period_index
        is_put = option.kind is OptionKind.PUT
        if is_put and (index >= periods or not terms.period(index).factor_after):
            for holder in elected(world, bond, index + 1):
                sender = world.accounts.in_force(holder)
                system.options.elect(bond, index, holder, 0, sender=sender)


def release_missed(world: World, receipt: Receipt) -> None:
    """Give back what was elected for puts that were missed and are now in everybody's claim."""
    system, agent = world.system, world.accounts[world.party("paying agent")]
    for cancelled in receipt.all(ActionCancelled):
        put = system.paying_agent.action(cancelled.action_id)
        if put.kind is not ActionKind.BPUT:
            continue
        for holder in elected(world, put.bond, put.period_index + 1):
            told = system.paying_agent.address, cancelled.action_id, holder
            system.options.release(*told, sender=agent)
