"""Rules about interest and principal: what must hold between the keys of one tranche's terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sim.model.coupon import SteppedCoupon
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche

__all__ = [
    "coupon_dates_are_within_life",
    "factors_fall_to_zero",
    "fallback_has_a_first_rate",
    "fixings_are_of_one_period_each",
    "floor_is_below_cap",
    "instalments_need_periods",
    "odd_period_is_on_one_side",
    "steps_are_in_order",
]

_STEPS: Final = ("coupon", "steps")
_FIXINGS: Final = ("coupon", "fixings")
_FACTORS: Final = ("principal", "factors")


def steps_are_in_order(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The first step is the rate from issue on, and each later one starts later."""
    coupon = tranche.coupon
    if coupon.kind != "stepped":
        return
    first = coupon.steps[0].from_date
    if first != tranche.issued:
        problem = f"{first} is not the issue date, {tranche.issued}"
        instead = f"write {tranche.issued}: the first rate holds from then on"
        yield Complaint((*_STEPS, 0, "from"), problem, instead)
    yield from _steps_ascend(coupon)


def _steps_ascend(coupon: SteppedCoupon) -> Iterator[Complaint]:
    for place in range(1, len(coupon.steps)):
        before, this = (step.from_date for step in coupon.steps[place - 1 : place + 1])
        if this <= before:
            problem = f"{this} is not after the step before it, {before}"
            yield Complaint((*_STEPS, place, "from"), problem, "write the steps in order of time")


def floor_is_below_cap(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """There is a rate between them."""
    coupon = tranche.coupon
    if coupon.kind != "floating" and coupon.kind != "inflation":
        return
    if coupon.cap is not None and coupon.floor > coupon.cap:
        problem = f"{coupon.floor} is above the cap, {coupon.cap}"
        key = "floor" if "floor" in coupon.model_fields_set else "cap"
        if key == "cap":
            problem = f"{coupon.cap} is below the floor, {coupon.floor}"
        yield Complaint(("coupon", key), problem, "write a floor of at most the cap")


def fallback_has_a_first_rate(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Before the first period there is no last rate: the terms state one, where it is needed.

    Conditions of notes do the same: the rate of the determination date before, and for the first
    one an initial rate that the final terms state.
    """
    coupon = tranche.coupon
    if coupon.kind != "floating" and coupon.kind != "inflation":
        return
    path = ("coupon", "initial_rate")
    if coupon.fallback == "last" and coupon.initial_rate is None:
        problem = 'is missing: the first period has no last rate that fallback = "last" could take'
        instead = "write the value published last before issue, like 3.10, or a rate as fallback"
        yield Complaint(path, problem, instead)
    if coupon.fallback != "last" and coupon.initial_rate is not None:
        problem = f"is not needed: every period falls back to {coupon.fallback}"
        yield Complaint(path, problem, 'leave it out, or write fallback = "last"')


def fixings_are_of_one_period_each(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Each fixing says once what it is for, and nothing is fixed twice."""
    coupon = tranche.coupon
    if coupon.kind != "floating" and coupon.kind != "inflation":
        return
    seen: set[object] = set()
    for place, fixing in enumerate(coupon.fixings):
        path = (*_FIXINGS, place)
        if (fixing.date is None) == (fixing.period is None):
            told = "neither a date nor a period" if fixing.date is None else "a date and a period"
            yield Complaint(path, f"has {told}", "write one of them: date or period")
            continue
        key = fixing.date or fixing.period
        if key in seen:
            yield Complaint(path, f"{key} is fixed twice", "leave one of them out")
        seen.add(key)


def coupon_dates_are_within_life(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """First and last coupon dates lie between issue and maturity, in order."""
    coupon = tranche.coupon
    # A tranche that never lives has a complaint of its own.
    if coupon.kind == "zero" or tranche.maturity <= tranche.issued:
        return
    for key in ("first_coupon", "last_coupon"):
        day = getattr(coupon, key)
        if day is not None and not tranche.issued < day < tranche.maturity:
            problem = f"{day} is not between issue, {tranche.issued}, and maturity"
            instead = f"write a date after {tranche.issued} and before {tranche.maturity}"
            yield Complaint(("coupon", key), problem, instead)
    first, last = coupon.first_coupon, coupon.last_coupon
    if first is not None and last is not None and last < first:
        problem = f"{last} is before the first coupon, {first}"
        yield Complaint(("coupon", "last_coupon"), problem, f"write {first} or later")


def odd_period_is_on_one_side(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Where a coupon date bounds the regular periods, there is nothing left to choose."""
    coupon = tranche.coupon
    if coupon.kind == "zero" or coupon.stub is None:
        return
    side = coupon.stub.rpartition(" ")[2]
    if getattr(coupon, f"{side}_coupon") is not None:
        problem = f'"{coupon.stub}" is settled by {side}_coupon already'
        yield Complaint(("coupon", "stub"), problem, f"leave out stub or {side}_coupon")


def instalments_need_periods(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Principal is paid with interest: without any there is one date only, maturity."""
    if tranche.principal.kind == "linear" and tranche.coupon.kind == "zero":
        problem = "equal parts need the periods of a coupon, and there is none"
        yield Complaint(("principal", "kind"), problem, 'write "bullet"')


def factors_fall_to_zero(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """A table of principal goes forward in time, never up, and down to nothing at maturity."""
    if tranche.principal.kind != "table":
        return
    factors = tranche.principal.factors
    for place, (before, this) in enumerate(pairwise(factors), start=1):
        if this.on <= before.on:
            problem = f"{this.on} is not after the date before it, {before.on}"
            yield Complaint((*_FACTORS, place, "on"), problem, "write the table in order of time")
        if this.factor > before.factor:
            problem = f"{this.factor} is more than before, {before.factor}"
            instead = f"write at most {before.factor}: principal is only ever paid back"
            yield Complaint((*_FACTORS, place, "factor"), problem, instead)
    last = len(factors) - 1
    if factors[last].factor != 0:
        problem = f"{factors[last].factor} would still be owed after the last date of the table"
        instead = f"end the table with {{ on = {tranche.maturity}, factor = 0 }}"
        yield Complaint((*_FACTORS, last, "factor"), problem, instead)
    for place, entry in enumerate(factors):
        if entry.factor == 0 and entry.on < tranche.maturity:
            problem = f"nothing would be left of the bond before maturity, {tranche.maturity}"
            instead = "write maturity as that date, or a factor above 0"
            yield Complaint((*_FACTORS, place, "factor"), problem, instead)
            return
