"""What a contract is: the terms its flows depend on, checked against each other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, NamedTuple

from sim.model.words import nearest, quoted
from sim.schedule.actus.moments import Cyclic, Moment
from sim.schedule.actus.shifts import CALENDARS, CONVENTIONS, Shift
from sim.schedule.actus.values import Reader
from sim.schedule.actus.vocabulary import (
    DAY_COUNTS,
    INFORMATION,
    NEUTRAL,
    READ,
    ROLES,
    UNSUPPORTED,
)

__all__ = ["TYPES", "Reset", "Terms", "read_terms"]

TYPES: Final = ("PAM", "LAM")
_BASES: Final = ("NT", "NTIED", "NTL")
_ENDS: Final = ("SD", "EOM")
_NEEDED: Final = {
    "statusDate": 'write the day before issue, such as "2026-02-15T00:00:00"',
    "contractRole": 'write "RPA" for who receives the interest, "RPL" for who pays it',
    "currency": 'write its code, such as "HKD"',
    "notionalPrincipal": "write the principal, such as 1000000",
    "initialExchangeDate": 'write the issue date, such as "2026-02-16T00:00:00"',
    "nominalInterestRate": "write the rate at the status date, such as 0.0405",
    "dayCountConvention": f"write {quoted(DAY_COUNTS)}",
}


class Reset(NamedTuple):
    """How the rate is set anew: observed x multiplier + spread, within its limits."""

    dates: Cyclic
    code: str
    multiplier: Fraction
    spread: Fraction
    next_rate: Fraction | None
    period: tuple[Fraction | None, Fraction | None]
    """Least and greatest change at one reset."""
    life: tuple[Fraction | None, Fraction | None]
    """Least and greatest rate."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One contract. Amounts are in units of the currency, rates are parts of one a year."""

    contract: str
    kind: str
    sign: int
    """+1 where interest is received, -1 where it is paid."""
    currency: str
    status: Moment
    issue: Moment
    maturity: Moment | None
    """None where a LAM ends when all principal is paid."""
    notional: Fraction
    premium: Fraction
    rate: Fraction
    accrued: Fraction | None
    day_count: str
    """A word of `sim.schedule.year_fraction`."""
    end_of_month: bool
    shift: Shift
    interest: Cyclic | None
    capitalised_until: Moment | None
    reset: Reset | None
    principal: Cyclic | None
    redemption: Fraction | None
    base: str
    base_amount: Fraction | None
    base_dates: Cyclic | None


def read_terms(reader: Reader) -> Terms:
    """The terms a reader holds. Raises BadInput with every term that is wrong, by its name."""
    reader.need("contractType", f"write {quoted(TYPES)}")
    kind = reader.word("contractType", TYPES)
    # What its other terms mean depends on it, so nothing more is said without it.
    reader.refuse()
    _know_terms(reader, str(kind))
    needed = dict(_NEEDED)
    if kind == "PAM":
        needed["maturityDate"] = 'write the day it ends, such as "2028-02-16T00:00:00"'
    elif "maturityDate" not in reader.names:
        needed["nextPrincipalRedemptionPayment"] = "write it, or maturityDate"
    if kind == "LAM":
        needed["cycleOfPrincipalRedemption"] = 'write how often principal is paid, such as "P6ML1"'
    for name, instead in needed.items():
        reader.need(name, instead)
    found = _found(reader, str(kind))
    reader.refuse()
    terms = Terms(**found)
    _agree(reader, terms)
    reader.refuse()
    return terms


def _know_terms(reader: Reader, kind: str) -> None:
    for name in reader.names:
        if name in READ:
            if kind not in READ[name]:
                problem = f"is a term of {quoted(READ[name])}, not of {kind}"
                reader.note(name, problem, "leave it out, or change contractType")
        elif name in NEUTRAL:
            _only_neutral(reader, name)
        elif name in UNSUPPORTED:
            reader.note(name, "is not supported", "leave it out if the contract can be without")
        elif name not in INFORMATION:
            close = nearest(name, (*READ, *NEUTRAL, *INFORMATION))
            instead = f'write "{close}"' if close else "leave it out"
            reader.note(name, "is not a known term of ACTUS", instead)


def _only_neutral(reader: Reader, name: str) -> None:
    taken = NEUTRAL[name]
    numbers = [value for value in taken if isinstance(value, Fraction)]
    given = reader.number(name) if numbers else reader.text(name)
    if given is not None and given not in taken:
        words = ", ".join(str(value) for value in taken)
        reader.note(name, f"is supported as {words} only", "write that, or leave it out")


def _found(reader: Reader, kind: str) -> dict[str, Any]:
    day_count = reader.word("dayCountConvention", DAY_COUNTS)
    issue = reader.moment("initialExchangeDate")
    currency = reader.text("currency")
    if currency is not None and not (currency.isascii() and currency.isalpha()):
        reader.note("currency", "is no currency code", 'write three letters, such as "HKD"')
    return {
        "contract": reader.text("contractID") or "",
        "kind": kind,
        "sign": ROLES.get(reader.word("contractRole", ROLES) or "", 0),
        "currency": currency,
        "status": reader.moment("statusDate"),
        "issue": issue,
        "maturity": reader.moment("maturityDate"),
        "notional": reader.positive("notionalPrincipal"),
        "premium": reader.number("premiumDiscountAtIED") or Fraction(0),
        "rate": reader.number("nominalInterestRate"),
        "accrued": reader.number("accruedInterest"),
        "day_count": DAY_COUNTS.get(day_count or "", ""),
        "end_of_month": reader.word("endOfMonthConvention", _ENDS) == "EOM",
        "shift": Shift(
            reader.word("businessDayConvention", CONVENTIONS) or "NOS",
            reader.word("calendar", CALENDARS) or "NC",
        ),
        "interest": _cyclic(reader, "InterestPayment", issue),
        "capitalised_until": reader.moment("capitalizationEndDate"),
        "reset": _reset(reader, issue),
        "principal": _cyclic(reader, "PrincipalRedemption", issue),
        "redemption": reader.positive("nextPrincipalRedemptionPayment"),
        "base": reader.word("interestCalculationBase", _BASES) or "NT",
        "base_amount": reader.positive("interestCalculationBaseAmount"),
        "base_dates": _cyclic(reader, "InterestCalculationBase", issue),
    }


def _cyclic(reader: Reader, what: str, issue: Moment | None) -> Cyclic | None:
    """Dates of a cycle; without an anchor they begin one step after issue."""
    step = reader.step(f"cycleOf{what}")
    anchor = reader.moment(f"cycleAnchorDateOf{what}")
    if anchor is None and step is not None and issue is not None:
        anchor = step.after(issue, 1, end_of_month=reader.text("endOfMonthConvention") == "EOM")
        if anchor is None:
            reader.note(f"cycleOf{what}", "leads beyond the year 9999", "write a shorter one")
    return None if anchor is None else Cyclic(anchor, step)


def _reset(reader: Reader, issue: Moment | None) -> Reset | None:
    dates = _cyclic(reader, "RateReset", issue)
    code = reader.text("marketObjectCodeOfRateReset")
    limits = [reader.number(n) for n in ("periodFloor", "periodCap", "lifeFloor", "lifeCap")]
    multiplier, spread = reader.number("rateMultiplier"), reader.number("rateSpread")
    next_rate = reader.number("nextResetRate")
    if dates is None:
        for name in ("marketObjectCodeOfRateReset", "nextResetRate"):
            if name in reader.names:
                reader.note(name, "nothing says when the rate is reset", "add cycleOfRateReset")
        return None
    reader.need("marketObjectCodeOfRateReset", "write the name of the rate in dataObserved")
    return Reset(
        dates=dates,
        code=code or "",
        multiplier=Fraction(1) if multiplier is None else multiplier,
        spread=spread or Fraction(0),
        next_rate=next_rate,
        period=(limits[0], limits[1]),
        life=(limits[2], limits[3]),
    )


def _agree(reader: Reader, terms: Terms) -> None:
    """Terms that are sound one by one and contradict each other."""
    for what in ("InterestPayment", "RateReset", "PrincipalRedemption", "InterestCalculationBase"):
        name = f"cycleAnchorDateOf{what}"
        anchor = reader.moment(name)
        if anchor is not None and anchor < terms.issue:
            reader.note(name, "is before initialExchangeDate", "write a date that is not earlier")
        if anchor is not None and terms.maturity is not None and anchor > terms.maturity:
            reader.note(name, "is after maturityDate", "write a date that is not later")
    if terms.maturity is not None:
        if terms.maturity <= terms.issue:
            reader.note("maturityDate", "is not after initialExchangeDate", "write a later date")
        elif terms.maturity <= terms.status:
            reader.note("maturityDate", "is not after statusDate", "write a later date")
    if terms.base == "NTL" and terms.base_dates is None:
        instead = "write how often the base follows the principal"
        reader.note("cycleOfInterestCalculationBase", "is missing", instead)
    for limits, names in (
        (terms.reset and terms.reset.period, "periodFloor"),
        (terms.reset and terms.reset.life, "lifeFloor"),
    ):
        low, high = limits or (None, None)
        if low is not None and high is not None and low > high:
            reader.note(names, f"is above {names.replace('Floor', 'Cap')}", "write one below")
