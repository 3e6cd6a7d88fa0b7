"""Every way money moves, and every control that may stop it; as `paths` does for units.

Alice pays bob, by mallory where somebody else moves her money. A settlement is bob selling her
units; the issuer funds, and the paying agent pays alice, the first coupon of another bond, whose
rail is the kind of money in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.chain import Address, Receipt
from sim.chain.bindings import CentralBankMoney, Stablecoin
from sim.chain.logs import SettlementFailed, Withheld
from tests.contracts.coupons import FIRST_COUPON, PAYABLE, coupon_in
from tests.contracts.deal import UNLIMITED, Deal
from tests.contracts.permits import permit
from tests.contracts.trades import matched, trade

SOME = 1_000_00
MOST = 2**128 - 1


@dataclass(frozen=True)
class Transfer:
    """Some money on its way; `spender` where somebody else moves it."""

    deal: Deal
    token: CentralBankMoney | Stablecoin
    issuer: Address
    payer: Address
    payee: Address
    spender: Address
    amount: int = SOME
    allowance: int = UNLIMITED


Step = Callable[[Transfer], object]


def _nothing(_: Transfer) -> None:
    """Some paths need nothing, some controls only another amount."""


@dataclass(frozen=True)
class Path:
    """`sides` are changes to who pays whom; `failed` is the event that tells a failure without a
    revert; `paid` is how payer and payee end up.
    """

    move: Callable[[Transfer], Receipt]
    ready: Step = _nothing
    sides: dict[str, str] = field(default_factory=dict)
    amount: int = SOME
    failed: type[SettlementFailed] | type[Withheld] | None = None
    paid: tuple[int, int] = (-1, 1)


@dataclass(frozen=True)
class Control:
    """`changes` are other amounts; `applies` brings the situation about."""

    applies: Step = _nothing
    changes: dict[str, int] = field(default_factory=dict)


def _approve(t: Transfer) -> None:
    t.token.approve(t.spender, t.allowance, sender=t.payer)


def _transfer_from(t: Transfer) -> Receipt:
    return t.token.transfer_from(t.payer, t.payee, t.amount, sender=t.spender)


def _permit_and_transfer_from(t: Transfer) -> Receipt:
    signed = permit(t.token, "alice", t.payer, t.spender, t.allowance)
    t.token.permit(*signed, sender=t.spender)
    return _transfer_from(t)


def _bargain(t: Transfer) -> None:
    """Instruction 1: bob sells alice ten units, and every control but the money's is met."""
    _approve(t)
    deal = t.deal
    deal.mint(deal.bob, 10)
    economics = trade(
        deal,
        deliverer=t.payee,
        receiver=t.payer,
        cash=t.token.address,
        clean_amount=t.amount,
        accrued_amount=0,
    )
    assert matched(deal, economics) == 1
    deal.chain.at(max(economics.opens_at, deal.chain.now))


def _settle(t: Transfer) -> Receipt:
    return t.deal.settlement.settle([1], sender=t.deal.settlement_agent)


def _coupon(t: Transfer) -> None:
    """Action 1: alice's first coupon of ten units, to be funded."""
    coupon_in(t.deal, t.token.address)
    t.token.approve(t.deal.paying.address, t.allowance, sender=t.deal.issuer)


def _funded_coupon(t: Transfer) -> None:
    """The same, funded and payable."""
    _coupon(t)
    _fund(t)
    t.deal.warp(PAYABLE)


def _fund(t: Transfer) -> Receipt:
    return t.deal.paying.fund(1, sender=t.deal.issuer)


def _pay(t: Transfer) -> Receipt:
    return t.deal.paying.pay(1, [t.payee], sender=t.deal.paying_agent)


PATHS = {
    "transfer": Path(lambda t: t.token.transfer(t.payee, t.amount, sender=t.payer)),
    "transferFrom": Path(_transfer_from, ready=_approve),
    "permit + transferFrom": Path(_permit_and_transfer_from),
    "mint": Path(
        lambda t: t.token.mint([t.payee], [t.amount], sender=t.issuer),
        sides={"payer": "issuer"},
        paid=(0, 1),
    ),
    "burn": Path(
        lambda t: t.token.burn([t.payer], [t.amount], sender=t.issuer),
        ready=_approve,
        sides={"spender": "issuer"},
        paid=(-1, 0),
    ),
    "settlement": Path(
        _settle, ready=_bargain, sides={"spender": "settlement"}, failed=SettlementFailed
    ),
    "funding": Path(
        _fund,
        ready=_coupon,
        sides={"payer": "deal issuer", "payee": "paying", "spender": "paying"},
        amount=10 * FIRST_COUPON,
    ),
    "paying agent": Path(
        _pay,
        ready=_funded_coupon,
        sides={"payer": "paying", "payee": "alice"},
        amount=10 * FIRST_COUPON,
        failed=Withheld,
    ),
}


def _freeze(whose: str) -> Control:
    return Control(lambda t: t.token.freeze([getattr(t, whose)], sender=t.issuer))


def _shut_out(whose: str) -> Control:
    return Control(lambda t: t.token.remove_participants([getattr(t, whose)], sender=t.issuer))


def _spend_nearly_all(t: Transfer) -> None:
    held = t.token.balance_of(t.payer)
    t.token.transfer(t.deal.carol, held - t.amount + 1, sender=t.payer)


CONTROLS = {
    "payer frozen": _freeze("payer"),
    "payee frozen": _freeze("payee"),
    "spender frozen": _freeze("spender"),
    "payee takes no part": _shut_out("payee"),
    "payer takes no part": _shut_out("payer"),
    "paused": Control(lambda t: t.token.pause(sender=t.issuer)),
    "more than held": Control(_spend_nearly_all),
    "spender approved for less": Control(changes={"allowance": SOME - 1}),
    "more than money can be": Control(changes={"amount": MOST}),
}
