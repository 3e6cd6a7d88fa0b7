"""Terms beyond the plain bond of `deal.py`: quarters, floating rates, new versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sim.chain import Address
from sim.chain.bindings import BondTerms, BondToken
from sim.chain.logs import CouponKind, Period, Reset, Role
from sim.chain.structs import Change
from sim.units import PAR
from tests.contracts.deal import OFFERED_UNITS, WHOLE, Deal, day, instant, period

#: Ends of the quarters, each paid on its day and recorded at 18:00 of the day before.
STARTS = ("2023-02-16", "2023-05-16", "2023-08-16", "2023-11-16", "2024-02-16")

#: A rate that follows what is observed, within no bounds a test would meet by chance.
PLAIN_RESET = Reset("HIBOR 3M", WHOLE, 0, 0, WHOLE, False, 30_000_000)


def quarters(starts: Sequence[str] = STARTS) -> list[Period]:
    """Quarterly periods of the bond's rate, all of face repaid with the last."""
    ends = list(pairwise(starts))
    made = [period(a, b, record=f"{b[:8]}15", ex=f"{b[:8]}14") for a, b in ends]
    return [*(replace(one, factor_after=WHOLE) for one in made[:-1]), made[-1]]


def with_factors(*after: int) -> list[Period]:
    """Quarters that leave so much of face outstanding each, 1e-9."""
    return [replace(one, factor_after=left) for one, left in zip(quarters(), after, strict=True)]


def floating() -> list[Period]:
    """Quarters fixed on their first day from 09:00 until 17:30."""
    return [
        replace(
            one,
            rate=0,
            fixing_date=one.start,
            fixing_opens_at=instant(f"{start} 09:00"),
            fallback_from=instant(f"{start} 17:30"),
        )
        for one, start in zip(quarters(), STARTS, strict=False)
    ]


def bound(
    deal: Deal, periods: Sequence[Period] | None = None, **changes: object
) -> tuple[BondTerms, BondToken]:
    """Terms (by default of quarters) and the bond they are bound to: wired, and on offer to all."""
    bond = deal.new_bond(periods=list(quarters() if periods is None else periods), **changes)
    deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
    deal.offer_to(token=bond)
    return deal.terms_of(bond), bond


def floating_bond(
    deal: Deal, reset: Reset = PLAIN_RESET, periods: Sequence[Period] | None = None
) -> tuple[BondTerms, BondToken]:
    given = floating() if periods is None else periods
    return bound(deal, given, coupon_kind=CouponKind.FLOATING, reset=reset)


def amender(deal: Deal) -> Address:
    """An account that stands where a contract with rules for new versions would."""
    account = deal.new_key("amending contract")
    deal.roles.grant([Role.AMENDING_CONTRACT], [account], sender=deal.admin)
    return account


def unchanged(**changes: int) -> Change:
    """What a new version leaves of the terms, with changes."""
    same = Change(day("2024-02-16"), int(PAR), OFFERED_UNITS, 0)
    return replace(same, **changes)
