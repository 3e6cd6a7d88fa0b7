"""Issue Hong Kong's green bond of 2023: who ordered, who got what, who paid.

    python scripts/issue_green_bond.py        or, on ape's own network, ape run issue_green_bond

The five calls that `main` begins with are the five layers: facts, dates, chain, time, books.
"""

from sim.chain import engine_here, open_engine
from sim.engine import Simulation, genesis_instant
from sim.ledger import build
from sim.model import load
from sim.run import ledger_inputs
from sim.schedule import plan
from sim.units import date_of, from_minor, rate_text


def main() -> None:
    scenario = load("hk-2023")
    schedule = plan(scenario)
    engine = open_engine(engine_here(), genesis_instant=genesis_instant(scenario, schedule))
    outcome = Simulation(scenario, schedule, engine).run()
    ledgers = build(ledger_inputs(outcome))

    print("order       investor          least yield  bid  got  why")
    for order in ledgers["orders"]:
        limit = rate_text(order.limit_yield)[:4] + " %" if order.limit_yield else "-"
        print(
            f"{order.order_id}  {order.investor:<16} {limit:>12} {order.bid_units:>4} "
            f"{order.allocated_units:>4}  {order.reason}"
        )
    print()
    issue = [row for row in ledgers["settlement"] if row.transaction_type == "ISSU"]
    for row in issue:
        if row.status != "SETTLED":
            print(f"{row.instruction_id}: {row.receiver} did not pay for {row.units} units")
        if row.linked_id:
            print(f"{row.instruction_id}: {row.receiver} took up the {row.units} units instead")
    settled = [row for row in issue if row.status == "SETTLED"]
    units = sum(row.units for row in settled)
    paid = from_minor(sum(row.settlement_amount for row in settled), "HKD")
    day = date_of(settled[0].actual_settlement_date)
    print(f"{units:,} units issued to {len(settled)} holders on {day} against HKD {paid:,}")


if __name__ == "__main__":
    main()
