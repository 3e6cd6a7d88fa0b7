"""What the logs are read against: tranches with their terms, money, names, and days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.chain.logs import (
    DayCountConvention,
    Log,
    OptionKind,
    OptionsSet,
    Period,
    RateFixed,
    RecordAdded,
    Reset,
    RoundingBasis,
    TaxRate,
    TermsSet,
)
from sim.ledger.days import BusinessDays, CivilDays
from sim.ledger.inputs import ZERO, Account, Address, CashToken, LedgerInputs, UnknownAddress
from sim.units import RATE_SCALE, half_up

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
    """The terms of one tranche in force at the end; amounts in smallest units, days since 1970."""

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
    rounding_basis: RoundingBasis
    taxes: tuple[TaxRate, ...]
    tax_account: Address
    periods: tuple[Period, ...]
    """With the rates that were fixed."""
    record_ats: frozenset[int]
    """Instants at which record dates close: of the periods, and those added for votes."""
    fixings: tuple[RateFixed, ...]
    """Of a floating coupon, in order of the periods."""
    resets: tuple[Reset, ...]
    """By which terms each of them was made: those in force then."""
    puts: Mapping[int, int]
    """Price of the put that goes with a period, 1e-6 %, by the period's index."""

    @property
    def units_currency(self) -> str:
        """The journal's currency for units of the tranche."""
        return f"{self.code}/units"

    def factor_before(self, index: int) -> int:
        """Part of face outstanding when a period starts, 1e-9."""
        return self.periods[index - 1].factor_after if index else RATE_SCALE

    def face(self, units: int, factor: int) -> int:
        """Outstanding face of units, given the part of it outstanding in 1e-9."""
        return half_up(units * self.calculation_amount * factor, RATE_SCALE)

    def face_traded(self, units: int, intended: int) -> int:
        """Face of units due on a day; one after a record date has no part in its instalment."""
        passed = sum(intended > period.record_date for period in self.periods)
        return self.face(units, self.factor_before(min(passed, len(self.periods) - 1)))

    def face_held(self, units: int, day: int) -> int:
        """Face of units at the close of a day, instalments payable by then repaid.

        The last payment of principal destroys the units themselves.
        """
        paid = sum(day >= period.payment_date for period in self.periods)
        return self.face(units, self.factor_before(min(paid, len(self.periods) - 1)))


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
    """Tranches in the order of `bonds`, by the terms in force at the end of the logs.

    Later versions leave every period alone whose record date has passed, so these tell the whole
    life.
    """
    set_by = {log.bond: log for log in logs if type(log) is TermsSet}
    fixed = _fixed(logs)
    added = [log for log in logs if type(log) is RecordAdded]
    options = {log.bond: log for log in logs if type(log) is OptionsSet}
    found: dict[Address, Tranche] = {}
    for address, code in bonds.items():
        log = set_by.get(address)
        if log is None:
            raise UnknownAddress(address, "terms: the logs hold no TermsSet of that bond")
        fixings = fixed[log.address]
        more = [record.closes for record in added if record.address == log.address]
        found[address] = _tranche(code, log, fixings, more, _puts(options.get(address)))
    return found


def _fixed(logs: Sequence[Log]) -> dict[Address, list[tuple[RateFixed, Reset]]]:
    """Fixings of each terms contract, with what the terms in force made of what was observed.

    Those of periods that new terms took away are forgotten, and may be made again.
    """
    in_force: dict[Address, Reset] = {}
    found: dict[Address, list[tuple[RateFixed, Reset]]] = defaultdict(list)
    for log in logs:
        if type(log) is TermsSet:
            in_force[log.address] = log.terms.reset
            del found[log.address][len(log.periods) :]
        elif type(log) is RateFixed:
            if log.address not in in_force:
                raise UnknownAddress(log.address, "terms: a rate was fixed before any were set")
            found[log.address].append((log, in_force[log.address]))
    return found


def _puts(log: OptionsSet | None) -> dict[int, int]:
    options = () if log is None else log.options
    return {each.period_index: each.price for each in options if each.kind is OptionKind.PUT}


def _tranche(
    code: str,
    log: TermsSet,
    fixings: Sequence[tuple[RateFixed, Reset]],
    added: Sequence[int],
    puts: Mapping[int, int],
) -> Tranche:
    terms = log.terms
    rates = {fixing.period_index: fixing.rate for fixing, _ in fixings}
    return Tranche(
        code=code,
        address=log.bond,
        isin=terms.isin,
        currency=terms.currency,
        issuer=terms.issuer,
        calculation_amount=terms.calculation_amount,
        minimum_units=terms.minimum_units,
        offered_units=terms.offered_units,
        redemption_price=terms.redemption_price,
        day_count=DAY_COUNTS[terms.day_count],
        rounding_basis=terms.rounding_basis,
        taxes=terms.taxes,
        tax_account=terms.tax_account,
        periods=tuple(
            replace(period, rate=rates[index]) if index in rates else period
            for index, period in enumerate(log.periods)
        ),
        record_ats=frozenset([*added, *(period.record_at for period in log.periods)]),
        fixings=tuple(fixing for fixing, _ in fixings),
        resets=tuple(reset for _, reset in fixings),
        puts=puts,
    )
