"""`register`: every change of who may hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.chain.logs import InvestorClass, InvestorRecorded, Log
from sim.ledger.deal import Deal
from sim.ledger.rows import RegisterRow
from sim.model.jurisdictions import alpha_2

__all__ = ["register"]

_NEVER = 253_402_300_800
"""From the year 10000 on, an expiry says "never"."""


def register(logs: Iterable[Log], deal: Deal) -> Iterator[RegisterRow]:
    """A row an InvestorRecorded, in the words of scenario files: `institution`, `HK`."""
    for log in logs:
        if type(log) is InvestorRecorded:
            admitted = log.investor_class is not InvestorClass.NONE
            yield RegisterRow(
                at=log.at,
                party=deal.names[log.account],
                class_=log.investor_class.name.lower() if admitted else "",
                jurisdiction=_letters(log.jurisdiction) if log.jurisdiction else "",
                kyc_expiry=log.kyc_expiry if 0 < log.kyc_expiry < _NEVER else None,
                flags=" ".join(_flags(log)),
                change=log.change.name,
                by=deal.names[log.by],
                block=log.block,
                tx_index=log.tx_index,
                log_index=log.log_index,
            )


def _letters(jurisdiction: int) -> str:
    """Two letters; the numeric code itself where ISO 3166-1 has no such number."""
    try:
        return alpha_2(jurisdiction)
    except KeyError:
        return f"{jurisdiction:03d}"


def _flags(log: InvestorRecorded) -> Iterator[str]:
    if log.nominee:
        yield "NOMINEE"
    if log.sanctioned:
        yield "SANCTIONED"
    if log.risk_acknowledged:
        yield "RISK_ACKNOWLEDGED"
