"""Settle a year of trades in Hong Kong's green bond of 2023, and follow those that went wrong.

python scripts/settle_trades.py
"""

from sim.ledger import Ledgers
from sim.ledger.rows import SettlementRow
from sim.model import load
from sim.run import run
from sim.units import date_of, instant_text, money_text


def main() -> None:
    ledgers = run(load("hk-2023", {})).ledgers
    trades = [row for row in ledgers["settlement"].rows if row.transaction_type == "TRAD"]
    settled = [row for row in trades if row.status == "SETTLED"]
    late = [row for row in trades if row.fail_days or row.status != "SETTLED"]
    money = sum(row.settlement_amount for row in settled)
    print(f"{len(trades)} trades, {len(settled)} settled, {len(late)} not on the day they were due")
    print(f"HKD {money_text(money, 'HKD')} paid against {sum(row.units for row in settled)} units")
    for row in late:
        follow(ledgers, row)


def follow(ledgers: Ledgers, row: SettlementRow) -> None:
    due = date_of(row.intended_settlement_date)
    print(f"\n{row.trade_id} {row.deliverer} sells {row.units} units to {row.receiver}, due {due}")
    for event in ledgers["instruction_events"].rows:
        if event.instruction_id == row.instruction_id:
            attempt = f"attempt {event.attempt}" if event.attempt else ""
            print(
                f"  {instant_text(event.at)}  {event.to_status:<10} "
                f"{attempt:<11}{event.reason_code}".rstrip()
            )
    for claim in ledgers["settlement"].rows:
        if claim.transaction_type == "CLAI" and claim.linked_id == row.instruction_id:
            amount = money_text(claim.settlement_amount, claim.currency)
            print(f"  market claim: {claim.deliverer} pays {claim.receiver} {amount}")


if __name__ == "__main__":
    main()
