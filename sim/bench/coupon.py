"""A coupon to many holders on revm: what a holder costs, payment and every ledger row."""

from __future__ import annotations

import gc
import time
from typing import Final

from sim.bench.measure import Timing, books
from sim.bench.stage import TRANCHE, Stage, deal, genesis
from sim.chain import open_engine
from sim.chain.bindings import CentralBankMoney
from sim.chain.identity import Address
from sim.chain.logs import InvestorClass
from sim.chain.structs import Admission
from sim.engine.setup import batches
from sim.model.jurisdictions import numeric
from sim.schedule import Phase
from sim.units import Instant

__all__ = ["coupon_seconds"]

_UNITS: Final = 2


def coupon_seconds(holders: int) -> float:
    """Processor seconds of announcing, funding and paying a coupon, and of all books and CSV text.

    The books are those of the whole run, the holders' admission and first units included. Raises
    CheckFailed when a law does not hold.
    """
    scenario = deal()
    stage = Stage(scenario, open_engine("revm", genesis_instant=genesis(scenario)))
    _spread(stage, holders)
    stage.payments.schedule()
    world, timing = stage.world, Timing()
    gc.collect()
    begun = time.process_time()
    world.agenda.run(world.chain.at, lambda: Instant(world.chain.engine.at))
    timing.transactions = time.process_time() - begun
    books(stage.books_of(), timing, time.process_time)
    return timing.judged


def _spread(stage: Stage, holders: int) -> None:
    """Admits so many, and has the drawn investors hand each of them the minimum."""
    world = stage.world
    bond = world.system.bonds[TRANCHE]
    accounts = [world.accounts.hold(f"holder-{number:07d}") for number in range(1, holders + 1)]
    bank, registrar = (world.accounts[world.party(role)] for role in ("central bank", "registrar"))
    cash = world.system.cash[world.first_rail(TRANCHE)]
    assert isinstance(cash, CentralBankMoney), "the deal settles in it"
    for batch in batches(accounts):
        world.system.register.admit([_admission(stage, one) for one in batch], sender=registrar)
        cash.add_participants(batch, sender=bank)
        held = world.holdings.holders(bond.address)
        richest = max(world.accounts.all(stage.investors), key=lambda one: held.get(one, 0))
        bond.batch_transfer(batch, [_UNITS] * len(batch), sender=richest)


def _admission(stage: Stage, account: Address) -> Admission:
    world = stage.world
    return Admission(
        account=account,
        investor_class=InvestorClass.INSTITUTION,
        jurisdiction=numeric("HK"),
        kyc_expiry=world.instant(world.scenario.end, Phase.CLOSE) + 1,
        nominee=False,
    )
