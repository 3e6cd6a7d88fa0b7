"""Redeem Hong Kong's green bond of 2023 at maturity, and see the books close.

python scripts/redeem_at_maturity.py
"""

from collections import Counter

from sim.model import load
from sim.run import run
from sim.units import date_of, money_text


def main() -> None:
    ledgers = run(load("hk-2023", {})).ledgers
    action = next(row for row in ledgers["corporate_actions"].rows if row.event == "REDM")
    redeemed = [row for row in ledgers["settlement"].rows if row.transaction_type == "REDM"]
    print(
        f"{action.units:,} units of {len(redeemed)} holders, record {date_of(action.record_date)}"
    )
    print(f"HKD {money_text(action.net, 'HKD')} repaid on {date_of(action.payment_date)}")
    for row in redeemed[:3]:
        print(f"  {row.deliverer:<16} {row.units:>4} units for HKD ", end="")
        print(money_text(row.settlement_amount, row.currency))
    print(f"  … and {len(redeemed) - 3} more")

    balance: Counter[str] = Counter()
    for line in ledgers["journal"].rows:
        balance[line.currency] += (line.debit or 0) - (line.credit or 0)
    print()
    for currency, difference in sorted(balance.items()):
        print(f"trial balance in {currency}: {difference}")
    for verdict in ledgers.verdicts:
        print(f"{verdict.law:<9} {verdict.checked:>6} comparisons, {len(verdict.breaches)} broken")


if __name__ == "__main__":
    main()
