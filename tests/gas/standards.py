"""What the functions of the token standards cost; all of it is undone, and no other number moves.

Alice and the like hold ten units, a hundred others two each (`measure._units`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import Address
from tests.contracts.deal import ZERO, Deal
from tests.contracts.standards.permits import domain_of, permit_of, signed, used
from tests.contracts.standards.tokens import SOME, TOKENS

#: A batch of forced transfers.
SEIZURES = 10


def orders(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    """Gas of what registrar and regulator order of a bond, by what was done."""
    with deal.undone():
        return _freezes(deal) | _forced(deal, holders) | _recovery(deal)


def permits(deal: Deal) -> dict[str, int]:
    """Gas of a permit for units and for money: an owner's first, and one that changes it."""
    found = {}
    for name, what in (("BondToken", "units"), ("Stablecoin", "stablecoin")):
        with deal.undone():
            token = TOKENS[name](deal)
            for value, place in ((SOME, ", an owner's first"), (SOME + 1, ", a later one")):
                permit = permit_of(deal, token, spender=deal.erin, value=value)
                receipt = used(token, permit, signed(permit, domain_of(token)), deal.mallory)
                found[f"permit {what}{place}"] = receipt.gas_used
    return found


def _freezes(deal: Deal) -> dict[str, int]:
    bond, by = deal.bond, deal.regulator
    return {
        "pause a bond": bond.pause(sender=by).gas_used,
        "unpause a bond": bond.unpause(sender=by).gas_used,
        "setAddressFrozen": bond.set_address_frozen(deal.carol, True, sender=by).gas_used,
        "setAddressFrozen, lifted": bond.set_address_frozen(deal.carol, False, sender=by).gas_used,
        "freezePartialTokens": bond.freeze_partial_tokens(deal.carol, 2, sender=by).gas_used,
        "unfreezePartialTokens": bond.unfreeze_partial_tokens(deal.carol, 2, sender=by).gas_used,
    }


def _forced(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    bond, by = deal.bond, deal.regulator
    found = {
        "forcedTransfer": bond.forced_transfer(deal.carol, deal.dave, 2, sender=by).gas_used,
    }
    bond.set_frozen_tokens(deal.carol, 8, sender=by)
    frozen = bond.forced_transfer(deal.carol, deal.dave, 2, sender=by)
    found["forcedTransfer of frozen units"] = frozen.gas_used
    batch = (holders[:SEIZURES], [deal.dave] * SEIZURES, [2] * SEIZURES)
    all_of_them = bond.batch_forced_transfer(*batch, sender=by).gas_used
    found[f"batchForcedTransfer, of {SEIZURES}"] = -(-all_of_them // SEIZURES)
    return found


def _recovery(deal: Deal) -> dict[str, int]:
    bond, found = deal.bond, {}
    bond.lock(deal.alice, 2, sender=deal.as_settlement)
    bond.freeze([deal.alice], sender=deal.regulator)
    for lost, what in ((deal.bob, ""), (deal.alice, ", locked and frozen")):
        replacement = deal.new_key(f"replacement of {lost}")
        done = deal.register.replace([lost], [replacement], sender=deal.registrar)
        found["replace an account"] = done.gas_used
        moved = bond.recovery_address(lost, replacement, ZERO, sender=deal.mallory)
        found[f"recoveryAddress{what}"] = moved.gas_used
    return found
