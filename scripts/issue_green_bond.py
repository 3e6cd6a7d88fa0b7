"""Issue Hong Kong's green bond of 2023: who ordered, who got what, who paid.

    python scripts/issue_green_bond.py

The five calls in `main` are the five layers: facts, dates, chain, time, books.
"""

from sim.chain import open_engine
from sim.engine import Simulation, genesis_instant
from sim.ledger import build
from sim.model import load
from sim.run import ledger_inputs
from sim.schedule import plan
from sim.units import date_of, money_text, rate_text


def main() -> None:
    scenario = load("hk-2023", {})
    schedule = plan(scenario)
    engine = open_engine("auto", genesis_instant=genesis_instant(scenario, schedule))
    outcome = Simulation(scenario, schedule, engine).run()
    ledgers = build(ledger_inputs(outcome))

    print(f"{'order':<12} {'investor':<16} {'limit':>9} {'bid':>5} {'got':>5}  reason")
    for order in ledgers["orders"].rows:
        limit = rate_text(order.limit_yield) if order.limit_yield else "re-offer"
        print(
            f"{order.order_id:<12} {order.investor:<16} {limit:>9} {order.bid_units:>5} "
            f"{order.allocated_units or 0:>5}  {order.reason}"
        )
    issued = [row for row in ledgers["settlement"].rows if row.transaction_type == "ISSU"]
    settled = [row for row in issued if row.status == "SETTLED"]
    units = sum(row.units for row in settled)
    paid = sum(row.settlement_amount for row in settled)
    print()
    for row in issued:
        if row.status != "SETTLED":
            print(f"{row.instruction_id}: {row.receiver} did not pay for {row.units} units")
        if row.linked_id:
            print(f"{row.instruction_id}: {row.receiver} took up {row.units} units")
    day = date_of(settled[-1].actual_settlement_date)
    print(f"{units:,} units issued on {day} against HKD {money_text(paid, 'HKD')}")


if __name__ == "__main__":
    main()
