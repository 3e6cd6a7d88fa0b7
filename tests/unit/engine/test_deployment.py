"""Terms on chain equal the schedule: every field of `Terms`, `Period` and `OfferingTerms`."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime
from fractions import Fraction
from typing import get_args

import pytest

from sim.chain.bindings import CentralBankMoney, Stablecoin
from sim.chain.logs import (
    CouponKind,
    DayCountConvention,
    Flow,
    Period,
    Reset,
    RoundingBasis,
    Stub,
    TermsSet,
)
from sim.engine.deployment import DEPLOYER, investors, signers
from sim.model import load
from sim.model.words import DayCount
from sim.schedule import plan
from sim.units import RATE_SCALE, day_of
from tests.scenarios import book, order, small, tranche
from tests.stage import Stage


@pytest.fixture(scope="module")
def deployed():
    """The contracts of `hk-2023`."""
    return Stage(load("hk-2023"))


@pytest.fixture(scope="module")
def bond(deployed):
    return deployed.world.system.bonds["HKD"]


@pytest.fixture(scope="module")
def terms(deployed):
    return deployed.world.system.terms["HKD"]


class TestTerms:
    def test_are_bound_to_the_bond(self, bond, terms):
        assert bond.bond_terms() == terms.address
        assert terms.bond() == bond.address

    def test_every_field(self, deployed, terms):
        cash = deployed.world.system.cash["cbdc", "HKD"]
        assert asdict(terms.terms()) == {
            "isin": "",
            "currency": "HKD",
            "issuer": deployed.accounts["hksar"],
            "rails": (cash.address,),
            "calculation_amount": 500_000_00,
            "minimum_units": 2,
            "offered_units": 1_600,
            "redemption_price": 100_000_000,
            "issue_date": day_of(date(2023, 2, 16)),
            "maturity_date": day_of(date(2024, 2, 16)),
            "day_count": DayCountConvention.ACT_365F,
            "rounding_basis": RoundingBasis.CALCULATION_AMOUNT,
            "coupon_kind": CouponKind.FIXED,
            "coupons_per_year": 2,
            "roll_day": 16,
            "reset": asdict(Reset("", 0, 0, 0, 0, False, 0)),
            "tax_account": "0x" + "00" * 20,
            "taxes": (),
        }

    def test_name_and_symbol(self, bond):
        assert bond.symbol() == "hk-2023.HKD"
        assert bond.name().endswith(", HKD")
        assert bond.decimals() == 0

    def test_rails_in_the_order_of_the_scenario(self):
        both = Stage(load("hk-2023", {"tranche.HKD.rails": '["stablecoin", "cbdc"]'}))
        cash = both.world.system.cash
        rails = both.world.system.terms["HKD"].terms().rails
        assert rails == (cash["stablecoin", "HKD"].address, cash["cbdc", "HKD"].address)


#: Issue, maturity, and coupons whose odd period leads over dates that only the anchor tells.
ODD = {
    "an end of month that is none": (
        date(2023, 2, 22),
        date(2023, 12, 27),
        'frequency = 2\nstub = "long first"\nend_of_month = true',
    ),
    "an end of month": (
        date(2023, 2, 22),
        date(2024, 2, 29),
        'frequency = 4\nstub = "long first"\nend_of_month = true',
    ),
    "on the 31st, the last coupon on a 30th": (
        date(2023, 1, 31),
        date(2023, 6, 15),
        'frequency = 4\nstub = "short last"',
    ),
    "on the 31st, maturity on a 30th": (
        date(2023, 2, 22),
        date(2023, 6, 30),
        "frequency = 4\nfirst_coupon = 2023-03-31",
    ),
}


@pytest.mark.parametrize(("issued", "maturity", "dates"), ODD.values(), ids=ODD)
def test_odd_periods_lead_over_the_same_dates(issued, maturity, dates):
    coupon = (
        f'\n[tranche.coupon]\nkind = "fixed"\nrate = 4.05\nday_count = "ACT/ACT ICMA"\n{dates}\n'
    )
    life = {"issued": issued, "priced": issued, "maturity": maturity}
    run = {"start": date(2023, 1, 30), "end": date(2024, 3, 1)}
    stage = Stage(small(tranches=(tranche(coupon, **life),), **run))
    told, planned = stage.world.system.terms["HKD"], stage.world.schedule.tranches["HKD"]
    on_chain = [told.due(index, Flow.INTEREST) for index in range(told.periods())]
    assert [Fraction(due.accrual_num, due.accrual_den) for due in on_chain] == [
        Fraction(period.fraction.num, period.fraction.den) for period in planned.periods
    ]


class TestPeriods:
    def test_the_first_to_the_second(self, deployed, terms):
        """DESIGN section 5: record 15 August, ex 14 August, cut-off 10:00, payment 11:00."""
        assert terms.period(0) == Period(
            start=day_of(date(2023, 2, 16)),
            end=day_of(date(2023, 8, 16)),
            due_date=day_of(date(2023, 8, 16)),
            payment_date=day_of(date(2023, 8, 16)),
            record_date=day_of(date(2023, 8, 15)),
            ex_date=day_of(date(2023, 8, 14)),
            rate=40_500_000,
            record_at=deployed.instant("2023-08-15 18:00"),
            funding_cutoff=deployed.instant("2023-08-16 10:00"),
            payable_from=deployed.instant("2023-08-16 11:00"),
            factor_after=RATE_SCALE,
            stub=Stub.NONE,
            fixing_date=0,
            fixing_opens_at=0,
            fallback_from=0,
        )

    def test_every_field_of_every_period_is_the_schedules(self, deployed, terms):
        planned = plan(deployed.world.scenario).tranches["HKD"]
        flows = [flow for flow in planned.flows if flow.event == "INTR"]
        assert terms.periods() == len(flows) == 2
        for index, flow in enumerate(flows):
            told = terms.period(index)
            dates = (told.start, told.end, told.due_date, told.payment_date)
            agreed = (flow.period_start, flow.period_end, flow.due, flow.payment)
            assert dates == tuple(map(day_of, agreed))
            assert (told.record_date, told.ex_date) == (day_of(flow.record), day_of(flow.ex))
            assert told.rate == flow.rate
            assert told.record_at == deployed.instant(f"{flow.record} 18:00")
            assert told.funding_cutoff == deployed.instant(f"{flow.payment} 10:00")
            assert told.payable_from == deployed.instant(f"{flow.payment} 11:00")
            assert told.factor_after == (0 if flow is flows[-1] else RATE_SCALE)
            assert told.stub is Stub.NONE
            assert told.fixing_date == told.fixing_opens_at == told.fallback_from == 0
        assert len(fields(Period)) == 15

    def test_the_unadjusted_date_is_kept_beside_the_day_of_payment(self):
        # 18 June 2023 is a Sunday: paid on Monday the 19th, interest to the 18th.
        dates = {"priced": date(2023, 4, 17), "issued": date(2023, 4, 18)}
        weekend = tranche(**dates, maturity=date(2023, 6, 18))
        stage = Stage(small(order("alder", 50), tranches=(weekend,), end=date(2023, 6, 20)))
        last = stage.world.system.terms["HKD"].period(1)
        assert last.due_date == last.end == day_of(date(2023, 6, 18))
        assert last.payment_date == day_of(date(2023, 6, 19))

    def test_amounts_a_unit_are_the_schedules(self, deployed, terms):
        flows = plan(deployed.world.scenario).tranches["HKD"].flows
        for index, flow in enumerate(flow for flow in flows if flow.event == "INTR"):
            num, den, days, year = terms.interest_per_unit(index)
            assert (days, year) == (flow.accrual_num, flow.accrual_den)
            assert (2 * num + den) // (2 * den) == flow.per_unit_num

    @pytest.mark.parametrize("day_count", get_args(DayCount))
    def test_by_every_day_count(self, day_count):
        """Over a year that is no leap year and one that is, month's ends among the dates."""
        dates = {"priced": date(2023, 8, 30), "issued": date(2023, 8, 31)}
        terms = tranche(**dates, maturity=date(2024, 8, 31)).replace('"ACT/365F"', f'"{day_count}"')
        terms = terms.replace("frequency = 12", "frequency = 2")
        head = {"start": date(2023, 8, 29), "end": date(2024, 9, 3)}
        stage = Stage(small(order("alder", 50), tranches=(terms,), **head))
        told = stage.world.system.terms["HKD"]
        flows = stage.world.schedule.tranches["HKD"].flows
        for index, flow in enumerate(flow for flow in flows if flow.event == "INTR"):
            num, den, *accrual = told.interest_per_unit(index)
            assert tuple(accrual) == (flow.accrual_num, flow.accrual_den)
            assert (2 * num + den) // (2 * den) == flow.per_unit_num
        assert index == 1

    def test_terms_are_in_the_first_log(self, deployed, bond, terms):
        (told,) = [log for log in deployed.chain.logs if isinstance(log, TermsSet)]
        assert (told.version, told.bond) == (0, bond.address)
        assert told.terms == terms.terms()
        assert told.periods == tuple(terms.period(index) for index in range(terms.periods()))


class TestOffering:
    def test_every_field(self, deployed):
        system = deployed.world.system
        assert asdict(system.offerings["HKD"].offering_terms()) == {
            "register": system.register.address,
            "settlement": system.settlement.address,
            "bond": system.bonds["HKD"].address,
            "rails": (system.cash["cbdc", "HKD"].address,),
            "arranger": deployed.accounts["hsbc"],
            "pricing_date": day_of(date(2023, 2, 15)),
            "issue_date": day_of(date(2023, 2, 16)),
            "closes_at": deployed.instant("2023-02-15 15:00"),
            "issue_opens_at": deployed.instant("2023-02-16 08:30"),
            "issue_cutoff": deployed.instant("2023-02-16 17:30"),
            "take_up_until": deployed.instant("2023-02-16 18:00"),
            "maximum_price": 100_000_000,
            "units": 1_600,
            "period_index": 0,
            "accrued_days": 0,
            "accrual_num": 0,
            "accrual_den": 1,
        }

    def test_the_book_closes_when_the_scenario_says(self):
        early = Stage(small(book(closes=datetime(2023, 2, 15, 12))))
        terms = early.world.system.offerings["HKD"].offering_terms()
        assert terms.closes_at == early.instant("2023-02-15 12:00")

    def test_without_a_book_it_closes_on_the_pricing_day(self):
        stage = Stage()
        terms = stage.world.system.offerings["HKD"].offering_terms()
        assert terms.closes_at == stage.instant("2023-02-15 15:00")


class TestMoney:
    def test_one_token_a_rail_that_a_tranche_uses(self, deployed):
        assert set(deployed.world.system.cash) == {("cbdc", "HKD")}
        coin = Stage(load("hk-2023", {"rail": "stablecoin"}))
        assert ("stablecoin", "HKD") in coin.world.system.cash

    def test_kind_of_token_and_its_decimals(self):
        stage = Stage(load("hk-2023", {"tranche.HKD.rails": '["stablecoin", "cbdc"]'}))
        cash = stage.world.system.cash
        assert isinstance(cash["cbdc", "HKD"], CentralBankMoney)
        assert isinstance(cash["stablecoin", "HKD"], Stablecoin)
        assert {token.decimals() for token in cash.values()} == {2}
        assert cash["cbdc", "HKD"].symbol() == "cbdc.HKD"


class TestNames:
    def test_contracts_are_named_for_people(self, deployed):
        named = set(deployed.accounts.names().values())
        assert {"Roles", "Settlement", "BondToken:HKD", "CentralBankMoney:HKD"} <= named

    def test_the_deployer_sent_every_deployment_in_dependency_order(self, deployed):
        done = [t for t in deployed.chain.transactions if t.function == "constructor"]
        assert {deployed.accounts.name(t.sender) for t in done} == {DEPLOYER}
        assert [t.contract for t in done] == [
            "Roles",
            "InvestorRegister",
            "Settlement",
            "CentralBankMoney:HKD",
            "BondTerms:HKD",
            "BondToken:HKD",
            "Offering:HKD",
            "Options",
            "PayingAgent",
        ]

    def test_who_may_send_and_who_is_admitted(self):
        scenario = small(book(investors=2))
        names = signers(scenario)
        assert names[:2] == ["treasury", "hkma"]
        assert names[-2:] == ["investor-001", "investor-002"]
        admitted = [party.name for party in investors(scenario)]
        assert admitted == ["bank", "alder", "birch", "cedar", "person"]
