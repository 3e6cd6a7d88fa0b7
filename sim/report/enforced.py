"""What registrar and regulator ordered, as far as it happened, for the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.ledger import Ledgers
from sim.ledger.rows import RegisterRow, SettlementRow
from sim.model import ForcedTransfer, FreezeUnits, Pause, ReplaceAccount, Scenario, Unpause
from sim.report.wording import units_told
from sim.units import day_of

__all__ = ["enforced", "paid_instead"]


def enforced(scenario: Scenario, ledgers: Ledgers) -> Iterator[str]:
    """A line an order, by date; what a contract refused is told elsewhere."""
    tables = ledgers.tables
    moved = tables["settlement"].rows if "settlement" in tables else ()
    changes = tables["register"].rows if "register" in tables else ()
    for event in sorted(scenario.events, key=lambda event: event.date):
        match event:
            case FreezeUnits(units=0):
                yield f"{event.date} no units of {event.party} frozen any more"
            case FreezeUnits():
                yield f"{event.date} {units_told(event.units)} of {event.party} frozen"
            case Pause():
                yield f"{event.date} {event.tranche} paused"
            case Unpause():
                yield f"{event.date} {event.tranche} goes on"
            case ForcedTransfer():
                yield from _forced(scenario, event, moved)
            case ReplaceAccount():
                yield from _replaced(event, moved, changes)


def paid_instead(ledgers: Ledgers) -> dict[tuple[int | None, ...], str]:
    """Who got the money due to a lost account, by the place of the payment's log."""
    tables = ledgers.tables
    changes = tables["register"].rows if "register" in tables else ()
    lost = {row.party for row in changes if row.change == "REPLACED"}
    if not lost or "cash" not in tables:
        return {}
    return {
        (row.block, row.tx_index, row.log_index): row.account
        for row in tables["cash"].rows
        if row.purpose in ("INTR", "PRIN") and row.credit
    }


def _forced(
    scenario: Scenario, event: ForcedTransfer, moved: Sequence[SettlementRow]
) -> Iterator[str]:
    told = day_of(event.date), event.tranche, event.from_party, event.to_party, event.units
    for row in moved:
        sides = row.tranche, row.deliverer, row.receiver, row.units
        if row.instruction_id.startswith("F") and (row.actual_settlement_date, *sides) == told:
            by = scenario.with_role(event.by)[0].name
            ground = f": {event.reason}" if event.reason else ""
            yield (
                f"{event.date} {row.instruction_id} {units_told(row.units)} {row.deliverer} to "
                f"{row.receiver}, forced by {by}{ground}"
            )
            return


def _replaced(
    event: ReplaceAccount, moved: Sequence[SettlementRow], changes: Sequence[RegisterRow]
) -> Iterator[str]:
    if not any((row.party, row.change) == (event.lost, "REPLACED") for row in changes):
        return
    recovered = [
        f"{row.instruction_id} {units_told(row.units)}"
        for row in moved
        if row.instruction_id.startswith("L")
        and (row.deliverer, row.receiver) == (event.lost, event.replacement)
    ]
    what = " and ".join(recovered) if recovered else "nothing"
    yield f"{event.date} {event.lost} replaced by {event.replacement}, {what} recovered"
