from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.model import Tranche, load
from sim.schedule import COLUMNS, TrancheSchedule, cashflow_rows, plan, tranche_schedule
from sim.units import PAR, half_up, money_text


@pytest.fixture(scope="module")
def hkd() -> TrancheSchedule:
    return plan(load("hk-2023")).tranches["HKD"]


@pytest.fixture(scope="module")
def altered() -> Callable[..., TrancheSchedule]:
    def make(**changes: object) -> TrancheSchedule:
        tranche = load("hk-2023").tranche("HKD")
        rate = changes.pop("rate", None)
        if rate is not None:
            changes["coupon"] = tranche.coupon.model_copy(update={"rate": Decimal(str(rate))})
        return tranche_schedule(tranche.model_copy(update=changes))

    return make


def amounts(schedule: TrancheSchedule) -> list[str]:
    """Aggregate interest, rounded once on the total."""
    flows = [flow for flow in schedule.flows if flow.event == "INTR"]
    return [f"{half_up(f.exact_num, f.exact_den) / 100:,.2f}" for f in flows]


def test_the_first_issue_to_the_cent(hkd: TrancheSchedule) -> None:
    """Amounts a unit, in all and residues: FACTS 1.7 and DESIGN section 5."""
    first, second, principal = hkd.flows
    assert [money_text(f.per_unit_num, "HKD") for f in hkd.flows] == [
        "10041.78",
        "10208.22",
        "500000.00",
    ]
    assert [money_text(f.total, "HKD") for f in hkd.flows] == [
        "16066848.00",
        "16333152.00",
        "800000000.00",
    ]
    assert [money_text(f.residue, "HKD") for f in hkd.flows] == ["-1.32", "1.32", "0.00"]
    assert [f.event for f in hkd.flows] == ["INTR", "INTR", "REDM"]
    assert (first.accrual_days, second.accrual_days) == (181, 184)
    assert (first.payment, second.payment) == (date(2023, 8, 16), date(2024, 2, 16))
    assert (principal.payment, principal.record) == (date(2024, 2, 16), date(2024, 2, 15))
    assert [f.outstanding_after for f in hkd.flows] == [80_000_000_000, 80_000_000_000, 0]
    assert amounts(hkd) == ["16,066,849.32", "16,333,150.68"]


@pytest.mark.parametrize(
    ("currency", "size", "unit", "rate", "issued", "maturity", "expected"),
    [  # FACTS 1.7, aggregate coupons under ACT/365F.
        ("HKD", 2_000_000_000, 500_000, "3.80", "2024-02-07", "2026-02-07",
         ["37,895,890.41", "38,312,328.77", "37,687,671.23", "38,312,328.77"]),
        ("CNH", 1_500_000_000, 10_000, "2.90", "2024-02-07", "2026-02-07",
         ["21,690,410.96", "21,928,767.12", "21,571,232.88", "21,928,767.12"]),
        ("HKD", 2_500_000_000, 500_000, "2.50", "2025-11-11", "2027-11-11",
         ["30,993,150.68", "31,506,849.32", "30,993,150.68", "31,506,849.32"]),
    ],
)  # fmt: skip
def test_aggregate_coupons_of_later_issues(
    altered: Callable[..., TrancheSchedule],
    currency: str,
    size: int,
    unit: int,
    rate: str,
    issued: str,
    maturity: str,
    expected: list[str],
) -> None:
    schedule = altered(
        currency=currency,
        size=Decimal(size),
        calculation_amount=Decimal(unit),
        minimum_denomination=Decimal(unit),
        rate=rate,
        issued=date.fromisoformat(issued),
        maturity=date.fromisoformat(maturity),
    )
    assert amounts(schedule) == expected


def cnh_2025(altered: Callable[..., TrancheSchedule], **changes: object) -> TrancheSchedule:
    return altered(
        currency="CNH",
        size=Decimal(2_500_000_000),
        calculation_amount=Decimal(10_000),
        minimum_denomination=Decimal(1_000_000),
        rate="1.90",
        issued=date(2025, 11, 11),
        maturity=date(2030, 11, 11),
        **changes,
    )


def test_residues_of_the_renminbi_tranche(altered: Callable[..., TrancheSchedule]) -> None:
    """FACTS 1.7: 94.22 a lot is 205.48 over, 95.78 is 205.48 short; a leap half-year has 182."""
    interest = [f for f in cnh_2025(altered).flows if f.event == "INTR"]
    assert [f.accrual_days for f in interest] == [181, 184, 181, 184, 182, 184, 181, 184, 181, 184]
    assert [money_text(f.per_unit_num, "CNH") for f in interest[:2]] == ["94.22", "95.78"]
    assert [money_text(f.residue, "CNH") for f in interest[:2]] == ["205.48", "-205.48"]


def test_rounding_by_holding_keeps_the_fraction(altered: Callable[..., TrancheSchedule]) -> None:
    first = cnh_2025(altered, rounding_basis="holding").flows[0]
    # 10,000 x 1.9 % x 181/365 = 94.2191780...
    assert first.per_unit_den == 73
    assert money_text(first.amount(1), "CNH") == "94.22"
    assert money_text(first.amount(100), "CNH") == "9421.92"
    assert money_text(first.total, "CNH") == "23554794.52"
    assert money_text(first.residue, "CNH") == "0.00"


def test_trades_round_the_record_date(hkd: TrancheSchedule) -> None:
    """DESIGN section 5: ten units at par, cum on Friday and ex on Monday."""
    friday = hkd.settlement_date(date(2023, 8, 11))
    cum = hkd.trade(10, PAR, friday)
    assert friday == hkd.flows[0].record == date(2023, 8, 15)
    assert money_text(cum.accrued, "HKD") == "99863.01"
    assert (cum.accrued_days, money_text(cum.settlement, "HKD")) == (180, "5099863.01")
    assert money_text(hkd.flows[0].amount(10), "HKD") == "100417.80"
    monday = hkd.settlement_date(date(2023, 8, 14))
    ex = hkd.trade(10, PAR, monday)
    assert monday == hkd.flows[0].payment
    assert (ex.accrued_days, ex.accrued, ex.settlement) == (0, 0, 500_000_000)


def test_accrued_of_the_2025_issue(altered: Callable[..., TrancheSchedule]) -> None:
    """FACTS 1.7: per 100 on 2026-03-16, 125 days: 2.5 % gives 0.856164, 1.9 % gives 0.650685."""
    for rate, expected in (("2.50", 856_164), ("1.90", 650_685)):
        schedule = altered(
            size=Decimal(100_000_000),
            calculation_amount=Decimal(1_000_000),
            rate=rate,
            issued=date(2025, 11, 11),
            maturity=date(2027, 11, 11),
        )
        trade = schedule.trade(100, PAR, date(2026, 3, 16))
        assert trade.accrued_days == 125
        assert half_up(trade.accrued, 100) == expected


@given(
    st.integers(1, 1600), st.integers(1, 2 * PAR), st.dates(date(2023, 2, 16), date(2024, 2, 15))
)
def test_a_trade_is_off_by_no_more_than_half_a_cent(units: int, price: int, day: date) -> None:
    schedule = tranche_schedule(load("hk-2023").tranche("HKD"))
    trade = schedule.trade(units, price, day)
    face = units * 50_000_000
    assert trade.settlement == trade.clean + trade.accrued
    assert abs(2 * (trade.clean * PAR - face * price)) <= PAR
    exact = face * 40_500_000 * trade.accrued_days
    assert abs(2 * (trade.accrued * 365 * 10**9 - exact)) <= 365 * 10**9


def test_half_a_cent_of_clean_price_is_rounded_up(hkd: TrancheSchedule) -> None:
    # 500,000.00 x 100.000001 % = 500,000.005
    assert hkd.trade(1, PAR + 1, date(2023, 2, 16)).clean == 50_000_001


def test_two_centres_settle_and_pay_together_but_record_and_expiry_are_hong_kong(
    altered: Callable[..., TrancheSchedule],
) -> None:
    """2025-11-11 was a holiday in New York alone (FACTS 1.4); other days counted by hand."""
    usd = altered(
        currency="USD",
        calendars=("HK", "NY"),
        issued=date(2025, 5, 12),
        maturity=date(2026, 5, 12),
    )
    assert usd.settlement_date(date(2025, 11, 7)) == date(2025, 11, 12)
    assert usd.expiry_date(date(2025, 11, 7)) == date(2025, 11, 21)
    first = usd.flows[0]
    assert (first.payment, first.record) == (date(2025, 11, 12), date(2025, 11, 11))
    # Traded on Friday 7 November it settles on the 12th, after the record date: so it is ex.
    assert (first.last_cum, first.ex) == (date(2025, 11, 6), date(2025, 11, 7))


@pytest.mark.parametrize("day", ["2023-02-15", "2024-02-16"])
def test_no_interest_accrues_before_issue_or_from_maturity(hkd: TrancheSchedule, day: str) -> None:
    with pytest.raises(ValueError, match="is in no interest period of HKD"):
        hkd.trade(1, PAR, date.fromisoformat(day))


def test_issue_and_expiry(hkd: TrancheSchedule) -> None:
    assert hkd.terms.units == 1_600
    assert hkd.minimum_units == 2
    assert money_text(hkd.proceeds(1_600), "HKD") == "800000000.00"
    # Ten business days, counted by hand over two weekends and the holiday of 26 May.
    assert hkd.expiry_date(date(2023, 5, 18)) == date(2023, 6, 2)
    assert hkd.final_record == date(2024, 2, 15)


def test_issue_below_par(altered: Callable[..., TrancheSchedule]) -> None:
    # FACTS 1.7: EUR 300m at 99.955 raises 299,865,000.00.
    schedule = altered(size=Decimal(300_000_000), issue_price=Decimal("99.955"))
    assert money_text(schedule.proceeds(600), "EUR") == "299865000.00"


def test_the_table_of_cash_flows() -> None:
    rows = cashflow_rows(load("hk-2023"))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [dict(zip(COLUMNS, row, strict=True))["event"] for row in rows] == [
        "ISSU",
        "INTR",
        "INTR",
        "REDM",
    ]
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert first["record_date"] == "2023-08-15"
    assert first["ex_date"] == "2023-08-14"
    assert first["rate"] == "4.050000"
    assert (first["accrual_num"], first["accrual_den"]) == ("181", "365")
    assert (first["amount_per_unit"], first["amount"]) == ("10041.78", "16066848.00")
    assert first["rounding"] == "-1.32"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("tranche.HKD.issued", "2023-02-17",
         "tranche.HKD.issued: 2023-02-17 is no regular date before maturity, 2024-02-16; "
         "write 2023-02-16 or 2023-08-16, move maturity, or give coupon a stub, like "
         '"short first"'),
        ("event.1.date", "2023-03-12",
         "event.1.date: 2023-03-12 (Sunday) is not a business day in Hong Kong; "
         "write 2023-03-10 or 2023-03-13"),
        ("event.1.until", "2023-04-07",
         "event.1.until: 2023-04-07 (Friday) is not a business day in Hong Kong; "
         "write 2023-04-06 or 2023-04-11"),
        ("event.4.date", "2024-02-14",
         "event.4.date: would settle on 2024-02-16, after the final record date, 2024-02-15; "
         "write 2024-02-09 or earlier"),
        ("trading.until", "2024-02-14",
         "trading.until: after 2024-02-09 no trade could settle by the final record date; "
         "write 2024-02-09 or earlier"),
        ("book.opens", "2023-02-11T09:00:00",
         "book.opens: 2023-02-11 (Saturday) is not a business day in Hong Kong; "
         "write 2023-02-10 or 2023-02-13"),
        ("tranche.HKD.record_days", "200",
         "tranche.HKD.record_days: the first record date, 2022-10-24, would be before issue; "
         "write a smaller number"),
    ],
)  # fmt: skip
def test_dates_the_calendar_does_not_allow(key: str, value: str, said: str) -> None:
    scenario = load("hk-2023", {key: value})
    with pytest.raises(ScenarioError) as caught:
        plan(scenario)
    assert f"--set: {said}" in str(caught.value).splitlines()


def test_every_closed_day_is_told_at_once() -> None:
    scenario = load(
        "hk-2023",
        {
            "tranche.HKD.priced": "2023-02-12",
            "book.opens": "2023-02-11T09:00:00",
            "book.closes": "2023-02-12T15:00:00",
        },
    )
    with pytest.raises(ScenarioError) as caught:
        plan(scenario)
    assert [finding.key for finding in caught.value.findings] == [
        "tranche.HKD.priced",
        "book.opens",
        "book.closes",
    ]
    assert "2023-02-12 (Sunday) is not a business day" in caught.value.findings[0].problem


def test_a_closure_on_the_payment_date_moves_it() -> None:
    closed = tranche_schedule(load("hk-2023").tranche("HKD"), (date(2023, 8, 16),))
    first = closed.flows[0]
    assert (first.due, first.payment) == (date(2023, 8, 16), date(2023, 8, 17))
    assert (first.record, first.ex) == (date(2023, 8, 15), date(2023, 8, 14))
    assert first.accrual_days == 181


def test_terms_are_frozen(hkd: TrancheSchedule) -> None:
    with pytest.raises(Exception, match=r"frozen"):
        hkd.facts.size = Decimal(1)
    assert isinstance(hkd.facts, Tranche)
