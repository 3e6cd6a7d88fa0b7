"""Orders of registrar and regulator, told log by log as the contracts emit them."""

from __future__ import annotations

from typing import Any

from sim.chain import logs as chain
from sim.ledger.inputs import ZERO


def freeze_units(told: Any, story: Any, when: str, name: str, units: int) -> None:
    story.begin(when)
    story.emit(told.BOND, chain.Frozen, told.PARTIES[name], units)


def force(
    told: Any,
    story: Any,
    when: str,
    giver: str,
    taker: str,
    units: int,
    *,
    frozen: int | None = None,
) -> None:
    """A forced transfer; `frozen` is what stays frozen where frozen units had to go."""
    story.begin(when)
    if frozen is not None:
        story.emit(told.BOND, chain.Frozen, told.PARTIES[giver], frozen)
    story.move(told.BOND, giver, taker, units)
    story.emit(told.BOND, chain.ForcedTransfer, told.PARTIES[giver], told.PARTIES[taker], units)


def pause(told: Any, story: Any, when: str) -> None:
    story.begin(when)
    story.emit(told.BOND, chain.Paused, told.PARTIES["Registrar"])


def unpause(told: Any, story: Any, when: str) -> None:
    story.begin(when)
    story.emit(told.BOND, chain.Unpaused, told.PARTIES["Registrar"])


def replace(told: Any, story: Any, when: str, lost: str, replacement: str) -> None:
    story.begin(when)
    registrar = told.PARTIES["Registrar"]
    sides = told.PARTIES[lost], told.PARTIES[replacement]
    story.emit(told.REGISTER, chain.AccountReplaced, *sides, registrar)
    change, nobody = chain.RegisterChange, chain.InvestorClass.NONE
    expiry = told.at("2030-01-01 00:00")
    gone = story.entry(lost, expiry, change=change.REPLACED, kind=nobody)
    story.emit(told.REGISTER, chain.InvestorRecorded, *gone)
    come = story.entry(replacement, expiry, change=change.RECOVERED)
    story.emit(told.REGISTER, chain.InvestorRecorded, *come)


def recover(told: Any, story: Any, when: str, lost: str, replacement: str, units: int) -> None:
    story.begin(when)
    story.move(told.BOND, lost, replacement, units)
    sides = told.PARTIES[lost], told.PARTIES[replacement]
    story.emit(told.BOND, chain.RecoverySuccess, *sides, ZERO)


def settle(told: Any, story: Any, when: str, number: int, giver: str, taker: str) -> None:
    """An instruction settled by accounts in force, whoever agreed to it."""
    agreed = story.economics[number]
    story.begin(when)
    story.move(told.BOND, giver, taker, agreed.units)
    story.move(told.CASH, taker, giver, agreed.clean_amount + agreed.accrued_amount)
    story.emit(told.SETTLEMENT, chain.Settled, number, 1)


def pay(told: Any, story: Any, when: str, number: int, holder: str, payee: str, units: int) -> None:
    """The right of a record-date holder, paid to the account that stands for it."""
    action = story.actions[number]
    amount = units * action.amount_per_unit
    story.begin(when)
    if action.kind is chain.ActionKind.REDM:
        story.move(told.BOND, payee, ZERO, units)
    story.move(told.CASH, told.AGENT, payee, amount)
    story.emit(told.AGENT, chain.Paid, number, told.PARTIES[holder], units, amount, 0, amount)


def ordered_story(told: Any) -> Any:
    """Units frozen and taken by force, a pause, and Cedar's key lost between record and payment.

    Alpha keeps 1 unit of its 10, Cedar has 9 and buys 4 more over the loss: Dogwood ends with 13.
    """
    story = told.issued()
    freeze_units(told, story, "2023-03-01 08:00", "Alpha", 8)
    force(told, story, "2023-03-02 08:00", "Alpha", "Cedar", 9, frozen=1)
    pause(told, story, "2023-03-03 08:00")
    unpause(told, story, "2023-03-06 08:00")
    story.instruct("2023-08-14 10:15", 3, "Beta", "Cedar", 4)
    story.announce("2023-08-15 09:00", 1, told.INTR, 0)
    replace(told, story, "2023-08-16 08:00", "Cedar", "Dogwood")
    recover(told, story, "2023-08-16 08:00", "Cedar", "Dogwood", 9)
    story.mint("2023-08-16 08:30", "Dogwood", 4 * told.FACE)
    settle(told, story, "2023-08-16 08:30", 3, "Beta", "Dogwood")
    story.mint("2023-08-16 09:20", "Issuer", 1600 * told.COUPON)
    story.fund("2023-08-16 09:30", 1, 1600)
    story.pay("2023-08-16 11:00", 1, ("Alpha", 1), ("Beta", 1590))
    pay(told, story, "2023-08-16 11:00", 1, "Cedar", "Dogwood", 9)
    story.all_paid(1, 1600)
    story.announce("2024-02-16 09:00", 2, told.REDM, 1)
    story.fund("2024-02-16 09:30", 2, 1600)
    story.pay("2024-02-16 11:00", 2, ("Alpha", 1), ("Beta", 1586))
    pay(told, story, "2024-02-16 11:00", 2, "Dogwood", "Dogwood", 13)
    story.all_paid(2, 1600)
    return story
