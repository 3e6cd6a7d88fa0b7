"""`corporate_actions`, of what is no payment: defaults, accelerations, and what holders decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.chain.logs import (
    Accelerated,
    DefaultCured,
    DefaultDeclared,
    DefaultWaived,
    Enacted,
    Log,
    MeetingClosed,
    Proposed,
    RecoveryStarted,
    Rescinded,
    TermsSet,
    Voted,
)
from sim.ledger.deal import Deal
from sim.ledger.inputs import Address, LedgerInputs
from sim.ledger.rows import CorporateActionRow
from sim.ledger.subjects import action_id, proposal_id

__all__ = ["troubles"]


@dataclass(slots=True)
class _Proposal:
    """A vote, and what became of it."""

    put: Proposed
    last: Log
    outcome: str = "OPEN"
    extends: bool = False
    adjourned: bool = False
    votes: list[tuple[Voted, int]] = field(default_factory=list)

    def voted_by(self, deal: Deal) -> int:
        """Civil date by which votes count: of the meeting, or of the adjourned one."""
        meeting = self.put.meeting
        return deal.civil[meeting.adjourned_until] if self.adjourned else meeting.voting_date


def troubles(inputs: LedgerInputs, deal: Deal) -> Iterator[CorporateActionRow]:
    """Defaults as they were declared, accelerations, then each vote with its voters."""
    yield from _defaults(inputs, deal)
    yield from _accelerations(inputs, deal)
    for number, one in _proposals(inputs, deal).items():
        yield _vote_row(number, one, deal)
        for vote, voted_by in one.votes:
            yield _ballot(number, one.put, vote, voted_by, deal)


def _defaults(inputs: LedgerInputs, deal: Deal) -> Iterator[CorporateActionRow]:
    """DFLT: one row a payment declared; how it ended is its status."""
    open_now: dict[Address, list[DefaultDeclared]] = {}
    ended: dict[int, tuple[str, Log]] = {}
    declared: list[DefaultDeclared] = []
    for log in inputs.logs:
        if type(log) is DefaultDeclared:
            declared.append(log)
            open_now.setdefault(log.bond, []).append(log)
        elif type(log) is DefaultCured or type(log) is Rescinded:
            for one in open_now.pop(log.bond, []):
                ended.setdefault(one.action_id, ("CURED", log))
        elif type(log) is DefaultWaived:
            ended.setdefault(log.action_id, ("WAIVED", log))
    for log in declared:
        status, last = ended.get(log.action_id, ("DECLARED", log))
        yield _row(deal, log.bond, "DFLT", last)._replace(
            action_id=action_id(log.action_id), due_date=deal.civil[log.at], status=status
        )


def _accelerations(inputs: LedgerInputs, deal: Deal) -> Iterator[CorporateActionRow]:
    """ACCL: principal and interest accrued a unit; the claim once a recovery fixed it."""
    found: dict[Address, CorporateActionRow] = {}
    for log in inputs.logs:
        if type(log) is Accelerated:
            each = log.principal_per_unit + log.interest_per_unit
            found[log.bond] = _row(deal, log.bond, "ACCL", log)._replace(
                due_date=log.date, amount_per_unit=each, status="ACCELERATED"
            )
        elif type(log) is Rescinded:
            yield _moved(found.pop(log.bond), log)._replace(status="RESCINDED")
        elif type(log) is RecoveryStarted and log.bond in found:
            each = log.principal_per_unit + log.interest_per_unit
            found[log.bond] = _moved(found[log.bond], log)._replace(
                amount_per_unit=each, status="RECOVERING"
            )
    yield from found.values()


def _proposals(inputs: LedgerInputs, deal: Deal) -> dict[int, _Proposal]:
    found: dict[int, _Proposal] = {}
    maturities: dict[Address, int] = {}
    for log in inputs.logs:
        if type(log) is TermsSet:
            maturities[log.bond] = log.terms.maturity_date
        elif type(log) is Proposed:
            extends = log.amendment.change.maturity_date > maturities.get(log.bond, 0)
            found[log.proposal_id] = _Proposal(log, log, extends=extends)
        elif type(log) is Voted:
            one = found[log.proposal_id]
            one.votes.append((log, one.voted_by(deal)))
        elif type(log) is MeetingClosed or type(log) is Enacted:
            one = found[log.proposal_id]
            one.last = log
            one.outcome = "ENACTED" if type(log) is Enacted else log.outcome.name  # type: ignore[union-attr]
            one.adjourned = one.adjourned or one.outcome == "ADJOURNED"
    return found


def _vote_row(number: int, one: _Proposal, deal: Deal) -> CorporateActionRow:
    """EXTM: an amendment in force with a longer life; CONS: any other consent that is asked."""
    put, extended = one.put, one.outcome == "ENACTED" and one.extends
    return _row(deal, put.bond, "EXTM" if extended else "CONS", one.last)._replace(
        action_id=proposal_id(number),
        record_date=put.meeting.record_date,
        due_date=one.voted_by(deal),
        units=sum(vote.units for vote, _ in one.votes if vote.in_favour),
        status=one.outcome,
    )


def _ballot(
    number: int, put: Proposed, vote: Voted, voted_by: int, deal: Deal
) -> CorporateActionRow:
    return _row(deal, put.bond, "CONS", vote)._replace(
        action_id=proposal_id(number),
        record_date=put.meeting.record_date,
        due_date=voted_by,
        holder=deal.names[vote.holder],
        units=vote.units,
        status="FOR" if vote.in_favour else "AGAINST",
    )


def _row(deal: Deal, bond: Address, event: str, log: Log) -> CorporateActionRow:
    tranche = deal.tranches[bond]
    empty = dict.fromkeys(CorporateActionRow._fields)
    texts = ("action_id", "rail", "day_count", "holder", "status", "withheld_reason")
    blank = {**empty, **dict.fromkeys(texts, "")}
    row = CorporateActionRow(**blank)  # type: ignore[arg-type]
    return _moved(row, log)._replace(
        event=event, tranche=tranche.code, isin=tranche.isin, currency=tranche.currency
    )


def _moved(row: CorporateActionRow, log: Log) -> CorporateActionRow:
    return row._replace(block=log.block, tx_index=log.tx_index, log_index=log.log_index)
