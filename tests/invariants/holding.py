"""What moves units of a random bond, or holds them back: the part two machines share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address
from tests.contracts.deal import MINIMUM_UNITS, ZERO
from tests.invariants.acts import Acts, pick
from tests.invariants.units import law

T = TypeVar("T")

TROUBLES = ["sanction", "freeze", "no money"]


def pick_from(options: Sequence[T], draw: int) -> T:
    return options[draw % len(options)]


class Holding(Acts):
    """Transfers, orders, accounts in trouble and accounts that are lost."""

    #: Accounts with money that hold nothing: what lost ones are replaced by.
    spares: ClassVar[list[Address]]

    def __init__(self) -> None:
        super().__init__()
        self.troubles: dict[Address, str] = {}

    @property
    def holders(self) -> list[Address]:
        """Accounts in force that have units; all of them where none has."""
        holding = [account for account in self.model.investors if self.model.units[account]]
        return holding or self.model.investors

    def other_than(self, account: Address, draw: int) -> Address:
        """Somebody else, fit to receive where there is such a one."""
        others = [each for each in self.model.investors if each != account]
        return pick_from([a for a in others if self.model.may_receive(a)] or others, draw)

    # --- by holders, and by order ---

    @precondition(lambda self: not self.model.closed)
    @rule(first=pick, second=pick, draw=pick)
    def transfers(self, first: int, second: int, draw: int) -> None:
        model = self.model
        source = pick_from(self.holders, first)
        target, available = self.other_than(source, second), model.available(source)
        # Now and then one too many, or so many that too few are left.
        units = 1 + draw % (available + 1) if draw % 5 == 0 else available - draw % 3 * 2
        units = units if draw % 2 and units > 0 else max(1, available // 2)
        if self.act(
            "transfer",
            lambda: self.deal.bond.transfer(target, units, sender=source),
            lambda: model.may_move(source, target, units),
        ):
            model.move(source, target, units)

    @precondition(lambda self: not self.model.closed)
    @rule(first=pick, second=pick, draw=pick)
    def forces(self, first: int, second: int, draw: int) -> None:
        """Those whose units are held back are what orders are for."""
        model = self.model
        bound = [a for a in self.holders if model.units[a] > model.available(a)]
        source = pick_from([*self.holders, *bound * 2], first)
        held = model.units[source]
        self.force(source, self.other_than(source, second), held - draw % (held // 2 + 1), draw)

    def force(self, source: Address, target: Address, units: int, draw: int) -> None:
        model, by = self.model, pick_from([self.deal.registrar, self.deal.regulator], draw)
        locked = model.locked[source]
        if self.act(
            "force",
            lambda: self.deal.bond.forced_transfer(source, target, units, sender=by),
            lambda: model.may_force(source, target, units),
        ):
            model.force(source, target, units)
            self.met("forced of locked", model.locked[source] < locked)

    # --- troubles, and their end ---

    @precondition(lambda self: len(self.troubles) < 2)
    @rule(kind=st.sampled_from(TROUBLES), who=pick)
    def trouble_begins(self, kind: str, who: int) -> None:
        account = pick_from(self.model.investors, who)
        if account not in self.troubles:
            self.begin_trouble(kind, account)

    def begin_trouble(self, kind: str, account: Address) -> None:
        deal = self.deal
        begins = {
            "sanction": lambda: deal.register.sanction([account], sender=deal.regulator),
            "freeze": lambda: deal.bond.freeze([account], sender=deal.registrar),
            "no money": lambda: deal.cash.remove_participants([account], sender=deal.central_bank),
        }
        self.act("trouble", begins[kind])
        self._marked(kind).add(account)
        self.troubles[account] = kind

    @precondition(lambda self: self.troubles)
    @rule(which=pick)
    def trouble_ends(self, which: int) -> None:
        """For whoever stands for the account by then, too."""
        account = pick_from(list(self.troubles), which)
        kind, deal = self.troubles.pop(account), self.deal
        both = list({account: None, self.model.in_force(account): None})
        relieved = [account] if kind == "no money" else both
        ends = {
            "sanction": lambda: deal.register.clear(relieved, sender=deal.regulator),
            "freeze": lambda: deal.bond.unfreeze(relieved, sender=deal.registrar),
            "no money": lambda: deal.cash.add_participants(relieved, sender=deal.central_bank),
        }
        self.act("relief", ends[kind])
        self._marked(kind).difference_update(relieved)

    def _marked(self, kind: str) -> set[Address]:
        model = self.model
        marked = {"sanction": model.sanctioned, "freeze": model.frozen}
        return marked.get(kind, model.without_money)

    # --- lost keys ---

    @precondition(lambda self: len(self.model.replaced) < len(self.spares))
    @rule(who=pick, by=pick, at_once=st.booleans())
    def replaces(self, who: int, by: int, at_once: bool) -> None:
        """By a fresh account, or by another investor, whose holdings become one with the lost."""
        self.lose(pick_from([*self.holders, *self.model.investors], who), by, at_once)

    def lose(self, lost: Address, by: int, at_once: bool) -> None:
        model, deal = self.model, self.deal
        fresh = [a for a in self.spares if a not in {*model.investors, *model.replaced}]
        others = self.successors(lost)
        replacement = pick_from(fresh if fresh and by % 4 else others, by // 4)
        call = deal.register.replace
        self.act("replace", lambda: call([lost], [replacement], sender=deal.registrar))
        if replacement not in model.investors:
            model.homes[replacement] = model.homes[lost]
        model.replace(lost, replacement)
        law("ELIGIBLE", deal.register.account_in_force(lost) == replacement, lost, replacement)
        if at_once:
            self.recover(lost)

    def successors(self, lost: Address) -> list[Address]:
        """Investors who may take a lost account's place, besides fresh accounts."""
        return [account for account in self.model.investors if account != lost]

    @precondition(lambda self: any(self.model.units[a] for a in self.model.replaced))
    @rule(which=pick)
    def recovers(self, which: int) -> None:
        self.recover(pick_from([a for a in self.model.replaced if self.model.units[a]], which))

    def recover(self, lost: Address) -> None:
        model, call = self.model, self.deal.bond.recovery_address
        had, target = model.units[lost], model.in_force(lost)
        self.act("recover", lambda: call(lost, target, ZERO, sender=self.deal.mallory))
        model.recover(lost)
        self.met("recovered units", had)

    def lot(self, owner: Address, draw: int) -> int:
        """Units the owner may give, nearly always."""
        return max(MINIMUM_UNITS, self.model.available(owner) // (1 + draw % 4))
