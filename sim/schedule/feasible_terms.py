"""Which terms of a tranche its own dates do not allow, as rules of the kind the model has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sim.model import FloatingCoupon, InflationCoupon, Scenario, Tranche, rules
from sim.model.lives import longest_maturity
from sim.model.partial import UnreadError
from sim.model.plain import Complaint
from sim.model.rules import Rule
from sim.schedule.amended import facts_until
from sim.schedule.calendars import Calendar, calendar
from sim.schedule.factors import factors_after, instalments
from sim.schedule.feasible_default import (
    new_terms_fit_a_transaction,
    shortened_period_can_be_counted,
)
from sim.schedule.periods import Period
from sim.schedule.plan import cycle_of, interest_periods_of
from sim.schedule.rates import fixing_date
from sim.schedule.rolls import Rolls, StubPeriodError, rolled
from sim.units import money_text, to_minor

__all__ = ["MOST_COUPONS", "RUN_RULES", "TERMS_RULES", "due_dates", "is_odd", "nearest_of"]

#: Coupons whose record dates `BondToken` can be told in the one transaction that binds its terms.
MOST_COUPONS: Final = 240

_Complaints = Iterator[Complaint]
_ODD: Final = 'give coupon a stub, like "short first"'


def periods_are_whole(_: Scenario, tranche: Tranche) -> _Complaints:
    """Issue and maturity are whole coupon periods apart, or it is said where the odd one goes."""
    if tranche.maturity <= tranche.issued:
        return
    try:
        _rolls(tranche)
    except StubPeriodError as stub:
        yield _not_whole(tranche, stub)
    except ValueError:
        # Dates out of order have a complaint of their own.
        return


def coupons_fit_the_contract(_: Scenario, tranche: Tranche) -> _Complaints:
    """The bond contract is told its whole schedule at once."""
    coupons = len(due_dates(tranche))
    if coupons > MOST_COUPONS:
        problem = f"{tranche.maturity} makes {coupons} coupons, too many for the contract"
        instead = f"write an earlier date or a lower frequency: at most {MOST_COUPONS} in all"
        yield Complaint(("maturity",), problem, instead)


def stub_is_needed(_: Scenario, tranche: Tranche) -> _Complaints:
    """An odd period is asked for only where days are left over."""
    coupon, rolls = tranche.coupon, _rolls_or_none(tranche)
    if coupon.kind == "zero" or coupon.stub is None or rolls is None:
        return
    side = coupon.stub.rpartition(" ")[2]
    if not any(rolls.stub(n) == side for n in (1, len(rolls.dates) - 1)):
        problem = f'"{coupon.stub}" is not needed: that period is whole'
        yield Complaint(("coupon", "stub"), problem, "leave it out")


def steps_start_periods(_: Scenario, tranche: Tranche) -> _Complaints:
    """A rate changes where an interest period starts, by the agreed dates."""
    coupon, rolls = tranche.coupon, _rolls_or_none(tranche)
    if coupon.kind != "stepped" or rolls is None:
        return
    starts = rolls.dates[:-1]
    # That the first is the issue date is another rule's.
    for place, step in enumerate(coupon.steps[1:], start=1):
        if step.from_date not in starts:
            problem = f"no interest period starts on {step.from_date}"
            path = ("coupon", "steps", place, "from")
            yield Complaint(path, problem, nearest_of(step.from_date, starts))


def factors_are_on_due_dates(_: Scenario, tranche: Tranche) -> _Complaints:
    """Principal is paid with interest, by the agreed dates."""
    rolls = _rolls_or_none(tranche)
    if tranche.principal.kind != "table" or rolls is None:
        return
    dues = rolls.dates[1:]
    for place, entry in enumerate(tranche.principal.factors):
        if entry.on not in dues:
            problem = f"no interest is due on {entry.on}"
            path = ("principal", "factors", place, "on")
            yield Complaint(path, problem, nearest_of(entry.on, dues))


def instalments_add_up(_: Scenario, tranche: Tranche) -> _Complaints:
    """What a unit is paid back, each part rounded, is its face: nothing is lost on the way."""
    rolls = _rolls_or_none(tranche)
    basis = tranche.rounding_basis
    if tranche.principal.kind == "bullet" or basis != "calculation_amount" or rolls is None:
        return
    try:
        face = to_minor(tranche.calculation_amount, tranche.currency)
    except ValueError:
        return
    paid = instalments(factors_after(tranche.principal, rolls.dates[1:], face), face)
    # A table that does not end at nothing has a complaint of its own.
    if tranche.principal.kind == "table" and tranche.principal.factors[-1].factor != 0:
        return
    if sum(paid) != face:
        told, whole = (money_text(amount, tranche.currency) for amount in (sum(paid), face))
        problem = f"instalments rounded to {tranche.currency} add up to {told} a unit, not {whole}"
        instead = "write factors that leave a unit whole cents of principal"
        yield Complaint(("principal",), problem, instead)


def fixings_are_of_this_bond(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """Each fixing is for a period there is, on its fixing date, which is before payment."""
    coupon = tranche.coupon
    if coupon.kind != "floating" and coupon.kind != "inflation":
        return
    centres = calendar(tranche.calendars, scenario.calendar.closures)
    # Periods that holders are asked to add are fixed too.
    longest = facts_until(tranche, longest_maturity(scenario, tranche))
    periods = _periods_or_none(longest, centres)
    if periods is None:
        return
    by_date = {fixing_date(coupon, period, centres): period for period in periods}
    for place, fixing in enumerate(coupon.fixings):
        path = ("coupon", "fixings", place)
        if fixing.period is not None and fixing.period > len(periods):
            problem = f"there is no period {fixing.period}"
            yield Complaint((*path, "period"), problem, f"write 1 to {len(periods)}")
        if fixing.date is not None and fixing.date not in by_date:
            last = periods[-1].payment
            problem = f"{fixing.date} is no fixing date"
            if fixing.date >= last:
                problem = f"{fixing.date} is not before the last payment, {last}"
            yield Complaint((*path, "date"), problem, nearest_of(fixing.date, tuple(by_date)))
    yield from _fixed_once(coupon, by_date)


def inflation_is_known_by_the_record_date(_: Scenario, tranche: Tranche) -> _Complaints:
    """A payment is announced on its record date: by then its rate is fixed."""
    coupon = tranche.coupon
    if coupon.kind == "inflation" and coupon.fixing_days < tranche.record_days:
        problem = (
            f"{coupon.fixing_days} business days before payment is after the record date, "
            f"{tranche.record_days} before"
        )
        yield Complaint(("coupon", "fixing_days"), problem, f"write {tranche.record_days} or more")


def rails_are_open_to_pay(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """Tokens move on any day; a payment system does not, and nothing moves its payments."""
    if tranche.business_day != "none" or tranche.rails[0] != "rtgs":
        return
    centres = calendar(tranche.calendars, scenario.calendar.closures)
    periods = _periods_or_none(tranche, centres) or ()
    closed = [one.payment for one in periods if not centres.is_open(one.payment)]
    if closed:
        problem = f'"none" leaves a payment on {closed[0]:%A}, {closed[0]}, when rtgs is closed'
        instead = 'write "following", or make "cbdc" or "stablecoin" the first rail'
        yield Complaint(("business_day",), problem, instead)


TERMS_RULES: Final[tuple[Rule, ...]] = (
    ("tranche", periods_are_whole),
    ("tranche", stub_is_needed),
    ("tranche", steps_start_periods),
    ("tranche", factors_are_on_due_dates),
    ("tranche", instalments_add_up),
    ("tranche", fixings_are_of_this_bond),
    ("tranche", inflation_is_known_by_the_record_date),
)

#: What a run needs beyond `DATE_RULES` and the model's own.
RUN_RULES: Final[tuple[Rule, ...]] = (
    *rules.RUN_RULES,
    ("tranche", coupons_fit_the_contract),
    ("tranche", rails_are_open_to_pay),
    ("event", shortened_period_can_be_counted),
    ("event", new_terms_fit_a_transaction),
)


def is_odd(tranche: Tranche) -> bool:
    """Whether whole periods do not lead from issue to maturity, and nothing says what then."""
    if tranche.maturity <= tranche.issued:
        return False
    try:
        _rolls(tranche)
    except StubPeriodError:
        return True
    except (UnreadError, ValueError):
        return False
    return False


def due_dates(tranche: Tranche) -> tuple[date, ...]:
    """The agreed dates of interest; none where mistakes told elsewhere leave none."""
    rolls = _rolls_or_none(tranche)
    return () if rolls is None else rolls.dates[1:]


def _not_whole(tranche: Tranche, stub: StubPeriodError) -> Complaint:
    before, after = stub.nearest
    coupon = tranche.coupon
    assert coupon.kind != "zero"  # it has one period, whatever its length
    given = "first_coupon" if coupon.first_coupon is not None else "last_coupon"
    if coupon.first_coupon is not None or coupon.last_coupon is not None:
        day = getattr(coupon, given)
        problem = f"{day} is not whole periods from the other end of the regular ones"
        return Complaint(("coupon", given), problem, f"write {before} or {after}, or {_ODD}")
    problem = f"{tranche.issued} is no regular date before maturity, {tranche.maturity}"
    return Complaint(("issued",), problem, f"write {before} or {after}, move maturity, or {_ODD}")


def _fixed_once(
    coupon: FloatingCoupon | InflationCoupon, by_date: dict[date, Period]
) -> _Complaints:
    """No period is fixed by its number and by its date."""
    numbers = {fixing.period for fixing in coupon.fixings}
    for place, fixing in enumerate(coupon.fixings):
        period = by_date.get(fixing.date) if fixing.date else None
        if period is not None and period.number in numbers:
            problem = f"{fixing.date} fixes period {period.number}, which is fixed already"
            path = ("coupon", "fixings", place, "date")
            yield Complaint(path, problem, "leave one of them out")


def nearest_of(day: date, days: Sequence[date]) -> str:
    """The two of some dates that are nearest to a day, to write instead of it."""
    near = sorted(sorted(days, key=lambda one: abs(one - day))[:2])
    return f"write {' or '.join(str(one) for one in near)}"


def _rolls(tranche: Tranche) -> Rolls:
    return rolled(tranche.issued, tranche.maturity, cycle_of(tranche.coupon))


def _rolls_or_none(tranche: Tranche) -> Rolls | None:
    """The coupon dates; None where mistakes told elsewhere leave none."""
    if tranche.maturity <= tranche.issued:
        return None
    try:
        return _rolls(tranche)
    except ValueError:
        return None


def _periods_or_none(tranche: Tranche, centres: Calendar) -> tuple[Period, ...] | None:
    if _rolls_or_none(tranche) is None:
        return None
    return interest_periods_of(tranche, centres)
