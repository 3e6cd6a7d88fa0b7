"""Redeem Hong Kong's green bond of 2023 at maturity, and see the books close.

python scripts/redeem_at_maturity.py        or, on ape's own network, ape run redeem_at_maturity
"""

from collections import Counter

from sim.chain import engine_here
from sim.model import load
from sim.run import run
from sim.units import date_of, from_minor


def main() -> None:
    ledgers = run(load("hk-2023"), engine_here()).ledgers
    action = next(row for row in ledgers["corporate_actions"] if row.event == "REDM")
    redeemed = [row for row in ledgers["settlement"] if row.transaction_type == "REDM"]
    repaid, record = from_minor(action.net, "HKD"), date_of(action.record_date)
    print(f"HKD {repaid:,} repaid on {date_of(action.payment_date)}")
    print(f"to {len(redeemed)} holders of {action.units:,} units on the record date, {record}:")
    print()
    redeemed.sort(key=lambda row: -row.units)
    for row in redeemed[:5]:
        amount = from_minor(row.settlement_amount, row.currency)
        print(f"  {row.deliverer:<16} {row.units:>4} units  HKD {amount:>14,}")
    rest = sum(row.units for row in redeemed[5:])
    amount = from_minor(sum(row.settlement_amount for row in redeemed[5:]), "HKD")
    print(f"  {f'{len(redeemed) - 5} others':<16} {rest:>4} units  HKD {amount:>14,}")

    print("\ndebits less credits of the whole journal:")
    balance: Counter[str] = Counter()
    for line in ledgers["journal"]:
        balance[line.currency] += (line.debit or 0) - (line.credit or 0)
    for unit, difference in sorted(balance.items()):
        print(f"  {unit:<10} {difference}")

    print("\nlaws of the books:")
    for verdict in ledgers.verdicts:
        broken = len(verdict.breaches)
        print(f"  {verdict.law:<9} {verdict.checked:>6,} comparisons, {broken} broken")


if __name__ == "__main__":
    main()
