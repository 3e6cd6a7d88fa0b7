"""Pay the first coupon of Hong Kong's green bond of 2023: who was entitled, what was withheld.

python scripts/pay_coupon.py
"""

from sim.model import load
from sim.run import run
from sim.units import date_of, money_text


def main() -> None:
    ledgers = run(load("hk-2023", {})).ledgers
    rows = [row for row in ledgers["corporate_actions"].rows if row.event == "INTR"]
    action = rows[0]
    print(f"{action.event} for {date_of(action.period_start)} to {date_of(action.period_end)}")
    print(f"  {action.accrual_num}/{action.accrual_den} of a year ({action.day_count})")
    print(f"  ex {date_of(action.ex_date)}, record {date_of(action.record_date)}, ", end="")
    print(f"paid {date_of(action.payment_date)}")
    print(f"  HKD {money_text(action.amount_per_unit, 'HKD')} a unit on {action.units:,} units")
    print(f"  HKD {money_text(action.net, 'HKD')} in all, rounding ", end="")
    print(money_text(action.rounding, "HKD"))
    print()
    for row in rows[1:]:
        if row.action_id == action.action_id:
            note = f"{row.status} {row.withheld_reason}".rstrip()
            print(f"{row.holder:<16} {row.units:>5} {money_text(row.net, 'HKD'):>14}  {note}")


if __name__ == "__main__":
    main()
