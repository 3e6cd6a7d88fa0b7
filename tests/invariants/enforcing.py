"""What registrar and regulator order in a random market, and accounts whose keys are lost."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address, Reverted
from sim.chain.logs import Status
from tests.contracts.deal import MINIMUM_UNITS, ZERO
from tests.invariants.acting import pick, pick_from
from tests.invariants.trading import Trading
from tests.invariants.units import law

#: How units are frozen and freed; more often freed, or trade would come to rest.
WAYS = ["set", "set if", "more", "less", "beyond", "free", "free"]
#: What is tried while the bond is paused.
MEANWHILE = ["transfer", "settle", "force", "recover"]


class Enforcing(Trading):
    """Forced transfers, frozen units, pauses, and replaced accounts."""

    # --- orders ---

    @precondition(lambda self: self.open_to_trade)
    @rule(first=pick, second=pick, draw=pick)
    def forces(self, first: int, second: int, draw: int) -> None:
        model = self.model
        holders = [account for account in model.everyone if model.units[account]]
        # Those whose units are held back are what orders are for.
        holders += [a for a in holders if model.units[a] > model.available(a)] * 2
        fit = [account for account in model.investors if model.may_receive(account)]
        if not holders or not fit:
            return
        source, target = pick_from(holders, first), pick_from(fit, second)
        held = model.units[source]
        whole = held > 2 and draw % 3 == 0
        self.force(source, target, held - draw % 2 if whole else 1 + draw % min(held, 20), draw)

    def force(self, source: Address, target: Address, units: int, draw: int) -> None:
        model, bond = self.model, self.deal.bond
        by = pick_from([self.deal.registrar, self.deal.regulator], draw)
        calls = [
            lambda: bond.forced_transfer(source, target, units, sender=by),
            lambda: bond.batch_forced_transfer([source], [target], [units], sender=by),
        ]
        before = (model.locked[source], model.frozen_units[source])
        if self.act("force", pick_from(calls, draw // 2)):
            model.force(source, target, units)
            after = (model.locked[source], model.frozen_units[source])
            self.outcomes["forced of locked"] += before[0] != after[0]
            self.outcomes["forced of frozen"] += before[1] != after[1]
            self.outcomes["left below the minimum"] += 0 < model.units[source] < MINIMUM_UNITS

    @precondition(lambda self: self.open_to_trade)
    @rule(draw=pick, settles=st.booleans())
    def forces_what_is_set_aside(self, draw: int, settles: bool) -> None:
        """An order takes units a bargain waits for, which then fails or ends."""
        model = self.model
        self.trade(draw, draw // 5, draw, "prepositioned", days=0)
        number = max(model.status)
        terms = model.instructions[number]
        fit = [account for account in model.investors if model.may_receive(account)]
        if number not in model.prepositioned or not fit:
            return
        source = model.in_force(terms.deliverer)
        self.force(source, pick_from(fit, draw), max(1, model.units[source] - draw % 3), draw)
        if settles:
            self.settle([number])
        for side in [] if settles else [terms.deliverer, terms.receiver]:
            self.cancel(number, model.in_force(side))

    @rule(who=pick, share=st.integers(0, 100), way=st.sampled_from(WAYS))
    def freezes_units(self, who: int, share: int, way: str) -> None:
        model, bond = self.model, self.deal.bond
        account = pick_from([*model.investors, *model.replaced], who)
        held, frozen = model.units[account], model.frozen_units[account]
        by = pick_from([self.deal.registrar, self.deal.regulator], share)
        after = {
            "set": held * share // 100,
            "beyond": held + share if share > 75 else 0,
            "set if": held * share // 200,
            "more": frozen + max(0, held - frozen) * share // 200,
            "less": frozen - frozen * share // 100,
            "free": 0,
        }[way]
        calls = {
            "set": lambda: bond.set_frozen_tokens(account, after, sender=by),
            "set if": lambda: bond.set_frozen_tokens_if(account, frozen, after, sender=by),
            "more": lambda: bond.freeze_partial_tokens(account, after - frozen, sender=by),
            "less": lambda: bond.unfreeze_partial_tokens(account, frozen - after, sender=by),
            "beyond": lambda: bond.set_frozen_tokens(account, after, sender=by),
            "free": lambda: bond.set_frozen_tokens(account, 0, sender=by),
        }
        if self.act("freeze units", calls[way]):
            model.frozen_units[account] = after
            self.outcomes["frozen beyond the holding"] += after > held

    @precondition(lambda self: self.open_to_trade)
    @rule(draw=pick, tries=st.lists(st.sampled_from(MEANWHILE), max_size=2))
    def pauses(self, draw: int, tries: list[str]) -> None:
        """Holders' movements stop, orders do not; the model knows which."""
        self.pause(draw)
        for each in tries:
            if each == "transfer":
                self.transfers_refused(draw)
            if each == "settle" and self.promising:
                self.settle([pick_from(self.promising, draw)])
            if each == "force":
                self.forces(draw, draw // 3, draw // 5)
            if each == "recover" and self.model.replaced:
                self.recover(pick_from(list(self.model.replaced), draw))
        self.unpause(draw)

    def pause(self, draw: int) -> None:
        bond, by = self.deal.bond, pick_from([self.deal.registrar, self.deal.regulator], draw)
        if self.act("pause", lambda: bond.pause(sender=by)):
            self.model.paused = True

    def unpause(self, draw: int) -> None:
        bond, by = self.deal.bond, pick_from([self.deal.registrar, self.deal.regulator], draw // 2)
        if self.act("unpause", lambda: bond.unpause(sender=by)):
            self.model.paused = False

    def transfers_refused(self, draw: int) -> None:
        seller, buyer = self.pair(draw, draw // 7)
        try:
            self.deal.bond.transfer(buyer, 2, sender=seller)
        except Reverted:
            return
        law("ELIGIBLE", False, "a transfer got through while the bond was paused")

    # --- lost keys ---

    @precondition(lambda self: len(self.model.replaced) < len(self.spares))
    @rule(who=pick, by=pick, at_once=st.booleans())
    def replaces(self, who: int, by: int, at_once: bool) -> None:
        """Those who are about to settle have more to lose."""
        model = self.model
        bound = [model.instructions[number] for number in self.ids(Status.MATCHED)]
        sides = [
            model.in_force(side) for terms in bound for side in (terms.deliverer, terms.receiver)
        ]
        trading = [side for side in sides if side in model.investors]
        self.replace(pick_from([*model.investors, *trading], who), by, at_once=at_once)

    def replace(self, lost: Address, by: int, *, at_once: bool) -> None:
        """By a fresh account, or by another investor, whose holdings become one with the lost."""
        model, deal = self.model, self.deal
        fresh = [a for a in self.spares if a not in {*model.investors, *model.replaced}]
        others = [account for account in model.investors if account != lost]
        replacement = pick_from(others if by % 4 == 0 else fresh, by // 4)
        call = deal.register.replace
        if not self.act("replace", lambda: call([lost], [replacement], sender=deal.registrar)):
            return
        model.replace(lost, replacement)
        law("ELIGIBLE", deal.register.account_in_force(lost) == replacement, lost, replacement)
        if at_once:
            self.recover(lost)

    @precondition(lambda self: self.open_to_trade)
    @precondition(lambda self: len(self.model.replaced) < len(self.spares))
    @rule(draw=pick, at_once=st.booleans(), ends=st.booleans())
    def loses_a_side(self, draw: int, at_once: bool, ends: bool) -> None:
        """Between the bargain and its settlement, or its end."""
        model = self.model
        self.trade(draw, draw // 5, draw, "prepositioned" if draw % 2 else "affirmed", days=0)
        number = max(model.status)
        terms = model.instructions[number]
        if model.status[number] is not Status.MATCHED:
            return
        sides = [terms.deliverer, terms.receiver]
        self.replace(model.in_force(pick_from(sides, draw // 3)), draw, at_once=at_once)
        if not ends:
            self.settle([number])
        for side in sides if ends else []:
            self.cancel(number, model.in_force(side))

    @precondition(lambda self: self.model.replaced)
    @rule(which=pick)
    def recovers(self, which: int) -> None:
        self.recover(pick_from(list(self.model.replaced), which))

    def recover(self, lost: Address) -> None:
        model, call = self.model, self.deal.bond.recovery_address
        had = model.units[lost]
        replacement = model.in_force(lost)
        if self.act("recover", lambda: call(lost, replacement, ZERO, sender=self.deal.mallory)):
            model.recover(lost)
            self.outcomes["recovered units"] += had != 0

    @precondition(lambda self: self.model.replaced)
    @rule(which=pick, attempt=pick)
    def lost_keys_are_refused(self, which: int, attempt: int) -> None:
        """Whoever found the key of a lost account can do nothing with it."""
        deal, model = self.deal, self.model
        lost = pick_from(list(model.replaced), which)
        other = pick_from(model.investors, attempt)
        tries: list[Callable[[], object]] = [
            lambda: deal.bond.transfer(other, max(2, model.units[lost]), sender=lost),
            lambda: deal.bond.transfer_from(other, lost, 2, sender=lost),
            lambda: deal.bond.recovery_address(lost, lost, ZERO, sender=lost),
            lambda: deal.bond.recovery_address(other, lost, ZERO, sender=lost),
            lambda: deal.register.replace([other], [lost], sender=deal.registrar),
            lambda: deal.register.replace([lost], [other], sender=deal.registrar),
        ]
        open_ones = [n for n, terms in model.instructions.items() if terms.deliverer == lost]
        if open_ones:
            number = pick_from(open_ones, attempt)
            tries += [
                lambda: deal.settlement.cancel([number], sender=lost),
                lambda: deal.settlement.preposition([number], sender=lost),
            ]
        try:
            pick_from(tries, attempt)()
        except Reverted:
            return
        law("ELIGIBLE", False, "a lost key got through", attempt)
