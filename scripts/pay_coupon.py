"""Pay the first coupon of Hong Kong's green bond of 2023: who was entitled, what was withheld.

python scripts/pay_coupon.py        or, on ape's own network, ape run pay_coupon
"""

from sim.chain import engine_here
from sim.model import load
from sim.run import run
from sim.units import date_of, from_minor


def main() -> None:
    rows = run(load("hk-2023"), engine_here()).ledgers["corporate_actions"]
    action, *parts = [row for row in rows if row.action_id == "A001"]
    print(f"interest from {date_of(action.period_start)} to {date_of(action.period_end)}:")
    print(f"  {action.accrual_days} days, {action.day_count}")
    print(f"  ex-date {date_of(action.ex_date)}, record date {date_of(action.record_date)}")
    print(f"  paid {date_of(action.payment_date)}: {hkd(action.amount_per_unit)} a unit")
    print(f"  {hkd(action.net)} on {action.units:,} units, rounding {hkd(action.rounding)}")
    print()
    print("holder            units          interest")
    for part in parts:
        note = part.status.lower()
        if part.withheld_reason:
            note = f"withheld ({part.withheld_reason.lower()}), {note} later"
        print(f"{part.holder:<16} {part.units:>6} {hkd(part.net):>17}  {note}")


def hkd(cents: int) -> str:
    return f"HKD {from_minor(cents, 'HKD'):,}"


if __name__ == "__main__":
    main()
