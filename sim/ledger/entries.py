"""The one reading of the logs: what moved, and why.

Contracts emit the movements of a cause before the event that closes it (a delivery's two
Transfers, then Settled; a payment's Transfer, then Paid), or after it (ActionFunded, then the
money), always in the same transaction. So each closing event takes, among the transaction's
movements not yet explained, those of exactly the parties and amounts it tells of. What is left when
the transaction ends explains itself: a free movement. Nothing is assumed: a cause whose movement is
not found is an entry without that leg, and the laws say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sim.chain import logs as chain
from sim.chain.logs import Log, Reason, Status, Transfer
from sim.ledger.deal import Deal
from sim.ledger.elected import Elections
from sim.ledger.entry import Entries, Entry, Numbers, free_movement, place_of
from sim.ledger.inputs import ZERO, Address
from sim.ledger.loose import Loose
from sim.ledger.recovered import RecoveredMoney
from sim.ledger.subjects import (
    Action,
    Instruction,
    Leg,
    Payment,
    action_id,
    ascii_text,
    instruction_id,
)
from sim.ledger.successors import Successors
from sim.ledger.superseded import supersede, withdraw

__all__ = ["Entries", "Entry", "place_of", "read"]


def read(logs: Iterable[Log], deal: Deal) -> Entries:
    """Read logs in chain order. Raises UnknownAddress for a token in none of the tables."""
    reader = _Reader(deal)
    handlers = reader.handlers()
    for log in logs:
        handle = handlers.get(type(log))
        if handle is not None:
            if log.block != reader.block or log.tx_index != reader.tx_index:
                reader.end_transaction()
                reader.block, reader.tx_index = log.block, log.tx_index
            handle(log)
    reader.end_transaction()
    return reader.found


class _Reader:
    """Holds the movements of the transaction under way until something explains them."""

    def __init__(self, deal: Deal) -> None:
        self.found = Entries()
        self.block = self.tx_index = -1
        self._deal = deal
        self._loose = Loose()
        self._take = self._loose.take
        self._funded: list[tuple[Action, chain.ActionFunded]] = []
        self._recoveries = RecoveredMoney(self.found.actions)
        self._closed: list[Entry] = []
        self._numbers = Numbers()
        self._payments: dict[str, str] = {}
        self._successors = Successors()
        self._elections = Elections()

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        """What reads each event; events not named here move nothing."""
        return {
            Transfer: self._loose.add,
            chain.Instructed: self._instructed,
            chain.Affirmed: self._touched,
            chain.Matched: self._matched,
            chain.Prepositioned: self._touched,
            chain.Settled: self._settled,
            chain.SettlementFailed: self._failed,
            chain.AwaitingMoney: self._touched,
            chain.MoneyConfirmed: self._money_confirmed,
            chain.FundingConfirmed: self._money_confirmed,
            chain.RecoveryConfirmed: self._money_confirmed,
            chain.CancelRequested: self._touched,
            chain.Cancelled: self._ended,
            chain.Expired: self._ended,
            chain.ActionAnnounced: self._announced,
            chain.ActionWithdrawn: partial(withdraw, self.found.actions),
            chain.TermsSet: partial(supersede, self.found.actions),
            chain.ActionFunded: self._fund,
            chain.ActionMissed: self._missed,
            chain.ActionCancelled: self._missed,
            chain.ActionPaid: self._action_paid,
            chain.Paid: self._paid,
            chain.Withheld: self._paid,
            chain.Lapsed: self._lapsed,
            chain.Claimed: self._claimed,
            chain.TaxPaid: self._tax_paid,
            chain.Minted: self._minted,
            chain.Burned: self._burned,
            chain.ForcedTransfer: self._forced,
            chain.RecoverySuccess: self._recovered,
            chain.AccountReplaced: self._account_replaced,
            chain.Elected: self._elections.elect,
            chain.UnitsCancelled: self._units_cancelled,
            **self._recoveries.handlers(),
        }

    def end_transaction(self) -> None:
        """What is still unexplained is explained by nothing else, or by a funding."""
        if self._loose or self._closed or self._funded:
            for purpose, told, legs in self._recoveries.legs(self._deal.cash):
                leg = next((one for one in legs if one in self._loose), None)
                self._close(purpose, "", told, None, self._take(leg))
            for action, log in self._funded:
                cash = action.announced.announcement.cash
                money = self._take((cash, log.by, log.address, log.amount))
                self._close("FUND", action_id(action.id), log, None, money, action)
            self._closed.extend(free_movement(self._deal, log) for log in self._loose)
            self._closed.sort(key=lambda entry: entry.last.log_index)
            self.found.entries.extend(map(self._numbers.give, self._closed))
            self._loose.clear()
            self._funded.clear()
            self._closed.clear()
            self._payments.clear()

    # Movements

    def _close(
        self,
        purpose: str,
        reference: str,
        cause: Log,
        units: Transfer | None,
        cash: Transfer | None,
        subject: Instruction | Action | None = None,
    ) -> None:
        last = cause if cash is None or cash.log_index < cause.log_index else cash
        payment = self._payments.get(reference, "") if cash is not None else ""
        entry = Entry(purpose, reference, cause, units, cash, last, subject, payment)
        self._closed.append(entry)

    # Orders of registrar and regulator

    def _forced(self, log: chain.ForcedTransfer) -> None:
        units = self._take((log.address, log.from_, log.to, log.amount))
        self._close("OWNI", "", log, units, None)

    def _recovered(self, log: chain.RecoverySuccess) -> None:
        """The event tells no units; an account that had none left moved none."""
        sides = log.address, log.lost, log.replacement
        leg = self._loose.between(sides)
        if leg is not None:
            self._close("OWNI", "", log, self._take(leg), None)

    def _account_replaced(self, log: chain.AccountReplaced) -> None:
        """Open instructions go on with the account that replaced a side of theirs."""
        self._successors.record(log)
        for instruction in self.found.instructions.values():
            if instruction.settled is None and instruction.ended is None:
                self._take_sides(instruction)

    def _take_sides(self, instruction: Instruction) -> None:
        in_force = self._successors.in_force
        agreed = instruction.economics
        sides = in_force(agreed.deliverer), in_force(agreed.receiver)
        if sides != (agreed.deliverer, agreed.receiver):
            instruction.replaced = sides

    # Instructions

    def _instructed(self, log: chain.Instructed) -> None:
        instruction = Instruction(log.id, log, Status.PENDING, log)
        self._take_sides(instruction)
        self.found.instructions.setdefault(log.id, instruction)

    def _touched(self, log: Any) -> None:
        if (instruction := self.found.instructions.get(log.id)) is not None:
            instruction.last = log

    def _matched(self, log: chain.Matched) -> None:
        if (instruction := self.found.instructions.get(log.id)) is not None:
            instruction.matched = instruction.last = log
            instruction.status = Status.MATCHED

    def _settled(self, log: chain.Settled) -> None:
        instruction = self.found.instructions.get(log.id)
        if instruction is None or instruction.settled is not None:
            return
        instruction.settled = instruction.last = log
        instruction.status = Status.SETTLED
        units = instruction.unit_leg = self._take(instruction.expected_unit_leg())
        cash = instruction.cash_leg = self._take(instruction.expected_cash_leg())
        purpose = instruction.economics.transaction_type.name
        self._close(purpose, instruction_id(log.id), log, units, cash, instruction)

    def _failed(self, log: chain.SettlementFailed) -> None:
        if (instruction := self.found.instructions.get(log.id)) is not None:
            instruction.reason, instruction.last = log.reason, log

    def _ended(self, log: chain.Cancelled | chain.Expired) -> None:
        instruction = self.found.instructions.get(log.id)
        if instruction is None or instruction.settled is not None:
            return
        instruction.ended = instruction.last = log
        instruction.status = Status.CANCELLED
        if type(log) is chain.Expired and log.reason is not Reason.NONE:
            instruction.reason = log.reason

    # Corporate actions

    def _announced(self, log: chain.ActionAnnounced) -> None:
        told = log.announcement
        action = Action(log.action_id, log, self._deal.tranches[told.bond], log.address, log)
        self._elections.announce(action)
        self.found.actions.setdefault(log.action_id, action)

    def _units_cancelled(self, log: chain.UnitsCancelled) -> None:
        self._close("OWNI", "", log, self._take((log.bond, log.holder, ZERO, log.units)), None)

    def _fund(self, log: chain.ActionFunded) -> None:
        if (action := self.found.actions.get(log.action_id)) is not None:
            action.funded = action.last = log
            self._funded.append((action, log))

    def _missed(self, log: chain.ActionMissed | chain.ActionCancelled) -> None:
        if (action := self.found.actions.get(log.action_id)) is not None:
            action.is_missed(log)
            self._close(action.status, action_id(action.id), log, None, None, action)

    def _action_paid(self, log: chain.ActionPaid) -> None:
        if (action := self.found.actions.get(log.action_id)) is not None:
            action.paid = action.last = log

    def _paid(self, log: chain.Paid | chain.Withheld) -> None:
        action = self.found.actions.get(log.action_id)
        if action is None or log.holder in action.payments:
            return
        payment = Payment(len(action.payments) + 1, log)
        action.payments[log.holder] = payment
        if action.redeems:
            holder = self._successors.in_force(log.holder)
            payment.unit_leg = self._take((action.tranche.address, holder, ZERO, log.units))
        if type(log) is chain.Paid:
            payment.cash_leg = self._take(self._payout(action, log.holder, log.net))
        legs = payment.unit_leg, payment.cash_leg
        self._close(action.purpose, action_id(action.id), log, *legs, action)

    def _lapsed(self, log: chain.Lapsed) -> None:
        if (action := self.found.actions.get(log.action_id)) is not None:
            action.lapses[log.holder] = log
            self._close(action.purpose, action_id(action.id), log, None, None, action)

    def _claimed(self, log: chain.Claimed) -> None:
        action = self.found.actions.get(log.action_id)
        if action is None:
            return
        if (payment := action.payments.get(log.holder)) is not None:
            payment.claimed = log
        cash = self._take(self._payout(action, log.holder, log.net))
        self._close(action.purpose, action_id(action.id), log, None, cash, action)

    def _tax_paid(self, log: chain.TaxPaid) -> None:
        action = self.found.actions.get(log.action_id)
        if action is None:
            return
        cash = action.announced.announcement.cash
        money = self._take((cash, action.agent, log.tax_account, log.amount))
        self._close("TAXS", action_id(action.id), log, None, money, action)

    def _payout(self, action: Action, holder: Address, amount: int) -> Leg:
        """The right stays with the holder of the record date; who stands for it now is paid."""
        payee = self._successors.in_force(holder)
        return action.announced.announcement.cash, action.agent, payee, amount

    # Money that moves outside the chain

    def _money_confirmed(self, log: Any) -> None:
        """The operator's reference, told before the movement it stands for."""
        # Money for the claims of a bond is of no instruction and no action: its row names none.
        of = ""
        if type(log) is chain.MoneyConfirmed:
            of = instruction_id(log.instruction_id)
        elif type(log) is chain.FundingConfirmed:
            of = action_id(log.action_id)
        self._payments[of] = ascii_text(log.payment_reference)

    # Money created and destroyed

    def _minted(self, log: chain.Minted) -> None:
        money = self._take((log.address, ZERO, log.to, log.amount))
        self._close("MINT", "", log, None, money)

    def _burned(self, log: chain.Burned) -> None:
        money = self._take((log.address, log.from_, ZERO, log.amount))
        self._close("BURN", "", log, None, money)
