"""Terms in, dates and exact amounts out. Pure: nothing here acts, and nothing is a float.

`plan` turns a scenario into a `DealSchedule`; everything else is what it is made of. `DATE_RULES`
say what calendars do not allow, for `sim.model.load` to tell with its own findings;
`RUN_RULES` what no contract carries yet, which a run refuses.
"""

from sim.schedule.accrued import TradeAmounts
from sim.schedule.adjust import adjust
from sim.schedule.amended import amended
from sim.schedule.calendars import Calendar, calendar
from sim.schedule.carried import proposals
from sim.schedule.cashflows import CashFlow, PeriodTerms
from sim.schedule.dates import Entitlement, entitlement
from sim.schedule.day import Phase, instant, local_date, local_instant, zone
from sim.schedule.day_count import DAY_COUNTS, CouponDates, YearFraction, year_fraction
from sim.schedule.deal import plan
from sim.schedule.exercise import Exercise
from sim.schedule.feasible import DATE_RULES
from sim.schedule.feasible_terms import RUN_RULES
from sim.schedule.options import GROUNDS, OptionTerms, options_of
from sim.schedule.periods import Period
from sim.schedule.plan import DealSchedule, TrancheSchedule, tranche_schedule
from sim.schedule.rates import fallback_value, rate_from_value
from sim.schedule.rolls import Cycle
from sim.schedule.table import COLUMNS, cashflow_rows, uncarried, unexercised, unfixed

__all__ = [
    "COLUMNS",
    "DATE_RULES",
    "DAY_COUNTS",
    "GROUNDS",
    "RUN_RULES",
    "Calendar",
    "CashFlow",
    "CouponDates",
    "Cycle",
    "DealSchedule",
    "Entitlement",
    "Exercise",
    "OptionTerms",
    "Period",
    "PeriodTerms",
    "Phase",
    "TradeAmounts",
    "TrancheSchedule",
    "YearFraction",
    "adjust",
    "amended",
    "calendar",
    "cashflow_rows",
    "entitlement",
    "fallback_value",
    "instant",
    "local_date",
    "local_instant",
    "options_of",
    "plan",
    "proposals",
    "rate_from_value",
    "tranche_schedule",
    "uncarried",
    "unexercised",
    "unfixed",
    "year_fraction",
    "zone",
]
