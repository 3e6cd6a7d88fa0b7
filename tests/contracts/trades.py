"""A trade between two investors, and the steps that bring it to where a test begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.chain.logs import Economics, Instructed, TransactionType
from sim.units import PAR
from tests.contracts.deal import Deal, day, instant

OPENS = "2023-02-20 08:30"
CUT_OFF = "2023-02-20 17:30"
EXPIRES = "2023-03-06 17:30"

#: Ten units at par: HKD 5,000,000.00, and four days of 4.05 % ACT/365F on it.
UNITS, CLEAN, ACCRUED = 10, 5_000_000_00, 2_219_18


def trade(deal: Deal, **changes: Any) -> Economics:
    """Alice sells bob ten units at par against e-HKD, traded on the issue date, due at T+2."""
    usual = Economics(
        transaction_type=TransactionType.TRAD,
        bond=deal.bond.address,
        cash=deal.cash.address,
        deliverer=deal.alice,
        receiver=deal.bob,
        units=UNITS,
        price=PAR,
        clean_amount=CLEAN,
        accrued_amount=ACCRUED,
        accrued_days=4,
        trade_date=day("2023-02-16"),
        intended_date=day("2023-02-20"),
        expiry_date=day("2023-03-06"),
        opens_at=instant(OPENS),
        expires_at=instant(EXPIRES),
        linked_id=0,
        trade_id=b"T-0001".ljust(32, b"\0"),
    )
    return replace(usual, **changes)


def free(deal: Deal, **changes: Any) -> Economics:
    """The same units, free of payment."""
    without = {"cash": "0x" + "00" * 20, "price": 0, "clean_amount": 0, "accrued_amount": 0}
    return trade(deal, **without | changes)


def instructed(deal: Deal, economics: Economics) -> int:
    """Entered by the deliverer alone."""
    receipt = deal.settlement.instruct([economics], sender=economics.deliverer)
    return receipt.only(Instructed).id


def matched(deal: Deal, economics: Economics) -> int:
    """Entered by the deliverer, affirmed by the receiver."""
    number = instructed(deal, economics)
    agreed = deal.settlement.hash_economics(economics)
    deal.settlement.affirm([number], [agreed], sender=economics.receiver)
    return number


def settled(deal: Deal, economics: Economics) -> int:
    """Matched and settled at the instant it opens."""
    number = matched(deal, economics)
    deal.chain.at(max(economics.opens_at, deal.chain.now))
    deal.settlement.settle([number], sender=deal.settlement_agent)
    return number
