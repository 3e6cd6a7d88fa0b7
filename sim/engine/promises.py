"""What tranches promise for when things go wrong, written into the contracts before the issue.

Instants are computed here: grace ends at the close of its last day, and claims at the close of a
record date some years after maturity.
"""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sim.chain import Chain
from sim.chain.bindings import Meetings, Recoveries, Trustee
from sim.chain.identity import Address
from sim.chain.logs import Covenants, Grace, Prescription, Waterfall
from sim.engine.world import Remedies, System
from sim.model import Default, Scenario
from sim.schedule import DealSchedule, Phase, TrancheSchedule, instant
from sim.units import Rate, day_of, rate_from_percent

__all__ = ["deploy_remedies", "grace_of", "prescription"]


def deploy_remedies(
    scenario: Scenario, schedule: DealSchedule, chain: Chain, system: System, sender: Address
) -> Remedies | None:
    """The contracts for defaults and votes, with every promise; None where no tranche has any."""
    promising = {code: made for code, made in schedule.tranches.items() if made.facts.default}
    if not promising:
        return None
    roles, paying = system.roles.address, system.paying_agent.address
    trustee = Trustee.deploy(chain, roles, paying, system.settlement.address, sender=sender)
    register = system.register.address
    meetings = Meetings.deploy(chain, roles, register, trustee.address, sender=sender)
    recoveries = Recoveries.deploy(chain, roles, trustee.address, paying, sender=sender)
    has_trustee = bool(scenario.with_role("trustee"))
    for code, made in promising.items():
        trustee.enter(
            system.bonds[code].address,
            _covenants(made, schedule.zone, has_trustee),
            [grace_of(made, one.period.payment, schedule.zone) for one in made.agreed],
            sender=sender,
        )
    return Remedies(trustee, meetings, recoveries)


def grace_of(made: TrancheSchedule, payment: date, zone: ZoneInfo) -> Grace:
    """When the grace of a payment date ends: at the close of its last day."""
    promised = _promised(made)
    return Grace(
        interest_until=_grace_end(made, payment, promised.grace_days, zone),
        principal_until=_grace_end(made, payment, promised.principal_grace_days, zone),
    )


def prescription(made: TrancheSchedule, zone: ZoneInfo) -> Prescription:
    """The record date and the payment at which claims end, by the maturity at issue."""
    maturity, years = made.facts.maturity, _promised(made).prescription_years
    # No month is shorter than 28 days, so that the day exists in any year.
    payment = made.home.following(
        date(maturity.year + years, maturity.month, min(maturity.day, 28))
    )
    record = made.home.add(payment, -made.facts.record_days)
    return Prescription(
        record_date=day_of(record),
        payment_date=day_of(payment),
        record_at=instant(record, Phase.CLOSE, zone),
        funding_cutoff=instant(payment, Phase.FUNDING, zone),
        payable_from=instant(payment, Phase.PAYMENTS, zone),
    )


def _covenants(made: TrancheSchedule, zone: ZoneInfo, has_trustee: bool) -> Covenants:
    promised = _promised(made)
    return Covenants(
        has_trustee=has_trustee,
        default_rate=rate_from_percent(promised.default_rate),
        acceleration_share=_share(promised, "acceleration_share"),
        requisition_share=_share(promised, "requisition_share"),
        quorum=_share(promised, "quorum"),
        adjourned_quorum=_share(promised, "adjourned_quorum"),
        majority=_share(promised, "majority"),
        waterfall=Waterfall[promised.waterfall.upper()],
        prescription=prescription(made, zone),
    )


def _share(promised: Default, key: str) -> Rate:
    """A share in per cent as the contracts write it, 1e-9, like a rate."""
    return rate_from_percent(getattr(promised, key))


def _grace_end(made: TrancheSchedule, payment: date, days: int, zone: ZoneInfo) -> int:
    counts_all = _promised(made).grace_counts == "calendar"
    last = payment + timedelta(days) if counts_all else made.home.add(payment, days)
    return instant(last, Phase.CLOSE, zone)


def _promised(made: TrancheSchedule) -> Default:
    promised = made.facts.default
    if promised is None:
        raise ValueError(f"tranche {made.facts.code} promises nothing")
    return promised
