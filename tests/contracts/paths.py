"""Every way units move, and every control that may stop it: what the product of the two is made of.

A path is given a movement: first it is made ready (approved, locked, …), then whatever a control is
about happens, then the movement is tried. Names are those of the table in `contracts/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.chain import Address, Receipt
from tests.contracts.deal import FRANCE, UNLIMITED, Deal
from tests.contracts.permits import permit

#: Units alice holds before anything moves.
HELD = 10


@dataclass(frozen=True)
class Movement:
    """Alice's units to bob, by mallory where somebody else moves them."""

    deal: Deal
    units: int = 4
    allowance: int = UNLIMITED

    @property
    def sender(self) -> Address:
        return self.deal.alice

    @property
    def receiver(self) -> Address:
        return self.deal.bob

    @property
    def spender(self) -> Address:
        return self.deal.mallory


Step = Callable[[Movement], object]


def _nothing(_: Movement) -> None:
    """Some paths need nothing, some controls only another amount."""


@dataclass(frozen=True)
class Path:
    """`after` says what sender and receiver hold once units moved, by what the sender held."""

    move: Callable[[Movement], Receipt]
    ready: Step = _nothing
    after: Callable[[int, int], tuple[int, int]] = lambda held, units: (held - units, units)


@dataclass(frozen=True)
class Control:
    """`changes` are another amount to move or approve; `applies` brings the situation about."""

    applies: Step = _nothing
    changes: dict[str, int] = field(default_factory=dict)


def _approve(m: Movement) -> None:
    m.deal.bond.approve(m.spender, m.allowance, sender=m.sender)


def _transfer_from(m: Movement) -> Receipt:
    return m.deal.bond.transfer_from(m.sender, m.receiver, m.units, sender=m.spender)


def _permit_and_transfer_from(m: Movement) -> Receipt:
    signed = permit(m.deal.bond, "alice", m.sender, m.spender, m.allowance)
    m.deal.bond.permit(*signed, sender=m.spender)
    return _transfer_from(m)


def _forced(m: Movement) -> Receipt:
    return m.deal.bond.forced_transfer(m.sender, m.receiver, m.units, sender=m.deal.regulator)


def _batch_forced(m: Movement) -> Receipt:
    bond, by = m.deal.bond, m.deal.registrar
    return bond.batch_forced_transfer([m.sender], [m.receiver], [m.units], sender=by)


def _locked(m: Movement) -> None:
    m.deal.bond.lock(m.sender, min(m.units, HELD), sender=m.deal.as_settlement)


def _deliver_locked(m: Movement) -> Receipt:
    by = m.deal.as_settlement
    return m.deal.bond.deliver_locked(m.sender, m.receiver, m.units, sender=by)


def _replaced(m: Movement) -> None:
    m.deal.register.replace([m.sender], [m.receiver], sender=m.deal.registrar)


def _recover(m: Movement) -> Receipt:
    identity = "0x" + "00" * 20
    return m.deal.bond.recovery_address(m.sender, m.receiver, identity, sender=m.spender)


PATHS = {
    "transfer": Path(lambda m: m.deal.bond.transfer(m.receiver, m.units, sender=m.sender)),
    "batchTransfer": Path(
        lambda m: m.deal.bond.batch_transfer([m.receiver], [m.units], sender=m.sender)
    ),
    "transferFrom": Path(_transfer_from, ready=_approve),
    "permit + transferFrom": Path(_permit_and_transfer_from),
    "deliver": Path(
        lambda m: m.deal.bond.deliver(m.sender, m.receiver, m.units, sender=m.deal.as_settlement)
    ),
    "deliverLocked": Path(_deliver_locked, ready=_locked),
    "issue": Path(
        lambda m: m.deal.bond.issue(m.receiver, m.units, sender=m.deal.as_settlement),
        after=lambda held, units: (held, units),
    ),
    "redeem": Path(
        lambda m: m.deal.bond.redeem(m.sender, m.units, sender=m.deal.as_paying_agent),
        after=lambda held, units: (held - units, 0),
    ),
    "forcedTransfer": Path(_forced),
    "batchForcedTransfer": Path(_batch_forced),
    "recoveryAddress": Path(_recover, ready=_replaced, after=lambda held, _: (0, held)),
}


def _freeze_units(m: Movement) -> None:
    m.deal.bond.set_frozen_tokens(m.sender, HELD - 3, sender=m.deal.registrar)


def _lock_others(m: Movement) -> None:
    bond, by = m.deal.bond, m.deal.as_settlement
    bond.lock(m.sender, bond.available_of(m.sender) - 3, sender=by)


def _one_unit_comes(m: Movement) -> None:
    """Of a lost account all comes: there has to be one unit of it, which an order may leave."""
    if m.deal.register.account_in_force(m.sender) != m.sender:
        away, by = HELD - m.units, m.deal.registrar
        m.deal.bond.forced_transfer(m.sender, m.deal.carol, away, sender=by)


def _sanction(account: Callable[[Movement], Address]) -> Control:
    return Control(lambda m: m.deal.register.sanction([account(m)], sender=m.deal.regulator))


def _freeze(account: Callable[[Movement], Address]) -> Control:
    return Control(lambda m: m.deal.bond.freeze([account(m)], sender=m.deal.registrar))


def _replace(account: Callable[[Movement], Address]) -> Control:
    def by_dave(m: Movement) -> None:
        m.deal.register.replace([account(m)], [m.deal.dave], sender=m.deal.registrar)

    return Control(by_dave)


def _sender(m: Movement) -> Address:
    return m.sender


def _receiver(m: Movement) -> Address:
    return m.receiver


def _spender(m: Movement) -> Address:
    return m.spender


CONTROLS = {
    "paused": Control(lambda m: m.deal.bond.pause(sender=m.deal.registrar)),
    "final record date passed": Control(lambda m: m.deal.warp("2024-02-15 18:00")),
    "sender sanctioned": _sanction(_sender),
    "sender replaced": _replace(_sender),
    "sender frozen": _freeze(_sender),
    "receiver sanctioned": _sanction(_receiver),
    "receiver replaced": _replace(_receiver),
    "receiver not admitted": Control(
        lambda m: m.deal.register.remove([m.receiver], sender=m.deal.registrar)
    ),
    "receiver's KYC expired": Control(
        lambda m: m.deal.admit(m.receiver, kyc_expiry=m.deal.chain.now)
    ),
    "receiver's class not offered": Control(lambda m: m.deal.offer_to(classes=1 << 3)),
    "receiver's jurisdiction not offered": Control(
        lambda m: m.deal.admit(m.receiver, jurisdiction=FRANCE)
    ),
    "risk not acknowledged": Control(lambda m: m.deal.offer_to(risk_acknowledgement=True)),
    "receiver above the cap": Control(lambda m: m.deal.offer_to(unit_cap=3)),
    "receiver frozen": _freeze(_receiver),
    "more than held": Control(changes={"units": HELD + 1}),
    "units locked": Control(_lock_others),
    "units frozen": Control(_freeze_units),
    "sender left below the minimum": Control(changes={"units": HELD - 1}),
    "receiver left below the minimum": Control(_one_unit_comes, {"units": 1}),
    "spender sanctioned": _sanction(_spender),
    "spender replaced": _replace(_spender),
    "spender frozen": _freeze(_spender),
    "spender approved for less": Control(changes={"allowance": 3}),
    "more than offered": Control(changes={"units": 1_600 - HELD + 1}),
}
