"""One deal with every contract deployed and wired: the stage that contract tests play on.

The bond is the two-coupon tranche of `hk-2023`: 1,600 units of HKD 500,000.00, at least 2 a holder,
4.05 % ACT/365F. `open_deal` leaves the clock some seconds past 08:00 of 2023-02-13, the book open,
with no unit issued, no order and no instruction entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sim.chain import Address, Chain, Engine, Receipt, Reverted, private_key
from sim.chain.bindings import (
    BondTerms,
    BondToken,
    CentralBankMoney,
    InvestorRegister,
    Meetings,
    Offering,
    Options,
    PayingAgent,
    Recoveries,
    Roles,
    RtgsRail,
    Settlement,
    Stablecoin,
    Trustee,
)
from sim.chain.logs import (
    CouponKind,
    DayCountConvention,
    InvestorClass,
    Log,
    OfferRule,
    Period,
    Reset,
    Role,
    RoundingBasis,
    Stub,
    Terms,
)
from sim.chain.structs import Admission, OfferingTerms
from sim.units import PAR, day_from_text, instant_of

HONG_KONG, SINGAPORE, BRITAIN, FRANCE = 344, 702, 826, 250
#: Bit n is class n.
INSTITUTIONS_AND_PROFESSIONALS = 1 << InvestorClass.INSTITUTION | 1 << InvestorClass.PROFESSIONAL

GENESIS = "2023-02-13 08:00"
RATE = 40_500_000
CALCULATION_AMOUNT = 500_000_00
OFFERED_UNITS = 1_600
MINIMUM_UNITS = 2
#: HKD 2,000,000,000.00 each, in either money.
CASH = 2_000_000_000_00
UNLIMITED = 2**256 - 1
ZERO: Address = "0x" + "00" * 20
#: All of face, in 1e-9; and what a coupon says of floating that does not.
WHOLE = 1_000_000_000
NO_RESET = Reset("", 0, 0, 0, 0, False, 0)

_ZONE = ZoneInfo("Asia/Hong_Kong")


def instant(text: str) -> int:
    """UTC seconds of `YYYY-MM-DD HH:MM` in Hong Kong."""
    return int(instant_of(datetime.fromisoformat(text).replace(tzinfo=_ZONE)))


def day(text: str) -> int:
    """Civil days since 1970-01-01 of `YYYY-MM-DD`."""
    return int(day_from_text(text))


KYC_EXPIRY = instant("2024-12-31 18:00")


@dataclass(frozen=True)
class Party:
    """Every account that signs; the last four stand where a contract or a stranger would."""

    deployer: Address
    admin: Address
    issuer: Address
    arranger: Address
    registrar: Address
    regulator: Address
    paying_agent: Address
    settlement_agent: Address
    calculation_agent: Address
    bond_trustee: Address
    fiscal_agent: Address
    central_bank: Address
    stablecoin_issuer: Address
    rail_operator: Address
    alice: Address
    bob: Address
    carol: Address
    dave: Address
    erin: Address
    mallory: Address
    as_settlement: Address
    as_offering: Address
    as_paying_agent: Address


@dataclass(frozen=True)
class Deal(Party):
    """The parties, the contracts, and what tests do with them again and again."""

    chain: Chain
    roles: Roles
    register: InvestorRegister
    central_bank_money: CentralBankMoney
    stablecoin: Stablecoin
    terms: BondTerms
    bond: BondToken
    settlement: Settlement
    options: Options
    paying: PayingAgent
    offering: Offering
    rtgs: RtgsRail
    trustee: Trustee
    meetings: Meetings
    recoveries: Recoveries

    day = staticmethod(day)
    instant = staticmethod(instant)

    @property
    def cash(self) -> CentralBankMoney:
        """The bond's first rail, which payments use by default."""
        return self.central_bank_money

    @property
    def investors(self) -> list[Address]:
        """Admitted, with cash in both moneys and approvals for the settlement contract."""
        return [self.alice, self.bob, self.carol, self.dave, self.erin]

    def warp(self, text: str) -> int:
        """Moves the clock to `YYYY-MM-DD HH:MM` in Hong Kong: the next transaction's time."""
        self.chain.at(instant(text))
        return self.chain.now

    def mint(self, investor: Address, units: int) -> Receipt:
        """Issues units to an investor the way the settlement of an issue does."""
        return self.bond.issue(investor, units, sender=self.as_settlement)

    def admit(
        self,
        account: Address,
        *,
        investor_class: InvestorClass = InvestorClass.INSTITUTION,
        jurisdiction: int = HONG_KONG,
        kyc_expiry: int = KYC_EXPIRY,
        nominee: bool = False,
    ) -> Receipt:
        """Admits an account, or changes what is recorded of it."""
        entry = Admission(account, investor_class, jurisdiction, kyc_expiry, nominee)
        return self.register.admit([entry], sender=self.registrar)

    def offer_to(
        self,
        *,
        classes: int = INSTITUTIONS_AND_PROFESSIONALS,
        jurisdictions: tuple[int, ...] = (HONG_KONG, SINGAPORE, BRITAIN),
        risk_acknowledgement: bool = False,
        unit_cap: int = 0,
        token: BondToken | None = None,
    ) -> Receipt:
        """Sets to whom the bond (or another) may be sold; by default as at the start."""
        rule = OfferRule(classes, risk_acknowledgement, unit_cap)
        bond = (token or self.bond).address
        return self.register.set_offer_rule(bond, rule, jurisdictions, sender=self.registrar)

    def holdings(self, *accounts: Address) -> list[int]:
        """Units of each account."""
        return self.chain.balances(self.bond.address, accounts)

    @contextmanager
    def undone(self) -> Iterator[Deal]:
        """Whatever happens inside is undone at its end."""
        before = self.chain.snapshot()
        try:
            yield self
        finally:
            self.chain.revert(before)

    def new_key(self, name: str) -> Address:
        """One more account that can sign."""
        return self.chain.add_key(private_key(0, name))

    def new_terms(self, periods: list[Period] | None = None, **changes: object) -> BondTerms:
        """Other terms: the bond's own with changes, bound to no bond yet."""
        made = BondTerms.deploy(
            self.chain,
            self.roles.address,
            replace(self.terms.terms(), **changes),
            sender=self.deployer,
            name="Other terms",
        )
        made.append(schedule() if periods is None else periods, sender=self.deployer)
        return made

    def new_bond(self, periods: list[Period] | None = None, **changes: object) -> BondToken:
        """Another bond of the same system: this one's terms with changes, not yet wired."""
        terms = self.new_terms(periods, **changes)
        bond = self.unbound(terms)
        terms.bind(bond.address, sender=self.deployer)
        return bond

    def unbound(self, terms: BondTerms) -> BondToken:
        """A bond deployed with some terms, which do not know it yet."""
        return BondToken.deploy(
            self.chain,
            "Another green bond",
            "NEXT",
            self.roles.address,
            self.register.address,
            terms.address,
            sender=self.deployer,
            name="Another",
        )

    def terms_of(self, bond: BondToken) -> BondTerms:
        """The terms a bond is bound to."""
        return BondTerms(self.chain, bond.bond_terms())


@contextmanager
def reverts(error: type[Reverted], **values: object) -> Iterator[None]:
    """The block reverts with exactly this error and exactly these values."""
    with pytest.raises(error) as raised:
        yield
    assert raised.value.values == values


def told(receipt: Receipt) -> list[tuple[object, ...]]:
    """Every event of a transaction in order: its class, then its own fields."""
    place = {field.name for field in fields(Log)}
    return [
        (type(event), *(getattr(event, f.name) for f in fields(event) if f.name not in place))
        for event in receipt.events
    ]


def schedule() -> list[Period]:
    """Two half-yearly periods, record date one business day before payment."""
    first = period("2023-02-16", "2023-08-16", record="2023-08-15", ex="2023-08-14")
    return [
        replace(first, factor_after=WHOLE),
        period("2023-08-16", "2024-02-16", record="2024-02-15", ex="2024-02-14"),
    ]


def period(start: str, end: str, *, record: str, ex: str) -> Period:
    """The last interest period, paid on its end: funds by 10:00, payable from 11:00."""
    return Period(
        start=day(start),
        end=day(end),
        due_date=day(end),
        payment_date=day(end),
        record_date=day(record),
        ex_date=day(ex),
        rate=RATE,
        record_at=instant(f"{record} 18:00"),
        funding_cutoff=instant(f"{end} 10:00"),
        payable_from=instant(f"{end} 11:00"),
        factor_after=0,
        stub=Stub.NONE,
        fixing_date=0,
        fixing_opens_at=0,
        fallback_from=0,
    )


def terms(issuer: Address, rails: tuple[Address, ...]) -> Terms:
    """The terms beside the schedule."""
    return Terms(
        isin="HK0000000017",
        currency="HKD",
        issuer=issuer,
        rails=rails,
        calculation_amount=CALCULATION_AMOUNT,
        minimum_units=MINIMUM_UNITS,
        offered_units=OFFERED_UNITS,
        redemption_price=PAR,
        issue_date=day("2023-02-16"),
        maturity_date=day("2024-02-16"),
        day_count=DayCountConvention.ACT_365F,
        rounding_basis=RoundingBasis.CALCULATION_AMOUNT,
        coupon_kind=CouponKind.FIXED,
        coupons_per_year=2,
        roll_day=16,
        reset=NO_RESET,
        tax_account=ZERO,
        taxes=(),
    )


def open_deal(new_engine: Callable[[int], Engine]) -> Deal:
    """Deploys and wires everything on a fresh engine, made for a genesis instant (UTC seconds)."""
    chain = Chain(new_engine(instant(GENESIS)))
    party = Party(*(chain.add_key(private_key(0, each.name)) for each in fields(Party)))
    deal = _deploy(chain, party)
    _wire(deal)
    _admit(deal)
    _hand_out_cash(deal)
    return deal


def _deploy(chain: Chain, party: Party) -> Deal:
    sender = party.deployer
    roles = Roles.deploy(chain, party.admin, sender=sender)
    register = InvestorRegister.deploy(chain, roles.address, sender=sender)
    money = CentralBankMoney.deploy(chain, "e-HKD", "eHKD", "HKD", 2, roles.address, sender=sender)
    coin = Stablecoin.deploy(
        chain, "Harbour Dollar", "HKDH", "HKD", 2, roles.address, sender=sender
    )
    agreed = terms(party.issuer, (money.address, coin.address))
    bond_terms = BondTerms.deploy(chain, roles.address, agreed, sender=sender)
    bond_terms.append(schedule(), sender=sender)
    bond = BondToken.deploy(
        chain,
        "Green Bond 4.05% 2024",
        "GREEN24",
        roles.address,
        register.address,
        bond_terms.address,
        sender=sender,
    )
    bond_terms.bind(bond.address, sender=sender)
    settlement = Settlement.deploy(chain, roles.address, register.address, sender=sender)
    options = Options.deploy(
        chain, roles.address, register.address, settlement.address, sender=sender
    )
    paying = PayingAgent.deploy(
        chain,
        roles.address,
        register.address,
        settlement.address,
        options.address,
        sender=sender,
    )
    rtgs = RtgsRail.deploy(
        chain,
        "Real-time gross settlement",
        "RTGS",
        "HKD",
        2,
        roles.address,
        settlement.address,
        sender=sender,
    )
    offered = OfferingTerms(
        register=register.address,
        settlement=settlement.address,
        bond=bond.address,
        rails=(money.address, coin.address, rtgs.address),
        arranger=party.arranger,
        pricing_date=day("2023-02-15"),
        issue_date=day("2023-02-16"),
        closes_at=instant("2023-02-15 17:00"),
        issue_opens_at=instant("2023-02-16 08:30"),
        issue_cutoff=instant("2023-02-16 17:30"),
        take_up_until=instant("2023-02-16 18:00"),
        maximum_price=PAR + PAR // 10,
        units=OFFERED_UNITS,
        period_index=0,
        accrued_days=0,
        accrual_num=0,
        accrual_den=365,
    )
    offering = Offering.deploy(chain, offered, sender=sender)
    trustee = Trustee.deploy(
        chain, roles.address, paying.address, settlement.address, sender=sender
    )
    meetings = Meetings.deploy(
        chain, roles.address, register.address, trustee.address, sender=sender
    )
    recoveries = Recoveries.deploy(
        chain, roles.address, trustee.address, paying.address, sender=sender
    )
    accounts = {each.name: getattr(party, each.name) for each in fields(Party)}
    return Deal(
        **accounts,
        chain=chain,
        roles=roles,
        register=register,
        central_bank_money=money,
        stablecoin=coin,
        terms=bond_terms,
        bond=bond,
        settlement=settlement,
        options=options,
        paying=paying,
        offering=offering,
        rtgs=rtgs,
        trustee=trustee,
        meetings=meetings,
        recoveries=recoveries,
    )


def _wire(deal: Deal) -> None:
    given = [
        (Role.ISSUER, deal.issuer),
        (Role.ARRANGER, deal.arranger),
        (Role.REGISTRAR, deal.registrar),
        (Role.REGULATOR, deal.regulator),
        (Role.PAYING_AGENT, deal.paying_agent),
        (Role.SETTLEMENT_AGENT, deal.settlement_agent),
        (Role.CALCULATION_AGENT, deal.calculation_agent),
        (Role.TRUSTEE, deal.bond_trustee),
        (Role.FISCAL_AGENT, deal.fiscal_agent),
        (Role.CENTRAL_BANK, deal.central_bank),
        (Role.CASH_ISSUER, deal.stablecoin_issuer),
        (Role.RAIL_OPERATOR, deal.rail_operator),
        (Role.BOND_CONTRACT, deal.bond.address),
        (Role.CASH_CONTRACT, deal.central_bank_money.address),
        (Role.CASH_CONTRACT, deal.stablecoin.address),
        (Role.CASH_CONTRACT, deal.rtgs.address),
        (Role.SETTLEMENT_CONTRACT, deal.settlement.address),
        (Role.OFFERING_CONTRACT, deal.offering.address),
        (Role.PAYING_AGENT_CONTRACT, deal.paying.address),
        (Role.AMENDING_CONTRACT, deal.trustee.address),
        (Role.AMENDING_CONTRACT, deal.meetings.address),
        (Role.AMENDING_CONTRACT, deal.recoveries.address),
        (Role.SETTLEMENT_CONTRACT, deal.as_settlement),
        (Role.OFFERING_CONTRACT, deal.as_offering),
        (Role.PAYING_AGENT_CONTRACT, deal.as_paying_agent),
        (Role.AMENDING_CONTRACT, deal.options.address),
        *(
            (Role.UNITS_CONTRACT, who)
            for who in (
                deal.settlement.address,
                deal.paying.address,
                deal.options.address,
                deal.as_settlement,
                deal.as_paying_agent,
            )
        ),
    ]
    deal.roles.grant([role for role, _ in given], [who for _, who in given], sender=deal.admin)


def _admit(deal: Deal) -> None:
    institution, professional = InvestorClass.INSTITUTION, InvestorClass.PROFESSIONAL
    entries = [
        Admission(deal.alice, institution, HONG_KONG, KYC_EXPIRY, False),
        Admission(deal.bob, institution, HONG_KONG, KYC_EXPIRY, False),
        Admission(deal.carol, professional, HONG_KONG, KYC_EXPIRY, False),
        Admission(deal.dave, institution, SINGAPORE, KYC_EXPIRY, False),
        Admission(deal.erin, institution, BRITAIN, KYC_EXPIRY, True),
        Admission(deal.arranger, institution, HONG_KONG, KYC_EXPIRY, False),
    ]
    deal.register.admit(entries, sender=deal.registrar)
    deal.offer_to()


def _hand_out_cash(deal: Deal) -> None:
    payers = [*deal.investors, deal.arranger, deal.issuer]
    trustees = [deal.bond_trustee, deal.recoveries.address]
    amounts = [CASH] * len(payers)
    deal.cash.add_participants([*payers, *trustees, deal.paying.address], sender=deal.central_bank)
    deal.cash.mint(payers, amounts, sender=deal.central_bank)
    deal.stablecoin.mint(payers, amounts, sender=deal.stablecoin_issuer)
    for token in (deal.cash, deal.stablecoin):
        for payer in payers:
            token.approve(deal.settlement.address, UNLIMITED, sender=payer)
        token.approve(deal.paying.address, UNLIMITED, sender=deal.issuer)
        token.approve(deal.recoveries.address, UNLIMITED, sender=deal.issuer)
