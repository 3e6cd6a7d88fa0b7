"""Trades beside elections: the other reason for which units are locked."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address
from sim.chain.logs import Economics, Instructed, Settled, TransactionType
from sim.units import PAR
from tests.contracts.deal import CALCULATION_AMOUNT, ZERO
from tests.invariants.acts import DAY, pick
from tests.invariants.holding import pick_from
from tests.invariants.taxing import Taxing
from tests.invariants.units import law

#: How far a bargain comes at once.
STAGES = ["open", "locked", "locked", "settled", "settled"]


@dataclass
class Bargain:
    """Agreed by both sides and not ended; a price of zero is free of payment."""

    number: int
    seller: Address
    buyer: Address
    units: int
    amount: int
    is_locked: bool = False


class Bargaining(Taxing):
    """Sold to others, or back to the issuer; settled or called off."""

    def __init__(self) -> None:
        super().__init__()
        self.bargains: dict[int, Bargain] = {}

    @precondition(lambda self: not self.model.closed and len(self.bargains) < 4)
    @rule(first=pick, second=pick, draw=pick, back=st.booleans(), to=st.sampled_from(STAGES))
    def sells(self, first: int, second: int, draw: int, back: bool, to: str) -> None:
        """A buy-back is a sale to the issuer, for money."""
        model, issuer = self.model, self.model.in_force(self.deal.issuer)
        seller = pick_from([a for a in self.holders if a != issuer] or self.holders, first)
        buyer = issuer if back and issuer != seller else self.other_than(seller, second)
        bargain = Bargain(0, seller, buyer, self.lot(seller, draw), 0)
        if buyer == issuer:
            bargain.amount = bargain.units * CALCULATION_AMOUNT * (95 + draw % 10) // 100
        terms, settlement = self.economics(bargain), self.deal.settlement
        receipt = self.act(
            "instruct",
            lambda: settlement.instruct([terms], sender=seller),
            lambda: not model.closed,
        )
        if receipt is None:
            return
        bargain.number = receipt.only(Instructed).id
        agreed = settlement.hash_economics(terms)
        self.act("affirm", lambda: settlement.affirm([bargain.number], [agreed], sender=buyer))
        self.bargains[bargain.number] = bargain
        if to == "locked":
            self.lock(bargain)
        if to == "settled" and seller != buyer:
            self.settle(bargain)

    def economics(self, bargain: Bargain) -> Economics:
        return Economics(
            transaction_type=TransactionType.TRAD,
            bond=self.deal.bond.address,
            cash=self.deal.cash.address if bargain.amount else ZERO,
            deliverer=bargain.seller,
            receiver=bargain.buyer,
            units=bargain.units,
            price=PAR if bargain.amount else 0,
            clean_amount=bargain.amount,
            accrued_amount=0,
            accrued_days=0,
            trade_date=self.today,
            intended_date=self.today,
            expiry_date=self.today + 1_000,
            opens_at=self.now,
            expires_at=self.now + 1_000 * DAY,
            linked_id=0,
            trade_id=bytes(32),
        )

    def lock(self, bargain: Bargain) -> None:
        call, model = self.deal.settlement.preposition, self.model
        if self.act(
            "preposition",
            lambda: call([bargain.number], sender=bargain.seller),
            lambda: bargain.units <= model.available(bargain.seller),
        ):
            bargain.is_locked = True
            model.locked[bargain.seller] += bargain.units

    @precondition(lambda self: self.bargains)
    @rule(which=pick, off=st.sampled_from([False, False, True]))
    def bargains_end(self, which: int, off: bool) -> None:
        """A side that took the other's place has nothing left to settle."""
        model = self.model
        bargain = pick_from(list(self.bargains.values()), which)
        sides = [model.in_force(bargain.seller), model.in_force(bargain.buyer)]
        if off or sides[0] == sides[1]:
            self.call_off(bargain, sides)
        else:
            self.settle(bargain)

    def call_off(self, bargain: Bargain, sides: list[Address]) -> None:
        call, model = self.deal.settlement.cancel, self.model
        for side in dict.fromkeys(sides):
            self.act("call off", lambda by=side: call([bargain.number], sender=by))
        del self.bargains[bargain.number]
        if bargain.is_locked:
            model.unlock(model.stand_in(bargain.seller), bargain.units)
            self.met("lock of a trade released")

    def settle(self, bargain: Bargain) -> None:
        """Both legs, or neither: an attempt that fails is told and changes nothing."""
        model, call = self.model, self.deal.settlement.settle
        model.strike()
        fits = self.may_settle(bargain)
        receipt = call([bargain.number], sender=self.deal.mallory)
        settled = bool(receipt.all(Settled))
        (self.succeeded if settled else self.refused)["settle"] += 1
        law("DVP", settled == fits, bargain, settled, fits)
        if not settled:
            return
        del self.bargains[bargain.number]
        seller, buyer = model.stand_in(bargain.seller), model.stand_in(bargain.buyer)
        if bargain.is_locked:
            model.unlock(seller, bargain.units)
        model.move(seller, buyer, bargain.units)
        model.pay_money(buyer, seller, bargain.amount)
        self.met("bought back", bargain.amount)

    def may_settle(self, bargain: Bargain) -> bool:
        """Told on a copy of the units: an attempt brings a lost account's to the one in force."""
        model = self.model.units_apart()
        seller, buyer = model.stand_in(bargain.seller), model.stand_in(bargain.buyer)
        if bargain.is_locked:
            model.unlock(seller, bargain.units)
        if not model.may_move(seller, buyer, bargain.units):
            return False
        paid = bargain.amount <= model.money[buyer] and seller not in model.without_money
        return paid or not bargain.amount

    # --- units held back ---

    @rule(who=pick, share=st.sampled_from([10, 50, 100]))
    def freezes_units(self, who: int, share: int) -> None:
        """Those of two accounts at most, or trade would come to rest; then they are freed."""
        bound = [account for account, units in self.model.frozen_units.items() if units]
        account = pick_from(bound or [*self.holders, *self.model.replaced], who)
        share = 0 if len(bound) > who % 2 else share
        frozen = self.model.units[account] * share // 100
        by = self.deal.regulator
        call = self.deal.bond.set_frozen_tokens
        self.act("freeze units", lambda: call(account, frozen, sender=by))
        self.model.frozen_units[account] = frozen
