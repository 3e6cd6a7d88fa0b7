"""The terms of a tranche in the words of its contract: integers, instants and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sim.chain.identity import Address
from sim.chain.logs import (
    CouponKind,
    DayCountConvention,
    Period,
    Reset,
    RoundingBasis,
    Stub,
    TaxRate,
    Terms,
)
from sim.model import Coupon, FloatingCoupon, InflationCoupon
from sim.model.jurisdictions import numeric
from sim.schedule import PeriodTerms, Phase, TrancheSchedule, fallback_value, instant
from sim.units import PAR, RATE_SCALE, Rate, day_of, rate_from_percent

__all__ = ["NOBODY", "NO_CAP", "contract_periods", "contract_spread", "contract_terms"]

NOBODY: Final[Address] = "0x" + "00" * 20

NO_CAP: Final = 2**63 - 1
"""The highest rate the contract can write: no cap at all."""

_NO_RESET: Final = Reset("", 0, 0, 0, 0, False, 0)
_DAY_COUNTS: Final = {
    "ACT/365F": DayCountConvention.ACT_365F,
    "ACT/360": DayCountConvention.ACT_360,
    "ACT/ACT ICMA": DayCountConvention.ACT_ACT_ICMA,
    "ACT/ACT ISDA": DayCountConvention.ACT_ACT_ISDA,
    "30/360": DayCountConvention.THIRTY_360,
    "30E/360": DayCountConvention.THIRTY_E_360,
}
_ROUNDING: Final = {
    "calculation_amount": RoundingBasis.CALCULATION_AMOUNT,
    "holding": RoundingBasis.HOLDING,
}
_KINDS: Final = {
    "zero": CouponKind.ZERO,
    "fixed": CouponKind.FIXED,
    "stepped": CouponKind.FIXED,
    "floating": CouponKind.FLOATING,
    "inflation": CouponKind.FLOATING,
}
_STUBS: Final = {"none": Stub.NONE, "first": Stub.FIRST, "last": Stub.LAST}


def contract_terms(
    tranche: TrancheSchedule,
    issuer: Address,
    rails: Sequence[Address],
    tax_account: Address = NOBODY,
) -> Terms:
    """What a tranche's contract is deployed with."""
    facts = tranche.facts
    return Terms(
        isin=facts.isin,
        currency=facts.currency,
        issuer=issuer,
        rails=tuple(rails),
        calculation_amount=tranche.terms.unit_face,
        minimum_units=tranche.minimum_units,
        offered_units=tranche.terms.units,
        redemption_price=PAR,
        issue_date=day_of(facts.issued),
        maturity_date=day_of(facts.maturity),
        day_count=_DAY_COUNTS[facts.coupon.day_count],
        rounding_basis=_ROUNDING[facts.rounding_basis],
        coupon_kind=_KINDS[facts.coupon.kind],
        coupons_per_year=facts.coupon.frequency,
        roll_day=tranche.roll_day,
        reset=_reset(facts.coupon),
        tax_account=tax_account,
        taxes=tuple(
            TaxRate(numeric(tax.jurisdiction), rate_from_percent(tax.rate)) for tax in facts.taxes
        ),
    )


def contract_periods(tranche: TrancheSchedule, zone: ZoneInfo, start: date) -> list[Period]:
    """Its periods; a fixing from before the run is made on the run's first day."""
    floats = _KINDS[tranche.facts.coupon.kind] is CouponKind.FLOATING
    return [_period(agreed, zone, start, floats=floats) for agreed in tranche.agreed]


def contract_spread(coupon: Coupon) -> Rate:
    """What is added to a published value, in 1e-9; nothing where none is published."""
    if not isinstance(coupon, FloatingCoupon | InflationCoupon):
        return Rate(0)
    return rate_from_percent(coupon.spread)


def _period(agreed: PeriodTerms, zone: ZoneInfo, start: date, *, floats: bool) -> Period:
    period, dates, rate = agreed.period, agreed.dates, agreed.rate
    fixing = None if rate.fixing is None else max(rate.fixing, start)
    return Period(
        start=day_of(period.start),
        end=day_of(period.end),
        due_date=day_of(period.due),
        payment_date=day_of(period.payment),
        record_date=day_of(dates.record),
        ex_date=day_of(dates.ex),
        # What floats is fixed on chain, when its day comes.
        rate=0 if floats else rate.rate or 0,
        record_at=instant(dates.record, Phase.CLOSE, zone),
        funding_cutoff=instant(period.payment, Phase.FUNDING, zone),
        payable_from=instant(period.payment, Phase.PAYMENTS, zone),
        factor_after=agreed.factor_after,
        stub=_STUBS[period.stub],
        fixing_date=0 if rate.fixing is None else day_of(rate.fixing),
        fixing_opens_at=0 if fixing is None else instant(fixing, Phase.NOTICES, zone),
        fallback_from=0 if fixing is None else instant(fixing, Phase.CUT_OFF, zone),
    )


def _reset(coupon: Coupon) -> Reset:
    if not isinstance(coupon, FloatingCoupon | InflationCoupon):
        return _NO_RESET
    num, den = coupon.multiplier.as_integer_ratio()
    return Reset(
        benchmark=coupon.reference,
        multiplier=num * RATE_SCALE // den,
        spread=contract_spread(coupon),
        floor=rate_from_percent(coupon.floor),
        cap=NO_CAP if coupon.cap is None else rate_from_percent(coupon.cap),
        falls_back_to_rate=coupon.fallback != "last",
        fallback_rate=fallback_value(coupon, None),
    )
