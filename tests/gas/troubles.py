"""What default, votes and recovery cost; all of it is undone, and no other number moves."""

from __future__ import annotations

from sim.chain.logs import Matter
from tests.contracts.deal import Deal, day
from tests.contracts.rtgs import reference
from tests.contracts.troubles import (
    COVENANTS,
    GRACE_ENDS,
    GRACES,
    accelerated_in,
    decided,
    distributed,
    meeting,
    missed,
    promised,
    proposed,
    recovered,
    votes,
)
from tests.contracts.troubles import NOTHING as NO_CHANGE


def troubles(deal: Deal) -> dict[str, int]:
    """Gas of each step of a default, by what was done; before any unit is issued."""
    found: dict[str, int] = {}
    with deal.undone():
        bond, trustee = deal.bond.address, deal.bond_trustee
        entered = deal.trustee.enter(bond, COVENANTS, GRACES, sender=deal.deployer)
        found["set covenants, two periods"] = entered.gas_used
    with deal.undone():
        deal.warp("2023-02-16 08:30")
        promised(deal)
        number = missed(deal)
        deal.warp(GRACE_ENDS)
        found["declare a default"] = deal.trustee.declare_default(
            number, sender=deal.mallory
        ).gas_used
        deal.warp("2023-08-25 12:00")
        done = deal.trustee.accelerate(bond, day("2023-08-25"), sender=trustee)
        found["accelerate"] = done.gas_used
        found["distribute a first instalment"] = distributed(deal, recovered(deal, 10**9)).gas_used
    return found | _outside(deal) | _votes(deal)


def _outside(deal: Deal) -> dict[str, int]:
    with deal.undone():
        deal.warp("2023-02-16 08:30")
        other = accelerated_in(deal, deal.rtgs.address)
        what = other.recoveries.address, other.bond.address, deal.issuer, 10**9, reference(1)
        confirmed = deal.rtgs.confirm_recovery(*what, sender=deal.rail_operator)
        return {"confirm a recovery outside the chain": confirmed.gas_used}


def _votes(deal: Deal) -> dict[str, int]:
    with deal.undone():
        deal.warp("2023-02-16 08:30")
        promised(deal)
        when = meeting("2023-06-01", "2023-06-08")
        before = len(deal.chain.transactions)
        number = proposed(deal, Matter.WAIVE, when=when)
        votes(deal, number, favour="bob")
        deal.meetings.vote_split(number, deal.carol, 26, 4, sender=deal.carol)
        votes(deal, number, favour="alice")
        decided(deal, number)
        deal.meetings.enact(number, NO_CHANGE, sender=deal.mallory)
        used = [sent.gas_used for sent in deal.chain.transactions[before:]]
        steps = ["propose", "vote, the first", "vote both ways", "vote"]
        steps += ["close a vote", "enact a waiver"]
        return dict(zip(steps, used, strict=True))
