"""How a random market acts: one transaction at a time, counted, on a chain that is put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sim.chain import Address, Receipt, Reverted
from sim.chain.logs import Status
from tests.contracts.deal import UNLIMITED, ZERO, Deal
from tests.invariants.model import PERIODS, Model
from tests.invariants.units import law

T = TypeVar("T")

DAY = 86_400
HONG_KONG = 8 * 3_600
#: A draw that picks from whatever there is to pick from just then.
pick = st.integers(0, 2**16)

#: Instants worth being at, as seconds from an instant of a period.
MILESTONES = [("record_at", -7_200), ("record_at", 0), ("funding_cutoff", 0), ("payable_from", 0)]

TROUBLES = ["sanction", "freeze", "remove", "lapse", "no money", "no approval"]


def pick_from(options: Sequence[T], draw: int) -> T:
    return options[draw % len(options)]


class Acting(RuleBasedStateMachine):
    """One run; the chain goes back to its start when it ends."""

    deal: ClassVar[Deal]
    #: Accounts with money that hold nothing: what lost ones are replaced by.
    spares: ClassVar[list[Address]]
    #: Transactions by kind; an instruction that settled, or that failed, counts as one.
    succeeded: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    #: What came of them, for `test_state_machine` to see that everything did happen.
    outcomes: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.start = self.deal.chain.snapshot()
        self.model = Model(self.deal, self.spares)
        self.troubles: dict[Address, Callable[[], None]] = {}
        self.failures: Counter[int] = Counter()

    def teardown(self) -> None:
        try:
            self.model.check_final()
        finally:
            self.deal.chain.revert(self.start)

    @invariant()
    def laws_hold(self) -> None:
        self.model.check()

    def act(self, name: str, call: Callable[[], Receipt]) -> Receipt | None:
        """Sends one transaction; None when it is refused, and then nothing may have changed."""
        self.model.strike()
        try:
            receipt = call()
        except Reverted:
            self.refused[name] += 1
            return None
        self.succeeded[name] += 1
        self.model.order(self.touched(receipt))
        return receipt

    def touched(self, receipt: Receipt) -> set[int]:
        """Instructions, known to the model, that a transaction says something of."""
        settlement = self.deal.settlement.address
        said = {log.id for log in receipt.events if log.address == settlement}
        return said & set(self.model.status)

    @property
    def today(self) -> int:
        return (self.deal.chain.now + HONG_KONG) // DAY

    def ids(self, *statuses: Status) -> list[int]:
        return [number for number, status in self.model.status.items() if status in statuses]

    # --- time ---

    @rule(step=st.sampled_from([0, 3_600, DAY, 5 * DAY, *MILESTONES]))
    def time_passes(self, step: int | tuple[str, int]) -> None:
        now = self.deal.chain.now
        if isinstance(step, tuple):
            name, seconds = step
            ahead = [at for each in PERIODS if (at := getattr(each, name) + seconds) > now]
            self.wait_until(ahead[0] if ahead else now)
        else:
            self.wait_until(now + step)

    def wait_until(self, instant: int) -> None:
        self.deal.chain.at(max(instant, self.deal.chain.now))
        self.model.strike()

    # --- troubles, and their end ---

    @precondition(lambda self: len(self.troubles) < 2)
    @rule(kind=st.sampled_from(TROUBLES), who=pick)
    def trouble_begins(self, kind: str, who: int) -> None:
        # Those who are about to settle have more to fear.
        receivers = [self.model.instructions[n].receiver for n in self.ids(Status.MATCHED)]
        buyers = [self.model.in_force(receiver) for receiver in receivers]
        self.begin_trouble(kind, pick_from([*self.model.investors, *buyers], who))

    def begin_trouble(self, kind: str, account: Address) -> None:
        if account in self.troubles:
            return
        deal, model, bank = self.deal, self.model, self.deal.central_bank
        cash, settlement = deal.cash, deal.settlement.address

        def now() -> list[Address]:
            # Relief comes to whoever stands for the account by then, too.
            return list({account: None, model.in_force(account): None})

        begin, end, marked = {
            "sanction": (
                lambda: deal.register.sanction([account], sender=deal.regulator),
                lambda: deal.register.clear(now(), sender=deal.regulator),
                model.sanctioned,
            ),
            "freeze": (
                lambda: deal.bond.freeze([account], sender=deal.registrar),
                lambda: deal.bond.unfreeze(now(), sender=deal.registrar),
                model.frozen,
            ),
            "remove": (
                lambda: deal.register.remove([account], sender=deal.registrar),
                lambda: deal.admit(now()[-1]),
                model.removed,
            ),
            "lapse": (
                lambda: deal.admit(account, kyc_expiry=deal.chain.now),
                lambda: deal.admit(now()[-1]),
                model.lapsed,
            ),
            "no money": (
                lambda: cash.remove_participants([account], sender=bank),
                lambda: cash.add_participants([account], sender=bank),
                model.without_money,
            ),
            "no approval": (
                lambda: cash.approve(settlement, 0, sender=account),
                lambda: cash.approve(settlement, UNLIMITED, sender=account),
                set(),
            ),
        }[kind]
        self.act("trouble", begin)
        marked.add(account)
        if kind == "lapse":
            model.removed.discard(account)

        def relieve() -> None:
            relieved = now() if marked is not model.without_money else [account]
            self.act("relief", end)
            marked.difference_update(relieved)
            if kind in ("remove", "lapse"):
                # A new entry is whole, whatever was wrong with the one before.
                for each in (model.removed, model.lapsed):
                    each.difference_update(relieved)

        self.troubles[account] = relieve

    @precondition(lambda self: self.troubles)
    @rule(which=pick)
    def trouble_ends(self, which: int) -> None:
        self.end_trouble(pick_from(list(self.troubles), which))

    def end_trouble(self, account: Address) -> None:
        self.troubles.pop(account)()

    # --- a stranger ---

    @rule(attempt=pick, victim=pick)
    def mallory_is_refused(self, attempt: int, victim: int) -> None:
        deal, mallory = self.deal, self.deal.mallory
        investor = pick_from(self.model.investors, victim)
        tries: list[Callable[[], object]] = [
            lambda: deal.bond.transfer_from(investor, mallory, 2, sender=mallory),
            lambda: deal.bond.issue(mallory, 2, sender=mallory),
            lambda: deal.bond.redeem(investor, 2, sender=mallory),
            lambda: deal.cash.mint([mallory], [1], sender=mallory),
            lambda: deal.cash.transfer_from(investor, mallory, 1, sender=mallory),
            lambda: deal.paying.attempt_payment(deal.cash.address, mallory, 1, sender=mallory),
            lambda: deal.settlement.settle_one(1, sender=mallory),
            lambda: deal.settlement.fail_awaited([1], sender=mallory),
            lambda: deal.rtgs.refuse([1], sender=mallory),
            lambda: deal.rtgs.transfer_from(investor, mallory, 1, sender=mallory),
            lambda: deal.paying.fund_from(1, investor, sender=mallory),
            lambda: deal.register.clear([investor], sender=mallory),
            lambda: deal.register.replace([investor], [mallory], sender=mallory),
            lambda: deal.bond.recovery_address(investor, mallory, ZERO, sender=mallory),
            lambda: deal.bond.forced_transfer(investor, mallory, 2, sender=mallory),
            lambda: deal.bond.set_frozen_tokens(investor, 2, sender=mallory),
            lambda: deal.bond.pause(sender=mallory),
        ]
        self.model.strike()
        try:
            pick_from(tries, attempt)()
        except Reverted:
            return
        law("ELIGIBLE", False, "a stranger got through", attempt)
