"""Issues, transfers, trades and money of a random market."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from sim.chain import Address, Receipt
from sim.chain.logs import (
    AwaitingMoney,
    Economics,
    Instructed,
    Settled,
    SettlementFailed,
    Status,
    TransactionType,
)
from sim.units import PAR
from tests.contracts.deal import CALCULATION_AMOUNT, MINIMUM_UNITS, OFFERED_UNITS, UNLIMITED, ZERO
from tests.invariants.acting import DAY, TROUBLES, Acting, pick, pick_from
from tests.invariants.model import BOTH, DELIVERER, PERIODS
from tests.invariants.units import law

#: How far a trade comes within its rule.
STAGES = ["instructed", "affirmed", "prepositioned", "settled", "settled", "troubled"]
#: When a run begins: at the issue, or within a week of a record date.
ERAS = [0, *(each.record_at - days * DAY for each in PERIODS for days in (1, 2, 6))]


class Trading(Acting):
    """Everything that moves units, and the money that comes from nowhere else."""

    @property
    def open_to_trade(self) -> bool:
        return self.deal.chain.now < PERIODS[-1].record_at - 60

    def pair(self, first: int, second: int) -> tuple[Address, Address]:
        """Someone with units, and someone else who may receive them."""
        investors, available = self.model.investors, self.model.available
        owners = [a for a in investors if self.model.may_send(a) and available(a) >= MINIMUM_UNITS]
        seller = pick_from(owners or investors, first)
        others = [a for a in investors if a != seller]
        return seller, pick_from([a for a in others if self.model.may_receive(a)] or others, second)

    def lot(self, owner: Address, draw: int) -> int:
        """Units the owner may give: all, or so many that enough stay; now and then one too many."""
        available = self.model.available(owner)
        if available < 2 or draw % 17 == 7:
            return max(2, available - 1)
        units = 2 + draw % (available - 1)
        return units - 1 if units > 2 and self.model.units[owner] - units == 1 else units

    # --- units ---

    @initialize(
        units=st.lists(st.integers(10, 99), min_size=3, max_size=3),
        era=st.sampled_from([*ERAS, PERIODS[-1].record_at]),
        draw=pick,
    )
    def begins(self, units: list[int], era: int, draw: int) -> None:
        """Three investors hold units; some runs begin near a record date, some on the last day."""
        for place, held in enumerate(units):
            self.issue(self.model.investors[place], held)
        self.wait_until(era)
        if era == PERIODS[-1].record_at:
            self.last_day(draw)

    def last_day(self, draw: int) -> None:
        """What there is to do once the final record date closed."""

    @precondition(lambda self: self.open_to_trade and self.model.issued < OFFERED_UNITS // 2)
    @rule(who=pick, units=st.integers(2, 90))
    def issues(self, who: int, units: int) -> None:
        able = [a for a in self.model.investors if self.model.may_receive(a)]
        if able:
            self.issue(pick_from(able, who), units)

    def issue(self, investor: Address, units: int) -> None:
        deal = self.deal
        terms = self.economics(deal.issuer, investor, units, kind=TransactionType.ISSU)
        call = deal.settlement.instruct_issue
        receipt = self.act("issue", lambda: call([terms], sender=deal.as_offering))
        if receipt:
            self.settle(self.note_instructions(receipt))

    @precondition(lambda self: self.open_to_trade)
    @rule(first=pick, second=pick, draw=pick)
    def transfers(self, first: int, second: int, draw: int) -> None:
        seller, buyer = self.pair(first, second)
        units = self.lot(seller, draw)
        if self.act("transfer", lambda: self.deal.bond.transfer(buyer, units, sender=seller)):
            self.model.move(seller, buyer, units)

    # --- instructions ---

    def economics(
        self,
        deliverer: Address,
        receiver: Address,
        units: int,
        *,
        kind: TransactionType = TransactionType.TRAD,
        price: int = PAR,
        cash: Address | None = None,
        days: int = 0,
        open_days: int = 14,
    ) -> Economics:
        now, today = self.deal.chain.now, self.today
        money = self.deal.cash.address if cash is None else cash
        return Economics(
            transaction_type=kind,
            bond=self.deal.bond.address,
            cash=money,
            deliverer=deliverer,
            receiver=receiver,
            units=units,
            price=price if money != ZERO else 0,
            clean_amount=units * CALCULATION_AMOUNT * price // PAR if money != ZERO else 0,
            accrued_amount=0,
            accrued_days=0,
            trade_date=today,
            intended_date=today + days,
            expiry_date=today + 14,
            opens_at=now,
            expires_at=now + open_days * DAY,
            linked_id=0,
            trade_id=bytes(32),
        )

    def note_instructions(self, receipt: Receipt) -> list[int]:
        entered = receipt.all(Instructed)
        for log in entered:
            self.model.entered(log.id, log.by, log.economics)
        self.model.order(self.touched(receipt))
        return [log.id for log in entered]

    @precondition(lambda self: self.open_to_trade)
    @rule(
        deals=st.lists(st.tuples(pick, pick, pick, st.sampled_from(STAGES)), min_size=1, max_size=4)
    )
    def trades(self, deals: list[tuple[int, int, int, str]]) -> None:
        for deal in deals:
            self.trade(*deal)

    def trade(
        self,
        first: int,
        second: int,
        draw: int,
        to: str,
        days: int | None = None,
        money: Address | None = None,
    ) -> None:
        seller, buyer = self.pair(first, second)
        if money is None:
            money = pick_from([*self.model.moneys, *self.model.moneys, ZERO], draw)
        # Now and then a seller is short of units, or the trade is due later and may settle early.
        units = self.lot(seller, draw) + 1_000 * (draw % 13 == 5)
        price = PAR + draw % 10_000_000
        left = PERIODS[-1].record_date - self.today
        days = min(draw % 4, left) if days is None else days
        # Some run out before anybody settles them.
        given = {
            "price": price,
            "cash": money,
            "days": days,
            "open_days": 1 if draw % 5 == 1 else 14,
        }
        terms = self.economics(seller, buyer, units, **given)
        deal, side = self.deal, pick_from([seller, buyer], draw // 3)
        receipt = self.act("instruct", lambda: deal.settlement.instruct([terms], sender=side))
        if not receipt:
            return
        (number,) = self.note_instructions(receipt)
        if to != "instructed":
            self.affirm(number)
        if to == "prepositioned":
            self.preposition(number)
        if to == "settled":
            self.settle([number])
        if to == "troubled" and buyer not in self.troubles:
            self.begin_trouble(pick_from(TROUBLES, draw), buyer)
            self.settle([number])
            self.end_trouble(buyer)

    @precondition(lambda self: self.ids(Status.PENDING))
    @rule(which=pick)
    def affirms(self, which: int) -> None:
        self.affirm(pick_from(self.ids(Status.PENDING), which))

    def affirm(self, number: int) -> None:
        terms, settlement = self.model.instructions[number], self.deal.settlement
        bound = self.model.affirmed[number]
        side = self.model.in_force(terms.receiver if bound == DELIVERER else terms.deliverer)
        agreed = settlement.hash_economics(terms)
        if self.act("affirm", lambda: settlement.affirm([number], [agreed], sender=side)):
            self.model.affirmed[number] = BOTH
            self.model.wishes[number] = 0

    def preposition(self, number: int) -> None:
        model, terms = self.model, self.model.instructions[number]
        by, call = model.in_force(terms.deliverer), self.deal.settlement.preposition
        if model.available(by) < terms.units or model.status[number] is not Status.MATCHED:
            return
        if self.act("preposition", lambda: call([number], sender=by)):
            model.prepositioned.add(number)
            model.locked[by] += terms.units

    @property
    def promising(self) -> list[int]:
        """Matched, and not failed too often to be worth another attempt."""
        return [number for number in self.ids(Status.MATCHED) if self.failures[number] < 2]

    @precondition(lambda self: self.promising)
    @rule(which=st.lists(pick, min_size=1, max_size=4))
    def settles(self, which: list[int]) -> None:
        self.settle([pick_from(self.promising, draw) for draw in which])

    def settle(self, numbers: list[int]) -> None:
        self.model.strike()
        receipt = self.deal.settlement.settle(numbers, sender=self.deal.mallory)
        self.note_attempts(receipt)
        self.model.order(self.touched(receipt))

    def note_attempts(self, receipt: Receipt) -> None:
        """What became of each instruction that was tried."""
        for log in receipt.events:
            if isinstance(log, AwaitingMoney):
                self.model.wait(log.id)
                self.outcomes["waited"] += 1
            if isinstance(log, Settled):
                terms = self.model.instructions[log.id]
                sides = {terms.deliverer, terms.receiver}
                self.outcomes["settled for another"] += bool(sides & set(self.model.replaced))
                self.model.settle(log.id)
                kind = terms.transaction_type
                self.outcomes[f"settled {kind.name}"] += 1
            if isinstance(log, SettlementFailed):
                self.model.fail(log.id)
                self.failures[log.id] += 1
                self.outcomes[f"failed {log.reason.name}"] += 1
        self.succeeded["settle"] += len(receipt.all(Settled))
        self.refused["settle"] += len(receipt.all(SettlementFailed))

    @precondition(lambda self: self.ids(Status.PENDING, Status.MATCHED))
    @rule(which=pick, by_seller=st.booleans(), both=st.booleans())
    def instructions_end(self, which: int, by_seller: bool, both: bool) -> None:
        open_ones = self.ids(Status.PENDING, Status.MATCHED)
        now, terms = self.deal.chain.now, self.model.instructions
        expire = self.deal.settlement.expire
        if past := [number for number in open_ones if terms[number].expires_at <= now]:
            self.act("expire", lambda: expire(past, sender=self.deal.mallory))
            return
        bilateral = [n for n in open_ones if terms[n].transaction_type is TransactionType.TRAD]
        if not bilateral:
            return
        number = pick_from(bilateral, which)
        sides = [terms[number].deliverer, terms[number].receiver][:: 1 if by_seller else -1]
        for side in sides if both else sides[:1]:
            self.cancel(number, self.model.in_force(side))

    def cancel(self, number: int, side: Address) -> None:
        """Ends when every side that is bound wishes it; one account may stand for both."""
        model, settlement = self.model, self.deal.settlement
        model.wishes[number] |= model.side_of(number, side)
        ends = model.wishes[number] & model.affirmed[number] == model.affirmed[number]
        locked = sum(model.locked.values())
        over = model.status[number] in (Status.CANCELLED, Status.SETTLED)
        self.act("cancel", lambda: settlement.cancel([number], sender=side))
        law("ORDER", over or ends == (model.status[number] is Status.CANCELLED), number)
        self.outcomes["lock released"] += sum(model.locked.values()) < locked

    @precondition(lambda self: self.model.ended)
    @rule(which=pick, draw=pick)
    def nobody_undoes(self, which: int, draw: int) -> None:
        """Whatever its sides still try, what ended stays as it is."""
        number = pick_from(list(self.model.ended), which)
        terms, settlement = self.model.instructions[number], self.deal.settlement
        deliverer = self.model.in_force(terms.deliverer)
        side = pick_from([deliverer, self.model.in_force(terms.receiver)], draw)
        agreed = settlement.hash_economics(terms)
        if terms.transaction_type is TransactionType.TRAD:
            tries = [
                lambda: settlement.affirm([number], [agreed], sender=side),
                lambda: settlement.cancel([number], sender=side),
                lambda: settlement.preposition([number], sender=deliverer),
            ]
            self.act("undo", pick_from(tries, draw // 2))
        self.act("undo", lambda: settlement.settle([number], sender=side))
        self.act("undo", lambda: settlement.expire([number], sender=side))
        self.model.check_final(number)

    # --- money ---

    @rule(who=pick, share=st.integers(1, 100), which=st.sampled_from(["cash", "coin", "burn"]))
    def money_changes(self, who: int, share: int, which: str) -> None:
        deal = self.deal
        token = deal.cash if which == "cash" else deal.stablecoin
        issuer = deal.central_bank if which == "cash" else deal.stablecoin_issuer
        able = [a for a in self.model.investors if a not in self.model.without_money]
        if not able:
            return
        holder = pick_from(able, who)
        held = self.model.money[token.address]
        # Whoever burns keeps little, so that later buyers are short of money now and then.
        amount = held[holder] * (900 + share) // 1_000 if which == "burn" else share * 10**8
        if which == "burn":
            token.approve(issuer, UNLIMITED, sender=holder)
            if self.act("burn", lambda: token.burn([holder], [amount], sender=issuer)):
                held[holder] -= amount
                self.model.created[token.address] -= amount
        elif self.act("mint", lambda: token.mint([holder], [amount], sender=issuer)):
            held[holder] += amount
            self.model.created[token.address] += amount
