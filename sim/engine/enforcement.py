"""What registrar and regulator order: freezes, pauses, forced transfers, new accounts for lost."""

from __future__ import annotations

from typing import assert_never

from sim.chain.identity import Address
from sim.engine.setup import let_settlement_take
from sim.engine.world import World
from sim.model import (
    ForcedTransfer,
    Freeze,
    FreezeUnits,
    Pause,
    ReplaceAccount,
    Unfreeze,
    Unpause,
)

Order = Freeze | Unfreeze | FreezeUnits | Pause | Unpause | ForcedTransfer | ReplaceAccount

#: No identity contract stands behind an account: the register knows it by its address.
_NO_IDENTITY: Address = "0x" + "0" * 40


class Enforcement:
    """Carries out orders; the contracts decide whether they may be given."""

    def __init__(self, world: World) -> None:
        self._world = world

    def act(self, order: Order) -> None:
        """Give one order. Raises Reverted when a contract refuses it."""
        bonds, accounts = self._world.system.bonds, self._world.accounts
        match order:
            case Freeze():
                self._freeze(accounts[order.party], frozen=True)
            case Unfreeze():
                self._freeze(accounts[order.party], frozen=False)
            case FreezeUnits():
                bond, party = bonds[order.tranche], accounts[order.party]
                bond.set_frozen_tokens(party, order.units, sender=self._by("registrar"))
            case Pause():
                bonds[order.tranche].pause(sender=self._by("registrar"))
            case Unpause():
                bonds[order.tranche].unpause(sender=self._by("registrar"))
            case ForcedTransfer():
                sides = accounts[order.from_party], accounts[order.to_party]
                by = self._by(order.by)
                bonds[order.tranche].forced_transfer(*sides, order.units, sender=by)
            case ReplaceAccount():
                self._replace(order)
            case _:
                assert_never(order)

    def _by(self, role: str) -> Address:
        return self._world.accounts[self._world.party(role)]

    def _freeze(self, account: Address, *, frozen: bool) -> None:
        """Freeze or unfreeze an account on every tranche of the deal."""
        for bond in self._world.system.bonds.values():
            change = bond.freeze if frozen else bond.unfreeze
            change([account], sender=self._by("registrar"))

    def _replace(self, order: ReplaceAccount) -> None:
        """Register first, then each bond; the new account opens its till for what it will owe."""
        system, accounts = self._world.system, self._world.accounts
        lost, replacement = accounts[order.lost], accounts[order.replacement]
        registrar = self._by("registrar")
        system.register.replace([lost], [replacement], sender=registrar)
        accounts.replace(lost, replacement)
        for bond in system.bonds.values():
            bond.recovery_address(lost, replacement, _NO_IDENTITY, sender=registrar)
        # Investors gave their allowances before the first day.
        if not self._world.scenario.party(order.replacement).is_investor:
            for cash in system.tokens.values():
                let_settlement_take(self._world, cash, replacement)
