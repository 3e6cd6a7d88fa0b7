"""Settle a year of trades in Hong Kong's green bond of 2023, and follow those that went wrong.

python scripts/settle_trades.py        or, on ape's own network, ape run settle_trades
"""

from datetime import datetime
from itertools import groupby

from sim.chain import engine_here
from sim.ledger.rows import InstructionEventRow
from sim.model import load
from sim.run import Run, run
from sim.units import date_of, from_minor


def main() -> None:
    done = run(load("hk-2023"), engine_here())
    trades = [row for row in done.ledgers["settlement"] if row.transaction_type == "TRAD"]
    settled = [row for row in trades if row.status == "SETTLED"]
    late = [row for row in trades if row.fail_days]
    units, money = sum(row.units for row in settled), sum(row.settlement_amount for row in settled)
    print(f"{len(trades)} trades, {len(settled)} settled, {len(late)} not on the day they were due")
    print(f"{units:,} units against HKD {from_minor(money, 'HKD'):,}")
    for row in late:
        price, due = from_minor(row.clean_amount, "HKD"), date_of(row.intended_settlement_date)
        print(f"\n{row.trade_id}: {row.deliverer} sells {row.receiver} {row.units} units")
        print(f"  for HKD {price:,} and {row.accrued_days} days' interest, due {due:%a %d %b %Y}")
        follow(done, row.instruction_id)


def follow(done: Run, instruction: str) -> None:
    """Print what happened to an instruction, a line a day."""
    zone = done.outcome.schedule.zone
    ledgers = done.ledgers

    def told(event: InstructionEventRow) -> tuple[str, str]:
        what = f"not settled: {event.reason_code}" if event.attempt else event.to_status.lower()
        what = event.to_status.lower() if event.to_status == "SETTLED" else what
        return f"{datetime.fromtimestamp(event.at, zone):%d %b}", what

    events = [row for row in ledgers["instruction_events"] if row.instruction_id == instruction]
    for (day, what), same in groupby(events, key=told):
        times = [f"{datetime.fromtimestamp(event.at, zone):%H:%M}" for event in same]
        print(f"  {day}  {what:<18} {', '.join(times)}")
    for claim in ledgers["settlement"]:
        if claim.transaction_type == "CLAI" and claim.linked_id == instruction:
            amount = from_minor(claim.settlement_amount, claim.currency)
            print(f"  claim   {claim.deliverer} owes {claim.receiver} the coupon, HKD {amount:,}")


if __name__ == "__main__":
    main()
