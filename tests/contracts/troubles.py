"""A bond in trouble: its covenants, and the steps that bring it to where a test begins.

Alice, bob and carol hold 10, 20 and 30 units; the first coupon is 2023-08-16, 10:00 its cut-off.
Grace is 7 days for interest and 3 for principal, default interest 6 % a year, and the shares are
25 % to accelerate, 10 % to call a vote, quorum a half and a quarter, majority three quarters.
"""

from __future__ import annotations

from dataclasses import replace

from sim.chain import Address, Receipt
from sim.chain.logs import (
    ActionAnnounced,
    Amendment,
    Change,
    Covenants,
    Grace,
    Matter,
    Meeting,
    Prescription,
    Proposed,
    Role,
    Waterfall,
)
from sim.chain.structs import Instalment
from tests.contracts.coupons import CUT_OFF, announced, held
from tests.contracts.deal import HONG_KONG, Deal, day, instant

DEFAULT_RATE = 60_000_000
QUARTER, HALF, MOST, TENTH = 250_000_000, 500_000_000, 750_000_000, 100_000_000
GRACE_ENDS, PRINCIPAL_GRACE_ENDS = "2023-08-23 18:00", "2023-08-19 18:00"

PRESCRIPTION = Prescription(
    record_date=day("2034-02-15"),
    payment_date=day("2034-02-16"),
    record_at=instant("2034-02-15 18:00"),
    funding_cutoff=instant("2034-02-16 10:00"),
    payable_from=instant("2034-02-16 11:00"),
)
COVENANTS = Covenants(
    has_trustee=True,
    default_rate=DEFAULT_RATE,
    acceleration_share=QUARTER,
    requisition_share=TENTH,
    quorum=HALF,
    adjourned_quorum=QUARTER,
    majority=MOST,
    waterfall=Waterfall.PARI_PASSU,
    prescription=PRESCRIPTION,
)
GRACES = [
    Grace(instant(GRACE_ENDS), instant(PRINCIPAL_GRACE_ENDS)),
    Grace(instant("2024-02-23 18:00"), instant("2024-02-19 18:00")),
]
#: A proposal that changes no terms.
NOTHING = Amendment(0, (), Change(0, 0, 0, 0), ())


def promised(deal: Deal, **changes: object) -> Deal:
    """The covenants are set, with changes, and units issued."""
    covenants = replace(COVENANTS, **changes)
    deal.trustee.enter(deal.bond.address, covenants, GRACES, sender=deal.deployer)
    return held(deal)


def missed(deal: Deal) -> int:
    """Action 1, the first coupon, declared missed at its cut-off."""
    number = announced(deal)
    deal.warp(CUT_OFF)
    deal.paying.declare_missed([number], sender=deal.paying_agent)
    return number


def defaulted(deal: Deal) -> int:
    """The same, past its grace and declared an event of default."""
    number = missed(deal)
    deal.warp(GRACE_ENDS)
    deal.trustee.declare_default(number, sender=deal.mallory)
    return number


def accelerated(deal: Deal, on: str = "2023-08-25") -> int:
    """Accelerated by the trustee, at noon of a day; 9 days of the second period by then."""
    number = defaulted(deal)
    deal.warp(f"{on} 12:00")
    deal.trustee.accelerate(deal.bond.address, day(on), sender=deal.bond_trustee)
    return number


def accelerated_in(deal: Deal, money: Address) -> Deal:
    """Another bond, paid in that money: promised, held by the same, accelerated."""
    bond = deal.new_bond(rails=(money,))
    deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
    rule = deal.register.offer_rule(deal.bond.address)
    deal.register.set_offer_rule(bond.address, rule, [HONG_KONG], sender=deal.registrar)
    other = promised(replace(deal, bond=bond, terms=deal.terms_of(bond)))
    accelerated(other)
    return other


def restored(deal: Deal) -> Amendment:
    """What an acceleration in the second period replaced; asked before it."""
    whole = deal.terms.terms()
    change = Change(
        whole.maturity_date, whole.redemption_price, whole.offered_units, whole.reset.spread
    )
    return Amendment(1, (deal.terms.period(1),), change, ())


def meeting(record: str = "2023-09-01", ends: str = "2023-09-08", again: str = "") -> Meeting:
    """Record date at 18:00 of a day, votes until noon of another, and of a third."""
    return Meeting(
        record_date=day(record),
        record_at=instant(f"{record} 18:00"),
        voting_date=day(ends),
        voting_until=instant(f"{ends} 12:00"),
        adjourned_until=instant(f"{again} 12:00") if again else 0,
    )


def proposed(
    deal: Deal,
    matter: Matter,
    amendment: Amendment = NOTHING,
    when: Meeting | None = None,
) -> int:
    """A proposal of the issuer, at the close of its record date."""
    when = when or meeting()
    receipt = deal.meetings.propose(deal.bond.address, matter, when, amendment, sender=deal.issuer)
    deal.chain.at(when.record_at)
    return receipt.only(Proposed).proposal_id


def votes(deal: Deal, number: int, *, favour: str = "", against: str = "") -> None:
    """Each of the named holders votes for itself."""
    for names, in_favour in ((favour, True), (against, False)):
        for name in names.split():
            holder = getattr(deal, name)
            deal.meetings.vote(number, [holder], in_favour, sender=holder)


def decided(deal: Deal, number: int) -> Receipt:
    """Voting ended, and somebody counts."""
    deal.chain.at(deal.meetings.proposal(number).voting_until)
    return deal.meetings.close(number, sender=deal.mallory)


def recovered(deal: Deal, amount: int, record: str = "2023-09-15") -> Instalment:
    """Money paid in by the issuer, and the record date of an instalment has closed."""
    closes = instant(f"{record} 18:00")
    deal.recoveries.add_record(deal.bond.address, day(record), closes, sender=deal.bond_trustee)
    deal.recoveries.pay_in(deal.bond.address, amount, sender=deal.issuer)
    deal.chain.at(closes)
    return Instalment(
        record_date=day(record),
        ex_date=day(record),
        payment_date=day(record) + 3,
        record_at=closes,
        payable_from=closes + 60,
    )


def distributed(deal: Deal, instalment: Instalment, *, by: Address | None = None) -> Receipt:
    """The trustee pays the instalment into the paying agent; now payable."""
    receipt = deal.recoveries.distribute(
        deal.bond.address, instalment, sender=by or deal.bond_trustee
    )
    deal.chain.at(max(instalment.payable_from, deal.chain.now))
    return receipt


def instalment_of(receipt: Receipt) -> int:
    return receipt.only(ActionAnnounced).action_id
