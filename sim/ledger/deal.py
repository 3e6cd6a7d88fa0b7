"""What the logs are read against: tranches with their terms, money, names, and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sim.chain.logs import DayCountConvention, Log, Period, TermsSet
from sim.ledger.days import BusinessDays, CivilDays
from sim.ledger.inputs import ZERO, Account, Address, CashToken, LedgerInputs, UnknownAddress

__all__ = ["DAY_COUNTS", "Deal", "Tranche", "deal_of"]

DAY_COUNTS: Final[dict[DayCountConvention, str]] = {
    DayCountConvention.ACT_365F: "ACT/365F",
    DayCountConvention.ACT_360: "ACT/360",
    DayCountConvention.ACT_ACT_ICMA: "ACT/ACT ICMA",
    DayCountConvention.ACT_ACT_ISDA: "ACT/ACT ISDA",
    DayCountConvention.THIRTY_360: "30/360",
    DayCountConvention.THIRTY_E_360: "30E/360",
}
"""Market names of the conventions the contracts know."""


@dataclass(frozen=True, slots=True)
class Tranche:
    """The terms of one tranche in force at issue; amounts in smallest units, days since 1970."""

    code: str
    address: Address
    isin: str
    currency: str
    issuer: Address
    calculation_amount: int
    minimum_units: int
    offered_units: int
    redemption_price: int
    day_count: str
    periods: tuple[Period, ...]

    @property
    def units_currency(self) -> str:
        """The journal's currency for units of the tranche."""
        return f"{self.code}/units"


class _Names(dict[Address, str]):
    """Names by address; an address nobody named stops the books rather than appear in them."""

    def __missing__(self, address: Address) -> str:
        raise UnknownAddress(address, "names")


@dataclass(frozen=True, slots=True)
class Deal:
    """Everything that does not change while logs are read.

    `names` gives the empty name for the zero address. `civil` and `booked` are the civil day and
    the booking day of an instant.
    """

    tranches: Mapping[Address, Tranche]
    cash: Mapping[Address, CashToken]
    accounts: Mapping[Address, Account]
    names: Mapping[Address, str]
    civil: Mapping[int, int]
    booked: Mapping[int, int]

    def tranche_coded(self, code: str) -> Tranche:
        """The tranche with a code; raises KeyError when there is none."""
        return next(found for found in self.tranches.values() if found.code == code)


def deal_of(inputs: LedgerInputs) -> Deal:
    """Terms come from TermsSet, and names must tell parties apart. Raises ValueError if not."""
    names = _Names({address: account.name for address, account in inputs.names.items()})
    twice = sorted(name for name, uses in Counter(names.values()).items() if uses > 1)
    if twice:
        raise ValueError(f"a name must mean one account, but these mean several: {twice}")
    names[ZERO] = ""
    business = BusinessDays(inputs.zone, inputs.close, inputs.calendar, inputs.last_day)
    return Deal(
        tranches=_tranches(inputs.logs, inputs.bonds),
        cash=inputs.cash_tokens,
        accounts=inputs.names,
        names=names,
        civil=CivilDays(inputs.zone),
        booked=business,
    )


def _tranches(logs: Sequence[Log], bonds: Mapping[Address, str]) -> dict[Address, Tranche]:
    """Tranches in the order of `bonds`."""
    set_by = {log.address: log for log in logs if type(log) is TermsSet}
    found: dict[Address, Tranche] = {}
    for address, code in bonds.items():
        log = set_by.get(address)
        if log is None:
            raise UnknownAddress(address, "terms: the logs hold no TermsSet of that bond")
        found[address] = _tranche(code, log)
    return found


def _tranche(code: str, log: TermsSet) -> Tranche:
    terms = log.terms
    return Tranche(
        code=code,
        address=log.address,
        isin=terms.isin,
        currency=terms.currency,
        issuer=terms.issuer,
        calculation_amount=terms.calculation_amount,
        minimum_units=terms.minimum_units,
        offered_units=terms.offered_units,
        redemption_price=terms.redemption_price,
        day_count=DAY_COUNTS[terms.day_count],
        periods=log.periods,
    )
